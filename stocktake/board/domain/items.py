"""An item of a meeting: listed with its chair, then minuted with a decision.

Whoever reviewed a case that an item rests on never chairs it: the other chair takes it, and the
minutes say so. The board notes, reopens, returns or carries; evidence itself is verified by a
second person in the room of actions.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.board.domain.meetings import CHAIRS, OFFICERS
from stocktake.core import lifecycle
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

THING = "this item"
LISTED, MINUTED = "listed", "minuted"
RECOMMENDATION, PAPER, PLACEMENTS, BASELINE = (
    "recommendation",
    "quarterly report",
    "placements",
    "baseline",
)
NOTED, REOPENED, RETURNED, CARRIED = "noted", "reopened", "returned", "carried"
NOBODY_FREE = "Nobody in the chair is free for this item. Call the meeting with another chair."
DECISIONS = (NOTED, REOPENED, RETURNED, CARRIED)


@dataclass(frozen=True, kw_only=True)
class ListItem(Act):
    """`interest`: who reviewed the cases that it rests on. `chair`: who takes it; "" until met."""

    NAME: ClassVar[str] = "item.listed"
    meeting: str
    kind: str
    about: str
    title: str
    text: str = ""
    interest: tuple[str, ...] = ()
    chair: str = ""


@dataclass(frozen=True, kw_only=True)
class TakeItem(Act):
    """A paper listed beforehand gets its chair when the meeting is held."""

    NAME: ClassVar[str] = "item.taken"
    chair: str


@dataclass(frozen=True, kw_only=True)
class MinuteItem(Act):
    NAME: ClassVar[str] = "item.minuted"
    text: str
    decision: str
    due: date | None = None  # the new date, when reopened or returned


@dataclass(frozen=True, kw_only=True)
class ItemState:
    status: str
    meeting: str
    kind: str
    about: str
    title: str
    text: str
    interest: tuple[str, ...]
    chair: str
    minute: str = ""
    decision: str = ""
    due: date | None = None
    minuted_by: str = ""
    minuted_at: datetime | None = None


MOVES = (
    Rule(act=ListItem, before=(None,), after=LISTED, may=OFFICERS),
    Rule(act=TakeItem, before=(LISTED,), after=LISTED, may=OFFICERS),
    Rule(act=MinuteItem, before=(LISTED,), after=MINUTED, may=(*CHAIRS, *OFFICERS[:1])),
)


def chair_of(
    *, chair: str, other_chair: str, present: Collection[str], interest: Collection[str]
) -> str:
    """Who takes an item: the chair unless absent or interested, then the other; else nobody."""
    free = (p for p in (chair, other_chair) if p in present and p not in interest)
    return next(free, "")


def refusal(state: ItemState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done with this item now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if isinstance(act, ListItem):
        return None if act.title.strip() else "Give the item a title."
    assert state is not None
    if isinstance(act, TakeItem):
        return None if act.chair else NOBODY_FREE
    assert isinstance(act, MinuteItem)
    return _refuse_minute(state, act, by)


def _refuse_minute(state: ItemState, act: MinuteItem, by: Person) -> str | None:
    if not state.chair:
        return "The meeting has not been held yet. Record who was present first."
    if by.id in state.interest and by.id != state.chair:
        return "This item rests on your own reviews. The other chair takes it."
    if by.id != state.chair and by.holds(*CHAIRS):
        return "Another person has the chair for this item."
    if act.decision not in DECISIONS:
        return f"Choose a decision: {', '.join(DECISIONS)}."
    if not act.text.strip():
        return "Write the minute of this item."
    if act.decision in (REOPENED, RETURNED):
        if state.kind != RECOMMENDATION:
            return "Only a recommendation can be reopened or returned."
        if by.id != state.chair:
            return "Whoever has the chair for this item reopens or returns it."
        if act.due is None:
            return "Give the new date by which it is due."
    return None


def after(state: ItemState | None, act: Act, by: Person, at: datetime) -> ItemState:
    """The item once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, ListItem):
        return ItemState(status=status, **act.body())
    assert state is not None
    if isinstance(act, TakeItem):
        return replace(state, status=status, chair=act.chair)
    assert isinstance(act, MinuteItem)
    return replace(
        state,
        status=status,
        minute=act.text.strip(),
        decision=act.decision,
        due=act.due,
        minuted_by=by.id,
        minuted_at=at,
    )
