"""An extract with its columns matched becomes the tables of a snapshot, and a list of rejected rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.caseload.domain.mapping import How, Match
from stocktake.caseload.domain.tables import BY_NAME, CASES, Table
from stocktake.caseload.reading import rows, sifting
from stocktake.caseload.reading.matching import Columns, Part


@dataclass(frozen=True, kw_only=True)
class ListCount:
    """One list or file: rows = accepted + rejected; questioned rows are among the accepted."""

    list: str
    title: str
    rows: int
    accepted: int
    rejected: int
    questioned: int = 0


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What would be kept. `tables` are typed and sorted; `rejected` and `questions` are lines."""

    layout: str
    as_of: date
    tables: Mapping[str, pl.DataFrame]
    lists: tuple[ListCount, ...]
    rejected: pl.DataFrame
    questions: pl.DataFrame
    columns: Columns
    coverage: pl.DataFrame
    unused: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def open_cases(self) -> int:
        return self.tables["cases"].filter("in_frame").height


@dataclass(frozen=True, kw_only=True)
class Sifted:
    """One table once sifted: the accepted rows still have `row`."""

    table: Table
    total: int
    accepted: pl.DataFrame
    rejected: pl.DataFrame
    questions: pl.DataFrame

    @property
    def count(self) -> ListCount:
        return ListCount(
            list=self.table.name,
            title=self.table.label,
            rows=self.total,
            accepted=self.accepted.height,
            rejected=self.rejected.height,
            questioned=self.questions["row"].n_unique(),
        )


def sift_part(
    part: Part,
    table: Table,
    matches: tuple[Match, ...],
    as_of: date,
    *,
    children: pl.DataFrame | None = None,
    strangers: bool = True,
) -> Sifted:
    """Put every check to every row of one table.

    `children` (child_id, born, closed) for tables that do not say so themselves; `strangers`:
    whether rows may stand whose child is not among them.
    """
    frame, present = rows.typed(part, table, matches)
    total = frame.height
    known = None if strangers or children is None else children["child_id"]
    frame = _with_facts(frame, table, children)
    checks = [*sifting.of_cells(table, present), *sifting.of_periods(table)]
    fine, first = sifting.sift(frame, checks, table=table)
    fine, second = sifting.sift(
        fine, [] if known is None else sifting.of_strangers(known), table=table
    )
    fine = fine.with_columns(sifting.first_alike(table))
    fine, third = sifting.sift(fine, sifting.of_repeats(table), table=table)
    odd = sifting.of_odd_days(table, as_of, facts=fine.columns)
    _, questions = sifting.sift(fine, [*odd, *sifting.of_codes(table)], table=table)
    rejected = pl.concat([first, second, third]).sort("row")
    return Sifted(table=table, total=total, accepted=fine, rejected=rejected, questions=questions)


def _with_facts(frame: pl.DataFrame, table: Table, children: pl.DataFrame | None) -> pl.DataFrame:
    """With `born` and `closed`, by which a day may be odd, where they are known."""
    if "date_of_birth" in frame.columns:
        frame = frame.with_columns(born=pl.col("date_of_birth"))
        return frame.with_columns(closed=pl.col(table.closes)) if table.closes else frame
    if children is None or "child_id" not in frame.columns:
        return frame
    return frame.join(children, on="child_id", how="left", maintain_order="left")


def counted(part: Part, table: Table) -> Sifted:
    """A table that is counted only: every row stands, nothing of it is kept."""
    frame = part.rows().select("row")
    none = pl.DataFrame(schema=sifting.RETURNED)
    return Sifted(table=table, total=frame.height, accepted=frame, rejected=none, questions=none)


def used_columns(matches: Mapping[str, tuple[Match, ...]]) -> dict[str, dict[str, str | None]]:
    """What was taken for what, to be remembered; None where somebody left a column out."""
    return {
        table: {m.header: m.column for m in found if m.column or m.how is How.CONFIRMED}
        for table, found in matches.items()
    }


def in_shape(frame: pl.DataFrame, table: Table, *extra: str) -> pl.DataFrame:
    """The table's columns in its order of storage, sorted by child then date."""
    schema = rows.schema_of(table)
    columns = [
        pl.col(c).cast(t)
        if c in frame.columns
        else pl.lit("" if t == pl.String else None, t).alias(c)
        for c, t in schema.items()
    ]
    return frame.select(*columns, *extra).sort(
        [*table.in_order, *(c for c in schema if c not in table.in_order)], nulls_last=True
    )


def empty(name: str) -> pl.DataFrame:
    """A table of no rows, as the contract shapes it."""
    frame = pl.DataFrame(schema=rows.schema_of(BY_NAME[name]))
    return frame.with_columns(in_frame=pl.lit(True)) if name == CASES.name else frame
