"""Saving drafts outside the thread: each save is a new version, and a stale tab overwrites nothing."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from stocktake.core.plain import plain
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence import acts as evidence
from stocktake.reviews.domain.answering import FIELDS, SAFETY_FIELDS
from stocktake.reviews.domain.asked import is_field
from stocktake.reviews.domain.judgements import OVERALL, SAFE_NOW
from stocktake.reviews.domain.seeing import is_manager, is_reviewer, is_worker
from stocktake.reviews.domain.states import (
    ALLOCATED,
    ANSWERED,
    CONSOLIDATING,
    DRAFTING,
    OF_A_DOUBLE,
    SHARED,
    ReviewState,
)
from stocktake.reviews.domain.voices import HEARD_IN
from stocktake.reviews.queries import DraftView, drafting_state, review, saved_as, standing

MOST_QUESTIONS = 400  # fields of a form's own questions on one item
LONGEST = 20_000  # characters of one field
LOGGED_EVERY = timedelta(minutes=1)  # an answer being written; each of its versions stands anyway
REPLY, COMMENT = "reply:", "comment"  # drafts of those who reply
DISCUSSION, FEEDBACK, ANSWERS = "discussion", "feedback", "answers"  # a whole page as typed
VOICE = "voice"  # the same, of what the worker says of their own work; erased once it stands
_ITEM = re.compile(r"[\w:. -]{0,100}")  # what a form or a reply can call a part of itself
_OTHER_FIELDS = ("stance", "words", "agrees")
# Written out because everybody who writes does it every few seconds.
_ADD = """INSERT INTO reviews_draft (review_id, person, item, version, fields, save_id, at)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
NOT_TYPED = ("csrfmiddlewaretoken", "item", "based_on", "save_id", "after", "to", "next_item")


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
    after: Collection[str] = (),
    by: Person,
    at: datetime,
) -> DraftView:
    """Save a draft answer and return it as it now stands.

    `based_on` is the version that the person saw (None: whatever stands); when another stands now,
    Stale is raised with it, unless a save among `after` made it: the tab's own, whose answers it
    never had. Sending the same `save_id` again changes nothing.
    """
    save = Save(item=item, fields=fields, based_on=based_on, id=save_id[:64], after=after)
    state, now = drafting_state(review_id, item, by)
    return _save(state, now, review_id, save, by, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One save as it was sent."""

    item: str
    fields: Mapping[str, str]
    based_on: int | None = None
    id: str = ""
    after: Collection[str] = ()

    def follows(self, now: DraftView) -> bool:
        """Whether it was written upon what stands now."""
        own = bool(now.save_id) and now.save_id in self.after
        return own or self.based_on in (None, now.version)


def _save(
    state: ReviewState, now: DraftView, review_id: str, save: Save, by: Person, at: datetime
) -> DraftView:
    _may_draft(state, save.item, by)
    cleaned = replace(save, fields=_clean(save.item, save.fields))
    return _keep(now, review_id, cleaned, case_id=state.case, by=by, at=at)


def keep(review_id: str, save: Save, *, case_id: str, by: Person, at: datetime) -> DraftView:
    """Add a version of a draft whose author the caller has already let in; see `save_draft`.

    `review_id` may name another thing that is written at length, as "double:3".
    """
    now = standing(review_id, save.item, by)
    return _keep(now, review_id, save, case_id=case_id, by=by, at=at)


def _keep(
    now: DraftView, review_id: str, save: Save, *, case_id: str, by: Person, at: datetime
) -> DraftView:
    """Add a version upon what stands, unless it changes nothing or another save came between."""
    kept = {**now.fields, **save.fields}
    if dict(now.fields) == kept:
        return now
    if not save.follows(now):
        return _sent_before(review_id, save, by)
    new = replace(now, fields=kept, version=now.version + 1, at=at, save_id=save.id)
    if now.at is not None and at - now.at < LOGGED_EVERY:
        added = _add(review_id, new, by, at)  # durable by itself: one trip to the database
    else:
        with transaction.atomic():
            added = _add(review_id, new, by, at)
            if added:
                _log(case_id, review_id, save.item, by, at)
    return new if added else _sent_before(review_id, save, by)


def _add(review_id: str, new: DraftView, by: Person, at: datetime) -> bool:
    """Add the row. False: another tab took the number, or the same save arrived twice."""
    moment = connection.ops.adapt_datetimefield_value(at)
    fields = json.dumps(dict(new.fields))
    row: list[Any] = [review_id, by.id, new.item, new.version, fields, new.save_id, moment]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, row)
        return int(cursor.rowcount) == 1


def keep_page(
    thing: str, item: str, save: Save, *, case_id: str = "", by: Person, at: datetime
) -> DraftView:
    """Keep a whole page as typed, of something that is no review: "double:3", "calibration:1"."""
    typed = as_kept({k: str(v) for k, v in save.fields.items() if k not in NOT_TYPED})
    return keep(thing, replace(save, item=item, fields=typed), case_id=case_id, by=by, at=at)


def _sent_before(review_id: str, save: Save, by: Person) -> DraftView:
    """What this very save made when it came the first time; else another tab saved: Stale."""
    if before := saved_as(review_id, save.item, save.id, by):
        return before
    raise Stale(standing(review_id, save.item, by))


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
            now = standing(review_id, item, by)
            _save(state, now, review_id, Save(item=item, fields=fields), by, at)


def _may_draft(state: ReviewState, item: str, by: Person) -> None:
    """Raises Refused or NotTheirs: the form before sharing, replies while they are awaited."""
    if not _ITEM.fullmatch(item):
        raise NotTheirs
    if item.startswith((REPLY, COMMENT)):
        if not (is_worker(state, by) or is_manager(state, by)):
            raise NotTheirs
        if state.status not in (SHARED, ANSWERED):
            raise Refused("Replies to this review are closed.")
        return
    if not is_reviewer(state, by):
        raise NotTheirs
    if item == SAFE_NOW and state.status == CONSOLIDATING and state.agreed:
        return
    if item == VOICE and state.status in HEARD_IN:
        return
    if state.status not in ((SHARED, ANSWERED) if item in (FEEDBACK, ANSWERS) else DRAFTING):
        raise Refused(
            "Start reading this review first."
            if state.status == ALLOCATED
            else "This review is submitted and can no longer be edited. Your answer was not saved."
            if state.status in OF_A_DOUBLE
            else "This review is shared and can no longer be edited. Your answer was not saved."
        )


def _clean(item: str, fields: Mapping[str, str]) -> dict[str, str]:
    if item == SAFE_NOW:
        allowed: tuple[str, ...] = SAFETY_FIELDS
    elif item.startswith((REPLY, COMMENT)):
        allowed = _OTHER_FIELDS
    elif item in (DISCUSSION, FEEDBACK, ANSWERS, VOICE):
        allowed = tuple(k for k in fields if k not in NOT_TYPED)
    else:
        own = tuple(name for name in fields if is_field(name))
        allowed = ("grade", "reason") if item == OVERALL else (*FIELDS, *own[:MOST_QUESTIONS])
    return as_kept({k: str(v) for k, v in fields.items() if k in allowed})


def as_kept(fields: Mapping[str, str]) -> dict[str, str]:
    """The texts as they are kept. Raises Refused where one is too long."""
    kept = {k: plain(v) for k, v in fields.items()}
    longest = max(map(len, kept.values()), default=0)
    if longest > LONGEST:
        raise Refused(
            f"An answer holds at most {LONGEST:,} characters; this one has {longest:,}. "
            "Shorten it. Nothing you typed was changed."
        )
    return kept
