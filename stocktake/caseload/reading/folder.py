"""The Stocktake CSV folder: cases first, then everything about them."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.tables import BY_NAME, CASES, TABLES
from stocktake.caseload.reading.checking import (
    Checked,
    Sifted,
    empty,
    in_shape,
    sift_part,
    used_columns,
)
from stocktake.caseload.reading.coverage import Held, Told, coverage, of_columns
from stocktake.caseload.reading.matching import Columns, Extract


def checked(extract: Extract, columns: Columns, as_of: date) -> Checked:
    """Check every table; rows of other tables stand only for children whose case row stands."""
    matches = extract.matches(columns)
    sifted = _sifted(extract, matches, as_of)
    tables = {
        t.name: in_shape(sifted[t.name].accepted, t) if t.name in sifted else empty(t.name)
        for t in TABLES
        if t.name != "cases"
    }
    tables["cases"] = _cases(sifted["cases"].accepted, as_of)
    used = used_columns(matches)
    told = [Told(table=t, holds=Held.ALL, columns=c) for t, c in of_columns(used).items()]
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables=tables,
        lists=tuple(s.count for s in sifted.values()),
        rejected=pl.concat([s.rejected for s in sifted.values()]),
        questions=pl.concat([s.questions for s in sifted.values()]),
        columns=used,
        coverage=coverage(told, (t.name for t in TABLES)),
        unused=extract.unused,
    )


def _sifted(
    extract: Extract, matches: Mapping[str, tuple[Match, ...]], as_of: date
) -> dict[str, Sifted]:
    parts = {p.table: p for p in extract.parts}
    cases = sift_part(parts["cases"], CASES, matches["cases"], as_of)
    children = cases.accepted.select(
        "child_id", born=pl.col("date_of_birth"), closed=pl.col("closed_on")
    )
    sifted: dict[str, Sifted] = {"cases": cases}
    for name, part in parts.items():
        if name != "cases":
            table = BY_NAME[name]
            sifted[name] = sift_part(
                part,
                table,
                matches[name],
                as_of,
                children=children if name != "previous_audits" else None,
                strangers=not table.of_open_cases,
            )
    return sifted


def _cases(accepted: pl.DataFrame, as_of: date) -> pl.DataFrame:
    filled = accepted.with_columns(
        case_ref=pl.when(pl.col("case_ref") == "").then("child_id").otherwise("case_ref"),
        age=pl.coalesce("age", age_on(as_of)),
        in_frame=pl.col("closed_on").is_null(),
    )
    return in_shape(filled, CASES, "in_frame")


def age_on(day: date) -> pl.Expr:
    """Age at last birthday, -1 before birth, from the date of birth."""
    born = pl.col("date_of_birth")
    had = (born.dt.month() * 100 + born.dt.day()) <= day.month * 100 + day.day
    years = pl.lit(day.year) - born.dt.year() - pl.when(had).then(0).otherwise(1)
    return pl.when(born > day).then(-1).otherwise(years).cast(pl.Int64)
