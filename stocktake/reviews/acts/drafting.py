"""Saving drafts outside the thread: each save is a new version, and a stale tab overwrites nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence import acts as evidence
from stocktake.reviews.domain.answering import FIELDS, SAFETY_FIELDS
from stocktake.reviews.domain.judgements import OVERALL, SAFE_NOW
from stocktake.reviews.domain.seeing import is_manager, is_reviewer, is_worker
from stocktake.reviews.domain.states import (
    ALLOCATED,
    ANSWERED,
    DRAFTING,
    SHARED,
    ReviewState,
)
from stocktake.reviews.models import Draft
from stocktake.reviews.queries import DraftView, draft, review, saved_as

LONGEST = 20_000  # characters of one field
REPLY, COMMENT = "reply:", "comment"  # drafts of those who reply
DISCUSSION, FEEDBACK, ANSWERS = "discussion", "feedback", "answers"  # a whole page as typed
_OTHER_FIELDS = ("stance", "words", "agrees")
_NOT_TYPED = ("csrfmiddlewaretoken", "item", "based_on", "save_id", "to", "next_item")


class Stale(Exception):
    """Somebody (oneself, in another tab) saved a later version; nothing was overwritten."""

    def __init__(self, theirs: DraftView) -> None:
        super().__init__("A later version of this answer was saved elsewhere.")
        self.theirs = theirs


def save_draft(
    *,
    review_id: str,
    item: str,
    fields: Mapping[str, str],
    based_on: int | None,
    save_id: str = "",
    by: Person,
    at: datetime,
) -> DraftView:
    """Save a draft answer and return it as it now stands.

    `based_on` is the version that the person saw (None: whatever stands); when another stands now,
    Stale is raised with it. Sending the same `save_id` again changes nothing.
    """
    state = review(review_id, to=by).state
    return _save(state, review_id, item, fields, based_on=based_on, save_id=save_id, by=by, at=at)


def _save(
    state: ReviewState,
    review_id: str,
    item: str,
    fields: Mapping[str, str],
    *,
    based_on: int | None,
    save_id: str,
    by: Person,
    at: datetime,
) -> DraftView:
    _may_draft(state, item, by)
    if before := saved_as(review_id, item, save_id, by):
        return before
    now = draft(review_id, item, by)
    kept = {**now.fields, **_clean(item, fields)}
    if dict(now.fields) == kept:
        return now
    if based_on is not None and based_on != now.version:
        raise Stale(now)
    try:
        with transaction.atomic():
            Draft.objects.create(
                review_id=review_id,
                person=by.id,
                item=item,
                version=now.version + 1,
                fields=kept,
                save_id=save_id[:64],
                at=at,
            )
            _log(state.case, review_id, item, by, at)
    except IntegrityError:
        raise Stale(draft(review_id, item, by)) from None
    return draft(review_id, item, by)


def _log(case_id: str, review_id: str, item: str, by: Person, at: datetime) -> None:
    what = f"review:{review_id} {item}"
    evidence.log_draft(case_id=case_id, event="draft.saved", what=what, by=by, at=at)


def save_answers(
    *, review_id: str, answers: Mapping[str, Mapping[str, str]], by: Person, at: datetime
) -> None:
    """Save several draft answers at once, as from a file; each becomes the newest version."""
    state = review(review_id, to=by).state
    with transaction.atomic():
        for item, fields in answers.items():
            _save(state, review_id, item, fields, based_on=None, save_id="", by=by, at=at)


def _may_draft(state: ReviewState, item: str, by: Person) -> None:
    """Raises Refused or NotTheirs: the form before sharing, replies while they are awaited."""
    if item.startswith((REPLY, COMMENT)):
        if not (is_worker(state, by) or is_manager(state, by)):
            raise NotTheirs
        if state.status not in (SHARED, ANSWERED):
            raise Refused("Replies to this review are closed.")
        return
    if not is_reviewer(state, by):
        raise NotTheirs
    if state.status not in ((SHARED, ANSWERED) if item in (FEEDBACK, ANSWERS) else DRAFTING):
        raise Refused(
            "Start reading this review first."
            if state.status == ALLOCATED
            else "This review is shared and can no longer be edited. Your answer was not saved."
        )


def _clean(item: str, fields: Mapping[str, str]) -> dict[str, str]:
    if item == SAFE_NOW:
        allowed: tuple[str, ...] = SAFETY_FIELDS
    elif item.startswith((REPLY, COMMENT)):
        allowed = _OTHER_FIELDS
    elif item in (DISCUSSION, FEEDBACK, ANSWERS):
        allowed = tuple(k for k in fields if k not in _NOT_TYPED)
    else:
        allowed = ("grade", "reason") if item == OVERALL else FIELDS
    return {k: str(v)[:LONGEST] for k, v in fields.items() if k in allowed}
