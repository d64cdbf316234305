"""Filling the seats: an even load first, then as few visits as that allows, then more evenly still.

The limits are one seat above what no allocation can beat (`programmes.least_fullest`): a rounding
of the divided allocation in which nobody has more than that exists (Lenstra, Shmoys and Tardos,
“Approximation algorithms for scheduling unrelated parallel machines”, 1990). A quick assignment is
kept where it meets a lower bound on visits, which proves it; otherwise scipy's milp decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

from stocktake.rounds.domain.allocation.evening import evened
from stocktake.rounds.domain.allocation.model import NOBODY, Model, groups, hours_of, visits
from stocktake.rounds.domain.allocation.programmes import exactly, least_fullest

_A_HAIR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The reader of each seat (NOBODY where nobody may), and what is known of its quality."""

    taken: tuple[int, ...]
    least: float  # hours a day that the fullest must have, whatever is done
    visits: int
    fewest: int  # a lower bound on visits
    proved: bool  # no assignment within the limits has fewer visits


def assign(m: Model) -> Assigned:
    """Fill every seat that somebody may take."""
    least = least_fullest(m)
    limits = [max(least * d, h) + m.unit + _A_HAIR for d, h in zip(m.days, m.had, strict=True)]
    fewest = sum(_fewest_of(m, seats) for seats in groups(m).values())
    taken = _quick_one(m, limits, fewest)
    proved = _badness(m, limits, taken) == (False, fewest)
    if not proved:
        # Twins that must be apart may need more than one seat above the bound.
        for more in (0, m.unit):
            if better := exactly(m, [limit + more for limit in limits]):
                taken, proved = better, not more
                break
    taken = evened(m, taken, limits)
    return Assigned(
        taken=tuple(taken), least=least, visits=visits(m, taken), fewest=fewest, proved=proved
    )


def _fewest_of(m: Model, seats: Sequence[int]) -> int:
    """A lower bound on new visits of one worker: nobody may do it alone, or two must."""
    met = {r for g, r in m.known if g == m.group[seats[0]]}
    left = [s for s in seats if not m.may[s] & met]
    alone = bool(left) and bool(frozenset.intersection(*(m.may[s] for s in left)))
    needed = 0 if not left else 1 if alone else 2
    pairs = [(a, b) for a, b in m.apart if a in seats and b in seats]
    two = 2 if pairs and all(m.may[s] for pair in pairs for s in pair) else 0
    return max(needed, two - len(met), 0)


def _within(m: Model, taken: Sequence[int], limits: Sequence[float]) -> bool:
    """Whether everything is taken, apart what must be, and nobody is over the limit."""
    filled = all(taken[s] != NOBODY for s in m.seats if m.may[s])
    apart = not any(m.clash(taken[a], taken[b], (a, b)) for a, b in m.apart if NOBODY not in (taken[a], taken[b]))  # fmt: skip
    return filled and apart and all(
        h <= limit for h, limit in zip(hours_of(m, taken), limits, strict=True)
    )  # fmt: skip


def _quick_one(m: Model, limits: Sequence[float], fewest: int) -> list[int]:
    """The first quick assignment that is proved, or else the best of them."""
    tried = []
    for order in _orders(m):
        tried.append(_quickly(m, limits, order))
        if _badness(m, limits, tried[-1]) == (False, fewest):
            return tried[-1]
    return min(tried, key=partial(_badness, m, limits))


def _badness(m: Model, limits: Sequence[float], taken: Sequence[int]) -> tuple[bool, int]:
    return not _within(m, taken, limits), visits(m, taken)


def _orders(m: Model) -> list[list[list[int]]]:
    """Orders in which to fill the groups: the most hours first, the fewest readers first."""
    found = [*groups(m).values()]

    def hours(seats: Sequence[int]) -> int:
        return sum(m.hours[s] for s in seats)

    def readers(seats: Sequence[int]) -> int:
        return len(frozenset.intersection(*(m.may[s] for s in seats)))

    return [
        sorted(found, key=lambda seats: (-hours(seats), seats[0])),
        sorted(found, key=lambda seats: (readers(seats) - hours(seats), seats[0])),
        sorted(found, key=lambda seats: (readers(seats), -hours(seats), seats[0])),
    ]


def _quickly(m: Model, limits: Sequence[float], order: Sequence[Sequence[int]]) -> list[int]:
    """Group by group, each to whoever can take most of it and has most room."""
    taken = [NOBODY] * len(m.hours)
    load = [float(h) for h in m.had]
    met = set(m.known)
    for seats in order:
        left = list(seats)
        while left:
            reader, theirs = _best(m, left, taken, load, limits, met)
            if not theirs:
                break
            for seat in theirs:
                taken[seat] = reader
                load[reader] += m.hours[seat]
            met.add((m.group[seats[0]], reader))
            left = [s for s in left if s not in theirs]
    return taken


def _best(
    m: Model,
    left: Sequence[int],
    taken: Sequence[int],
    load: Sequence[float],
    limits: Sequence[float],
    met: set[tuple[int, int]],
) -> tuple[int, list[int]]:
    """Who takes most of these seats now, and which; over the limit only where nobody has room."""
    ranked: list[tuple[tuple[float, ...], int, list[int]]] = []
    for roomy in (True, False):
        for reader in sorted({r for s in left for r in m.may[s]}):
            room = limits[reader] - load[reader] if roomy else inf
            theirs = _their_part(m, left, taken, reader, room)
            if theirs:
                hours = sum(m.hours[s] for s in theirs)
                new = (m.group[left[0]], reader) not in met
                fuller = (load[reader] + hours) / m.days[reader]
                ranked.append(((-hours, new, fuller, reader), reader, theirs))
        if ranked:
            break
    if not ranked:
        return NOBODY, []
    _, reader, theirs = min(ranked)
    return reader, theirs if roomy else theirs[:1]


def _their_part(
    m: Model, left: Sequence[int], taken: Sequence[int], reader: int, room: float
) -> list[int]:
    theirs: list[int] = []
    for seat in sorted(left, key=lambda s: (-m.hours[s], s)):
        if reader not in m.may[seat] or m.hours[seat] > room:
            continue
        if reader in m.taken_from(taken, seat):
            continue
        if any(t in theirs for t in m.twins(seat)):
            continue
        theirs.append(seat)
        room -= m.hours[seat]
    return theirs
