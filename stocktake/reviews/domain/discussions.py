"""A case discussion: with whom, when and how, and what was said. It belongs to the case, so that
two strands of a round that share the case share one discussion."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.states import MODES, london_day


@dataclass(frozen=True, kw_only=True)
class RecordDiscussion(Act):
    """`points`: item of the form and what was said of it."""

    NAME: ClassVar[str] = "discussion.held"
    case: str
    held_on: date
    mode: str
    attendees: tuple[str, ...]
    notes: str = ""
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DiscussionState:
    status: str
    case: str
    held_on: date
    mode: str
    attendees: tuple[str, ...]
    notes: str
    points: tuple[tuple[str, str], ...]
    recorded_by: str
    at: datetime


MOVES = (Rule(act=RecordDiscussion, before=(None,), after="held", may=(Capacity.REVIEWER,)),)


def refusal(state: DiscussionState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this discussion may not be recorded, or None; the review's own rule is asked beside it."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this discussion"):
        return sentence
    assert isinstance(act, RecordDiscussion)
    if act.held_on > london_day(at):
        return "A discussion cannot be recorded before it is held."
    if act.mode not in MODES:
        return "Say whether the discussion was held in person, by video or by phone."
    if not any(name.strip() for name in act.attendees):
        return "Say who took part in the discussion."
    return None


def after(state: DiscussionState | None, act: Act, by: Person, at: datetime) -> DiscussionState:
    """The discussion as recorded."""
    assert isinstance(act, RecordDiscussion)
    facts = act.body()
    return DiscussionState(
        status=lifecycle.next_status(MOVES, state, act), recorded_by=by.id, at=at, **facts
    )
