"""An extract with its columns matched becomes the tables of a snapshot, and a list of rejected rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from stocktake.caseload.domain.mapping import How, Match
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import BY_NAME, CASES, Table
from stocktake.caseload.reading import rows, sifting
from stocktake.caseload.reading.matching import Extract, Part
from stocktake.caseload.reading.returned import Returned, returned
from stocktake.caseload.reading.values import Meanings, Unknown, unknown


@dataclass(frozen=True, kw_only=True)
class ListCount:
    """One list or file: rows = accepted + rejected; questioned rows are among the accepted."""

    list: str
    title: str
    rows: int
    accepted: int
    rejected: int
    questioned: int = 0

    @staticmethod
    def of_nothing(table: Table) -> "ListCount":
        """A list that the source does not have."""
        return ListCount(list=table.name, title=table.label, rows=0, accepted=0, rejected=0)


@dataclass(frozen=True, kw_only=True)
class Base:
    """What was accepted before, when returned rows come back mended."""

    snapshot: str
    as_of: date
    tables: Mapping[str, pl.DataFrame]  # of the layout: lists of Annex A, or tables of the contract
    questions: pl.DataFrame
    columns: Mapping[str, tuple[str, ...]]  # what that source had


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What would be kept. `tables` are typed and sorted; `rejected` and `questions` are lines.

    `parts` are the accepted rows list by list where the layout is not the contract itself.
    """

    layout: str
    as_of: date
    tables: Mapping[str, pl.DataFrame]
    lists: tuple[ListCount, ...]
    rejected: pl.DataFrame
    questions: pl.DataFrame
    said: Said
    coverage: pl.DataFrame
    unused: tuple[str, ...]
    notices: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    returned: tuple[Returned, ...] = ()
    parts: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    joined_to: str = ""  # the snapshot whose returned rows these are

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
    unknown: Sequence[Unknown] = ()
    returned: Returned | None = None
    month_first: frozenset[str] = frozenset()

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


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known beside the rows of one table when they are sifted.

    `children` (child_id, born, closed) for tables that do not say so themselves; `strangers`:
    whether rows may stand whose child is not among them; `standing`: rows accepted before;
    `wordless`: narrative was left out of the source on purpose.
    """

    children: pl.DataFrame | None = None
    strangers: bool = True
    standing: pl.DataFrame | None = None
    wordless: bool = False


def sift_part(
    part: Part,
    table: Table,
    matches: tuple[Match, ...],
    *,
    as_of: date,
    values: Mapping[str, Meanings],
    known: Known = Known(),
) -> Sifted:
    """Put every check to every row of one table."""
    typed = rows.typed(part, table, matches, values)
    headers = {m.column: m.header for m in matches if m.column in typed.present}
    data, again = sifting.sift(typed.rows, sifting.of_header(typed.rows, headers), table=table)
    frame = _with_facts(data, table, known.children)
    checks = [*sifting.of_cells(table, typed.present), *sifting.of_periods(table)]
    if known.wordless and table.narrative:
        checks = [sifting.wordless()]
    fine, first = sifting.sift(frame, checks, table=table)
    strangers = [] if known.strangers or known.children is None else [known.children["child_id"]]
    fine, second = sifting.sift(
        fine, [c for k in strangers for c in sifting.of_strangers(k)], table=table
    )
    fine = fine.with_columns(sifting.first_alike(table), sifting.stands(table, known.standing))
    fine, third = sifting.sift(fine, sifting.of_repeats(table), table=table)
    odd = sifting.of_odd_days(table, as_of, facts=fine.columns)
    _, questions = sifting.sift(fine, [*odd, *sifting.of_codes(table, values)], table=table)
    rejected = pl.concat([again, first, second, third]).sort("row")
    return Sifted(
        table=table,
        total=typed.rows.height,
        accepted=fine,
        rejected=rejected,
        questions=questions,
        unknown=unknown(sifting.worth_asking(frame, checks), table, values),
        returned=returned(part, table, matches, rejected, month_first=typed.month_first),
        month_first=typed.month_first,
    )


def plain_rows(sifted: Sifted) -> pl.DataFrame:
    """The accepted rows as they are kept: what was understood, and the number of the row."""
    return sifted.accepted.select("row", *(c.name for c in sifted.table.columns))


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
    none = sifting.none()
    return Sifted(table=table, total=frame.height, accepted=frame, rejected=none, questions=none)


def used(matches: Mapping[str, tuple[Match, ...]]) -> dict[str, dict[str, str | None]]:
    """What was taken for what, to be remembered; None where somebody left a column out."""
    return {
        table: {m.header: m.column for m in found if m.column or m.how is How.CONFIRMED}
        for table, found in matches.items()
    }


def notices_of(
    extract: Extract, matches: Mapping[str, tuple[Match, ...]], sifted: Iterable[Sifted]
) -> tuple[str, ...]:
    """What the person should know of how the source was taken."""
    said = [*extract.notes]
    said += [
        f"“{name}” is not used: another sheet or file holds the same list."
        for name in extract.twice
    ]
    said += [_month_first(s) for s in sifted if s.month_first]
    taken = [
        f"“{m.header}” for {extract.layout.table(t).column(m.column).label}"
        for t, found in matches.items()
        for m in found
        if m.how is How.CLEAR and m.column
    ]
    if taken:
        once = dict.fromkeys(taken)  # many lists have the same header
        said.append(f"Taken for what they look like: {', '.join(once)}.")
    return tuple(said)


def _month_first(sifted: Sifted) -> str:
    labels = [c.label for c in sifted.table.columns if c.name in sifted.month_first]
    return (
        f"{sifted.table.label}: dates are written month first, and were read so, under "
        f"{', '.join(labels)}. Check a few."
    )


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
