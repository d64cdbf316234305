"""What is said in this room: a record copied, a quote or a pointer submitted; and who sees them.

A quote or pointer is a draft, visible to its author alone, until the statement that rests on it
is submitted; then it enters the thread and stays.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

READERS = (
    Capacity.REVIEWER,
    Capacity.WORKER,
    Capacity.TEAM_MANAGER,
    Capacity.QA_MANAGER,
    Capacity.BOARD_CHAIR,
    Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR,
)
# Those who see every review of a round read its submitted evidence without opening the record.
OVERSEERS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
FOR_CONCERN = "concern"  # the item of evidence that an urgent concern alone rests on
CLOSERS = (Capacity.REVIEWER, Capacity.QA_MANAGER, Capacity.LOCAL_OPERATOR)  # whoever shares
QUOTERS = (Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER)


@dataclass(frozen=True, kw_only=True)
class CopiedNote:
    """One note as copied. `happened_at` is None where only the day is known."""

    note_id: str
    happened_on: date
    happened_at: datetime | None
    recorded_on: date | None
    recorded_at: datetime | None
    kind: str
    title: str
    author: str
    body: str

    @property
    def hash(self) -> str:
        said = (self.happened_on, self.recorded_on, self.kind, self.title, self.author, self.body)
        return hashlib.sha256("\x1f".join(str(part) for part in said).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class CopiedEvent:
    """One dated event of the extract: a visit, a supervision, a missing episode."""

    kind: str
    happened_on: date
    recorded_on: date | None = None
    mode: str = ""
    seen_alone: bool | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class CopyRecord(Act):
    """Copy a sampled child's notes and events to the desk, or refresh the copy."""

    NAME: ClassVar[str] = "record.copied"
    child: str
    snapshot: str
    window_start: date
    window_end: date
    note_count: int
    event_count: int
    digest: str  # over the hashes of the notes, in order of their ids
    notes: tuple[CopiedNote, ...] = field(default=(), metadata={"record": False})
    events: tuple[CopiedEvent, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class CloseRecord(Act):
    """The review is shared: from now on the record stays as it was read."""

    NAME: ClassVar[str] = "record.closed"


@dataclass(frozen=True, kw_only=True)
class CiteNotes(Act):
    """Notes that a worker or manager cites in reply join a closed record; nothing else changes."""

    NAME: ClassVar[str] = "record.notes_cited"
    snapshot: str
    digest: str
    notes: tuple[CopiedNote, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class SubmitQuote(Act):
    NAME: ClassVar[str] = "evidence.quoted"
    case: str
    note: str
    version: int
    exact: str
    item: str


@dataclass(frozen=True, kw_only=True)
class SubmitPointer(Act):
    NAME: ClassVar[str] = "evidence.pointed"
    case: str
    document: str
    dated: date | None
    author: str
    found_where: str
    shows: str
    item: str


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """The copy of one child's record. `notes` are the newest version of each; versions only grow."""

    child: str
    snapshot: str
    window_start: date
    window_end: date
    copied_at: datetime
    notes: tuple[CopiedNote, ...] = ()
    events: tuple[CopiedEvent, ...] = ()
    status: str = "copied"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A quote or a pointer, as the rules see it."""

    case: str
    made_by: str
    status: str  # "draft" or "submitted"
    item: str = ""
    hidden: bool = False  # its source was reported as another child's, or as wrong

    @property
    def for_concern(self) -> bool:
        return self.item == FOR_CONCERN


RECORD_MOVES = (
    Rule(
        act=CopyRecord,
        before=(None, "copied"),
        after="copied",
        may=(Capacity.QA_MANAGER, Capacity.LOCAL_OPERATOR),
    ),
    Rule(act=CloseRecord, before=("copied", "closed"), after="closed", may=CLOSERS),
    Rule(
        act=CiteNotes,
        before=("closed",),
        after="closed",
        may=(Capacity.QA_MANAGER, Capacity.LOCAL_OPERATOR),
    ),
)
QUOTE_MOVES = (Rule(act=SubmitQuote, before=("draft",), after="submitted", may=QUOTERS),)
POINTER_MOVES = (Rule(act=SubmitPointer, before=("draft",), after="submitted", may=QUOTERS),)


def record_refusal(state: CaseRecord | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this record may not be copied, or None."""
    if state and state.status == "closed" and isinstance(act, CopyRecord):
        return (
            "A review of this case is shared, so its record stays as it was read. Only notes that "
            "the worker or the manager cites can be added."
        )
    if sentence := lifecycle.refusal(RECORD_MOVES, state, act, by, thing="this record"):
        return sentence
    if isinstance(act, CiteNotes) and not act.notes:
        return "The extract has no such note of this child. Ask for its number in the record."
    if isinstance(act, CopyRecord) and state and state.child != act.child:
        return "This case already holds another child's record. Nothing was copied."
    return None


def record_after(state: CaseRecord | None, act: Act, by: Person, at: datetime) -> CaseRecord:
    """The copy after a first or a fresh copying; a note gone from the source stays as it was."""
    if isinstance(act, CloseRecord):
        assert state is not None
        return replace(state, status="closed")
    assert isinstance(act, (CopyRecord, CiteNotes))
    fresh = {n.note_id: n for n in act.notes}
    kept = tuple(n for n in (state.notes if state else ()) if n.note_id not in fresh)
    if isinstance(act, CiteNotes):
        assert state is not None
        return replace(state, notes=kept + act.notes)
    return CaseRecord(
        child=act.child,
        snapshot=act.snapshot,
        window_start=act.window_start,
        window_end=act.window_end,
        notes=kept + act.notes,
        events=act.events,
        copied_at=at,
    )


def quote_refusal(state: Evidence | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this quote may not be submitted now, or None: only its author submits it, once."""
    return lifecycle.refusal(QUOTE_MOVES, state, act, by, thing="this quote") or _not_own(state, by)


def pointer_refusal(state: Evidence | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this pointer may not be submitted now, or None."""
    sentence = lifecycle.refusal(POINTER_MOVES, state, act, by, thing="this pointer")
    return sentence or _not_own(state, by)


def submitted(state: Evidence | None, act: Act, by: Person, at: datetime) -> Evidence:
    """A draft that has entered the thread."""
    assert state is not None
    return replace(state, status="submitted")


def may_see(
    evidence: Evidence, who: Person, leave: frozenset[str], blind_to: frozenset[str]
) -> bool:
    """Whether this quote or pointer is in this person's own lists.

    `leave`: the cases opened to them now; `blind_to`: whose work on *this* case is hidden from
    them. A draft is its author's alone; blindness overrides every other right; what only an
    urgent concern rests on shows there and nowhere else. A shared review or a concern shows its
    evidence to those who may see *it* (`queries.resting`), which is their question, not this one.
    """
    if evidence.hidden:
        return False
    opened = evidence.case in leave and who.holds(*READERS)
    if evidence.made_by == who.id and opened:
        return True
    if evidence.status == "draft" or evidence.made_by in blind_to or evidence.for_concern:
        return False
    return who.holds(*OVERSEERS) or (opened and who.holds(Capacity.REVIEWER))


def digest_of(notes: tuple[CopiedNote, ...]) -> str:
    """One hash for a set of notes, whatever their order."""
    lines = sorted(f"{note.note_id} {note.hash}" for note in notes)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _not_own(state: Evidence | None, by: Person) -> str | None:
    if state and state.hidden:
        return (
            "A document it rests on was reported as another child's or as wrong, so nothing can rest "
            "on it. Choose other evidence."
        )
    if state and state.made_by != by.id:
        return "Only the person who chose this evidence can submit it."
    return None
