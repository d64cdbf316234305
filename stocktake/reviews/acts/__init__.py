"""Writes of the room: from allocation to the final review, and the drafts on the way."""

from stocktake.reviews.acts.allocating import (
    Declaration,
    allocate,
    declare_conflicts,
    reassign,
    start_reading,
    withdraw,
)
from stocktake.reviews.acts.discussing import record_discussion, use_discussion
from stocktake.reviews.acts.drafting import (
    ANSWERS,
    COMMENT,
    DISCUSSION,
    FEEDBACK,
    REPLY,
    Stale,
    save_answers,
    save_draft,
)
from stocktake.reviews.acts.finalising import Decision, answer_replies, finalise
from stocktake.reviews.acts.judging import (
    Sheet,
    mark_ready,
    share,
    why_not_ready,
    why_not_share,
)
from stocktake.reviews.acts.replying import (
    Answer,
    allow_more_time,
    confirm_feedback,
    drafted_reply,
    record_feedback,
    submit_response,
)

__all__ = [
    "ANSWERS",
    "COMMENT",
    "DISCUSSION",
    "FEEDBACK",
    "REPLY",
    "Answer",
    "Decision",
    "Declaration",
    "Sheet",
    "Stale",
    "allocate",
    "allow_more_time",
    "answer_replies",
    "confirm_feedback",
    "declare_conflicts",
    "drafted_reply",
    "finalise",
    "mark_ready",
    "reassign",
    "record_discussion",
    "record_feedback",
    "save_answers",
    "save_draft",
    "share",
    "start_reading",
    "submit_response",
    "use_discussion",
    "why_not_ready",
    "why_not_share",
    "withdraw",
]
