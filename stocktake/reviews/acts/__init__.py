"""Writes of the room: from allocation to the final review, and the drafts on the way."""

from stocktake.reviews.acts.allocating import (
    Declaration,
    allocate,
    declare_conflicts,
    reassign,
    start_reading,
    withdraw,
)
from stocktake.reviews.acts.appointing import (
    agree_time,
    arrange,
    ask_for_others,
    call_off,
    invitation,
    move_time,
    offer_times,
    offer_to_everybody,
)
from stocktake.reviews.acts.availing import give_times
from stocktake.reviews.acts.calibrating import (
    RATING,
    close_calibration,
    keep_calibration,
    open_calibration,
    rate_calibration,
    see_consistency,
)
from stocktake.reviews.acts.consolidating import (
    BOTH,
    CONSOLIDATION,
    Choice,
    agree,
    keep_consolidation,
)
from stocktake.reviews.acts.discussing import record_discussion, use_discussion
from stocktake.reviews.acts.doubling import (
    begin_double,
    end_double,
    plan_doubles,
    read_once,
    submit_reading,
    why_not_submit,
)
from stocktake.reviews.acts.drafting import (
    ANSWERS,
    COMMENT,
    DISCUSSION,
    FEEDBACK,
    REPLY,
    Save,
    Stale,
    save_answers,
    save_draft,
)
from stocktake.reviews.acts.filling import fill_seats
from stocktake.reviews.acts.finalising import Decision, answer_replies, decide_challenges, finalise
from stocktake.reviews.acts.handing import hand_over
from stocktake.reviews.acts.judging import (
    Sheet,
    mark_ready,
    share,
    why_not_ready,
    why_not_share,
)
from stocktake.reviews.acts.moving import move_form, planned
from stocktake.reviews.acts.reminding import remind
from stocktake.reviews.acts.replying import (
    Answer,
    allow_more_time,
    confirm_feedback,
    drafted_reply,
    record_feedback,
    submit_response,
)
from stocktake.reviews.acts.voicing import hear_worker
from stocktake.reviews.domain.voices import Spoken

__all__ = [
    "ANSWERS",
    "BOTH",
    "COMMENT",
    "CONSOLIDATION",
    "DISCUSSION",
    "FEEDBACK",
    "RATING",
    "REPLY",
    "Answer",
    "Choice",
    "Decision",
    "Declaration",
    "Save",
    "Sheet",
    "Spoken",
    "Stale",
    "agree",
    "agree_time",
    "allocate",
    "allow_more_time",
    "answer_replies",
    "arrange",
    "ask_for_others",
    "begin_double",
    "call_off",
    "close_calibration",
    "confirm_feedback",
    "decide_challenges",
    "declare_conflicts",
    "drafted_reply",
    "end_double",
    "fill_seats",
    "finalise",
    "give_times",
    "hand_over",
    "hear_worker",
    "invitation",
    "keep_calibration",
    "keep_consolidation",
    "mark_ready",
    "move_form",
    "move_time",
    "offer_times",
    "offer_to_everybody",
    "open_calibration",
    "plan_doubles",
    "planned",
    "rate_calibration",
    "read_once",
    "reassign",
    "record_discussion",
    "record_feedback",
    "remind",
    "save_answers",
    "save_draft",
    "see_consistency",
    "share",
    "start_reading",
    "submit_reading",
    "submit_response",
    "use_discussion",
    "why_not_ready",
    "why_not_share",
    "why_not_submit",
    "withdraw",
]
