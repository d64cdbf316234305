"""Small extracts for the tests of timeliness: tables as the kernel reads them, and their verdicts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from stocktake.core.periods import Window, six_months_to
from stocktake.indicators import national
from stocktake.indicators.domain.coverage import Coverage
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.rows import verdicts
from stocktake.indicators.domain.rules import Rules
from stocktake.indicators.domain.whole import settled

AS_OF = date(2026, 10, 19)
Row = Mapping[str, Any]
FLAGS = (
    "seen", "seen_alone", "nfa", "conference_unneeded", "interview_accepted", "until_18",
    "children_home", "in_england", "adviser_wanted", "newly_qualified", "agreed",
)  # fmt: skip


def tables(**given: Sequence[Row]) -> dict[str, pl.DataFrame]:
    """Tables from rows; every value of a column that ends in _on is a date."""
    return {name: _frame(rows) for name, rows in given.items()}


def judged(
    rules: Rules | None = None,
    as_of: date = AS_OF,
    window: Window | None = None,
    coverage: Coverage | None = None,
    **given: Sequence[Row],
) -> dict[tuple[str, str], dict[str, Any]]:
    """Verdicts by child and rule."""
    made = tables(**given)
    known = rules or national.rules()
    whole = settled(coverage or Coverage(), made, known)
    rows = verdicts(
        judge(
            made,
            rules=known,
            window=window or six_months_to(as_of),
            coverage=whole,
        )
    )
    return {(row["child_id"], row["rule"]): row for row in rows.iter_rows(named=True)}


def case(stratum: str, child_id: str = "1", **facts: Any) -> Row:
    opened = {"opened_on": date(2026, 1, 5), "date_of_birth": date(2016, 3, 3), "closed_on": None}
    return {"child_id": child_id, "stratum": stratum, **opened, **facts}


def visit(day: date, child_id: str = "1", **facts: Any) -> Row:
    usual = {"visit_type": "Statutory visit", "mode": "in_person", "outcome": "visit"}
    seen = {"seen": True, "seen_alone": True, "mode_reason": "", "alone_reason": ""}
    return {"child_id": child_id, "happened_on": day, **usual, **seen, **facts}


def plan(kind: str, started: date | None, child_id: str = "1", **facts: Any) -> Row:
    ends = {"ended_on": None, "reviewed_on": None, "requested_on": None, "agreed": None}
    return {"child_id": child_id, "plan_type": kind, "started_on": started, **ends, **facts}


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    columns = sorted({c for r in rows for c in r})
    return pl.DataFrame(
        {c: pl.Series([r.get(c) for r in rows], dtype=_type(c)) for c in columns}
    ) if rows else pl.DataFrame({"child_id": pl.Series([], dtype=pl.String)})  # fmt: skip


def _type(column: str) -> type[pl.DataType]:
    if column.endswith("_on") or column == "date_of_birth":
        return pl.Date
    if column.endswith("_at"):
        return pl.Datetime
    return pl.Boolean if column in FLAGS else pl.String
