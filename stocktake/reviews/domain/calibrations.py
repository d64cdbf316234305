"""A calibration case: one invented text that every reviewer rates before a round, each alone.

Nobody sees another's rating, or the reference, before it is closed. What comes of it is talked
about; nobody is ranked by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.judgements import SCALE

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The grade that the form's anchors ask of an item of the text, and why."""

    item: str
    label: str
    grade: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One reviewer's grade of one item, with why if they say it."""

    item: str
    grade: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenCalibration(Act):
    NAME: ClassVar[str] = "calibration.opened"
    round: str
    title: str
    text: str
    reference: tuple[Reference, ...]
    required: bool = True  # rate it before reading a case of the round


@dataclass(frozen=True, kw_only=True)
class RateCalibration(Act):
    NAME: ClassVar[str] = "calibration.rated"
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, kw_only=True)
class CloseCalibration(Act):
    """Show what everybody rated, without names, beside the reference."""

    NAME: ClassVar[str] = "calibration.closed"
    learnt: str = ""  # what was agreed when it was talked about


@dataclass(frozen=True, kw_only=True)
class CalibrationState:
    status: str
    round: str
    title: str
    text: str
    reference: tuple[Reference, ...]
    required: bool = True
    rated: Mapping[str, tuple[Rating, ...]] = field(default_factory=dict)
    learnt: str = ""


_QA = (Capacity.QA_MANAGER,)
MOVES = (
    Rule(act=OpenCalibration, before=(None,), after=OPEN, may=_QA),
    Rule(act=RateCalibration, before=(OPEN,), after=None, may=(Capacity.REVIEWER,)),
    Rule(act=CloseCalibration, before=(OPEN,), after=CLOSED, may=_QA),
)


def refusal(state: CalibrationState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to a calibration case now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this calibration"):
        return sentence
    if isinstance(act, OpenCalibration):
        return _opens(act)
    assert state is not None
    if isinstance(act, RateCalibration):
        return _rates(state, act, by)
    return None if len(state.rated) > 1 else "Wait until at least two reviewers have rated it."


def _opens(act: OpenCalibration) -> str | None:
    if not act.title.strip() or not act.text.strip():
        return "Give the calibration case a title and a text."
    if not act.reference or any(r.grade not in SCALE or not r.why.strip() for r in act.reference):
        return "Give each item a reference grade and say why."
    return None


def _rates(state: CalibrationState, act: RateCalibration, by: Person) -> str | None:
    if by.id in state.rated:
        return "You have rated this case already, and your rating stands as it was."
    given = {r.item for r in act.ratings if r.grade in SCALE}
    missing = [r.label for r in state.reference if r.item not in given]
    return f"Grade every item: {'; '.join(missing)}." if missing else None


def after(state: CalibrationState | None, act: Act, by: Person, at: datetime) -> CalibrationState:
    """The calibration case once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, OpenCalibration):
        return CalibrationState(status=status, **vars(act))
    assert state is not None
    if isinstance(act, RateCalibration):
        return replace(state, rated={**state.rated, by.id: act.ratings})
    assert isinstance(act, CloseCalibration)
    return replace(state, status=status, learnt=act.learnt)


def may_see_ratings(state: CalibrationState, who: Person) -> bool:
    """Whether what everybody rated is this person's to see: once it is closed, and their own work."""
    return state.status == CLOSED and who.holds(
        Capacity.REVIEWER, Capacity.QA_MANAGER, Capacity.BOARD_CHAIR
    )
