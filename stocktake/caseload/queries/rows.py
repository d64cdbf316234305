"""Rows of a snapshot as other rooms read them: notes of one child, homes, workers, earlier reviews."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

import polars as pl

from stocktake.caseload.queries.tables import of_child, table, words_of_homes, words_of_notes
from stocktake.record.clock import LONDON

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One note with its words. Times are aware, London."""

    note_id: str
    child_id: str
    happened_at: datetime
    recorded_at: datetime | None
    kind: str
    title: str
    author: str
    author_id: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRow:
    child_id: str
    placement_id: str
    started_on: date
    ended_on: date | None
    placement_type: str
    provider: str
    setting_id: str
    setting_name: str
    in_area: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation44Row:
    setting_id: str
    setting_name: str
    month: str  # "2026-09"
    visited_on: date | None
    received_on: date | None
    placing_authority_copy: bool
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow:
    worker_id: str
    name: str
    role: str
    team: str
    manager_id: str
    newly_qualified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousAudit:
    child_id: str
    audited_on: date
    round: str
    depth: str


def notes(name: str, child_id: str) -> tuple[NoteRow, ...]:
    """The child's notes, oldest first. Empty once narrative has been dropped for this child.

    The caller sees to it that the reader may read this child's record, and logs the reading.
    """
    words = words_of_notes(name, child_id)
    rows = of_child(name, "notes", child_id).join(words.drop("child_id"), on="note_id", how="inner")
    rows = rows.sort("happened_at", "note_id").rename({"note_type": "kind"})
    local = [
        pl.col(c).dt.replace_time_zone(LONDON.key, ambiguous="earliest", non_existent="null")
        for c in ("happened_at", "recorded_at")
    ]
    return tuple(_made(NoteRow, rows.with_columns(local)))


def placements(name: str) -> tuple[PlacementRow, ...]:
    """All placements, by child and start."""
    return tuple(_made(PlacementRow, table(name, "placements")))


def regulation44(name: str) -> tuple[Regulation44Row, ...]:
    """All Regulation 44 reports, by home and month."""
    rows = table(name, "reg44").join(
        words_of_homes(name), on=["setting_id", "month"], how="left", maintain_order="left"
    )
    return tuple(_made(Regulation44Row, rows))


def workers(name: str) -> tuple[WorkerRow, ...]:
    return tuple(_made(WorkerRow, table(name, "workers")))


def previous_audits(name: str) -> tuple[PreviousAudit, ...]:
    """Earlier reviews, by child and day; some children may no longer be open."""
    return tuple(_made(PreviousAudit, table(name, "previous_audits")))


def _made(kind: type[T], rows: pl.DataFrame) -> Iterator[T]:
    names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    for row in rows.select(names).iter_rows(named=True):
        facts: dict[str, Any] = row
        yield kind(**facts)
