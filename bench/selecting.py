"""Selection under hard limits: 27 of 400 with every limit, 60 of 100,000 with 40 teams, against
scipy's milp on the plain model.

The plain model is what a programmer would write: children of the least random priority subject to
the numbers by stratum, one to three from each team and one for a worker. It knows no chances and
no spread, which is what the peer was spared. Answers are equal when both keep every limit.
"""

import random
from collections import Counter
from collections.abc import Sequence
from functools import partial

import numpy as np
from scipy import optimize, sparse

from bench.timing import Comparison
from stocktake.core.strata import HELD, Stratum
from stocktake.rounds.domain.selection import (
    Candidate,
    Limits,
    Plan,
    Recent,
    StratumPlan,
    select,
)

SPREAD = ("sex", "ethnicity", "disability", "need", "age")
SEXES, ETHNICITIES = ("girl", "boy"), ("Asian", "Black", "Mixed", "White", "Other")
NEEDS, AGES = ("N1", "N2", "N3", "N4", "N5", "N8"), ("0 to 4", "5 to 9", "10 to 15", "16 and 17")


def frame(size: int, *, teams: int, workers: int) -> list[Candidate]:
    """Open children; a worker belongs to one team, a household to one worker."""
    rng = random.Random(1)  # noqa: S311 - it invents children for a bench; no draw rests on it
    found = []
    for i in range(size):
        worker = rng.randrange(workers)
        found.append(
            Candidate(
                key=f"{rng.getrandbits(128):032x}",
                stratum=HELD[rng.randrange(5)],
                traits=(
                    rng.choice(SEXES),
                    rng.choice(ETHNICITIES),
                    rng.choice(("no", "no", "no", "yes")),
                    rng.choice(NEEDS),
                    rng.choice(AGES),
                ),
                recent=rng.random() < 0.1,
                team=f"Team {worker % teams}",
                worker=f"W{worker}",
                household=f"H{worker}-{i % 5}",
            )
        )
    return found


def ours(children: Sequence[Candidate], plan: Plan) -> set[str]:
    """The sample, with its depths and reserves."""
    return {d.key for d in select(children, plan, "ab" * 32).drawn}


def theirs(children: Sequence[Candidate], plan: Plan) -> set[str]:
    """HiGHS through scipy.optimize.milp: the least sum of random priorities within the limits."""
    limits = plan.limits
    parts = [
        _rows([c.stratum for c in children], {s: (plan.of(s).wanted,) * 2 for s in HELD}, None),
        _rows([c.team for c in children], {}, (limits.team_least or 0, limits.team_most or 99)),
        _rows([c.worker for c in children], {}, (0, limits.worker_most or 99)),
    ]
    if limits.household_most:
        parts.append(_rows([c.household for c in children], {}, (0, limits.household_most)))
    answer = optimize.milp(
        c=np.random.default_rng(1).random(len(children)),
        constraints=optimize.LinearConstraint(
            sparse.vstack([matrix for matrix, _, _ in parts]).tocsr(),
            np.concatenate([low for _, low, _ in parts]),
            np.concatenate([high for _, _, high in parts]),
        ),
        integrality=np.ones(len(children)),
        bounds=optimize.Bounds(0, 1),
    )
    return {children[i].key for i in np.flatnonzero(answer.x > 0.5).tolist()}


def both_kept(children: Sequence[Candidate], plan: Plan, one: set[str], other: set[str]) -> bool:
    """Samples differ; answers are equal when both keep the numbers and every limit."""
    return kept(children, plan, one) and kept(children, plan, other)


def kept(children: Sequence[Candidate], plan: Plan, chosen: set[str]) -> bool:
    """Whether these children keep the numbers and every limit."""
    inside = [c for c in children if c.key in chosen]
    teams, limits = Counter(c.team for c in inside), plan.limits
    most = [
        (teams, limits.team_most),
        (Counter(c.worker for c in inside), limits.worker_most),
        (Counter(c.household for c in inside), limits.household_most),
    ]
    return (
        all(Counter(c.stratum for c in inside)[s] == plan.of(s).wanted for s in HELD)
        and all(teams[c.team] >= (limits.team_least or 0) for c in children)
        and all(bound is None or max(found.values()) <= bound for found, bound in most)
    )


def comparisons() -> list[Comparison]:
    """The two sizes of the budget: one city council, and a region with 40 teams."""
    city = (5, 6, 4, 7, 5), Limits(team_least=1, team_most=4, worker_most=1, household_most=1)
    region = (12,) * 5, Limits(team_least=1, team_most=3, worker_most=1)
    found = []
    for size, teams, workers, (numbers, limits), budget in (
        (400, 12, 60, city, 1.0),
        (100_000, 40, 600, region, 0.1),
    ):
        strata = (
            StratumPlan(stratum=s, in_depth=n // 2, lighter=n - n // 2)
            for s, n in zip(HELD, numbers, strict=True)
        )
        plan = Plan(strata=tuple(strata), spread=SPREAD, recent=Recent(), limits=limits)
        children = frame(size, teams=teams, workers=workers)
        found.append(
            Comparison(
                work=f"select {plan.wanted} of {size} with {teams} teams and every limit",
                peer="scipy milp on the plain model",
                spared="known chances, spread, depths and reserves",
                budget=budget,
                ours=partial(ours, children, plan),
                theirs=partial(theirs, children, plan),
                equal=partial(both_kept, children, plan),
            )
        )
    return found


def _rows(
    values: Sequence[object], bounds: dict[Stratum, tuple[int, int]], usual: tuple[int, int] | None
) -> tuple[object, np.ndarray, np.ndarray]:
    names = [*bounds] if usual is None else sorted({str(v) for v in values})
    place = {str(name): i for i, name in enumerate(names)}
    of = np.array([place[str(v)] for v in values])
    shape = (len(names), len(values))
    matrix = sparse.csr_matrix((np.ones(len(of)), (of, np.arange(len(of)))), shape=shape)
    limits = [usual or bounds[name] for name in names]  # type: ignore[index]
    low, high = zip(*limits, strict=True)
    return matrix, np.array(low, dtype=float), np.array(high, dtype=float)
