"""What is said about a review as a whole, and the table of when each may be said and by whom."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act
from stocktake.reviews.domain.moving import MOVE
from stocktake.reviews.domain.states import (
    ALLOCATED,
    ANSWERED,
    CONSOLIDATED,
    CONSOLIDATING,
    DISCUSSED,
    DRAFTING,
    FINALISED,
    FIRST,
    READING,
    READY,
    SHARED,
    Conflict,
)


def _aside(default: Any) -> Any:
    """A fact that a rule asks for and the entry does not repeat."""
    return field(default=default, metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Allocate(Act):
    """Give a sampled case to a reviewer. `parties`: accounts of its worker and manager; `readers`:
    who has read it already, where this is the second reading of a double review."""

    NAME: ClassVar[str] = "assignment.created"
    case: str
    round: str
    child: str
    ref: str
    stratum: str
    depth: str
    strand: str
    form: str
    reviewer: str
    worker_id: str = ""
    worker_name: str = field(default="", metadata={"record": False})
    team: str = ""
    manager: str = ""  # who manages the team now, and so keeps the right to reply
    reading: int = FIRST
    double: str = ""
    readers: tuple[str, ...] = _aside(())
    parties: tuple[str, ...] = _aside(())
    can_review: bool = _aside(True)
    frozen: bool = _aside(True)
    routed_to: str = _aside("")  # the one reviewer who may have this record


@dataclass(frozen=True, kw_only=True)
class DeclareConflict(Act):
    """Say of one allocated review: no conflict, one with a safeguard, or one that blocks it."""

    NAME: ClassVar[str] = "conflict.declared"
    conflict: Conflict
    relation: str = ""
    safeguard: str = ""


@dataclass(frozen=True, kw_only=True)
class Reassign(Act):
    """Give a review whose judgements are not yet made to another reviewer."""

    NAME: ClassVar[str] = "assignment.changed"
    reviewer: str
    reason: str
    parties: tuple[str, ...] = _aside(())
    can_review: bool = _aside(True)
    routed_to: str = _aside("")


@dataclass(frozen=True, kw_only=True)
class HandOver(Act):
    """Give a review that is under way to another reviewer, who goes on from where it stands.

    What the first judged stays theirs; `drafts` says whether what they were still writing goes
    along. Who may reply, and until when, stays as it is.
    """

    NAME: ClassVar[str] = "assignment.handed_over"
    reviewer: str
    before: str
    reason: str
    drafts: bool = False
    parties: tuple[str, ...] = _aside(())
    can_review: bool = _aside(True)
    routed_to: str = _aside("")


@dataclass(frozen=True, kw_only=True)
class Withdraw(Act):
    NAME: ClassVar[str] = "review.withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class StartReading(Act):
    NAME: ClassVar[str] = "review.started"


@dataclass(frozen=True, kw_only=True)
class MarkReady(Act):
    """Submit the judgements made from the record. `blanks`: labels of items without an answer."""

    NAME: ClassVar[str] = "review.ready"
    items: int
    blanks: tuple[str, ...] = _aside(())


@dataclass(frozen=True, kw_only=True)
class AnswerSafety(Act):
    """Answer "Is this child safe now?" and say what the answer rests on."""

    NAME: ClassVar[str] = "safety.answered"
    answer: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class MarkDiscussed(Act):
    """Put a held discussion of the case behind this review."""

    NAME: ClassVar[str] = "review.discussed"
    discussion: str
    held_on: date


@dataclass(frozen=True, kw_only=True)
class Share(Act):
    """Show version 1 to the worker and the manager. `digest`: of the version as stored."""

    NAME: ClassVar[str] = "review.shared"
    version: int
    digest: str
    reply_by: date
    content: dict[str, Any] | None = field(
        default=None, metadata={"record": False}
    )  # the version itself, stored beside
    safe_now: str = _aside("")  # the answer about safety that is submitted with it
    safe_basis: str = _aside("")
    blanks: tuple[str, ...] = _aside(())
    extreme: bool = _aside(False)  # the grade asks for a second reading, and there is none


@dataclass(frozen=True, kw_only=True)
class JoinDouble(Act):
    """From now on this is the first reading of a double review."""

    NAME: ClassVar[str] = "review.doubled"
    double: str


@dataclass(frozen=True, kw_only=True)
class SubmitReading(Act):
    """Submit one reading of a double review, blind to the other. `extreme`: as in sharing."""

    NAME: ClassVar[str] = "review.submitted"
    items: int
    safe_now: str = _aside("")
    safe_basis: str = _aside("")
    blanks: tuple[str, ...] = _aside(())
    extreme: bool = _aside(False)


@dataclass(frozen=True, kw_only=True)
class TakeAgreed(Act):
    """The double review is consolidated; the more cautious answer about safety stands."""

    NAME: ClassVar[str] = "review.agreed"
    safe_now: str
    safe_basis: str


@dataclass(frozen=True, kw_only=True)
class EndReading(Act):
    """The second reading ends with the agreement; what it says stays as it was."""

    NAME: ClassVar[str] = "reading.ended"


@dataclass(frozen=True, kw_only=True)
class ReadOnce(Act):
    """There is no second reading after all, with the reason; a submitted review comes back."""

    NAME: ClassVar[str] = "review.single"
    reason: str


@dataclass(frozen=True, kw_only=True)
class SubmitResponse(Act):
    """A party's reply. `unanswered` are findings without a stance, `wordless` without words.

    The worker answers every finding; the manager may leave any of them to the worker's words.
    """

    NAME: ClassVar[str] = "response.submitted"
    role: str
    comment: str = ""
    agrees: bool = False  # the manager agrees with the worker's reply
    who: dict[str, Any] | None = field(default=None, metadata={"record": False})
    answered: int = _aside(0)
    unanswered: tuple[str, ...] = _aside(())
    wordless: tuple[str, ...] = _aside(())


@dataclass(frozen=True, kw_only=True)
class RecordFeedback(Act):
    """What was said of each finding in a meeting, for the others to confirm."""

    NAME: ClassVar[str] = "feedback.recorded"
    held_on: date
    mode: str
    attendees: tuple[str, ...]
    said: tuple[tuple[str, str, str], ...]  # judgement, stance, words
    unanswered: tuple[str, ...] = _aside(())
    wordless: tuple[str, ...] = _aside(())


@dataclass(frozen=True, kw_only=True)
class ConfirmFeedback(Act):
    """A party confirms that the meeting was recorded as it was, with words of their own if any."""

    NAME: ClassVar[str] = "feedback.confirmed"
    role: str
    comment: str = ""
    who: dict[str, Any] | None = field(default=None, metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class MoreTime(Act):
    NAME: ClassVar[str] = "reply.extended"
    reply_by: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Remind(Act):
    """Those who have not replied are reminded, once for each day to reply by."""

    NAME: ClassVar[str] = "reply.reminded"
    reply_by: date
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerReplies(Act):
    """The reviewer has answered replies; where a judgement changed, a new version stands."""

    NAME: ClassVar[str] = "replies.answered"
    changed: int
    version: int
    digest: str = ""
    content: dict[str, Any] | None = field(default=None, metadata={"record": False})
    reasonless: tuple[str, ...] = _aside(())


@dataclass(frozen=True, kw_only=True)
class DecideChallenges(Act):
    """A second person has decided challenges that the reviewer did not accept; as `AnswerReplies`."""

    NAME: ClassVar[str] = "challenge.decided"
    changed: int
    version: int
    digest: str = ""
    content: dict[str, Any] | None = field(default=None, metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Finalise(Act):
    """`could_reply`: whether anybody of the case could have replied, whether or not they did."""

    NAME: ClassVar[str] = "review.finalised"
    could_reply: bool = True


_QA, _REVIEWER = (Capacity.QA_MANAGER,), (Capacity.REVIEWER,)
_PARTIES = (Capacity.WORKER, Capacity.TEAM_MANAGER)
_MODERATORS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
_BEFORE_JUDGING = (ALLOCATED, READING)
_SHOWN = (SHARED, ANSWERED)
_UNDER_WAY = (*DRAFTING, *_SHOWN)

MOVES = (
    MOVE,
    Rule(act=Allocate, before=(None,), after=ALLOCATED, may=_QA),
    Rule(act=DeclareConflict, before=(ALLOCATED, *_UNDER_WAY), after=None, may=_REVIEWER),
    Rule(act=Reassign, before=_BEFORE_JUDGING, after=ALLOCATED, may=_QA),
    Rule(act=HandOver, before=_UNDER_WAY, after=None, may=_QA),
    Rule(act=JoinDouble, before=(ALLOCATED, *DRAFTING, CONSOLIDATING), after=None, may=_QA),
    Rule(act=ReadOnce, before=(ALLOCATED, *DRAFTING), after=None, may=_QA),
    Rule(act=ReadOnce, before=(CONSOLIDATING,), after=DISCUSSED, may=_QA),
    Rule(act=Withdraw, before=(ALLOCATED, *DRAFTING), after=None, may=_QA),
    Rule(act=StartReading, before=(ALLOCATED,), after=READING, may=_REVIEWER),
    Rule(act=MarkReady, before=(READING,), after=READY, may=_REVIEWER),
    Rule(act=AnswerSafety, before=(*DRAFTING, CONSOLIDATING), after=None, may=_REVIEWER),
    Rule(act=MarkDiscussed, before=(READY,), after=DISCUSSED, may=_REVIEWER),
    Rule(act=SubmitReading, before=(READY, DISCUSSED), after=CONSOLIDATING, may=_REVIEWER),
    Rule(act=TakeAgreed, before=(CONSOLIDATING,), after=None, may=_MODERATORS),
    Rule(act=EndReading, before=(CONSOLIDATING,), after=CONSOLIDATED, may=_MODERATORS),
    Rule(act=Share, before=(DISCUSSED, CONSOLIDATING), after=SHARED, may=_REVIEWER),
    Rule(act=SubmitResponse, before=_SHOWN, after=ANSWERED, may=_PARTIES),
    Rule(act=RecordFeedback, before=(SHARED,), after=None, may=_REVIEWER),
    Rule(act=ConfirmFeedback, before=_SHOWN, after=ANSWERED, may=_PARTIES),
    Rule(act=MoreTime, before=_SHOWN, after=None, may=(*_QA, *_REVIEWER)),
    Rule(act=Remind, before=_SHOWN, after=None, may=(Capacity.LOCAL_OPERATOR,)),
    Rule(act=AnswerReplies, before=_SHOWN, after=None, may=_REVIEWER),
    Rule(act=DecideChallenges, before=_SHOWN, after=None, may=_MODERATORS),
    Rule(
        act=Finalise,
        before=_SHOWN,
        after=FINALISED,
        may=(Capacity.REVIEWER, Capacity.QA_MANAGER),
    ),
)
