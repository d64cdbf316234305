"""Selection of 25 from 400 and of 60 from 4,000, in five strata, against scipy's milp on the plain model.

The plain model says how many of each stratum and nothing else, which any selection satisfies; the
answers are equal when both give those counts. Our priorities are random and exact besides.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import optimize

from bench.timing import Comparison
from stocktake.core.strata import Stratum
from stocktake.rounds.domain.selection import Plan, StratumPlan, select


@dataclass(frozen=True, slots=True)
class Child:
    """A row of the frame, as selection sees it."""

    child_id: str
    stratum: Stratum


def frame(size: int) -> list[Child]:
    strata = [*Stratum]
    return [Child(f"C{n:07}", strata[n * 7 % 5]) for n in range(size)]


def ours(children: list[Child], plan: Plan) -> dict[str, int]:
    """Counts by stratum of our selection."""
    drawn = select(children, plan, "ab" * 32).drawn
    return {s: sum(d.stratum == s for d in drawn) for s in Stratum}


def theirs(children: list[Child], plan: Plan) -> dict[str, int]:
    """Counts by stratum of a feasible choice by scipy.optimize.milp (HiGHS)."""
    strata = [*Stratum]
    of = np.array([strata.index(c.stratum) for c in children])
    rows = np.array([of == i for i in range(len(strata))], dtype=float)
    wanted = np.array([plan.of(s).wanted for s in strata])
    found = optimize.milp(
        c=np.zeros(len(children)),
        constraints=optimize.LinearConstraint(rows, wanted, wanted),
        integrality=np.ones(len(children)),
        bounds=optimize.Bounds(0, 1),
    )
    chosen = rows @ np.round(found.x)
    return {s: int(n) for s, n in zip(strata, chosen, strict=True)}


def comparisons() -> list[Comparison]:
    """Sizes of one council, without hard limits; at 100,000 the peer alone takes minutes."""
    found = []
    for size, each in ((400, (3, 2)), (4_000, (6, 6))):
        plan = Plan(
            strata=tuple(StratumPlan(stratum=s, in_depth=each[0], lighter=each[1]) for s in Stratum)
        )
        children = frame(size)
        found.append(
            Comparison(
                work=f"select {plan.wanted} of {size}",
                peer="scipy milp on the plain model",
                spared="randomness and known chances",
                budget=1.0,
                ours=partial(ours, children, plan),
                theirs=partial(theirs, children, plan),
            )
        )
    return found
