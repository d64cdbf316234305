"""What a save reads: whose review it is, and what stands of one answer.

Everybody who writes saves every few seconds, so the statements are written out: composing them
through the ORM each time costs more than running them.
"""

import json
from typing import Any

from django.db import connection

from stocktake.core.thread import NotTheirs, Person
from stocktake.record import clock
from stocktake.reviews.domain.seeing import is_reviewer
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.queries.reading import visible_to
from stocktake.reviews.queries.views import DraftView

# What the rules of drafting ask of a review, and blanks for what they do not.
_ASKED = ("case", "status", "reviewer", "needs_reassigning", "withdrawn", "worker_id", "team")
_NOT_ASKED: dict[str, Any] = dict.fromkeys(
    ("round", "child", "ref", "stratum", "depth", "strand", "form"), ""
)
_NEWEST = """SELECT version, fields, save_id, at FROM reviews_draft
WHERE review_id = %s AND person = %s AND item = %s ORDER BY version DESC LIMIT 1"""
_BOTH = """SELECT r.case_id, r.status, r.reviewer, r.needs_reassigning, r.withdrawn, r.worker_id,
r.team, d.version, d.fields, d.save_id, d.at FROM reviews_review r LEFT JOIN reviews_draft d
ON d.review_id = r.key AND d.person = %s AND d.item = %s
WHERE r.key = %s ORDER BY d.version DESC LIMIT 1"""


def drafting_state(review_id: str, item: str, person: Person) -> tuple[ReviewState, DraftView]:
    """The review as the rules of drafting see it, and what stands of the item, in one statement.

    Raises NotTheirs.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BOTH, [person.id, item, review_id])
        row = cursor.fetchone()
    if row is None:
        raise NotTheirs
    state = ReviewState(**_NOT_ASKED, **dict(zip(_ASKED, row, strict=False)))
    if not is_reviewer(state, person) and not visible_to(person).filter(key=review_id).exists():
        raise NotTheirs
    return state, _draft(item, row[len(_ASKED) :])


def standing(review_id: str, item: str, person: Person) -> DraftView:
    """One's own newest draft of an item; version 0 and no fields where nothing is saved yet."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [review_id, person.id, item])
        return _draft(item, cursor.fetchone())


def _draft(item: str, row: tuple[Any, ...] | None) -> DraftView:
    if row is None or row[0] is None:
        return DraftView(item=item, fields={})
    version, fields, save_id, at = row
    said = json.loads(fields) if isinstance(fields, str) else fields
    return DraftView(item=item, fields=said, version=version, at=clock.aware(at), save_id=save_id)
