"""The chronology of a case: notes and documents promoted to significant events, each with what it
meant for the child.

It is its author's alone while they read; once a review of the case is shared it stays as it is, and
whoever may read the case can see it. Whatever was reported as another child's is in nobody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import Window
from stocktake.core.thread import Act, Person
from stocktake.evidence.domain.statements import OVERSEERS, READERS

KEPT, TAKEN_OUT = "kept", "taken out"
LONGEST = 2_000  # characters of what happened, and of its impact
LEFT, RIGHT = 16, 704  # the axis of the picture


@dataclass(frozen=True, kw_only=True)
class PromoteEvent(Act):
    """`source` is "note:…" at this version, or "pointer:…"."""

    NAME: ClassVar[str] = "chronology.promoted"
    case: str
    source: str
    version: int
    on: date
    what: str
    impact: str


@dataclass(frozen=True, kw_only=True)
class TakeOut(Act):
    NAME: ClassVar[str] = "chronology.taken_out"


@dataclass(frozen=True, kw_only=True)
class PutBack(Act):
    NAME: ClassVar[str] = "chronology.put_back"


@dataclass(frozen=True, kw_only=True)
class EventState:
    """One significant event. `shared`: a review of its case is, so the record stays as it was read."""

    status: str
    said: PromoteEvent
    made_by: str
    made_at: datetime
    shared: bool = False
    hidden: bool = False  # its source was reported as another child's, or as wrong


MOVES = (
    Rule(act=PromoteEvent, before=(None,), after=KEPT, may=(Capacity.REVIEWER,)),
    Rule(act=TakeOut, before=(KEPT,), after=TAKEN_OUT, may=(Capacity.REVIEWER,)),
    Rule(act=PutBack, before=(TAKEN_OUT,), after=KEPT, may=(Capacity.REVIEWER,)),
)


def refusal(state: EventState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to the chronology, or None; leave to read is asked beside it."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this event"):
        return sentence
    if isinstance(act, PromoteEvent):
        return _missing(act, at)
    assert state is not None
    if state.made_by != by.id:
        return "Only the reviewer who put this event into the chronology can take it out."
    if state.shared:
        return "A review of this case is shared, so its chronology stays as it was."
    return None


def _missing(act: PromoteEvent, at: datetime) -> str | None:
    if not act.what.strip():
        return "Say what happened, in a sentence."
    if not act.impact.strip():
        return "Say what it meant for the child."
    if max(len(act.what), len(act.impact)) > LONGEST:
        return f"An event holds at most {LONGEST:,} characters of each. Shorten it."
    if act.on > at.date():
        return "The day of the event cannot lie ahead."
    return None


def after(state: EventState | None, act: Act, by: Person, at: datetime) -> EventState:
    """The event once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, PromoteEvent):
        return EventState(status=status, said=act, made_by=by.id, made_at=at)
    assert state is not None
    return replace(state, status=status)


def may_see(
    state: EventState, who: Person, leave: frozenset[str], blind_to: frozenset[str]
) -> bool:
    """Whether this event is this person's to see.

    `leave`: the cases opened to them now; `blind_to`: whose work on this case is hidden from them.
    """
    opened = state.said.case in leave and who.holds(*READERS)
    if state.hidden:
        return False
    if state.made_by == who.id and opened:
        return True
    if not state.shared or state.status != KEPT or state.made_by in blind_to:
        return False
    return opened or who.holds(*OVERSEERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event on the axis: its number in the table, and in which row it stands clear of others."""

    number: int
    x: int
    row: int


def marks(days: Sequence[date], window: Window) -> tuple[Mark, ...]:
    """Where each event stands between the first and the last day shown, by day, numbered from 1."""
    if not days:
        return ()
    start, end = min(*days, window.start), max(*days, window.end)
    long = max((end - start).days, 1)
    free: list[int] = []  # by row, where its last mark ends
    placed: list[Mark] = []
    for number, day in enumerate(days, 1):
        x = LEFT + round((RIGHT - LEFT) * (day - start).days / long)
        row = next((n for n, taken in enumerate(free) if taken < x), len(free))
        free[row : row + 1] = [x + 24]
        placed.append(Mark(number=number, x=x, row=row))
    return tuple(placed)
