"""Allocation of 200 reviews to 20 reviewers with times for every discussion, against scipy's milp on
the bare assignment: each review to one reviewer who may take it, nobody over their hours.

The peer is given the limits that we work out, a cost for each pair, and sparse rows. It keeps no
worker with one reviewer, evens nothing out and finds no times. The answers are equal when both give
every review to somebody who may take it, within the same limits.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np
from scipy import optimize, sparse

from bench.timing import Comparison
from stocktake.core.strata import HELD, Depth
from stocktake.rounds.domain.allocation import HOURS, Reviewer, Seat, loads, propose, why_not
from stocktake.rounds.domain.timetable import MINUTES, Span, Visit, in_visits, timetable

START = datetime(2026, 10, 26, 9, tzinfo=UTC)
Answer = tuple[Mapping[str, str], Mapping[str, Sequence[datetime]]]  # who by seat, times by visit


def a_round(seed: int) -> tuple[list[Seat], list[Reviewer]]:
    """200 seats of 80 workers, 20 reviewers; most review most groups, a few seats bar somebody."""
    rng = random.Random(seed)  # noqa: S311 - made-up rounds
    who = [
        Reviewer(
            id=f"r{i:02}",
            name=f"R{i}",
            days=rng.choice((3.0, 5.0, 6.5, 8.0)),
            strata=frozenset(rng.sample(HELD, rng.choice((3, 4, 5, 5)))),
        )
        for i in range(20)
    ]
    seats = [
        Seat(
            id=f"s{n:03}",
            case=f"c{n:03}",
            ref=f"TH-{n}",
            stratum=rng.choice(HELD),
            depth=rng.choice((Depth.IN_DEPTH, Depth.IN_DEPTH, Depth.LIGHTER)),
            worker=f"w{rng.randrange(80):02}",
            barred={who[rng.randrange(20)].id: "knows the family"} if n % 20 == 0 else {},
        )
        for n in range(200)
    ]
    return seats, who


def ours(seats: list[Seat], who: list[Reviewer]) -> Answer:
    """Propose, then a time for each visit over three weeks."""
    given = propose(seats, who).given
    cases: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for seat in seats:
        pair = (given[seat.id], seat.worker)
        cases.setdefault(pair, []).append((seat.case, MINUTES[seat.depth]))
    visits = [v for pair, theirs in cases.items() for v in in_visits(theirs, pair, str(pair))[0]]
    return given, timetable(visits, open_=_open(who, visits))


def theirs(seats: list[Seat], who: list[Reviewer], limits: list[float]) -> Answer:
    """One solve of the bare assignment, built as sparsely as we know how."""
    may = np.array([[why_not(r, s) is None for r in who] for s in seats])
    n, readers = may.shape
    cell = np.arange(n * readers)
    each = sparse.csr_matrix((np.ones(n * readers), (cell // readers, cell)))
    hours = np.repeat([s.hours for s in seats], readers).astype(float)
    load = sparse.csr_matrix((hours, (cell % readers, cell)))
    found = optimize.milp(
        np.random.default_rng(1).random(n * readers),
        constraints=[
            optimize.LinearConstraint(each, 1, 1),
            optimize.LinearConstraint(load, -np.inf, limits),
        ],
        integrality=np.ones(n * readers),
        bounds=optimize.Bounds(0, may.ravel().astype(float)),
    )
    chosen = np.asarray(found.x).reshape(n, readers).argmax(axis=1)
    return {s.id: who[r].id for s, r in zip(seats, chosen, strict=True)}, {}


def _open(who: Sequence[Reviewer], visits: Sequence[Visit]) -> dict[str, list[Span]]:
    """Reviewers on three weeks' working days, workers on every other half day of them."""
    days = [
        START + timedelta(days=d) for d in range(19) if (START + timedelta(days=d)).weekday() < 5
    ]
    halves = [Span(start=d + timedelta(hours=h), end=d + timedelta(hours=h + 4)) for d in days for h in (0, 4)]  # fmt: skip
    workers = sorted({v.people[1] for v in visits})
    mine = {w: halves[i % 2 :: 2] for i, w in enumerate(workers)}
    return {**{r.id: halves for r in who}, **mine}


def _limits(seats: Sequence[Seat], who: Sequence[Reviewer]) -> list[float]:
    least, unit = propose(seats, who).least, max(HOURS.values())
    return [least * r.days + unit + 1e-6 for r in who]


def _kept(
    seats: list[Seat], who: list[Reviewer], limits: list[float], one: Answer, other: Answer
) -> bool:
    """Whether both give every seat to somebody who may take it, within limits; and all times are found."""
    able = {r.id: r for r in who}
    for given, times in (one, other):
        if any(why_not(able[given[s.id]], s) for s in seats) or not all(times.values()):
            return False
        if any(x.hours > top for x, top in zip(loads(seats, who, given), limits, strict=True)):
            return False
    return True


def comparisons() -> list[Comparison]:
    """Three rounds, since a milp's time hangs on its luck."""
    found = []
    for seed in (1, 2, 3):
        seats, who = a_round(seed)
        limits = _limits(seats, who)
        found.append(
            Comparison(
                work=f"allocate 200 reviews to 20 reviewers, with times (round {seed})",
                peer="scipy milp on the assignment alone",
                spared="workers kept together, evening out, the limits and all times",
                budget=2.0,
                ours=partial(ours, seats, who),
                theirs=partial(theirs, seats, who, limits),
                equal=partial(_kept, seats, who, limits),
            )
        )
    return found
