"""The life of a snapshot: imported, its unselected narrative dropped, deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

THING = "this snapshot"
SEES = (Capacity.DATA_ANALYST, Capacity.QA_MANAGER, Capacity.IG_OFFICER)
ANALYST = (Capacity.DATA_ANALYST, Capacity.LOCAL_OPERATOR)


@dataclass(frozen=True, kw_only=True)
class CompleteImport(Act):
    """An extract was read, checked and kept. `counts` holds rows per list, table and stratum."""

    NAME: ClassVar[str] = "import.completed"
    source: str
    as_of: date
    cases: int
    rejected: int
    counts: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, str | None]]
    content: str


@dataclass(frozen=True, kw_only=True)
class DropNarrative(Act):
    """The words of notes about children who were not selected are deleted."""

    NAME: ClassVar[str] = "narrative.dropped"
    kept: tuple[str, ...] = field(metadata={"record": False})  # child ids
    children_kept: int


@dataclass(frozen=True, kw_only=True)
class DeleteSnapshot(Act):
    NAME: ClassVar[str] = "snapshot.deleted"
    reason: str


@dataclass(frozen=True, kw_only=True)
class SnapshotState:
    """A snapshot as the rules see it. `kept` is None until narrative has been dropped."""

    status: str
    source: str
    as_of: date
    made_at: datetime
    made_by: str
    cases: int
    rejected: int
    counts: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, str | None]]
    content: str
    kept: tuple[str, ...] | None = None


MOVES = (
    Rule(act=CompleteImport, before=(None, "deleted"), after="imported", may=ANALYST),
    Rule(
        act=DropNarrative,
        before=("imported",),
        after="narrative dropped",
        may=(Capacity.QA_MANAGER, Capacity.LOCAL_OPERATOR),
    ),
    Rule(
        act=DeleteSnapshot,
        before=("imported", "narrative dropped"),
        after="deleted",
        may=(Capacity.DATA_ANALYST, Capacity.IG_OFFICER, Capacity.LOCAL_OPERATOR),
    ),
)


def refusal(state: SnapshotState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this snapshot now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if isinstance(act, DeleteSnapshot) and not act.reason.strip():
        return "Say why the snapshot is deleted."
    return None


def refusal_to_import(by: Person) -> str | None:
    """Why this person may not import at all, asked before a file is opened."""
    if by.holds(*ANALYST):
        return None
    who = lifecycle.CAPACITY_WORDS[Capacity.DATA_ANALYST]
    return f"Only {who} can import an extract. Ask them if it is needed."


def after(state: SnapshotState | None, act: Act, by: Person, at: datetime) -> SnapshotState:
    """The snapshot as it stands once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, CompleteImport):
        return SnapshotState(status=status, made_at=at, made_by=by.id, **act.body())
    assert state is not None
    if isinstance(act, DropNarrative):
        return replace(state, status=status, kept=tuple(sorted(act.kept)))
    return replace(state, status=status)
