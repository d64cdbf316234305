"""What returned rows join when they come back mended: the rows accepted from the same source."""

import contextlib

import polars as pl

from stocktake.caseload import store
from stocktake.caseload.domain.layouts import FOLDER
from stocktake.caseload.domain.said import said
from stocktake.caseload.domain.tables import BY_NAME, TABLES
from stocktake.caseload.models import Snapshot
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.queries.tables import root, table
from stocktake.caseload.reading import adoption
from stocktake.caseload.reading.checking import Base
from stocktake.caseload.reading.coverage import of_columns
from stocktake.caseload.reading.matching import Extract


def base_of(extract: Extract) -> Base | None:
    """The accepted rows that a workbook of returned rows joins; None for any other source."""
    if not extract.base:
        return None
    rows = Snapshot.objects.exclude(status="deleted").filter(source=extract.layout.key)
    for row in rows.order_by("-made_at"):
        if store.accepted(root(), row.hash) == extract.base:
            return _base(row, extract)
    raise Unreadable(
        "The snapshot from which these rows were returned is no longer here. "
        "Mend them at the source and import everything again."
    )


def _base(row: Snapshot, extract: Extract) -> Base:
    folder = extract.layout is FOLDER
    tables = (
        {t.name: _whole(row.hash, t.name) for t in TABLES}
        if folder
        else store.parts(root(), row.hash)
    )
    return Base(
        snapshot=row.hash,
        as_of=row.as_of,
        tables=tables,
        questions=store.lines(root(), row.hash, "questions"),
        columns=of_columns(said(row.columns).columns),
    )


def _whole(name: str, table: str) -> pl.DataFrame:
    """A table with its narrative joined again, in the order of its columns."""
    spec = BY_NAME[table]
    rows = store.table(root(), name, table)
    if not spec.narrative:
        return rows
    words = store.narrative(root(), name, table).select(*spec.key, *spec.narrative)
    joined = rows.join(words, on=list(spec.key), how="left", maintain_order="left")
    filled = joined.with_columns(pl.col(c).fill_null("") for c in spec.narrative)
    return filled.select([c.name for c in spec.columns])


def adopted_before() -> list[pl.DataFrame]:
    """Children whose records ended in adoption, in each snapshot that stands."""
    names = Snapshot.objects.exclude(status="deleted").values_list("hash", flat=True)
    needed = ("cases", "episodes", "placements")
    found = []
    for name in names:
        with contextlib.suppress(LookupError):  # a snapshot of an older form has no episodes
            found.append(adoption.adopted({t: table(name, t) for t in needed}))
    return found
