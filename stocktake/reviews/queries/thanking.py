"""Reads of thanks: for whoever was thanked, and for whoever said them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.reviews.domain.thanks import ThanksState
from stocktake.reviews.models import Thanks


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksView:
    """Thanks in full: for which review, who says them, when."""

    review: str
    words: str
    by: str
    at: datetime


def thanks_visible_to(person: Person) -> QuerySet[Thanks]:
    """Equal to `domain.thanks.may_read`, row by row."""
    return Thanks.objects.filter(Q(to=person.id) | Q(said_by=person.id))


def thanks_to(person: Person) -> tuple[ThanksView, ...]:
    """What this person was thanked for, newest first."""
    return _views(thanks_visible_to(person).filter(to=person.id))


def thanks_said(review_id: str, person: Person) -> ThanksView | None:
    """What this person said beside a review."""
    own = thanks_visible_to(person).filter(review_id=review_id, said_by=person.id)
    return next(iter(_views(own)), None)


def thanks_key(review_id: str, person: Person) -> str:
    """Everybody thanks once for a review."""
    return f"{review_id}:{person.id}"


def thanks_state(row: Thanks) -> ThanksState:
    return ThanksState(
        status=row.status,
        review=row.review_id,
        to=row.to,
        words=row.words,
        said_by=row.said_by,
        at=row.at,
    )


def _views(rows: QuerySet[Thanks]) -> tuple[ThanksView, ...]:
    found = list(rows.order_by("-at", "-pk"))
    names = people.cards({row.said_by for row in found})
    return tuple(
        ThanksView(
            review=row.review_id, words=row.words, by=names[row.said_by].name_and_job, at=row.at
        )
        for row in found
    )
