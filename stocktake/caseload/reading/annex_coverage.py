"""How much of each table the lists of Annex A give: mostly only the latest of everything."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.tables import TABLES
from stocktake.caseload.reading.coverage import Held, Told, coverage
from stocktake.core.periods import add_months

MONTHS = 6  # lists 1, 3, 4 and 5 go back so far
# table, kind, the list and the column that gives its date, how much of it
_TELLS = (
    ("contacts", "", "1", "contact_on", Held.ALL),
    ("referrals", "", "3", "referred_on", Held.ALL),
    ("assessments", "Child and family assessment", "4", "started_on", Held.ALL),
    ("assessments", "Early help assessment", "2", "started_on", Held.ALL),
    ("enquiries", "", "5", "started_on", Held.ALL),
    ("episodes", "EH", "2", "started_on", Held.LATEST),
    ("episodes", "CIN", "6", "opened_on", Held.LATEST),
    ("episodes", "CP", "7", "started_on", Held.LATEST),
    ("episodes", "CLA", "8", "started_on", Held.LATEST),
    ("visits", "Last seen", "6", "seen_on", Held.LATEST),
    ("visits", "CP visit", "7", "visited_on", Held.LATEST),
    ("visits", "Looked-after visit", "8", "visited_on", Held.LATEST),
    ("visits", "Leaving care visit", "9", "contact_on", Held.LATEST),
    ("reviews", "Review child protection conference", "7", "reviewed_on", Held.LATEST),
    ("reviews", "Looked-after review", "8", "reviewed_on", Held.LATEST),
    ("plans", "CP", "7", "started_on", Held.LATEST),
    ("plans", "pathway", "9", "reviewed_on", Held.LATEST),
    ("placements", "", "8", "placed_on", Held.LATEST),
    ("legal_statuses", "", "8", "legal_on", Held.LATEST),
    ("health", "Health assessment", "8", "health_on", Held.LATEST),
    ("health", "Dental check", "8", "dental_on", Held.LATEST),
    ("leavers", "", "9", "child_id", Held.ALL),
    ("cases", "", "6", "child_id", Held.ALL),
    ("workers", "", "6", "allocated_worker", Held.ALL),
)  # fmt: skip


def of_lists(
    present: Mapping[str, tuple[str, ...]], made: Mapping[str, pl.DataFrame], as_of: date
) -> pl.DataFrame:
    """`present`: for each list the columns that its headers were matched to."""
    since = add_months(as_of, -MONTHS)
    told = [
        Told(
            table=table,
            kind=kind,
            holds=held,
            since=since if name in ("1", "3", "4", "5") else None,
            columns=tuple(made[table].columns) if table in made else (),
        )
        for table, kind, name, column, held in _TELLS
        if column in present.get(name, ())
    ]
    return coverage(told, (t.name for t in TABLES))
