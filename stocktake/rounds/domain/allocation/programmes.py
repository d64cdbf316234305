"""The two programmes of an allocation: how even it can be at best, and how few visits it needs.

The first is linear, over seats that may be divided, and gives a bound that no allocation beats. The
second is scipy's milp over whole seats. Loading scipy takes a second, and only allocating needs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stocktake.rounds.domain.allocation.model import NOBODY, Model

EXACT_UP_TO = 2_500  # unknowns of the milp; above this the quick allocation is kept, unproved
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Seats that are alike to the linear programme, taken together: one seat, if it has a twin."""

    seats: tuple[int, ...]
    may: frozenset[int]
    hours: int


def least_fullest(m: Model) -> float:
    """Hours a day of the fullest reader when seats may be divided; 0 where there is nothing to do.

    Somebody who has more than that already is left out of it: they need get nothing further.
    """
    out = frozenset(r for r, d in enumerate(m.days) if d <= 0)
    while True:
        least = _divided(m, out)
        fuller = {r for r, d in enumerate(m.days) if r not in out and m.had[r] > least * d + 1e-6}
        if not fuller or any(may - out and not may - out - fuller for may in m.may):
            return least
        out |= fuller


def exactly(m: Model, limits: Sequence[float]) -> list[int] | None:
    """The fewest visits within the limits; None where it is too large or there is no such thing."""
    from scipy import optimize

    pairs = [(s, r) for s in m.seats for r in sorted(m.may[s])]
    meets = sorted({(m.group[s], r) for s, r in pairs})
    if not pairs or len(pairs) + len(meets) > EXACT_UP_TO:
        return None
    found = optimize.milp(
        [0.0] * len(pairs) + [0.0 if pair in m.known else 1.0 for pair in meets],
        constraints=_whole_seats(m, pairs, meets, limits),
        integrality=np.ones(len(pairs) + len(meets)),
        bounds=optimize.Bounds(0, 1),
        options={"node_limit": 2_000},
    )
    if found.status != 0:
        return None
    taken = [NOBODY] * len(m.hours)
    for (seat, reader), x in zip(pairs, found.x, strict=False):
        if x > 0.5:
            taken[seat] = reader
    return taken


def _divided(m: Model, out: frozenset[int]) -> float:
    """The bound with these readers left out. Unknowns: hours of each part by reader, and itself."""
    from scipy import optimize

    parts = _parts(m, out)
    pairs = [(i, r) for i, part in enumerate(parts) for r in sorted(part.may)]
    if not pairs:
        return 0.0
    n, used = len(pairs), [r for r in range(len(m.days)) if r not in out]
    each, load = np.zeros((len(parts), n + 1)), np.zeros((len(m.days), n + 1))
    for column, (part, reader) in enumerate(pairs):
        each[part, column] = load[reader, column] = 1
    load[:, n] = -np.array(m.days, dtype=float)
    where = {part.seats[0]: i for i, part in enumerate(parts)}
    twins = [
        (where[a], where[b]) for a, b in m.apart if a in where and b in where
    ]  # each part of a twin is one seat, so its first
    apart = [row for a, b in twins for row in _apart(m, parts, pairs, a, b)]
    found = optimize.linprog(
        np.eye(n + 1)[n],
        A_ub=np.vstack([load[used], *apart]),
        b_ub=np.concatenate([-np.array(m.had, dtype=float)[used], np.ones(len(apart))]),
        A_eq=each,
        b_eq=[part.hours for part in parts],
    )
    return float(found.fun) if found.status == 0 else 0.0


def _parts(m: Model, out: frozenset[int]) -> list[Part]:
    alone = {s for pair in m.apart for s in pair}
    alike: dict[frozenset[int], list[int]] = {}
    for seat in m.seats:
        if seat not in alone and (may := m.may[seat] - out):
            alike.setdefault(may, []).append(seat)
    singles = [((s,), m.may[s] - out) for s in sorted(alone) if m.may[s] - out]
    every = [*singles, *((tuple(seats), may) for may, seats in alike.items())]
    return [Part(seats, may, sum(m.hours[s] for s in seats)) for seats, may in every]


def _apart(
    m: Model, parts: Sequence[Part], pairs: Sequence[tuple[int, int]], a: int, b: int
) -> list[Matrix]:
    """For each reader a row: of two twins, those who clash with them take one seat at most."""
    seats = (parts[a].seats[0], parts[b].seats[0])
    rows = []
    for reader in sorted(parts[a].may & parts[b].may):
        row = np.zeros(len(pairs) + 1)
        for column, (part, r) in enumerate(pairs):
            if part in (a, b) and m.clash(reader, r, seats):
                row[column] = 1 / parts[part].hours
        rows.append(row)
    return rows


def _whole_seats(
    m: Model,
    pairs: Sequence[tuple[int, int]],
    meets: Sequence[tuple[int, int]],
    limits: Sequence[float],
) -> list[Any]:
    """One reader a seat, nobody over the limit, a visit for every seat taken, twins apart."""
    from scipy import optimize

    n, width = len(pairs), len(pairs) + len(meets)
    where = {pair: n + i for i, pair in enumerate(meets)}
    each, load = np.zeros((len(m.hours), width)), np.zeros((len(m.days), width))
    visit = np.zeros((n, width))
    for i, (seat, reader) in enumerate(pairs):
        each[seat, i], load[reader, i] = 1, m.hours[seat]
        visit[i, i], visit[i, where[m.group[seat], reader]] = 1, -1
    filled = [1.0 if m.may[s] else 0.0 for s in m.seats]
    room = np.array(limits) - np.array(m.had, dtype=float)
    rules = [
        optimize.LinearConstraint(each, filled, filled),
        optimize.LinearConstraint(load, -np.inf, room),
        optimize.LinearConstraint(visit, -np.inf, 0),
    ]
    if rows := [row for a, b in m.apart for row in _not_both(m, pairs, a, b, width)]:
        rules.append(optimize.LinearConstraint(np.vstack(rows), -np.inf, 1))
    return rules


def _not_both(
    m: Model, pairs: Sequence[tuple[int, int]], a: int, b: int, width: int
) -> list[Matrix]:
    rows = []
    for reader in sorted(m.may[a] & m.may[b]):
        row = np.zeros(width)
        for i, (seat, r) in enumerate(pairs):
            if seat in (a, b) and m.clash(reader, r, (a, b)):
                row[i] = 1
        rows.append(row)
    return rows
