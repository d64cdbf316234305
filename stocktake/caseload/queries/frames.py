"""The frame: the open cases of a snapshot, and the hash a selection's seed is derived from."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.caseload.domain.frame import SELECTS_ON, hash_of
from stocktake.caseload.queries.tables import table
from stocktake.core.strata import Stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """One open case, as a sample is selected from it."""

    child_id: str
    stratum: Stratum
    case_ref: str
    age: int | None
    sex: str
    ethnicity: str
    disability: str
    need: str
    team: str
    worker_id: str
    worker_name: str
    manager_id: str
    restricted: bool
    in_complaint: bool
    last_reviewed: date | None
    household_id: str


def frame(name: str) -> tuple[FrameRow, ...]:
    """The open cases of a snapshot, by child_id."""
    rows = _rows(name).iter_rows(named=True)
    return tuple(FrameRow(**(row | {"stratum": Stratum(row["stratum"])})) for row in rows)


def frame_hash(name: str) -> str:
    """SHA-256 over the frame's children, strata and the columns that selection may use."""
    return hash_of(_rows(name).select(SELECTS_ON).iter_rows())


def _rows(name: str) -> pl.DataFrame:
    workers = table(name, "workers").select("worker_id", "manager_id", known="name")
    cases = table(name, "cases").filter("in_frame").rename({"allocated_worker_id": "worker_id"})
    joined = cases.join(workers, on="worker_id", how="left", maintain_order="left").join(
        _last_reviewed(name), on="child_id", how="left", maintain_order="left"
    )
    known = pl.col("known").fill_null("")
    return joined.sort("child_id").select(
        "child_id", "stratum", "case_ref", "age", "sex", "ethnicity", "disability", "need",
        "worker_id", "restricted", "in_complaint", "last_reviewed", "household_id",
        team="allocated_team",
        worker_name=pl.when(pl.col("allocated_worker") == "")
        .then(known)
        .otherwise("allocated_worker"),
        manager_id=pl.col("manager_id").fill_null(""),
    )  # fmt: skip


def _last_reviewed(name: str) -> pl.DataFrame:
    audits = table(name, "previous_audits")
    return audits.group_by("child_id").agg(last_reviewed=pl.col("audited_on").max())
