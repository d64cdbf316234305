"""Handing a review over mid-round: a commission ends, somebody falls ill; the review goes on."""

from datetime import datetime

from stocktake.core.periods import day_in_words
from stocktake.core.thread import Outgoing, Person
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.record.door import perform
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.allocating import (
    is_reviewer_today,
    opened_moves,
    refuse_twice,
    review_move,
    sampled,
)
from stocktake.reviews.acts.appointing import leave_out_moves
from stocktake.reviews.domain.acts import HandOver
from stocktake.reviews.domain.states import DISCUSSED, OPEN_TO_PARTIES, READY, ReviewState
from stocktake.reviews.queries import review

TAKEN = "A review under way is handed over to you. Declare first whether you have a conflict of interest in it."
GIVEN = "One of your reviews is handed over to another reviewer. What you judged stays yours."
DRAFTS = " What you were still writing goes to them with it."


def hand_over(
    *,
    review_id: str,
    reviewer_id: str,
    reason: str,
    drafts: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """Give a review under way to another reviewer, from where it stands, all or nothing.

    With `drafts`, the newest saved text of what the first was still writing becomes the other's
    draft, and the first is told so. Once judgements are made from that text it always goes along,
    for the other shares it. Quotes that no judgement rests on yet stay with who drafted them.
    """
    found = review(review_id, to=by)
    state, had = found.state, found.state.reviewer
    refuse_twice(sampled(state.case), state.strand, reviewer_id)
    act = HandOver(
        reviewer=reviewer_id,
        before=had,
        reason=reason.strip(),
        drafts=drafts or state.status in (READY, DISCUSSED),
        parties=notices.parties(state.worker_id, state.team),
        can_review=is_reviewer_today(reviewer_id),
        routed_to=sampled(state.case).routed_to,
    )
    moves = [review_move(review_id, state, act, _told(state, review_id, act))]
    if not state.needs_reassigning:
        moves += people_acts.end_case_grant_moves(case_id=state.case, person_id=had)
    moves += leave_out_moves(case_id=state.case, reviewer_id=had, reason=act.reason, by=by, at=at)
    perform([*moves, *opened_moves(state.case, reviewer_id)], by=by, at=at)


def _told(state: ReviewState, review_id: str, act: HandOver) -> tuple[Outgoing, ...]:
    """The one who goes on, the one before, and once it is shared those who may reply."""
    about = f"review:{review_id}"
    told = notices.notice([act.reviewer], about, TAKEN, "/reviews/conflicts/")
    told += notices.notice([act.before], about, GIVEN + (DRAFTS if act.drafts else ""), "/")
    if state.status in OPEN_TO_PARTIES and state.reply_by:
        name = people.card(act.reviewer).name
        words = (
            f"{name} goes on with a review that is shared with you. Your right to reply stays as it "
            f"is, until {day_in_words(state.reply_by)}."
        )
        told += notices.about_review(state, review_id, words)
    return told
