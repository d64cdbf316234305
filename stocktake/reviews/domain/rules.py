"""Why an act upon a review is refused, in words for the person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain import moving
from stocktake.reviews.domain.acts import (
    MOVES,
    Allocate,
    AnswerReplies,
    AnswerSafety,
    ConfirmFeedback,
    DeclareConflict,
    Finalise,
    HandOver,
    JoinDouble,
    MarkDiscussed,
    MarkReady,
    MoreTime,
    ReadOnce,
    Reassign,
    RecordFeedback,
    Remind,
    Share,
    StartReading,
    SubmitReading,
    SubmitResponse,
    Withdraw,
)
from stocktake.reviews.domain.moving import MoveForm
from stocktake.reviews.domain.seeing import is_manager, is_worker
from stocktake.reviews.domain.states import (
    ALLOCATED,
    CONSOLIDATING,
    FIRST,
    IMMEDIATE,
    MANAGER,
    MODES,
    READING,
    READY,
    SAFETY_ANSWERS,
    SECOND,
    WORKER,
    ReviewState,
    london_day,
)

_REVIEWERS_ACTS = (
    DeclareConflict, StartReading, MarkReady, AnswerSafety, MarkDiscussed, Share, RecordFeedback,
    AnswerReplies, SubmitReading,
)  # fmt: skip


def refusal(state: ReviewState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this review now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this review"):
        return sentence
    if state is not None and (sentence := _standing(state, act, by)):
        return sentence
    check = _CHECKS.get(type(act))
    return check(state, act, by, at) if check else None


def _standing(state: ReviewState, act: Act, by: Person) -> str | None:
    """What holds for every act upon a review that exists."""
    if state.withdrawn:
        return "This review was withdrawn, and stands as it is."
    if isinstance(act, _REVIEWERS_ACTS) and state.reviewer != by.id:
        return "Only the reviewer to whom this review is allocated can do this."
    if state.needs_reassigning and not isinstance(act, (Reassign, HandOver, Withdraw)):
        return "This review waits for another reviewer. The QA manager gives it to one."
    declared = state.conflict or isinstance(act, DeclareConflict)
    if isinstance(act, _REVIEWERS_ACTS) and not declared:
        return "Declare first whether you have a conflict of interest in this case."
    return None


def _allocate(state: ReviewState | None, act: Allocate, by: Person, at: datetime) -> str | None:
    if not act.frozen:
        return "Freeze the sample first: reviews are allocated from a frozen sample."
    if act.reviewer in act.readers:
        return (
            "Choose a reviewer who has not read this case: the second reading is fresh and blind."
        )
    return _can_take(act)


def _reassign(state: ReviewState, act: Reassign, by: Person, at: datetime) -> str | None:
    if act.reviewer == state.reviewer:
        return "Choose another reviewer: this one has the review now."
    if not act.reason.strip():
        return "Say why the review goes to another reviewer."
    return _can_take(act)


def _hand_over(state: ReviewState, act: HandOver, by: Person, at: datetime) -> str | None:
    if state.double and not state.agreed:
        return "This case is read by two, each blind to the other. End the double review first."
    if act.reviewer == state.reviewer:
        return "Choose another reviewer: this one has the review now."
    if not act.reason.strip():
        return "Say why the review is handed over."
    return _can_take(act)


def _can_take(act: Allocate | Reassign | HandOver) -> str | None:
    if not act.can_review:
        return "Choose somebody who is a reviewer today."
    if act.routed_to and act.reviewer != act.routed_to:
        return (
            "This record goes to one named reviewer, as was said before the sample was frozen. "
            "Allocate it to them, or withdraw the review if they cannot take it."
        )
    if act.reviewer in act.parties:
        return "Nobody reviews a case they work on or manage. Choose another reviewer."
    return None


def _declare(state: ReviewState, act: DeclareConflict, by: Person, at: datetime) -> str | None:
    if state.conflict and state.status not in (ALLOCATED, READING):
        return "You declared for this review before you judged. Tell the QA manager what changed."
    if act.conflict not in ("none", "safeguard", "blocking"):
        return f"Say for {state.ref} whether you have a conflict of interest."
    if act.conflict != "none" and not act.relation.strip():
        return f"Say for {state.ref} what the link is."
    if act.conflict == "safeguard" and not act.safeguard.strip():
        return f"Say for {state.ref} what the safeguard is: who takes the items that you cannot."
    return None


def _withdraw(state: ReviewState, act: Withdraw, by: Person, at: datetime) -> str | None:
    if state.double and state.reading == FIRST:
        return "Two people read this case. End the double review first, then withdraw."
    return None if act.reason.strip() else "Say why the review is withdrawn."


def _starts(state: ReviewState, act: StartReading, by: Person, at: datetime) -> str | None:
    if not state.to_rate:
        return None
    return f"Rate the calibration case “{state.to_rate}” first, so that everybody reads with the same eyes. It is on your work page."


def _ready(state: ReviewState, act: MarkReady, by: Person, at: datetime) -> str | None:
    return _still_blank(act.blanks)


def _still_blank(blanks: tuple[str, ...]) -> str | None:
    if not blanks:
        return None
    return f"These still need an answer: {'; '.join(blanks)}."


def _safety(state: ReviewState, act: AnswerSafety, by: Person, at: datetime) -> str | None:
    if act.answer not in SAFETY_ANSWERS:
        return "Answer whether this child is safe now."
    if not act.basis.strip():
        return "Say what your answer about the child's safety is based on."
    return None


def _discussed(state: ReviewState, act: MarkDiscussed, by: Person, at: datetime) -> str | None:
    return "A discussion cannot be held after today." if act.held_on > london_day(at) else None


def _share(state: ReviewState, act: Share, by: Person, at: datetime) -> str | None:
    if sentence := _double(state, act) or _still_blank(act.blanks):
        return sentence
    return state.barred or _unsafe(state, act)


def _double(state: ReviewState, act: Share) -> str | None:
    """Two readings are agreed before one review of them is shared."""
    if state.reading == SECOND:
        return "This is the second reading. Once both are consolidated, the first is shared."
    if state.status == CONSOLIDATING and not state.agreed:
        return "This review waits to be consolidated by somebody who read neither. It can be shared after that."
    if state.double and not state.agreed:
        return "Two people read this case. Submit your reading first; it is shared once both are consolidated."
    if act.extreme:
        return "This grade stands at the end of the scale, and in this round such a review is read a second time before it is shared. Submit it for a second reading."
    return None


def _submits(state: ReviewState, act: SubmitReading, by: Person, at: datetime) -> str | None:
    if not (state.double or act.extreme):
        return "Nobody else reads this case. Share the review instead."
    if state.status == READY and state.reading == FIRST:
        return "Record the discussion first. Only a second reading may rest on the record alone."
    return _still_blank(act.blanks) or _unsafe(state, act)


def _joins(state: ReviewState, act: JoinDouble, by: Person, at: datetime) -> str | None:
    return "Two people read this case already." if state.double else None


def _single(state: ReviewState, act: ReadOnce, by: Person, at: datetime) -> str | None:
    if state.agreed:
        return "Both readings are consolidated, and stand."
    return None if act.reason.strip() else "Say why there is no second reading."


def _unsafe(state: ReviewState, act: Share | SubmitReading) -> str | None:
    """The one question that comes before everything: is this child safe now?"""
    answer, basis = act.safe_now or state.safe_now, act.safe_basis or state.safe_basis
    if answer not in SAFETY_ANSWERS or not basis.strip():
        return "Answer “Is this child safe now?” and say what the answer is based on. A review cannot be shared without it."
    if answer == IMMEDIATE and not state.concern_open:
        return "You answered that immediate measures are needed. Raise an urgent concern before sharing, or change the answer once the child is confirmed safe."
    return None


def _responds(state: ReviewState, act: SubmitResponse, by: Person, at: datetime) -> str | None:
    if sentence := _party(state, act.role, by) or _window(state, at, act.role):
        return sentence
    if act.role == WORKER and act.unanswered:
        return f"Answer every finding before you send: {'; '.join(act.unanswered)}."
    if act.role == MANAGER and not (act.answered or act.agrees or act.comment.strip()):
        return "Answer a finding, or say that you agree with the worker's reply."
    return _wordless(act.wordless)


def _party(state: ReviewState, role: str, by: Person) -> str | None:
    if role == WORKER and is_worker(state, by):
        return None
    if role == MANAGER and is_manager(state, by):
        return None
    return "Only the worker of this case and the manager of the team can reply, each as themselves."


def _wordless(items: tuple[str, ...]) -> str | None:
    if items:
        return f"Say in your own words what you would add or what is wrong: {'; '.join(items)}."
    return None


def _window(state: ReviewState, at: datetime, role: str) -> str | None:
    if role in state.replied:
        return "A reply has been sent already, and its words stand as they were written."
    if state.reply_by and london_day(at) > state.reply_by:
        return f"The time to reply ended on {day_in_words(state.reply_by)}. Ask the QA manager for more time."
    return None


def _feedback(state: ReviewState, act: RecordFeedback, by: Person, at: datetime) -> str | None:
    if state.feedback or state.replied:
        return "A reply or a feedback meeting stands on this review already."
    if act.held_on > london_day(at):
        return "A meeting cannot be recorded before it is held."
    if act.mode not in MODES or not act.attendees:
        return "Say how the meeting was held and who was there."
    if act.unanswered:
        return f"Record what was said of every finding: {'; '.join(act.unanswered)}."
    return _wordless(act.wordless)


def _confirms(state: ReviewState, act: ConfirmFeedback, by: Person, at: datetime) -> str | None:
    if sentence := _party(state, act.role, by):
        return sentence
    if state.feedback is None:
        return "No feedback meeting is recorded on this review."
    return _window(state, at, act.role)


def _more_time(state: ReviewState, act: MoreTime, by: Person, at: datetime) -> str | None:
    if by.id != state.reviewer and not by.holds(Capacity.QA_MANAGER):
        return "Only the reviewer of this review or the QA manager can allow more time."
    if not act.reason.strip():
        return "Say why more time is allowed."
    late = act.reply_by <= london_day(at) or (state.reply_by and act.reply_by <= state.reply_by)
    return "Choose a later date to reply by." if late else None


def _reminds(state: ReviewState, act: Remind, by: Person, at: datetime) -> str | None:
    if state.reminded == state.reply_by:
        return "The worker and the manager were reminded of this day already."
    if state.heard(london_day(at)) or not act.roles or set(act.roles) & state.replied:
        return "Nobody is left to remind."
    return None


def _answers(state: ReviewState, act: AnswerReplies, by: Person, at: datetime) -> str | None:
    if act.reasonless:
        return f"Give a reason for keeping or changing: {'; '.join(act.reasonless)}."
    return None


def _finalise(state: ReviewState, act: Finalise, by: Person, at: datetime) -> str | None:
    if state.reviewer != by.id and not by.holds(Capacity.QA_MANAGER):
        return "Only the reviewer of this review or the QA manager can finalise it."
    if not act.could_reply and (state.replied or state.feedback):
        return "Somebody has replied, or was heard in a feedback meeting: they could reply."
    if state.challenges:
        return f"Answer each challenge first: {'; '.join(state.challenges)}."
    if state.unsettled:
        return f"The reviewer did not accept a challenge, so a second person decides it first, the QA manager or the chair of the board: {'; '.join(state.unsettled)}."
    if not state.heard(london_day(at)):
        until = day_in_words(state.reply_by) if state.reply_by else ""
        return f"The worker and the manager can reply until {until}. Finalise after both have replied, or after that day."
    return None


Check = Callable[[Any, Any, Person, datetime], str | None]
_CHECKS: dict[type[Act], Check] = {
    Allocate: _allocate,
    DeclareConflict: _declare,
    Reassign: _reassign,
    HandOver: _hand_over,
    Withdraw: _withdraw,
    StartReading: _starts,
    MarkReady: _ready,
    AnswerSafety: _safety,
    MarkDiscussed: _discussed,
    JoinDouble: _joins,
    SubmitReading: _submits,
    ReadOnce: _single,
    Share: _share,
    SubmitResponse: _responds,
    RecordFeedback: _feedback,
    ConfirmFeedback: _confirms,
    MoreTime: _more_time,
    MoveForm: moving.refusal,
    Remind: _reminds,
    AnswerReplies: _answers,
    Finalise: _finalise,
}


def capacity_of(act: Act, by: Person) -> Capacity:
    """A reply is given as worker or as manager, whatever else the person holds."""
    if isinstance(act, SubmitResponse | ConfirmFeedback):
        return Capacity.WORKER if act.role == WORKER else Capacity.TEAM_MANAGER
    return lifecycle.capacity_of(MOVES, act, by)
