"""Selection on a season's frame by the product's own method, before any file is written.

The frame as the product would hash it after import; nothing that binding sets is in it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from stocktake.caseload.domain.frame import SELECTS_ON, hash_of
from stocktake.core.strata import Stratum
from stocktake.demo.thornmere.binding import Pick
from stocktake.demo.thornmere.frame import NEEDS, SEXES, Child
from stocktake.demo.thornmere.seasons import Season
from stocktake.rounds.domain.selection import (
    Plan,
    StratumPlan,
    demonstration_number,
    seed_of,
    select,
)

DEPTHS = {"EH": (3, 2), "CIN": (4, 2), "CP": (4, 0), "CLA": (4, 3), "CL": (2, 3)}
PLAN = Plan(
    strata=tuple(
        StratumPlan(stratum=s, in_depth=DEPTHS[s][0], lighter=DEPTHS[s][1]) for s in Stratum
    )
)


def reference(season: Season) -> str:
    """The round's reference: the month in which the window ends."""
    return f"{season.as_of:%Y-%m}"


def selection_of(
    season: Season, children: Sequence[Child], reviewed: Mapping[str, date]
) -> tuple[Pick, ...]:
    """Whom the first attempt of the season's round selects."""
    name = reference(season)
    seed = seed_of(
        frame_hash=frame_hash(children, reviewed),
        reference=name,
        number=demonstration_number(name),
        attempt=1,
    )
    return tuple(
        Pick(child_id=d.child_id, stratum=d.stratum, depth=d.depth, order=d.order)
        for d in select(children, PLAN, seed).drawn
        if d.depth is not None
    )


def frame_hash(children: Sequence[Child], reviewed: Mapping[str, date]) -> str:
    """The hash that the frame will have once it is imported."""
    ordered = sorted(children, key=lambda c: c.child_id)
    return hash_of([cell[name] for name in SELECTS_ON] for cell in map(_cells(reviewed), ordered))


def _cells(reviewed: Mapping[str, date]) -> Callable[[Child], Mapping[str, object]]:
    def cells(child: Child) -> Mapping[str, object]:
        return {
            "child_id": child.child_id,
            "stratum": child.stratum.value,
            "restricted": child.restricted,
            "in_complaint": child.in_complaint,
            "last_reviewed": reviewed.get(child.child_id),
            "household_id": child.household,
            "sex": SEXES[child.sex],
            "ethnicity": child.ethnicity,
            "disability": child.disability,
            "need": NEEDS[child.need],
        }

    return cells
