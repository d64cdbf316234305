"""Selection under hard limits: the local pivotal method held to the limits, then chains of exchange.

Source: Deville and Tillé, Efficient balanced sampling: the cube method, Biometrika 91 (2004), and
Grafström and Tillé, Doubly balanced spatial sampling, Environmetrics 24 (2013). Chances that meet
the limits on average (`limits.fitted`) move in steps that keep every child's expected chance. A
limit that is reached stays reached: from then on children meet only inside its group, and when
nobody can meet any more, chances move round chains of children that leave every reached limit as
it is. Limits that nest (a household in a worker's cases, a worker in a team) always end in whole
children. Where they do not nest a selection can end between children; it is then begun again.
"""

from collections import deque
from collections.abc import Iterable, Sequence

import numpy as np

from stocktake.rounds.domain.selection.chains import Chains
from stocktake.rounds.domain.selection.nearness import FAR, Numbers, Places
from stocktake.rounds.domain.selection.pivotal import Distances, coarser
from stocktake.rounds.domain.selection.seeds import Stream
from stocktake.rounds.domain.selection.walk import Ground, Walk

BY_ROUNDING = 1_000  # a chance below this part of the whole is what rounding left


def select_limited(
    start: Ground,
    *,
    orders: Sequence[Sequence[int]],
    levels: Sequence[Places],
    distances: Distances,
    stream: Stream,
) -> frozenset[int] | None:
    """The places of those selected, every limit kept; None when the walk ended between children.

    `orders` holds each stratum's places in the random order of this seed, `levels` the cells of
    children alike (none where there are few); `distances` is asked for places of one stratum.
    """
    walk = Walk(start, stream)
    for order in orders:
        _in_turn(walk, coarser(levels, order, walk.now, walk.whole))
        left = [i for i in order if 0 < walk.now[i] < walk.whole]
        if left:
            _nearest_first(walk, left, distances(left).copy())
    _chains(walk, orders)
    taken = _taken(walk)
    return taken if taken is not None and _as_planned(start, orders, taken) else None


def _in_turn(walk: Walk, cells: Iterable[Sequence[int]]) -> None:
    """In each cell each meets whoever is undecided and tied alike."""
    now, whole, tied, meet = walk.now, walk.whole, walk.tied, walk.meet
    for cell in cells:
        waiting: dict[tuple[int, ...], int] = {}
        for i in cell:
            alike = tied[i]
            other = waiting.get(alike, i)
            if other != i and 0 < now[other] < whole and tied[other] == alike:
                meet(other, i)
                if 0 < now[other] < whole and tied[other] == alike:
                    continue
            waiting[tied[i]] = i


def _nearest_first(walk: Walk, left: Sequence[int], apart: Numbers) -> None:
    """As without limits, among those tied alike; who is left alone waits for the chains."""
    now, whole = walk.now, walk.whole
    turns = deque(range(len(left)))
    ties, places = -1, np.array(left, dtype=np.intp)
    while turns:
        place = turns.popleft()
        if not 0 < now[left[place]] < whole:
            continue
        if ties != walk.ties:  # who is tied otherwise once is so for ever
            ties, codes = walk.ties, walk.codes[places]
            np.putmask(apart, codes[:, np.newaxis] != codes, FAR)
        near = int(apart[place].argmin())
        if apart[place, near] >= FAR:
            continue
        walk.meet(left[place], left[near])
        for met in (place, near):
            if not 0 < now[left[met]] < whole:
                apart[:, met] = FAR
            elif met == place:
                turns.append(place)


def _chains(walk: Walk, orders: Sequence[Sequence[int]]) -> None:
    """Chains of exchange, until those left depend on no other."""
    stratum = {
        i: n for n, order in enumerate(orders) for i in order if 0 < walk.now[i] < walk.whole
    }
    left, tied = [*stratum], {i: walk.tied[i] for i in stratum}
    chains, same = Chains(), 0
    while steps := chains.circuit((i, (-1 - stratum[i], *tied[i])) for i in left[same:]):
        ties = walk.ties
        walk.move(steps)
        seen = steps if walk.ties == ties else left
        changed = [i for i in seen if not walk.undecided(i) or walk.tied[i] is not tied[i]]
        # What stands before the first child who is decided or tied anew need not be done again.
        same = min(map(left.index, changed), default=len(left))
        chains.keep(same)
        for i in changed:
            tied[i] = walk.tied[i]
            if not walk.undecided(i):
                left.remove(i)


def _taken(walk: Walk) -> frozenset[int] | None:
    """Whose chance is 1 but for what rounding left; None when somebody's is neither that nor 0."""
    found = []
    for i in [i for i, chance in enumerate(walk.now) if chance]:
        if walk.now[i] * BY_ROUNDING >= walk.whole:
            if (walk.whole - walk.now[i]) * BY_ROUNDING >= walk.whole:
                return None
            found.append(i)
    return frozenset(found)


def _as_planned(start: Ground, orders: Sequence[Sequence[int]], taken: frozenset[int]) -> bool:
    """Every stratum has the number that its chances add up to, and every limit is kept."""
    numbers = all(
        sum(map(start.chances.__getitem__, order)) == len(taken.intersection(order)) * start.whole
        for order in orders
    )
    return numbers and not any(family.broken(taken) for family in start.families)
