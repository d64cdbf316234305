"""The lists of an Annex A workbook: sifted, and made into the tables of a snapshot."""

from datetime import date

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.tables import BY_NAME, TABLES
from stocktake.caseload.reading import annex_coverage, annex_events, annex_frame, sifting
from stocktake.caseload.reading.checking import (
    Checked,
    ListCount,
    Sifted,
    counted,
    empty,
    in_shape,
    sift_part,
    used_columns,
)
from stocktake.caseload.reading.coverage import of_columns
from stocktake.caseload.reading.matching import Columns, Extract


def checked(extract: Extract, columns: Columns, as_of: date) -> Checked:
    """Sift every list, give each child one stratum, and gather what the lists tell of dates."""
    matches = extract.matches(columns)
    sifted = {p.table: _sift(extract, i, matches, as_of) for i, p in enumerate(extract.parts)}
    lists = {name: s.accepted for name, s in sifted.items() if s.table.mapped}
    cases, odd = annex_frame.cases(lists, as_of)
    tables = {"cases": in_shape(cases, BY_NAME["cases"], "in_frame")}
    told = annex_events.tables(lists)
    for name, frame in told.items():
        tables[name] = in_shape(frame, BY_NAME[name])
    tables |= {t.name: empty(t.name) for t in TABLES if t.name not in tables}
    used = used_columns(matches)
    questions = pl.concat([*(s.questions for s in sifted.values()), *_doubts(lists), odd])
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables=tables,
        lists=tuple(_count(s, questions) for s in sifted.values()),
        rejected=pl.concat([s.rejected for s in sifted.values()]),
        questions=questions.sort("list", "row"),
        columns=used,
        coverage=annex_coverage.of_lists(of_columns(used), told, as_of),
        unused=extract.unused,
        notices=_notices(lists),
    )


def _sift(
    extract: Extract, index: int, matches: dict[str, tuple[Match, ...]], as_of: date
) -> Sifted:
    part = extract.parts[index]
    table = extract.layout.table(part.table)
    if not table.mapped:  # about adoption: counted, never joined to a child of the other lists
        return counted(part, table)
    return sift_part(part, table, matches[part.table], as_of)


def _count(sifted: Sifted, questions: pl.DataFrame) -> ListCount:
    own = questions.filter(pl.col("list") == sifted.table.name)["row"].n_unique()
    c = sifted.count
    return ListCount(
        list=c.list, title=c.title, rows=c.rows, accepted=c.accepted, rejected=c.rejected,
        questioned=own,
    )  # fmt: skip


def _doubts(lists: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Rows that stand but should be looked at: adults among children."""
    doubts = []
    for name in ("6", "7", "8"):
        if name in lists:
            adult = "Somebody of 18 or over is not a child in need, protected or looked after."
            doubts.append(_doubt(name, "age", lists[name], pl.col("age") >= 18, adult))
    return doubts


def _doubt(name: str, column: str, rows: pl.DataFrame, wrong: pl.Expr, reason: str) -> pl.DataFrame:
    table = annex_frame.table(name)
    check = sifting.Check(column=table.column(column), wrong=wrong, reason=reason)
    return sifting.sift(rows, [check], table=table)[1]


def _notices(lists: dict[str, pl.DataFrame]) -> tuple[str, ...]:
    if "2" not in lists:
        return ()
    ended = lists["2"].filter(pl.col("ended_on").is_not_null()).height
    if not ended:
        return ()
    return (
        f"{ended} of {lists['2'].height} rows of list 2 have a completion date and count as ended. "
        "If help goes on, leave the date empty at the source.",
    )
