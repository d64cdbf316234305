"""A meeting of the Achieving Excellence Board: called, held, minutes agreed.

Two people chair: the chair, and another who takes the items that rest on the chair's own reviews.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

THING = "this meeting"
CALLED, HELD, AGREED = "called", "held", "minutes agreed"
CHAIRS = (Capacity.BOARD_CHAIR, Capacity.ASSISTANT_DIRECTOR)
OFFICERS = (Capacity.QA_MANAGER, *CHAIRS)
SEERS = (*OFFICERS, Capacity.HEAD_OF_SERVICE)


@dataclass(frozen=True, kw_only=True)
class CallMeeting(Act):
    NAME: ClassVar[str] = "meeting.called"
    held_on: date
    chair: str
    other_chair: str
    rounds: tuple[str, ...]
    members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HoldMeeting(Act):
    """Who was present. The agenda is fixed by the same act."""

    NAME: ClassVar[str] = "board.met"
    present: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreeMinutes(Act):
    NAME: ClassVar[str] = "minutes.agreed"


@dataclass(frozen=True, kw_only=True)
class MeetingState:
    """`waiting` counts the items without a minute, as found when the meeting is loaded."""

    status: str
    held_on: date
    chair: str
    other_chair: str
    rounds: tuple[str, ...]
    members: tuple[str, ...]
    present: tuple[str, ...] = ()
    waiting: int = 0


MOVES = (
    Rule(act=CallMeeting, before=(None,), after=CALLED, may=OFFICERS),
    Rule(act=HoldMeeting, before=(CALLED,), after=HELD, may=OFFICERS),
    Rule(act=AgreeMinutes, before=(HELD,), after=AGREED, may=CHAIRS),
)


def refusal(state: MeetingState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done with this meeting now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if isinstance(act, CallMeeting):
        return _refuse_call(act)
    assert state is not None
    if isinstance(act, HoldMeeting):
        if not {state.chair, state.other_chair} & set(act.present):
            return "A meeting needs one of its chairs present."
        if at.date() < state.held_on:
            return "The meeting is not until its day. Call it for an earlier day if it was held."
    if isinstance(act, AgreeMinutes):
        if by.id not in (state.chair, state.other_chair):
            return "Only a chair of this meeting agrees its minutes."
        if state.waiting:
            return f"{state.waiting} items have no minute yet. Minute each, or carry it over."
    return None


def _refuse_call(act: CallMeeting) -> str | None:
    if not act.chair or not act.other_chair:
        return "Choose the chair, and another for items that rest on the chair’s own reviews."
    if act.chair == act.other_chair:
        return "The other chair must be another person: they take items that the chair may not."
    if not act.rounds:
        return "Choose at least one round that the meeting looks at."
    return None


def after(state: MeetingState | None, act: Act, by: Person, at: datetime) -> MeetingState:
    """The meeting once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, CallMeeting):
        return MeetingState(status=status, **act.body())
    assert state is not None
    if isinstance(act, HoldMeeting):
        return replace(state, status=status, present=act.present)
    return replace(state, status=status)


def may_see(who: Person) -> bool:
    """The board's papers name cases by reference: for its officers and heads of service."""
    return who.holds(*SEERS)
