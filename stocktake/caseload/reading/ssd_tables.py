"""Rows of the Standard Safeguarding Dataset put where they stand in a snapshot."""

from collections.abc import Mapping

import polars as pl

from stocktake.caseload.domain.columns import Holds
from stocktake.caseload.domain.ssd import CARE, GOES
from stocktake.caseload.domain.tables import BY_NAME
from stocktake.caseload.reading.checking import in_shape

Parts = Mapping[str, pl.DataFrame]
SUITABLE = {"y": "Suitable", "1": "Suitable", "n": "Unsuitable", "2": "Unsuitable"}
AWAY = {"m": "missing", "missing": "missing", "a": "away", "away": "away", "absent": "away"}
NEEDS = {"visits": "happened_on"}  # a care leaver without a contact makes no visit


def flag(said: pl.Expr) -> pl.Expr:
    """Y and N as true and false; U, NA and nothing as neither."""
    plain = said.str.to_lowercase()
    return (
        pl.when(plain.is_in(["y", "yes", "1", "true"]))
        .then(True)
        .when(plain.is_in(["n", "no", "0", "false"]))
        .then(False)
    )


def tables(parts: Parts) -> dict[str, pl.DataFrame]:
    """Every table of a snapshot that the dataset's tables speak of, cases apart."""
    ready = {**parts, **_of_care(parts)}
    ready |= {n: made for n, make in _MAKES.items() if n in parts for made in (make(ready),)}
    found = {}
    for name, sources in GOES.items():
        frames = [
            _fitted(
                _whole(n, ready, name).with_columns(**{c: pl.lit(v) for c, v in more.items()}), name
            )
            for n, more in sources
            if n in ready
        ]
        if frames:
            rows = pl.concat(frames, how="diagonal")
            if need := NEEDS.get(name):
                rows = rows.filter(pl.col(need).is_not_null())
            found[name] = in_shape(rows, BY_NAME[name])
    return found


def _whole(source: str, ready: Parts, name: str) -> pl.DataFrame:
    """The periods of care, not the episodes of which they consist, are the periods of help."""
    rows = ready[source]
    if source == "ssd_cla_episodes" and name == "episodes":
        return care_periods(rows)
    if source == "ssd_cin_episodes" and name == "episodes":
        return rows.filter(~flag(pl.col("nfa")).fill_null(False)).rename(
            {"received_on": "started_on"}
        )
    return rows


def _fitted(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """With the columns that the table has; words for yes and no understood."""
    columns = [c for c in BY_NAME[name].columns if c.name in rows.columns]
    return rows.select(
        flag(pl.col(c.name)).alias(c.name)
        if c.holds is Holds.YES_NO and rows.schema[c.name] == pl.String
        else pl.col(c.name)
        for c in columns
    )


def _of_care(parts: Parts) -> dict[str, pl.DataFrame]:
    """Rows that name a period of care alone, with the child whose period it is."""
    owners = owners_of(parts)
    return {n: with_child(parts[n], owners) for n in CARE if n in parts}


def owners_of(parts: Parts) -> pl.DataFrame:
    """care_id -> child_id."""
    if "ssd_cla_episodes" not in parts:
        return pl.DataFrame(schema={"care_id": pl.String, "owner": pl.String})
    episodes = parts["ssd_cla_episodes"].filter(pl.col("care_id") != "")
    return episodes.unique("care_id", keep="first", maintain_order=True).select(
        "care_id", owner="child_id"
    )


def with_child(rows: pl.DataFrame, owners: pl.DataFrame) -> pl.DataFrame:
    joined = rows.join(owners, on="care_id", how="left", maintain_order="left")
    own = pl.when(pl.col("child_id") != "").then("child_id").otherwise("owner")
    return joined.with_columns(child_id=own.fill_null("")).drop("owner")


def care_periods(episodes: pl.DataFrame) -> pl.DataFrame:
    """One row for each period of being looked after: it goes on while any episode of it does."""
    started = pl.coalesce("entered_on", "started_on")
    known = pl.when(pl.col("care_id") != "").then("care_id").otherwise(started.cast(pl.String))
    rows = episodes.with_columns(care=known, began=started).sort("started_on")
    ends = (
        pl.when(pl.col("ended_on").is_null().any()).then(None).otherwise(pl.col("ended_on").max())
    )
    return rows.group_by("child_id", "care", maintain_order=True).agg(
        started_on=pl.col("began").min(), ended_on=ends, end_reason=pl.col("end_reason").last()
    )


def _enquiries(parts: Parts) -> pl.DataFrame:
    """Section 47 enquiries with the initial conference that answers each."""
    rows = parts["ssd_s47_enquiry"]
    if "ssd_initial_cp_conference" not in parts:
        return rows
    named = parts["ssd_initial_cp_conference"].filter(pl.col("enquiry_id") != "")
    first = named.unique("enquiry_id", keep="first", maintain_order=True).select(
        "enquiry_id", "plan_made", conference_due_on="due_on", conference_on="held_on"
    )
    return rows.join(first, on="enquiry_id", how="left", maintain_order="left")


def _assessments(parts: Parts) -> pl.DataFrame:
    """Assessments with the day of the referral that each answers."""
    rows = parts["ssd_cin_assessments"]
    if "ssd_cin_episodes" not in parts:
        return rows
    named = parts["ssd_cin_episodes"].filter(pl.col("record_id") != "")
    first = named.unique("record_id", keep="first", maintain_order=True).select(
        referral_id="record_id", referred_on="received_on"
    )
    return rows.join(first, on="referral_id", how="left", maintain_order="left")


def _reviews(parts: Parts) -> pl.DataFrame:
    """A cancelled review was not held."""
    off = flag(pl.col("cancelled")).fill_null(False)
    return parts["ssd_cla_reviews"].with_columns(held_on=pl.when(~off).then("held_on"))


def _missing(parts: Parts) -> pl.DataFrame:
    return parts["ssd_missing"].with_columns(category=_said(pl.col("category"), AWAY))


def _leavers(parts: Parts) -> pl.DataFrame:
    """The dataset is one row for each leaver; of two the one with the later contact counts."""
    rows = parts["ssd_care_leavers"].sort("happened_on", nulls_last=False, maintain_order=True)
    return rows.unique("child_id", keep="last", maintain_order=True).with_columns(
        suitability=_said(pl.col("suitability"), SUITABLE, keep=True)
    )


def _involvements(parts: Parts) -> pl.DataFrame:
    """Involvements name a professional by the table's own id; other tables by the staff id."""
    rows = parts["ssd_involvements"]
    if "ssd_professionals" not in parts:
        return rows
    staff = parts["ssd_professionals"].filter(pl.col("record_id") != "")
    staff = staff.unique("record_id", keep="first").select(worker_id="record_id", staff="worker_id")
    joined = rows.join(staff, on="worker_id", how="left", maintain_order="left")
    return joined.with_columns(worker_id=pl.coalesce("staff", "worker_id")).drop("staff")


def _said(column: pl.Expr, words: Mapping[str, str], *, keep: bool = False) -> pl.Expr:
    known = column.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
    return pl.coalesce(known, column) if keep else known


_MAKES = {
    "ssd_s47_enquiry": _enquiries,
    "ssd_cin_assessments": _assessments,
    "ssd_cla_reviews": _reviews,
    "ssd_missing": _missing,
    "ssd_care_leavers": _leavers,
    "ssd_involvements": _involvements,
}
