"""The frame of the Standard Safeguarding Dataset: one row and one stratum for each child."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.caseload.domain.frame import ADULT, PRECEDENCE
from stocktake.caseload.domain.tables import BY_NAME
from stocktake.caseload.reading.checking import empty, in_shape
from stocktake.caseload.reading.folder import age_on

Frames = Mapping[str, pl.DataFrame]
OTHERS = r"(?i)review|\biro\b|advis|chair|\bpa\b"  # roles that do not hold the case
HELD = ("ssd_cin_plans", "ssd_cin_episodes", "ssd_care_leavers", "ssd_early_help_episodes")


def cases(parts: Frames, tables: Frames, as_of: date) -> pl.DataFrame:
    """Every child of any table; in the frame those whom something open holds."""
    people = _people(parts, as_of)
    if people.is_empty():
        return empty("cases")
    said = people.with_columns(
        care_leaver=_among(parts.get("ssd_care_leavers")),
        looked_after=_open(tables, "CLA"),
        protected=_open(tables, "CP"),
        in_need=_open(tables, "CIN") | _among(_current(parts.get("ssd_cin_plans"))),
        early_help=_open(tables, "EH"),
    )
    said = said.with_columns(adult_leaver=pl.col("care_leaver") & (pl.col("age") >= ADULT))
    stratum = pl.coalesce(pl.when(name).then(pl.lit(s.value)) for name, s in PRECEDENCE)
    framed = said.with_columns(stratum=stratum.fill_null(""), in_frame=stratum.is_not_null())
    framed = framed.with_columns(restricted=pl.lit(False), in_complaint=pl.lit(False))
    for facts in (_opened(tables), _closed(tables), _needs(parts), _workers(parts, tables)):
        framed = framed.join(facts, on="child_id", how="left", maintain_order="left")
    shut = pl.when(~pl.col("in_frame")).then("closed_on")
    framed = framed.with_columns(closed_on=shut, opened_on=_of_stratum())
    text = [c for c in framed.columns if framed.schema[c] == pl.String]
    return in_shape(framed.with_columns(pl.col(text).fill_null("")), BY_NAME["cases"], "in_frame")


def _people(parts: Frames, as_of: date) -> pl.DataFrame:
    """Facts about every child, those whom ssd_person does not have without any."""
    ids = [f.select("child_id") for f in parts.values() if "child_id" in f.columns]
    if not ids:
        return pl.DataFrame(schema={"child_id": pl.String})
    people = pl.concat(ids).filter(pl.col("child_id") != "").unique().sort("child_id")
    facts = parts.get("ssd_person", _nobody()).select(
        "child_id", "case_ref", "sex", "ethnicity",
        date_of_birth=pl.coalesce("date_of_birth", "expected_on"),
    )  # fmt: skip
    people = people.join(facts, on="child_id", how="left", maintain_order="left")
    people = people.with_columns(
        case_ref=pl.when(pl.col("case_ref") != "").then("case_ref").otherwise("child_id"),
        age=age_on(as_of),
        disability=_disabled(parts),
    )
    families = parts.get("ssd_family")
    if families is None:
        return people
    first = families.unique("child_id", keep="first", maintain_order=True)
    first = first.select("child_id", "household_id")
    return people.join(first, on="child_id", how="left", maintain_order="left")


def _nobody() -> pl.DataFrame:
    text = dict.fromkeys(("child_id", "case_ref", "sex", "ethnicity"), pl.String)
    days = dict.fromkeys(("date_of_birth", "expected_on"), pl.Date)
    return pl.DataFrame(schema={**text, **days})


def _disabled(parts: Frames) -> pl.Expr:
    """Code NONE says that the child has no disability; without a row nobody knows."""
    rows = parts.get("ssd_disability")
    if rows is None:
        return pl.lit("")
    none = pl.col("disability").str.to_uppercase() == "NONE"
    some = rows.filter(~none)["child_id"].implode()
    without = rows.filter(none)["child_id"].implode()
    who = pl.col("child_id")
    return pl.when(who.is_in(some)).then(pl.lit("yes")).when(who.is_in(without)).then(pl.lit("no"))


def _current(rows: pl.DataFrame | None) -> pl.DataFrame | None:
    return None if rows is None else rows.filter(pl.col("ended_on").is_null())


def _among(rows: pl.DataFrame | None) -> pl.Expr:
    return pl.lit(False) if rows is None else pl.col("child_id").is_in(rows["child_id"].implode())


def _kind(tables: Frames, kind: str) -> pl.DataFrame | None:
    return tables["episodes"].filter(kind=kind) if "episodes" in tables else None


def _open(tables: Frames, kind: str) -> pl.Expr:
    return _among(_current(_kind(tables, kind)))


def _opened(tables: Frames) -> pl.DataFrame:
    """For each child the day each kind of open period began, as columns."""
    kinds = ("EH", "CIN", "CP", "CLA")
    if "episodes" not in tables:
        schema = {"child_id": pl.String} | dict.fromkeys([f"from:{k}" for k in kinds], pl.Date)
        return pl.DataFrame(schema=schema)
    rows = tables["episodes"].filter(pl.col("ended_on").is_null())
    return rows.group_by("child_id").agg(
        pl.col("started_on").filter(pl.col("kind") == k).max().alias(f"from:{k}") for k in kinds
    )


def _of_stratum() -> pl.Expr:
    found = pl.lit(None, pl.Date)
    for kind in ("EH", "CIN", "CP", "CLA"):
        found = pl.when(pl.col("stratum") == kind).then(f"from:{kind}").otherwise(found)
    return found


def _closed(tables: Frames) -> pl.DataFrame:
    """The day on which the last of a child's periods ended, with the reason."""
    if "episodes" not in tables:
        return pl.DataFrame(
            schema={"child_id": pl.String, "closed_on": pl.Date, "closed_reason": pl.String}
        )
    ended = tables["episodes"].filter(pl.col("ended_on").is_not_null()).sort("ended_on")
    last = ended.unique("child_id", keep="last", maintain_order=True)
    return last.select("child_id", closed_on="ended_on", closed_reason="end_reason")


def _needs(parts: Frames) -> pl.DataFrame:
    """The need recorded last."""
    days = {"ssd_cin_episodes": "received_on", "ssd_cla_episodes": "started_on"}
    found = [
        parts[n].select("child_id", "need", day=d).filter(pl.col("need") != "")
        for n, d in days.items()
        if n in parts
    ]
    if not found:
        return pl.DataFrame(schema={"child_id": pl.String, "need": pl.String})
    rows = pl.concat(found).sort("day").unique("child_id", keep="last", maintain_order=True)
    return rows.select("child_id", "need")


def _workers(parts: Frames, tables: Frames) -> pl.DataFrame:
    """Who holds the case: the latest open involvement, else whom the open record names."""
    found = [_involved(tables)] if "involvements" in tables else []
    found += [
        (_current(parts[n]) if "ended_on" in parts[n].columns else parts[n]).select(  # type: ignore[union-attr]
            "child_id", "worker_id", "team"
        )
        for n in HELD
        if n in parts
    ]
    schema = {"child_id": pl.String, "worker_id": pl.String, "team": pl.String}
    rows = pl.concat([pl.DataFrame(schema=schema), *found])
    rows = rows.with_columns(
        pl.when(pl.col(c) != "").then(pl.col(c)).alias(c) for c in ("worker_id", "team")
    )
    held = rows.group_by("child_id", maintain_order=True).agg(
        allocated_worker_id=pl.col("worker_id").drop_nulls().first(),
        allocated_team=pl.col("team").drop_nulls().first(),
    )
    if "workers" not in tables:
        return held
    names = tables["workers"].select(allocated_worker_id="worker_id", allocated_worker="name")
    return held.join(names, on="allocated_worker_id", how="left", maintain_order="left")


def _involved(tables: Frames) -> pl.DataFrame:
    rows = tables["involvements"].filter(
        pl.col("ended_on").is_null() & ~pl.col("role").str.contains(OTHERS)
    )
    return rows.sort("started_on", descending=True).select("child_id", "worker_id", "team")
