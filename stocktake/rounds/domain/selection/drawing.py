"""Selecting: from the frame, the plan and a seed to the sample, its depths and its reserves.

`prepare` works out once what does not depend on the seed; `draw` does the rest, so that a thousand
replays cost little more than their meetings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from stocktake.core.strata import Depth
from stocktake.rounds.domain.selection import clashes
from stocktake.rounds.domain.selection.candidates import Candidate
from stocktake.rounds.domain.selection.chances import CannotSelect, Stake, stakes
from stocktake.rounds.domain.selection.limited import select_limited
from stocktake.rounds.domain.selection.limits import Family, families, fitted
from stocktake.rounds.domain.selection.nearness import Numbers, Places, distances, levels
from stocktake.rounds.domain.selection.pivotal import MANY, select_spread
from stocktake.rounds.domain.selection.plan import Plan
from stocktake.rounds.domain.selection.sample import Drawn, Sample, StratumDraw
from stocktake.rounds.domain.selection.seeds import Stream, in_order

METHOD = "stratified, spread by the local pivotal method, rule 2"
LIMITED = "stratified, local pivotal method held to hard limits, rule 2"
TRIES = 200  # how often a walk that ended between children is begun again


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A plan put to a frame: chances of all strata's children in turn, and what they rest on."""

    plan: Plan
    stakes: tuple[Stake, ...]
    families: tuple[Family, ...]
    children: tuple[Candidate, ...]
    chances: tuple[int, ...]
    whole: int
    starts: tuple[int, ...]  # where each stratum's children begin
    apart: Mapping[int, Numbers]  # by stratum's number, where there are not too many children
    levels: Mapping[int, tuple[Places, ...]]  # where there are

    def own(self, number: int) -> range:
        """The places of one stratum's children."""
        start = self.starts[number]
        return range(start, start + len(self.stakes[number].children))

    def distances(self, number: int, places: Sequence[int]) -> Numbers:
        """Between children of one stratum."""
        if number not in self.apart:
            return distances([self.children[i] for i in places], self.plan.spread)
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
    few = [i for i, size in enumerate(sizes) if 0 < size <= MANY]
    many = [i for i, size in enumerate(sizes) if size > MANY]
    widest_first = [f.of for f in reversed(groups)]
    return Prepared(
        plan=plan,
        stakes=found,
        families=groups,
        children=children,
        chances=tuple(chances),
        whole=whole,
        starts=starts,
        apart={i: distances(found[i].children, plan.spread) for i in few},
        levels={
            i: levels(
                found[i].children, [of[starts[i] : starts[i] + sizes[i]] for of in widest_first]
            )
            for i in many
        },
    )


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
    counts = tuple(_counted(ready, number) for number in range(len(orders)))
    return Sample(drawn=tuple(drawn), reserves=tuple(reserves), strata=counts)


def selected(ready: Prepared, seed: str) -> list[str]:
    """Whom this seed selects, by pseudonym, without depths and reserves: what replays count."""
    orders = [_ordered(ready, number, seed) for number in range(len(ready.stakes))]
    return [ready.children[i].key for i in _chosen_in(ready, orders, seed)]


def _ordered(ready: Prepared, number: int, seed: str) -> list[int]:
    """The places of a stratum's children in the random order of this seed."""
    place = {ready.children[i].key: i for i in ready.own(number)}
    return [place[key] for key in in_order(place, seed)]


def _chosen_in(ready: Prepared, orders: Sequence[Sequence[int]], seed: str) -> frozenset[int]:
    """The places of those selected, strata given in their random orders."""
    if ready.families:
        return _within_limits(ready, orders, seed)
    return frozenset(
        i
        for number, order in enumerate(orders)
        if order
        for i in _spread(ready, number, order, seed)
    )


def _spread(ready: Prepared, number: int, order: Sequence[int], seed: str) -> list[int]:
    """One stratum without limits: nothing in it depends on another stratum."""
    stake, start = ready.stakes[number], ready.starts[number]
    found = select_spread(
        [stake.chances[i - start] for i in order],
        stake.whole,
        levels=_cells(ready, number, order),
        distances=lambda some: ready.distances(number, [order[i] for i in some]),
        stream=Stream(seed, str(stake.stratum)),
    )
    return [order[i] for i in found]


def _cells(ready: Prepared, number: int, order: Sequence[int]) -> list[Places]:
    """A stratum's cells of children alike, in this seed's order."""
    own = np.array(order, dtype=np.intp) - ready.starts[number]
    return [cells[own] for cells in ready.levels.get(number, ())]


def _within_limits(ready: Prepared, orders: Sequence[Sequence[int]], seed: str) -> frozenset[int]:
    places = [i for order in orders for i in order]
    numbers = [number for number, order in enumerate(orders) for _ in order]
    moved = [replace(f, of=tuple(f.of[i] for i in places)) for f in ready.families]
    cells = {number: _cells(ready, number, order) for number, order in enumerate(orders)}
    for attempt in range(1, TRIES + 1):
        found = select_limited(
            [ready.chances[i] for i in places],
            ready.whole,
            strata=numbers,
            levels=cells,
            families=moved,
            distances=lambda some: ready.distances(numbers[some[0]], [places[i] for i in some]),
            stream=Stream(seed, f"limits {attempt}"),
        )
        if found is not None:
            return frozenset(places[i] for i in found)
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
        levels=(),
        distances=lambda some: ready.distances(number, [free[i] for i in some]),
        stream=Stream(seed, f"{stake.stratum} in depth"),
    )
    return frozenset(sure | {free[i] for i in found})


def _next_in_order(ready: Prepared, rest: Sequence[int], stake: Stake, seed: str) -> list[int]:
    """The reserves: one after the other, with the same lower chance after a recent review."""
    stream, left, found = Stream(seed, f"{stake.stratum} reserves"), list(rest), list[int]()
    part = ready.plan.recent.weight if ready.plan.recent else Fraction(1)
    while left and len(found) < ready.plan.reserves:
        weights = [part.numerator if ready.children[i].recent else part.denominator for i in left]
        point = stream.below(sum(weights))
        place = 0
        while point >= weights[place]:
            point -= weights[place]
            place += 1
        found.append(left.pop(place))
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


def _counted(ready: Prepared, number: int) -> StratumDraw:
    stake = ready.stakes[number]
    free = [ready.chances[i] for i in ready.own(number) if ready.children[i].certain is None]
    aimed = [round(some(free) / ready.whole, 6) for some in (min, max)] if free else []
    return StratumDraw(
        stratum=stake.stratum,
        open=stake.open,
        left_out=stake.left_out,
        certain=sum(c.certain is not None for c in stake.children),
        recent=sum(c.recent for c in stake.children),
        in_depth=stake.plan.in_depth,
        lighter=stake.plan.lighter,
        chance=_pair(stake.chance(recent=False)),
        chance_recent=_pair(stake.chance(recent=True)),
        aimed=(aimed[0], aimed[1]) if ready.families and aimed else None,
    )


def _pair(chance: Fraction | None) -> tuple[int, int] | None:
    return None if chance is None else (chance.numerator, chance.denominator)
