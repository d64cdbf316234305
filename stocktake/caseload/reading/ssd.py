"""The Standard Safeguarding Dataset: every row accepted or returned, and a frame of open cases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.ssd import CARE, GOES, LATEST
from stocktake.caseload.domain.tables import CHILD, TABLES
from stocktake.caseload.reading import sifting, ssd_frame, ssd_tables
from stocktake.caseload.reading.checking import (
    Base,
    Checked,
    Known,
    ListCount,
    Sifted,
    empty,
    notices_of,
    plain_rows,
    sift_part,
    used,
)
from stocktake.caseload.reading.coverage import KINDS, Held, Told, coverage
from stocktake.caseload.reading.matching import Extract
from stocktake.caseload.reading.returned import returned

ORPHAN = "The row names no child, and its period of care is in no accepted row of ssd_cla_episodes."


def checked(extract: Extract, said: Said, as_of: date, base: Base | None = None) -> Checked:
    """Sift every table, give each child one stratum, and put the rows where they belong."""
    matches = extract.matches(said)
    sifted = _sifted(extract, said, as_of, base)
    parts = _joined({n: plain_rows(s) for n, s in sifted.items()}, base)
    tables = ssd_tables.tables(parts)
    tables["cases"] = ssd_frame.cases(parts, tables, as_of)
    asked = [base.questions] if base else []
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables={t.name: empty(t.name) for t in TABLES} | tables,
        lists=tuple(
            sifted[t.name].count if t.name in sifted else ListCount.of_nothing(t)
            for t in extract.layout.tables
        ),
        rejected=pl.concat([sifting.none(), *(s.rejected for s in sifted.values())]),
        questions=pl.concat([sifting.none(), *asked, *(s.questions for s in sifted.values())]),
        said=Said(tables=said.tables, columns=used(matches), values=said.values),
        coverage=_coverage(parts, tables),
        unused=extract.unused,
        notices=notices_of(extract, matches, sifted.values()),
        returned=tuple(s.returned for s in sifted.values() if s.returned),
        parts=parts,
        joined_to=base.snapshot if base else "",
    )


def _sifted(extract: Extract, said: Said, as_of: date, base: Base | None) -> dict[str, Sifted]:
    matches = extract.matches(said)
    found = {
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
    care = _joined({n: plain_rows(s) for n, s in found.items() if n == "ssd_cla_episodes"}, base)
    owners = ssd_tables.owners_of(care)
    for part in extract.parts:
        if part.table in CARE:
            one = _with_owner(found[part.table], owners)
            again = returned(
                part, one.table, matches[part.table], one.rejected, month_first=one.month_first
            )
            found[part.table] = replace(one, returned=again)
    return found


def _with_owner(sifted: Sifted, owners: pl.DataFrame) -> Sifted:
    """Rows of a period of care stand only when it is known whose it is."""
    rows = ssd_tables.with_child(sifted.accepted, owners)
    check = sifting.Check(column=CHILD, wrong=pl.col("child_id") == "", reason=ORPHAN)
    fine, orphans = sifting.sift(rows, [check], table=sifted.table)
    asked = sifted.questions.filter(~pl.col("row").is_in(orphans["row"].implode()))
    rejected = pl.concat([sifted.rejected, orphans]).sort("row")
    return replace(sifted, accepted=fine, rejected=rejected, questions=asked)


def _joined(own: Mapping[str, pl.DataFrame], base: Base | None) -> dict[str, pl.DataFrame]:
    before = base.tables if base else {}
    return {n: pl.concat([f[n] for f in (before, own) if n in f]) for n in {**before, **own}}


def _coverage(
    parts: Mapping[str, pl.DataFrame], tables: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """One line for each kind that a table of the dataset gives; what it lacks nobody can tell."""
    told = [Told(table="cases", holds=Held.ALL, columns=tuple(tables["cases"].columns))]
    for name, sources in GOES.items():
        for source, more in sources:
            if source in parts:
                kind = next((more[k] for k in KINDS if k in more), "")
                held = Held.LATEST if (name, kind) in LATEST else Held.ALL
                columns = tuple(c for c in tables[name].columns if c in parts[source] or c in more)
                told.append(Told(table=name, kind=kind, holds=held, columns=columns))
    return coverage(told, (t.name for t in TABLES))
