"""Frames of selection for tests: children with traits, teams, workers and households."""

import random
from collections.abc import Sequence

from stocktake.core.strata import Stratum
from stocktake.rounds.domain.selection import Candidate, Limits, Plan, Recent, StratumPlan

SEED = "0f" * 32
SPREAD = ("sex", "ethnicity", "need")


def frame(seed: int = 1, *, teams: int = 6, **counts: int) -> list[Candidate]:
    """Children of each stratum; every worker belongs to one team, every household to one worker."""
    rng = random.Random(seed)
    found = []
    for stratum, count in counts.items():
        for i in range(count):
            worker = rng.randrange(teams * 4)
            found.append(
                Candidate(
                    key=f"{stratum}-{i:04}",
                    stratum=Stratum(stratum),
                    traits=(
                        rng.choice(("girl", "boy")),
                        rng.choice(("White", "White", "Black", "Asian")),
                        rng.choice(("N1", "N1", "N3", "N5")),
                    ),
                    recent=rng.random() < 0.2,
                    team=f"Team {worker % teams}",
                    worker=f"W{worker}",
                    household=f"H{worker}-{rng.randrange(4)}",
                )
            )
    return found


def plan(
    *, spread: Sequence[str] = SPREAD, recent: bool = True, limits: Limits | None = None,
    reserves: int = 2, **depths: tuple[int, int],
) -> Plan:  # fmt: skip
    strata = (
        StratumPlan(stratum=Stratum(s), in_depth=a, lighter=b) for s, (a, b) in depths.items()
    )
    return Plan(
        strata=tuple(strata),
        spread=tuple(spread),
        recent=Recent() if recent else None,
        limits=limits or Limits(),
        reserves=reserves,
    )


def seed_number(number: int) -> str:
    return f"{number:064x}"
