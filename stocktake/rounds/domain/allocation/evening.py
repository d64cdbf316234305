"""Evening out hours between readers once seats are filled, without one visit more.

What moves is a *block*: all the seats of one worker that one reader has. A block goes to another
reader, or two blocks change places, while that lowers the sum of squared hours over days, which is
least when everybody's hours a day are the same. Nobody goes over their limit by it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stocktake.rounds.domain.allocation.model import Model

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
_STEPS = 400
_GAIN = 1e-9


def evened(m: Model, taken: Sequence[int], limits: Sequence[float]) -> list[int]:
    """The same seats, more evenly spread; what nobody may take stays empty."""
    now, may = list(taken), _may(m)
    for _ in range(_STEPS):
        changes = _best_change(m, now, may, np.array(limits))
        if not changes:
            break
        for seats, reader in changes:
            for seat in seats:
                now[seat] = reader
    return now


def _may(m: Model) -> Flags:
    found = np.zeros((len(m.hours), len(m.days)), dtype=bool)
    for seat, readers in enumerate(m.may):
        found[seat, sorted(readers)] = True
    return found


def _best_change(
    m: Model, now: Sequence[int], may: Flags, limits: Numbers
) -> list[tuple[list[int], int]]:
    """Seats and their new reader, once or twice; nothing where no change would be better."""
    blocks = _blocks(m, now)
    if not blocks:
        return []
    hours = np.array(m.hours, dtype=float)
    size = np.array([hours[seats].sum() for seats in blocks])
    at = np.array([now[seats[0]] for seats in blocks])
    load = np.array(m.had, dtype=float)
    np.add.at(load, at, size)
    free = np.array([_free(m, now, may, seats) for seats in blocks])
    moves, swaps = _gains(load, np.array(m.days, dtype=float), at, size, free, limits)
    if min(moves.min(), swaps.min()) > -_GAIN:
        return []
    if moves.min() <= swaps.min():
        block, reader = divmod(int(moves.argmin()), len(load))
        return [(blocks[block], reader)]
    one, two = divmod(int(swaps.argmin()), len(blocks))
    return [(blocks[one], int(at[two])), (blocks[two], int(at[one]))]


def _blocks(m: Model, now: Sequence[int]) -> list[list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for seat, reader in enumerate(now):
        if reader >= 0:
            found.setdefault((m.group[seat], reader), []).append(seat)
    return list(found.values())


def _free(m: Model, now: Sequence[int], may: Flags, seats: list[int]) -> Flags:
    """Who else could have the whole block, without a visit more."""
    free: Flags = np.logical_and.reduce(may[seats], axis=0)
    free[now[seats[0]]] = False
    for seat in seats:
        free[sorted(m.taken_from(now, seat))] = False
    group = m.group[seats[0]]
    if (group, now[seats[0]]) in m.known:
        met = [r for g, r in m.known if g == group]
        free &= np.isin(np.arange(len(free)), met)
    return free


def _gains(
    load: Numbers, days: Numbers, at: Any, size: Numbers, free: Flags, limits: Numbers
) -> tuple[Numbers, Numbers]:
    """What the sum of squares gains by each move (block, reader) and each swap (block, block)."""
    days = np.maximum(days, _GAIN)

    def change(reader: Any, more: Numbers) -> Numbers:
        gained: Numbers = (2 * load[reader] + more) * more / days[reader]
        return gained

    every = np.arange(len(load))
    moves = change(every[None, :], size[:, None]) + change(at, -size)[:, None]
    fits = load[None, :] + size[:, None] <= limits[None, :]
    more = size[None, :] - size[:, None]  # what the reader of the row's block gets
    swaps = change(at[:, None], more) + change(at[None, :], -more)
    both = free[:, at] & free[:, at].T
    roomy = (load[at][:, None] + more <= limits[at][:, None]) & (
        load[at][None, :] - more <= limits[at][None, :]
    )
    return np.where(free & fits, moves, np.inf), np.where(both & roomy, swaps, np.inf)
