"""The frame: the open cases of a snapshot, and the hash a selection's seed is derived from."""

from collections.abc import Sequence
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
    opened_on: date | None
    placed_for_adoption: bool


def frame(name: str) -> tuple[FrameRow, ...]:
    """The open cases of a snapshot, by child_id."""
    rows = _rows(name).iter_rows(named=True)
    return tuple(FrameRow(**(row | {"stratum": Stratum(row["stratum"])})) for row in rows)


def frame_hash(name: str, also: Sequence[str] = ()) -> str:
    """SHA-256 over the frame's children, strata and the columns that selection may use; `also`
    names columns beside SELECTS_ON on which one selection rests."""
    return hash_of(_rows(name).select(*SELECTS_ON, *also).iter_rows())


def _rows(name: str) -> pl.DataFrame:
    workers = table(name, "workers").select("worker_id", "manager_id", known="name")
    cases = table(name, "cases").filter("in_frame").rename({"allocated_worker_id": "worker_id"})
    joined = cases.join(workers, on="worker_id", how="left", maintain_order="left").join(
        _last_reviewed(name), on="child_id", how="left", maintain_order="left"
    )
    adoption = _placed_for_adoption(name)
    known = pl.col("known").fill_null("")
    return joined.sort("child_id").select(
        "child_id", "stratum", "case_ref", "age", "sex", "ethnicity", "disability", "need",
        "worker_id", "restricted", "in_complaint", "last_reviewed", "household_id", "opened_on",
        placed_for_adoption=pl.col("child_id").is_in(adoption),
        team="allocated_team",
        worker_name=pl.when(pl.col("allocated_worker") == "")
        .then(known)
        .otherwise("allocated_worker"),
        manager_id=pl.col("manager_id").fill_null(""),
    )  # fmt: skip


def _placed_for_adoption(name: str) -> list[str]:
    """Children whose current placement is with adopters, whatever words the council uses."""
    current = table(name, "placements").filter(pl.col("ended_on").is_null())
    words = pl.col("placement_type").str.to_lowercase()
    return current.filter(words.str.contains("adopt", literal=True))["child_id"].to_list()


def _last_reviewed(name: str) -> pl.DataFrame:
    audits = table(name, "previous_audits")
    return audits.group_by("child_id").agg(last_reviewed=pl.col("audited_on").max())
