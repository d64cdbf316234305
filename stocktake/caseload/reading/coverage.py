"""What an extract can tell at all: which tables it speaks of, and whether of the whole history.

Without it nobody could tell a child who was never visited from an extract that holds no visits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "table": pl.String, "kind": pl.String, "holds": pl.String, "since": pl.Date,
    "columns": pl.List(pl.String),
}  # fmt: skip


# Columns by which one table holds several kinds of row.
KINDS = ("visit_type", "review_type", "assessment_type", "plan_type", "kind")


class Held(StrEnum):
    """How much of a table, or of one kind of its rows, the extract gives."""

    ALL = "all"  # every one, from `since` on where that is known
    LATEST = "latest"  # only each child's latest
    NONE = "none"  # the extract does not speak of it


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line. `kind`: of which visit_type, review_type, plan_type or kind; "" means any."""

    table: str
    kind: str = ""
    holds: Held
    since: date | None = None
    columns: tuple[str, ...] = ()


def coverage(told: Iterable[Told], tables: Iterable[str]) -> pl.DataFrame:
    """The table `coverage` of a snapshot; a table that nothing was told of is `none`."""
    lines = [*told]
    known = {line.table for line in lines}
    lines += [Told(table=t, holds=Held.NONE) for t in tables if t not in known]
    rows = [
        (t.table, t.kind, t.holds.value, t.since, sorted(t.columns))
        for t in sorted(lines, key=lambda t: (t.table, t.kind))
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def of_columns(used: Mapping[str, Mapping[str, str | None]]) -> dict[str, tuple[str, ...]]:
    """The columns that each table of the source has."""
    return {t: tuple(sorted({c for c in found.values() if c})) for t, found in used.items()}
