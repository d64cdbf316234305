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
    found: dict[str, str] = {}
    for r in reviews:
        if r.status not in ("reading", "ready for discussion", "discussed"):
            continue
        done, of = themes_judged(r)
        found[r.id] = f"{done} of {of} themes"
    return found


def themes_judged(review: Review) -> tuple[int, int]:
    """How many items of the form its reviewer has begun to answer, of how many asked."""
    form = frameworks.form(review.state.form)
    items = {i.id for i in form.items_for(review.state.stratum)}
    rows = models.Draft.objects.filter(
        review_id=review.id, person=review.state.reviewer, item__in=items
    ).order_by("version")
    newest = {row.item: row.fields for row in rows}
    return sum(not is_blank(fields) for fields in newest.values()), len(items)


def _since(review: Review) -> date:
    state = review.state
    at = state.ready_at or state.allocated_at
    return state.discussed_on or (at.date() if at else date.min)
