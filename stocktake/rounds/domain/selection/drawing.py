"""Selecting: from the frame, the plan and a seed to the sample, its depths and its reserves.

`prepare` works out once what does not depend on the seed; `draw` does the rest, so that a thousand
replays cost little more than their meetings.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np

from stocktake.core.strata import Depth
from stocktake.rounds.domain.selection import clashes
from stocktake.rounds.domain.selection.candidates import Candidate
from stocktake.rounds.domain.selection.chances import SURE, CannotSelect, Stake, stakes
from stocktake.rounds.domain.selection.limited import select_limited
from stocktake.rounds.domain.selection.limits import Family, families, fitted
from stocktake.rounds.domain.selection.nearness import Numbers, Places, Traits, levels, traits
from stocktake.rounds.domain.selection.pivotal import MANY, select_spread
from stocktake.rounds.domain.selection.plan import Plan
from stocktake.rounds.domain.selection.sample import Drawn, Sample, StratumDraw
from stocktake.rounds.domain.selection.seeds import Stream, priorities
from stocktake.rounds.domain.selection.walk import Ground, ground

METHOD = "stratified, spread by the local pivotal method, rule 2"
LIMITED = "stratified, local pivotal method held to hard limits, rule 2"
TRIES = 200  # how often a walk that ended between children is begun again


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A plan put to a frame: chances of all strata's children in turn, and what they rest on."""

    plan: Plan
    stakes: tuple[Stake, ...]
    children: tuple[Candidate, ...]
    ground: Ground
    starts: tuple[int, ...]  # where each stratum's children begin
    traits: Traits
    apart: Mapping[int, Numbers]  # by stratum's number, where there are not too many children
    levels: tuple[Places, ...]  # where there are in any
    counts: tuple[StratumDraw, ...]

    @property
    def chances(self) -> tuple[int, ...]:
        """Of all children, in parts of `whole`."""
        return self.ground.chances

    @property
    def whole(self) -> int:
        return self.ground.whole

    def own(self, number: int) -> range:
        """The places of one stratum's children."""
        start = self.starts[number]
        return range(start, start + len(self.stakes[number].children))

    def distances(self, places: Sequence[int]) -> Numbers:
        """Between some children of one stratum."""
        number = bisect_right(self.starts, places[0]) - 1
        if number not in self.apart:
            return self.traits.distances(places)
        own = np.array(places, dtype=np.intp) - self.starts[number]
        return self.apart[number][np.ix_(own, own)]


def prepare(frame: Sequence[Candidate], plan: Plan) -> Prepared:
    """Raises CannotSelect with a sentence that says what cannot be met and what would free it."""
    found = stakes(frame, plan)
    children = tuple(child for stake in found for child in stake.children)
    groups = families(children, plan.limits)
    try:
        chances, whole = fitted(found, groups)
    except CannotSelect:
        raise CannotSelect(clashes.told(found, plan)) from None
    sizes = [len(stake.children) for stake in found]
    starts = tuple(sum(sizes[:i]) for i in range(len(sizes)))
    own = [range(start, start + size) for start, size in zip(starts, sizes, strict=True)]
    known = traits(children, plan.spread)
    return Prepared(
        plan=plan,
        stakes=found,
        children=children,
        ground=ground(chances, whole, groups),
        starts=starts,
        traits=known,
        apart={i: known.distances(some) for i, some in enumerate(own) if len(some) <= MANY},
        levels=_levels(known, groups, len(children)) if max(sizes) > MANY else (),
        counts=tuple(
            _counted(stake, chances[some.start : some.stop], whole, limited=bool(groups))
            for stake, some in zip(found, own, strict=True)
        ),
    )


def _levels(known: Traits, groups: Sequence[Family], children: int) -> tuple[Places, ...]:
    """Alike in all: the widest limit first, then the traits, then the narrower limits."""
    held = [np.array(family.of, dtype=np.int64) + 1 for family in reversed(groups)]
    return levels([*held[:1], *known.values, *held[1:]], children)


def select(frame: Sequence[Candidate], plan: Plan, seed: str) -> Sample:
    """The sample that this seed gives, whatever the order of rows. `seed` is hexadecimal.

    Raises CannotSelect.
    """
    return draw(prepare(frame, plan), seed)


def draw(ready: Prepared, seed: str) -> Sample:
    """One selection."""
    orders = [_ordered(ready, number, seed) for number in range(len(ready.stakes))]
    chosen = _chosen_in(ready, orders, seed)
    drawn: list[Drawn] = []
    reserves: list[Drawn] = []
    for number, (stake, own) in enumerate(zip(ready.stakes, orders, strict=True)):
        taken = [i for i in own if i in chosen]
        deep = _in_depth(ready, number, taken, seed)
        drawn += _lines(ready, [i for i in taken if i in deep], Depth.IN_DEPTH, 1)
        drawn += _lines(ready, [i for i in taken if i not in deep], Depth.LIGHTER, 1 + len(deep))
        if taken:
            next_ = _next_in_order(ready, [i for i in own if i not in chosen], stake, seed)
            reserves += _lines(ready, next_, None, 1 + len(taken))
    return Sample(drawn=tuple(drawn), reserves=tuple(reserves), strata=ready.counts)


def selected(ready: Prepared, seed: str) -> list[str]:
    """Whom this seed selects, by pseudonym, without depths and reserves: what replays count."""
    orders = [_ordered(ready, number, seed) for number in range(len(ready.stakes))]
    return [ready.children[i].key for i in _chosen_in(ready, orders, seed)]


def _ordered(ready: Prepared, number: int, seed: str) -> list[int]:
    """The places of a stratum's children in the random order of this seed."""
    own = ready.own(number)
    found = priorities((ready.children[i].key for i in own), seed)
    return [own[place] for place in sorted(range(len(own)), key=found.__getitem__)]


def _chosen_in(ready: Prepared, orders: Sequence[Sequence[int]], seed: str) -> frozenset[int]:
    """The places of those selected, strata given in their random orders."""
    if ready.ground.families:
        return _within_limits(ready, orders, seed)
    return frozenset(
        i
        for number, order in enumerate(orders)
        if order
        for i in _spread(ready, number, order, seed)
    )


def _spread(ready: Prepared, number: int, order: Sequence[int], seed: str) -> list[int]:
    """One stratum without limits: nothing in it depends on another stratum."""
    stake, own = ready.stakes[number], ready.own(number)
    found = select_spread(
        stake.chances,
        stake.whole,
        order=[i - own.start for i in order],
        levels=[cells[own.start : own.stop] for cells in ready.levels],
        distances=lambda places: ready.distances([own[i] for i in places]),
        stream=Stream(seed, str(stake.stratum)),
    )
    return [own[i] for i in found]


def _within_limits(ready: Prepared, orders: Sequence[Sequence[int]], seed: str) -> frozenset[int]:
    for attempt in range(1, TRIES + 1):
        found = select_limited(
            ready.ground,
            orders=orders,
            levels=ready.levels,
            distances=ready.distances,
            stream=Stream(seed, f"limits {attempt}"),
        )
        if found is not None:
            return found
    raise CannotSelect(clashes.told(ready.stakes, ready.plan))


def _in_depth(ready: Prepared, number: int, taken: Sequence[int], seed: str) -> frozenset[int]:
    """Who of those selected is reviewed in depth: spread as the sample is, all chances equal."""
    stake = ready.stakes[number]
    sure = {i for i in taken if ready.children[i].certain is Depth.IN_DEPTH}
    free = [i for i in taken if ready.children[i].certain is None]
    wanted = stake.plan.in_depth - len(sure)
    if not free:
        return frozenset(sure)
    found = select_spread(
        [wanted] * len(free),
        len(free),
        order=range(len(free)),
        levels=(),
        distances=lambda some: ready.distances([free[i] for i in some]),
        stream=Stream(seed, f"{stake.stratum} in depth"),
    )
    return frozenset(sure | {free[i] for i in found})


def _next_in_order(ready: Prepared, rest: Sequence[int], stake: Stake, seed: str) -> list[int]:
    """The reserves: one after the other, with the same lower chance after a recent review."""
    stream, left, found = Stream(seed, f"{stake.stratum} reserves"), list(rest), list[int]()
    part = ready.plan.recent.weight if ready.plan.recent else Fraction(1)
    usual, lower = part.denominator, part.numerator
    weights = [lower if ready.children[i].recent else usual for i in left]
    while left and len(found) < ready.plan.reserves:
        ends = [*accumulate(weights)]
        place = bisect_right(ends, stream.below(ends[-1]))
        found.append(left.pop(place))
        del weights[place]
    return found


def _lines(ready: Prepared, places: Sequence[int], depth: Depth | None, start: int) -> list[Drawn]:
    return [
        Drawn(
            key=ready.children[i].key,
            stratum=ready.children[i].stratum,
            order=order,
            depth=depth,
            certain=ready.children[i].certain is not None,
            recent=ready.children[i].recent,
        )
        for order, i in enumerate(places, start=start)
    ]


def _counted(stake: Stake, chances: Sequence[int], whole: int, *, limited: bool) -> StratumDraw:
    """What the certificate says of a stratum; `chances` are those that limits have moved."""
    free = {chance for kind, chance in zip(stake.kinds, chances, strict=True) if kind < SURE}
    aimed = (round(min(free) / whole, 6), round(max(free) / whole, 6)) if free else None
    return StratumDraw(
        stratum=stake.stratum,
        open=stake.open,
        left_out=stake.left_out,
        certain=stake.certain,
        recent=stake.recent,
        in_depth=stake.plan.in_depth,
        lighter=stake.plan.lighter,
        chance=_pair(stake.chance(recent=False)),
        chance_recent=_pair(stake.chance(recent=True)),
        aimed=aimed if limited else None,
    )


def _pair(chance: Fraction | None) -> tuple[int, int] | None:
    return None if chance is None else (chance.numerator, chance.denominator)
