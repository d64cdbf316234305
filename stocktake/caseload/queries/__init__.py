"""What snapshots hold: the list of them, the frame, and the events and words about one child."""

from stocktake.caseload.queries.cards import (
    Changes,
    Rejected,
    SnapshotCard,
    SnapshotPage,
    faults,
    rejected_rows,
    rejected_table,
    remembered,
    returned_rows,
    snapshot,
    snapshots,
)
from stocktake.caseload.queries.changes import ListChange, ListChanges, changes_of
from stocktake.caseload.queries.events import EventRow, events
from stocktake.caseload.queries.frames import FrameRow, frame, frame_hash
from stocktake.caseload.queries.presets import preset, presets
from stocktake.caseload.queries.rows import (
    NoteRow,
    PlacementRow,
    PreviousAudit,
    Regulation44Row,
    WorkerRow,
    notes,
    placements,
    previous_audits,
    regulation44,
    workers,
)
from stocktake.caseload.queries.tables import coverage, table

__all__ = [
    "Changes",
    "EventRow",
    "FrameRow",
    "ListChange",
    "ListChanges",
    "NoteRow",
    "PlacementRow",
    "PreviousAudit",
    "Regulation44Row",
    "Rejected",
    "SnapshotCard",
    "SnapshotPage",
    "WorkerRow",
    "changes_of",
    "coverage",
    "events",
    "faults",
    "frame",
    "frame_hash",
    "notes",
    "placements",
    "preset",
    "presets",
    "previous_audits",
    "regulation44",
    "rejected_rows",
    "rejected_table",
    "remembered",
    "returned_rows",
    "snapshot",
    "snapshots",
    "table",
    "workers",
]
