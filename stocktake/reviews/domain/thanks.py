"""Thanks to a worker for what a review found in their work: kind words, never a mark.

A manager, a reviewer or somebody of the board writes them once a review is shared; the worker who is
thanked and whoever wrote them read them, and nobody else, whatever they hold. The record says that
somebody was thanked, never in which words.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.states import OPEN_TO_PARTIES

THANKERS = (
    Capacity.REVIEWER,
    Capacity.TEAM_MANAGER,
    Capacity.QA_MANAGER,
    Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR,
    Capacity.BOARD_CHAIR,
)
LONGEST = 600  # letters: thanks are short


@dataclass(frozen=True, kw_only=True)
class Thank(Act):
    """`to`: the worker's account. `stage`: the review's, as it stands."""

    NAME: ClassVar[str] = "worker.thanked"
    review: str
    to: str = field(metadata={"record": False})
    words: str = field(metadata={"record": False})
    stage: str = field(default="", metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class ThanksState:
    status: str
    review: str
    to: str
    words: str
    said_by: str
    at: datetime


MOVES = (Rule(act=Thank, before=(None,), after="said", may=THANKERS),)


def refusal(state: ThanksState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why these thanks may not be said, or None."""
    if state is not None:
        return "You have thanked them for this review. What you wrote stands."
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="these thanks"):
        return sentence
    assert isinstance(act, Thank)
    if act.stage not in OPEN_TO_PARTIES:
        return "Thanks follow a review that is shared. This one is not shared yet."
    if not act.to:
        return "The worker of this case has no account here, so nobody would read it."
    if act.to == by.id:
        return "This is your own work: thanks come from somebody else."
    if not act.words.strip():
        return "Write what you thank them for."
    if len(act.words) > LONGEST:
        return f"Keep it to {LONGEST} letters."
    return None


def after(state: ThanksState | None, act: Act, by: Person, at: datetime) -> ThanksState:
    """The thanks as they stand, for good."""
    assert isinstance(act, Thank)
    return ThanksState(
        status=lifecycle.next_status(MOVES, state, act),
        review=act.review,
        to=act.to,
        words=act.words.strip(),
        said_by=by.id,
        at=at,
    )


def may_read(state: ThanksState, who: Person) -> bool:
    """The two of them."""
    return who.id in (state.to, state.said_by)
