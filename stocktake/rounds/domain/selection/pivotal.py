"""The local pivotal method: two near children meet, and one gives the other of their chance.

Source: Grafström, Lundström and Schelin, Spatially balanced sampling through the pivotal method,
Biometrics 68 (2012). Every meeting leaves each child's expected chance as it was, so the chance of
being selected is exactly the one printed; because near children compete, a sample holds few who
are alike and is spread over the traits.

In a stratum of more than MANY children the near are found in steps: children alike in every trait
meet first, then those alike in all but the last trait, and so on until MANY are left.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from stocktake.rounds.domain.selection.nearness import FAR, Numbers, Places
from stocktake.rounds.domain.selection.seeds import Stream

MANY = 500
Distances = Callable[[Sequence[int]], Numbers]


def meet(chances: list[int], whole: int, one: int, other: int, stream: Stream) -> None:
    """One of the two is decided: selected (`whole`) or not (0). Changes `chances` in place."""
    up = min(whole - chances[one], chances[other])
    down = min(chances[one], whole - chances[other])
    change = up if stream.below(up + down) < down else -down
    chances[one] += change
    chances[other] -= change


def select_spread(
    chances: Sequence[int],
    whole: int,
    *,
    order: Sequence[int],
    levels: Sequence[Places],
    distances: Distances,
    stream: Stream,
) -> list[int]:
    """The places of those selected. `order` holds the places in the random order of this seed, of
    children whose chances are in parts of `whole` and add up to a multiple of it. `levels` are cells
    of children alike (none where there are few), `distances` is asked for places."""
    now = list(chances)
    for cell in coarser(levels, order, now, whole):
        _in_turn(now, whole, cell, stream)
    left = [i for i in order if 0 < now[i] < whole]
    if left:
        _nearest_first(now, whole, left, distances(left).copy(), stream)
    return [i for i in order if now[i] == whole]


def coarser(
    levels: Sequence[Places], places: Sequence[int], now: Sequence[int], whole: int
) -> Iterator[list[int]]:
    """Cells of children alike, level after level, while more than MANY of the children at `places`
    are undecided, in their order. `now` is read again at each level."""
    left = places
    for cells in levels:
        left = [i for i in left if 0 < now[i] < whole]
        if len(left) <= MANY:
            return
        own = np.array(left, dtype=np.intp)
        own = own[np.argsort(cells[own], kind="stable")]
        ends = np.flatnonzero(np.diff(cells[own], append=-1)) + 1
        together, start = own.tolist(), 0
        for end in ends.tolist():
            if end - start > 1:
                yield together[start:end]
            start = end


def _in_turn(now: list[int], whole: int, cell: Sequence[int], stream: Stream) -> None:
    """Children who are as near to one as to another: each meets whoever is undecided."""
    waiting = cell[0]
    for i in cell[1:]:
        meet(now, whole, waiting, i, stream)
        if not 0 < now[waiting] < whole:
            waiting = i


def _nearest_first(
    now: list[int], whole: int, left: Sequence[int], apart: Numbers, stream: Stream
) -> None:
    """Each child in turn meets the nearest undecided one, the earliest in order among equals; who
    is still undecided waits for another turn."""
    turns = deque(range(len(left)))
    while turns:
        place = turns.popleft()
        if not 0 < now[left[place]] < whole:
            continue
        near = int(apart[place].argmin())
        if apart[place, near] >= FAR:
            raise ArithmeticError("The chances of a stratum do not add up to a whole number.")
        meet(now, whole, left[place], left[near], stream)
        for met in (place, near):
            if not 0 < now[left[met]] < whole:
                apart[:, met] = FAR
            elif met == place:
                turns.append(place)
