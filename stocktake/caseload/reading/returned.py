"""Returned rows as they came, so that somebody mends them and imports them again.

Narrative is not in them, nor a column of a table with narrative that nobody has recognised.
"""

from dataclasses import dataclass

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.returning import REASON, ROW
from stocktake.caseload.domain.tables import Table
from stocktake.caseload.reading import days
from stocktake.caseload.reading.matching import Part


@dataclass(frozen=True, kw_only=True)
class Returned:
    """One sheet: `rows` has the columns of `headers` in order, then reason and row number."""

    sheet: str
    headers: tuple[str, ...]
    rows: pl.DataFrame
    wordless: bool  # narrative was left out, so mending here is not enough


def returned(
    part: Part,
    table: Table,
    matches: tuple[Match, ...],
    rejected: pl.DataFrame,
    *,
    month_first: frozenset[str] = frozenset(),
) -> Returned:
    """The rejected rows of one part in the layout they came in.

    Columns in `month_first` are turned round: alone, these few rows may not show how the others
    were written.
    """
    kept = [i for i, m in enumerate(matches) if _may_leave(table, m)]
    raw = part.only(rejected.select("row", "reason"))
    turned = [str(i) for i in kept if matches[i].column in month_first and str(i) in raw.columns]
    raw = raw.with_columns(days.day_first(raw[c]) for c in turned)
    cells = [pl.col(str(i)) if str(i) in raw.columns else pl.lit("").alias(str(i)) for i in kept]
    return Returned(
        sheet=part.source.rsplit(".", 1)[0] if part.is_text else part.source,
        headers=(*(matches[i].header for i in kept), REASON, ROW),
        rows=raw.select(*cells, "reason", pl.col("row").cast(pl.String)),
        wordless=bool(table.narrative),
    )


def _may_leave(table: Table, match: Match) -> bool:
    if match.header in (REASON, ROW):
        return False
    if not table.narrative:
        return True
    return match.column is not None and match.column not in table.narrative
