"""A child's record from before an adoption is never joined to the one from after it.

Lists 10 and 11 are only counted. Here the other tables are looked at: whether the same identifier
is open again after it ended in adoption, or another child of the same birth date shares the
family, the reference or the placement of a child who was adopted.
"""

from collections.abc import Mapping, Sequence

import polars as pl

ADOPTED = r"(?i)\b(E11|E12|RC1)\b|\badopted\b"
AGAIN = (
    "Child {} is open again after a record that ended in adoption. A record from after an adoption "
    "needs an identifier of its own, so nothing was imported."
)
SHARED = (
    "Child {} shares its birth date and its family, reference or placement with a child who was "
    "adopted. Records from before and after an adoption are never joined, so nothing was imported: "
    "leave one of them out."
)
KEYS = ("household_id", "case_ref", "placement")


def adopted(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Children whose period ended in adoption: when, and by what they could be known again."""
    ended = tables["episodes"].filter(
        pl.col("end_reason").str.contains(ADOPTED) & pl.col("ended_on").is_not_null()
    )
    last = ended.group_by("child_id").agg(adopted_on=pl.col("ended_on").max())
    return last.join(_traits(tables), on="child_id", how="left")


def refusal(tables: Mapping[str, pl.DataFrame], earlier: Sequence[pl.DataFrame]) -> str | None:
    """Why these tables may not be kept, or None. `earlier`: `adopted` of other snapshots."""
    known = pl.concat([adopted(tables), *earlier]).unique("child_id", keep="first")
    if known.is_empty():
        return None
    started = tables["episodes"].select("child_id", "started_on").join(known, on="child_id")
    again = started.filter(pl.col("started_on") > pl.col("adopted_on"))
    opened = tables["cases"].filter("in_frame").join(known, on="child_id", suffix="_known")
    reopened = opened.filter(pl.col("opened_on") > pl.col("adopted_on"))
    for found in (again, reopened):
        if not found.is_empty():
            return AGAIN.format(found["child_id"][0])
    return _shared(_traits(tables), known)


def _traits(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """By what two records could be taken for one child."""
    place = pl.concat_str("setting_id", pl.col("started_on").cast(pl.String), separator=" from ")
    placed = tables["placements"].filter(pl.col("setting_id") != "")
    placements = placed.group_by("child_id").agg(placement=place.last())
    refs = pl.when(pl.col("case_ref") != pl.col("child_id")).then("case_ref").otherwise(pl.lit(""))
    cases = tables["cases"].select(
        "child_id", "date_of_birth", "household_id", case_ref=refs.fill_null("")
    )
    joined = cases.join(placements, on="child_id", how="left")
    return joined.with_columns(pl.col("placement").fill_null(""))


def _shared(traits: pl.DataFrame, known: pl.DataFrame) -> str | None:
    others = traits.join(known.select("child_id"), on="child_id", how="anti")
    for key in KEYS:
        ours = known.filter(pl.col(key) != "").select("date_of_birth", key)
        found = others.filter(pl.col(key) != "").join(ours, on=["date_of_birth", key], how="semi")
        if not found.is_empty():
            return SHARED.format(found["child_id"][0])
    return None
