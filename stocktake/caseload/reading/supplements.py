"""Statutory returns: every row accepted or returned, and history beside the extract of open cases.

Nobody in a return is in the frame: a sample is selected from an extract of open cases.
"""

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.returns import EXPLOITATION, GOES
from stocktake.caseload.domain.said import Said
from stocktake.caseload.domain.tables import BY_NAME, TABLES
from stocktake.caseload.reading import sifting
from stocktake.caseload.reading.adoption import ADOPTED
from stocktake.caseload.reading.checking import (
    Base,
    Checked,
    Known,
    ListCount,
    Sifted,
    counted,
    empty,
    in_shape,
    notices_of,
    plain_rows,
    sift_part,
    used,
)
from stocktake.caseload.reading.coverage import KINDS, Held, Told, coverage
from stocktake.caseload.reading.matching import Extract, Part

Parts = Mapping[str, pl.DataFrame]
Matches = Mapping[str, tuple[Match, ...]]


def checked(extract: Extract, said: Said, as_of: date, base: Base | None = None) -> Checked:
    """Sift every table of the return, and put its rows where their columns belong."""
    matches = extract.matches(said)
    sifted = {p.table: _sifted(p, extract, matches, said, as_of, base) for p in extract.parts}
    own = {n: plain_rows(s) for n, s in sifted.items() if s.table.mapped}
    parts = _joined(own, base)
    tables = _tables(extract.layout.key, parts)
    asked = [base.questions] if base else []
    return Checked(
        layout=extract.layout.key,
        as_of=as_of,
        tables={t.name: empty(t.name) for t in TABLES} | tables,
        lists=tuple(_count(sifted.get(t.name), t.name, extract) for t in extract.layout.tables),
        rejected=pl.concat([sifting.none(), *(s.rejected for s in sifted.values())]),
        questions=pl.concat([sifting.none(), *asked, *(s.questions for s in sifted.values())]),
        said=Said(tables=said.tables, columns=used(matches), values=said.values),
        coverage=coverage(_told(extract.layout.key, tables, parts), (t.name for t in TABLES)),
        unused=extract.unused,
        notices=notices_of(extract, matches, sifted.values()),
        returned=tuple(s.returned for s in sifted.values() if s.returned),
        parts=parts,
        joined_to=base.snapshot if base else "",
    )


def _told(key: str, tables: Parts, parts: Parts) -> list[Told]:
    """One line for each kind that the return gives; what it lacks nobody can tell."""
    ready = {
        *parts,
        *(made for source, makes in _MAKES.items() if source in parts for made in makes),
    }
    return [
        Told(
            table=name, kind=next((more[k] for k in KINDS if k in more), ""), holds=Held.ALL,
            columns=tuple(tables[name].columns),
        )
        for name, sources in GOES[key].items()
        for source, more in sources
        if name in tables and source in ready
    ]  # fmt: skip


def _sifted(
    part: Part, extract: Extract, matches: Matches, said: Said, as_of: date, base: Base | None
) -> Sifted:
    table = extract.layout.table(part.table)
    if not table.mapped:  # about adoption: counted, never joined
        return counted(part, table)
    return sift_part(
        part,
        table,
        matches[part.table],
        as_of=as_of,
        values=said.values.get(part.table, {}),
        known=Known(standing=base.tables.get(part.table) if base else None),
    )


def _joined(own: Mapping[str, pl.DataFrame], base: Base | None) -> dict[str, pl.DataFrame]:
    before = base.tables if base else {}
    return {
        n: pl.concat([f[n] for f in (before, own) if n in f], how="diagonal_relaxed")
        for n in {**before, **own}
    }


def _count(sifted: Sifted | None, name: str, extract: Extract) -> ListCount:
    return sifted.count if sifted else ListCount.of_nothing(extract.layout.table(name))


def _tables(key: str, parts: Parts) -> dict[str, pl.DataFrame]:
    made = {}
    ready = {**parts, **_made(parts)}
    for name, sources in GOES[key].items():
        frames = [
            ready[source].with_columns(pl.lit(v).alias(c) for c, v in more.items())
            for source, more in sources
            if source in ready
        ]
        if frames:
            whole = pl.concat(frames, how="diagonal")
            text = [c for c, t in whole.schema.items() if t == pl.String]
            whole = whole.with_columns(pl.col(text).fill_null(""))
            extra = {"in_frame": pl.lit(False)} if name == "cases" else {}
            made[name] = in_shape(whole.with_columns(**extra), BY_NAME[name], *extra)
    return made


def _made(parts: Parts) -> dict[str, pl.DataFrame]:
    """Tables as the snapshot wants them, of those that a return writes otherwise."""
    found: dict[str, pl.DataFrame] = {}
    for source, makes in _MAKES.items():
        if source in parts:
            found |= {n: rows for n, make in makes.items() if (rows := make(parts)) is not None}
    return found


def _missing(parts: Parts) -> pl.DataFrame:
    """Column `code` says which kind of going missing; a day stands for its midnight."""
    kind = pl.col("code").replace_strict(
        {"M": "missing", "A": "away"}, default=None, return_dtype=pl.String
    )
    return parts["missing"].with_columns(category=kind)


def _care(parts: Parts) -> pl.DataFrame | None:
    """Times in care: a new one begins where an episode is the first, or the one before ended it."""
    if "new_because" not in parts["episodes"].columns:
        return None
    rows = parts["episodes"].sort("child_id", "started_on")
    before = pl.col("end_reason").shift(1).over("child_id")
    ended = pl.col("ended_on").shift(1).over("child_id").is_not_null() & ~before.is_in(["X1", ""])
    return _runs(rows, (pl.col("new_because") == "S") | ended)


def _placed(parts: Parts) -> pl.DataFrame | None:
    """Placements: a change of legal status alone (RNE "L") makes an episode and no placement."""
    if "new_because" not in parts["episodes"].columns:
        return None
    rows = parts["episodes"].sort("child_id", "started_on")
    same = [
        pl.col(c) == pl.col(c).shift(1).over("child_id") for c in ("placement_code", "setting_id")
    ]
    new = (pl.col("new_because") != "L") | ~pl.all_horizontal(same)
    return _runs(rows, new).filter(pl.col("placement_code") != "")


def _runs(rows: pl.DataFrame, new: pl.Expr) -> pl.DataFrame:
    """Rows that go on from one another as one: the first's start, the last's end and reason."""
    run = new.fill_null(True).cast(pl.Int32).cum_sum().over("child_id")
    still = pl.col("ended_on").is_null().any()
    return rows.group_by("child_id", run.alias("run"), maintain_order=True).agg(
        pl.col("started_on").min(),
        pl.when(still).then(None).otherwise(pl.col("ended_on").max()).alias("ended_on"),
        pl.when(still).then(pl.lit("")).otherwise(_told_reason().last()).alias("end_reason"),
        pl.col("placement_code", "provider", "setting_id").last(),
    )


def _told_reason() -> pl.Expr:
    """Why it ended, save that it was an adoption: that leads from one identity to another."""
    reason = pl.col("end_reason")
    return pl.when(reason.str.contains(ADOPTED)).then(pl.lit("")).otherwise(reason).alias(
        "end_reason"
    )  # fmt: skip


def _need(parts: Parts) -> pl.DataFrame | None:
    """Periods of need: referrals on which something was done."""
    if "received_on" not in parts["episodes"].columns:
        return None
    rows = parts["episodes"].filter(~pl.col("nfa").fill_null(False))
    return rows.select("child_id", "ended_on", _told_reason(), started_on="received_on")


def _conferences(parts: Parts) -> pl.DataFrame | None:
    """The census gives the initial conference of an episode, with or without an enquiry."""
    if "conference_on" not in parts["episodes"].columns:
        return None
    held = parts["episodes"].filter(pl.col("conference_on").is_not_null())
    return held.select("child_id", held_on="conference_on")


def _children(parts: Parts) -> pl.DataFrame:
    """With disability as yes or no, and whether a factor of an assessment was exploitation."""
    rows, codes = parts["children"], pl.col("disabilities").str.to_uppercase()
    known = pl.when(codes == "").then(pl.lit("")).when(codes == "NONE").then(pl.lit("no"))
    rows = rows.with_columns(disability=known.otherwise(pl.lit("yes")), closed_on=pl.col("died_on"))
    if "assessments" not in parts:
        return rows
    named = pl.col("factors").str.to_uppercase().str.split(" ").list
    found = named.set_intersection(list(EXPLOITATION)).list.len() > 0
    children = parts["assessments"].filter(found)["child_id"].implode()
    harmed = pl.when(pl.col("child_id").is_in(children)).then(pl.lit(True))
    return rows.with_columns(exploitation=harmed)


_MAKES: Mapping[str, Mapping[str, Callable[[Parts], pl.DataFrame | None]]] = {
    "missing": {"missing": _missing},
    "episodes": {"care": _care, "placed": _placed, "need": _need, "conferences": _conferences},
    "children": {"children": _children},
}
