"""Statutory returns: every row accepted or returned, and history beside the extract of open cases.

Nobody in a return is in the frame: a sample is selected from an extract of open cases.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.returns import GOES
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import BY_NAME, TABLES
from stocktake.caseload.reading import sifting
from stocktake.caseload.reading.checking import (
    Base,
    Checked,
    Known,
    ListCount,
    Sifted,
    empty,
    in_shape,
    notices_of,
    plain_rows,
    sift_part,
    used,
)
from stocktake.caseload.reading.coverage import Held, Told, coverage
from stocktake.caseload.reading.matching import Extract


def checked(extract: Extract, said: Said, as_of: date, base: Base | None = None) -> Checked:
    """Sift every table of the return, and put its rows where their columns belong."""
    matches = extract.matches(said)
    sifted = {
        p.table: sift_part(
            p,
            extract.layout.table(p.table),
            matches[p.table],
            as_of=as_of,
            values=said.values.get(p.table, {}),
            known=Known(standing=base.tables.get(p.table) if base else None),
        )
        for p in extract.parts
    }
    parts = _joined({n: plain_rows(s) for n, s in sifted.items()}, base)
    tables = _tables(extract.layout.key, parts)
    told = [Told(table=n, holds=Held.ALL) for n in tables]
    asked = [base.questions] if base else []
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables={t.name: empty(t.name) for t in TABLES} | tables,
        lists=tuple(_count(sifted.get(t.name), t.name, extract) for t in extract.layout.tables),
        rejected=pl.concat([sifting.none(), *(s.rejected for s in sifted.values())]),
        questions=pl.concat([sifting.none(), *asked, *(s.questions for s in sifted.values())]),
        said=Said(tables=said.tables, columns=used(matches), values=said.values),
        coverage=coverage(told, (t.name for t in TABLES)),
        unused=extract.unused,
        notices=notices_of(extract, matches, sifted.values()),
        returned=tuple(s.returned for s in sifted.values() if s.returned),
        parts=parts,
        joined_to=base.snapshot if base else "",
    )


def _joined(own: Mapping[str, pl.DataFrame], base: Base | None) -> dict[str, pl.DataFrame]:
    before = base.tables if base else {}
    return {n: pl.concat([f[n] for f in (before, own) if n in f]) for n in {**before, **own}}


def _count(sifted: Sifted | None, name: str, extract: Extract) -> ListCount:
    return sifted.count if sifted else ListCount.of_nothing(extract.layout.table(name))


def _tables(key: str, parts: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    made = {}
    for name, sources in GOES[key].items():
        frames = [
            _renamed(parts[source]).with_columns(pl.lit(v).alias(c) for c, v in more.items())
            for source, more in sources
            if source in parts
        ]
        if frames:
            whole = pl.concat(frames, how="diagonal")
            extra = {"in_frame": pl.lit(False)} if name == "cases" else {}
            made[name] = in_shape(whole.with_columns(**extra), BY_NAME[name], *extra)
    return made


def _renamed(rows: pl.DataFrame) -> pl.DataFrame:
    """Column `code` says which kind of going missing; a day stands for its midnight."""
    if "started_at" not in rows.columns:
        return rows
    kind = {"M": "missing", "A": "away"}
    return rows.with_columns(
        category=pl.col("code").replace_strict(kind, default=None, return_dtype=pl.String)
    )
