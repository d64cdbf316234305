"""The order of a reviewer's queue, and how far each review has come."""

from collections.abc import Iterable
from datetime import date

from stocktake.frameworks import queries as frameworks
from stocktake.reviews import models
from stocktake.reviews.domain.answering import is_blank
from stocktake.reviews.queries.views import Review

# What is nearest to somebody waiting comes first; then what was begun; then what was given first.
_RANK = {
    "answered": 0,
    "discussed": 1,
    "ready for discussion": 2,
    "reading": 3,
    "allocated": 4,
    "consolidating": 5,
    "shared": 6,
    "consolidated": 7,
    "finalised": 8,
}


def in_queue_order(reviews: Iterable[Review]) -> list[Review]:
    """A reviewer's own: replies to answer, then discussed, ready and reading, the oldest first."""
    return sorted(reviews, key=lambda r: (_RANK[r.status], _since(r), r.ref))


def progress_of(reviews: Iterable[Review]) -> dict[str, str]:
    """ "8 of 12" themes judged, by review, for those being read or discussed by their reviewer."""
    going = [r for r in reviews if r.status in ("reading", "ready for discussion", "discussed")]
    return {key: f"{done} of {of} themes" for key, (done, of) in _judged(going).items()}


def themes_judged(review: Review) -> tuple[int, int]:
    """How many items of the form its reviewer has begun to answer, of how many asked."""
    return _judged([review])[review.id]


def _judged(reviews: list[Review]) -> dict[str, tuple[int, int]]:
    """For several at once: two reads, and one for each form among them."""
    forms = {key: frameworks.form(key) for key in {r.state.form for r in reviews}}
    rows = models.Draft.objects.filter(review_id__in=[r.id for r in reviews]).order_by("version")
    newest = {(row.review_id, row.person, row.item): row.fields for row in rows}
    found = {}
    for r in reviews:
        items = {i.id for i in forms[r.state.form].items_for(r.state.stratum)}
        answered = (newest.get((r.id, r.state.reviewer, item)) for item in items)
        found[r.id] = sum(not is_blank(a) for a in answered if a is not None), len(items)
    return found


def _since(review: Review) -> date:
    state = review.state
    at = state.ready_at or state.allocated_at
    return state.discussed_on or (at.date() if at else date.min)
