"""The frame of a round: the open cases of a snapshot, or the children of another kind of frame, and
the hash a selection's seed is derived from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.caseload.domain.frame import SELECTS_ON, hash_of
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.caseload.queries import others
from stocktake.caseload.queries.tables import table
from stocktake.core.periods import Window
from stocktake.core.strata import Stratum

OPEN = FrameKind.OPEN
FACTS = (
    "case_ref", "age", "sex", "ethnicity", "disability", "need", "restricted", "in_complaint",
    "household_id", "opened_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """One child of a frame, as a sample is selected from it.

    In another frame than the open cases, stratum, worker and team are those of the day it
    `happened_on`.
    """

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
    happened_on: date | None = None


def frame(name: str, kind: FrameKind = OPEN, window: Window | None = None) -> tuple[FrameRow, ...]:
    """The children of a frame, by child_id; `window` is of every kind but the open cases."""
    rows = _rows(name, kind, window).iter_rows(named=True)
    return tuple(FrameRow(**(row | {"stratum": Stratum(row["stratum"])})) for row in rows)


def frame_hash(
    name: str, also: Sequence[str] = (), kind: FrameKind = OPEN, window: Window | None = None
) -> str:
    """SHA-256 over the frame's children, strata and the columns that selection may use; `also`
    names columns beside SELECTS_ON on which one selection rests."""
    of = "" if kind is OPEN or window is None else f"{kind}, {window.start} to {window.end}"
    return hash_of(_rows(name, kind, window).select(*SELECTS_ON, *also).iter_rows(), of=of)


def _rows(name: str, kind: FrameKind, window: Window | None) -> pl.DataFrame:
    if kind is OPEN:
        found, adoptive = _open(name), _placed_for_adoption(name)
    elif window is None:
        raise ValueError("Another frame than the open cases needs its window.")
    else:
        found, adoptive = _happened(name, kind, window), others.adoptive(name)
    workers = table(name, "workers").select("worker_id", "manager_id", known="name")
    joined = found.join(workers, on="worker_id", how="left", maintain_order="left").join(
        _last_reviewed(name), on="child_id", how="left", maintain_order="left"
    )
    known = pl.col("known").fill_null("")
    return joined.sort("child_id").select(
        "child_id", "stratum", *FACTS, "worker_id", "team", "last_reviewed", "happened_on",
        placed_for_adoption=pl.col("child_id").is_in(adoptive),
        worker_name=pl.when(pl.col("worker_name") == "").then(known).otherwise("worker_name"),
        manager_id=pl.col("manager_id").fill_null(""),
    )  # fmt: skip


def _open(name: str) -> pl.DataFrame:
    return table(name, "cases").filter("in_frame").select(
        "child_id", "stratum", *FACTS,
        worker_id="allocated_worker_id", worker_name="allocated_worker", team="allocated_team",
        happened_on=pl.lit(None, pl.Date),
    )  # fmt: skip


def _happened(name: str, kind: FrameKind, window: Window) -> pl.DataFrame:
    """Facts about the children of another frame, as far as the extract has any; a name of the
    worker that stands only beside the case is taken where it is the same worker's."""
    cases = table(name, "cases").select(
        "child_id", *FACTS, held_by="allocated_worker_id", held_name="allocated_worker"
    )
    rows = others.happenings(name, kind, window).join(cases, on="child_id", how="left")
    text = ("case_ref", "sex", "ethnicity", "disability", "need", "household_id", "held_name")
    return rows.with_columns(
        *(pl.col(c).fill_null("") for c in text),
        *(pl.col(c).fill_null(False) for c in ("restricted", "in_complaint")),
    ).with_columns(
        case_ref=pl.when(pl.col("case_ref") == "").then("child_id").otherwise("case_ref"),
        worker_name=pl.when((pl.col("held_by") == pl.col("worker_id")).fill_null(False))
        .then("held_name")
        .otherwise(pl.lit("")),
    )


def _placed_for_adoption(name: str) -> list[str]:
    """Children whose current placement is with adopters, whatever words the council uses."""
    current = table(name, "placements").filter(pl.col("ended_on").is_null())
    words = pl.col("placement_type").str.to_lowercase()
    return current.filter(words.str.contains("adopt", literal=True))["child_id"].to_list()


def _last_reviewed(name: str) -> pl.DataFrame:
    audits = table(name, "previous_audits")
    return audits.group_by("child_id").agg(last_reviewed=pl.col("audited_on").max())
