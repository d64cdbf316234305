"""What the lists of Annex A tell of dates: the latest visit, review and plan, and open assessments."""

from collections.abc import Mapping

import polars as pl

from stocktake.caseload.reading import annex_journey
from stocktake.caseload.reading.annex_frame import worker_key, yes

Lists = Mapping[str, pl.DataFrame]


def tables(lists: Lists) -> dict[str, pl.DataFrame]:
    """Tables of the contract, only those that a list speaks of."""
    made = annex_journey.made(lists) | {
        "visits": [_seen(lists), _visited(lists, "7"), _visited(lists, "8"), _in_touch(lists)],
        "reviews": [_reviewed(lists, "7"), _reviewed(lists, "8")],
        "assessments": [_assessments(lists), _early_help(lists)],
        "plans": [_protection(lists), _pathway(lists)],
        "placements": [_placements(lists)],
        "workers": [_workers(lists)],
    }
    return {
        name: pl.concat(frames, how="diagonal_relaxed")
        for name, all_ in made.items()
        if (frames := [_once(f) for f in all_ if f is not None])
    }


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """Two rows of list 8 may tell the same of one child."""
    if "child_id" not in rows.columns or rows["child_id"].n_unique() == rows.height:
        return rows
    return rows.unique(maintain_order=True)


def _dated(lists: Lists, name: str, column: str) -> pl.DataFrame | None:
    if name not in lists:
        return None
    return lists[name].filter(pl.col(column).is_not_null())


def _seen(lists: Lists) -> pl.DataFrame | None:
    rows = _dated(lists, "6", "seen_on")
    if rows is None:
        return None
    return rows.select(
        "child_id",
        happened_on="seen_on",
        visit_type=pl.lit("Last seen"),
        outcome=pl.lit("visit"),
        seen=pl.lit(True),
    )


def _visited(lists: Lists, name: str) -> pl.DataFrame | None:
    rows = _dated(lists, name, "visited_on")
    if rows is None:
        return None
    alone = pl.col("seen_alone") if name == "7" else pl.lit("")
    kind = "CP visit" if name == "7" else "Looked-after visit"
    return rows.select(
        "child_id",
        happened_on="visited_on",
        visit_type=pl.lit(kind),
        outcome=pl.lit("visit"),
        seen_alone=yes(alone),
        worker_id=worker_key(pl.col("allocated_worker")),
    )


def _in_touch(lists: Lists) -> pl.DataFrame | None:
    rows = _dated(lists, "9", "contact_on")
    if rows is None:
        return None
    return rows.select(
        "child_id", happened_on="contact_on", visit_type=pl.lit("Leaving care visit")
    )


def _reviewed(lists: Lists, name: str) -> pl.DataFrame | None:
    rows = _dated(lists, name, "reviewed_on")
    if rows is None:
        return None
    kind = "Review child protection conference" if name == "7" else "Looked-after review"
    return rows.select("child_id", review_type=pl.lit(kind), held_on="reviewed_on")


def _assessments(lists: Lists) -> pl.DataFrame | None:
    if "4" not in lists:
        return None
    kind = pl.lit("Child and family assessment")
    return lists["4"].select(
        "child_id", "started_on", "authorised_on", "outcome", assessment_type=kind,
        seen=yes(pl.col("seen")), team="allocated_team",
        worker_id=worker_key(pl.col("allocated_worker")),
    )  # fmt: skip


def _early_help(lists: Lists) -> pl.DataFrame | None:
    if "2" not in lists:
        return None
    kind = pl.lit("Early help assessment")
    return lists["2"].select(
        "child_id", "started_on", authorised_on="ended_on", assessment_type=kind
    )


def _protection(lists: Lists) -> pl.DataFrame | None:
    if "7" not in lists:
        return None
    return lists["7"].select(
        "child_id", "started_on", "ended_on", "category", plan_type=pl.lit("CP")
    )


def _pathway(lists: Lists) -> pl.DataFrame | None:
    rows = _dated(lists, "9", "reviewed_on")
    if rows is None:
        return None
    return rows.select("child_id", "reviewed_on", plan_type=pl.lit("pathway"))


def _placements(lists: Lists) -> pl.DataFrame | None:
    rows = _dated(lists, "8", "placed_on")
    if rows is None:
        return None
    where = pl.col("location").str.to_lowercase().str.replace(r"^[a-z]\)\s*", "")
    return rows.select(
        "child_id",
        "placement_type",
        "provider",
        started_on="placed_on",
        ended_on="ceased_on",
        setting_id="urn",
        placement_code=pl.col("placement_type").str.extract(r"(?:^|\s|\))([A-Z]\d)\b", 1),
        arrangement=_arrangement(),
        in_area=pl.when(where == "in").then(True).when(where == "out").then(False),
    )


def _arrangement() -> pl.Expr:
    """Only what type and legal status say for certain; the rest of regulation 28 is not in list 8."""
    kind, order = pl.col("placement_type").str.to_uppercase(), pl.col("legal_status")
    at_home = kind.str.contains(r"\bP1\b")
    return (
        pl.when(kind.str.contains(r"\bU[14]\b"))
        .then(pl.lit("long_term_foster"))
        .when(kind.str.contains(r"\bA[3-6]\b"))
        .then(pl.lit("placed_for_adoption"))
        .when(at_home & order.str.starts_with("C2"))
        .then(pl.lit("with_parents_full_order"))
        .when(at_home & order.str.starts_with("C1"))
        .then(pl.lit("with_parents_interim_order"))
    )


def _workers(lists: Lists) -> pl.DataFrame | None:
    names = [
        frame.select(name="allocated_worker", team="allocated_team")
        for key, frame in lists.items()
        if "allocated_worker" in frame.columns
    ]
    if not names:
        return None
    rows = pl.concat(names).filter(pl.col("name") != "")
    rows = rows.with_columns(worker_id=worker_key(pl.col("name")), newly_qualified=pl.lit(False))
    return rows.unique("worker_id", keep="first", maintain_order=True)
