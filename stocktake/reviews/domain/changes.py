"""The review as it stands after a lawful act."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from stocktake.core import lifecycle
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.acts import (
    MOVES,
    Allocate,
    AnswerReplies,
    AnswerSafety,
    ConfirmFeedback,
    DecideChallenges,
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
    SubmitResponse,
    TakeAgreed,
    Withdraw,
)
from stocktake.reviews.domain.moving import MoveForm
from stocktake.reviews.domain.states import (
    COULD_NOT_REPLY,
    NO_REPLY,
    Feedback,
    ReviewState,
    london_day,
)


def after(state: ReviewState | None, act: Act, by: Person, at: datetime) -> ReviewState:
    """The review once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, Allocate):
        aside = {"parties", "can_review", "frozen", "readers", "routed_to"}
        facts = {k: v for k, v in vars(act).items() if k not in aside}
        return ReviewState(status=status, allocated_at=at, **facts)
    assert state is not None
    return replace(state, status=status, **_changes(state, act, at))


def _changes(state: ReviewState, act: Act, at: datetime) -> dict[str, Any]:
    if isinstance(act, SubmitResponse | ConfirmFeedback):
        return _heard_from(state, act)
    maker = _CHANGES.get(type(act))
    return maker(state, act, at) if maker else {}


def _heard_from(state: ReviewState, act: SubmitResponse | ConfirmFeedback) -> dict[str, Any]:
    changes: dict[str, Any] = {"replied": state.replied | {act.role}}
    if state.feedback and isinstance(act, ConfirmFeedback):
        confirmed = state.feedback.confirmed | {act.role}
        changes["feedback"] = replace(state.feedback, confirmed=confirmed)
    return changes


def _outcome(state: ReviewState, act: Finalise, at: datetime) -> dict[str, Any]:
    said = state.reply_outcome(london_day(at)) or NO_REPLY
    silent = said == NO_REPLY and not act.could_reply
    return {"finalised_at": at, "outcome": COULD_NOT_REPLY if silent else said}


_CHANGES: dict[type[Act], Callable[[Any, Any, datetime], dict[str, Any]]] = {
    DeclareConflict: lambda s, a, at: {
        "conflict": a.conflict,
        "relation": a.relation,
        "safeguard": a.safeguard,
        "needs_reassigning": a.conflict == "blocking",
    },
    Reassign: lambda s, a, at: {
        "reviewer": a.reviewer,
        "earlier": (*s.earlier, s.reviewer),
        "conflict": "",
        "relation": "",
        "safeguard": "",
        "needs_reassigning": False,
        "allocated_at": at,
        "safe_now": "",
        "safe_basis": "",
    },
    HandOver: lambda s, a, at: {
        "reviewer": a.reviewer,
        "earlier": (*s.earlier, s.reviewer),
        "conflict": "",
        "relation": "",
        "safeguard": "",
        "needs_reassigning": False,
    },
    Withdraw: lambda s, a, at: {"withdrawn": a.reason},
    MarkReady: lambda s, a, at: {"ready_at": at},
    AnswerSafety: lambda s, a, at: {"safe_now": a.answer, "safe_basis": a.basis},
    MarkDiscussed: lambda s, a, at: {"discussed_on": a.held_on},
    Share: lambda s, a, at: {"shared_at": at, "reply_by": a.reply_by, "version": a.version},
    JoinDouble: lambda s, a, at: {"double": a.double},
    TakeAgreed: lambda s, a, at: {"safe_now": a.safe_now, "safe_basis": a.safe_basis},
    ReadOnce: lambda s, a, at: {"single": a.reason, "double": ""},
    RecordFeedback: lambda s, a, at: {
        "feedback": Feedback(held_on=a.held_on, mode=a.mode, attendees=a.attendees)
    },
    MoveForm: lambda s, a, at: {"form": a.form},
    MoreTime: lambda s, a, at: {"reply_by": a.reply_by},
    Remind: lambda s, a, at: {"reminded": a.reply_by},
    DecideChallenges: lambda s, a, at: {"version": a.version} if a.changed else {},
    AnswerReplies: lambda s, a, at: {"version": a.version} if a.changed else {},
    Finalise: _outcome,
}
