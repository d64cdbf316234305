"""Selection on a season's frame by the product's own method, before any file is written.

The frame as the product would hash it after import; nothing that binding sets is in it.
"""

import hashlib
import json
from collections.abc import Sequence

from stocktake.core.strata import Stratum
from stocktake.demo.thornmere.binding import Pick
from stocktake.demo.thornmere.frame import Child
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
    season: Season, children: Sequence[Child], reviewed: Sequence[str]
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


def frame_hash(children: Sequence[Child], reviewed: Sequence[str]) -> str:
    """Stand-in until the caseload's own stands."""
    rows = [[c.child_id, c.stratum, c.child_id in reviewed] for c in children]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
