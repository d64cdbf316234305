"""The Stocktake CSV folder: cases first, then everything about them."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import BY_NAME, CASES, TABLES
from stocktake.caseload.reading.checking import (
    Base,
    Checked,
    Known,
    Sifted,
    empty,
    in_shape,
    notices_of,
    sift_part,
    used,
)
from stocktake.caseload.reading.coverage import Held, Told, coverage, of_columns
from stocktake.caseload.reading.matching import Extract

Matches = Mapping[str, tuple[Match, ...]]


def checked(extract: Extract, said: Said, as_of: date, base: Base | None = None) -> Checked:
    """Check every table; rows of other tables stand only for children whose case row stands."""
    matches = extract.matches(said)
    sifted = _sifted(extract, matches, said, as_of, base)
    tables = {t.name: _kept(t.name, sifted, as_of, base) for t in TABLES}
    held = {**(base.columns if base else {}), **of_columns(used(matches))}
    told = [Told(table=t, holds=Held.ALL, columns=c) for t, c in held.items()]
    questions = [s.questions for s in sifted.values()]
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables=tables,
        lists=tuple(s.count for s in sifted.values()),
        rejected=pl.concat([s.rejected for s in sifted.values()]),
        questions=pl.concat([*([base.questions] if base else []), *questions]),
        said=Said(tables=said.tables, columns=used(matches), values=said.values),
        coverage=coverage(told, (t.name for t in TABLES)),
        unused=extract.unused,
        notices=notices_of(extract, matches, sifted.values()),
        unknown=tuple(u for s in sifted.values() for u in s.unknown),
        returned=tuple(s.returned for s in sifted.values() if s.returned),
        joined_to=base.snapshot if base else "",
    )


def _sifted(
    extract: Extract, matches: Matches, said: Said, as_of: date, base: Base | None
) -> dict[str, Sifted]:
    """Every part of the source, its cases first; a mended extract may be without them."""
    parts = sorted(extract.parts, key=lambda p: p.table != "cases")
    children = _children(base.tables["cases"]) if base else None
    found: dict[str, Sifted] = {}
    for part in parts:
        table = BY_NAME[part.table]
        known = Known(
            children=children if table not in (CASES, BY_NAME["previous_audits"]) else None,
            strangers=not table.of_open_cases,
            standing=base.tables[table.name] if base else None,
            wordless=base is not None,
        )
        values = said.values.get(table.name, {})
        found[table.name] = sift_part(
            part, table, matches[table.name], as_of=as_of, values=values, known=known
        )
        if table is CASES:
            mended = _children(found["cases"].accepted)
            children = mended if children is None else pl.concat([children, mended])
    return found


def _children(cases: pl.DataFrame) -> pl.DataFrame:
    return cases.select("child_id", born=pl.col("date_of_birth"), closed=pl.col("closed_on"))


def _kept(name: str, sifted: Mapping[str, Sifted], as_of: date, base: Base | None) -> pl.DataFrame:
    """The table as stored: what stands now, joined to what stood before."""
    table = BY_NAME[name]
    if name not in sifted:
        return base.tables[name] if base else empty(name)
    own = sifted[name].accepted
    frame = _cases(own, as_of) if table is CASES else in_shape(own, table)
    return in_shape(pl.concat([base.tables[name], frame]), table, *_extra(name)) if base else frame


def _extra(name: str) -> tuple[str, ...]:
    return ("in_frame",) if name == CASES.name else ()


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
