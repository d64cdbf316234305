"""My practice: what reviews say is strong in one worker's own work. For that worker alone."""

from dataclasses import dataclass

from stocktake.core.thread import Person
from stocktake.reviews.domain.seeing import is_worker
from stocktake.reviews.domain.states import FINALISED, MANAGER, WORKER
from stocktake.reviews.queries.doubling import may_read
from stocktake.reviews.queries.reading import comments, judgements, views_of, visible_to
from stocktake.reviews.queries.views import CommentView, JudgementView, Review

_HEARD = (WORKER, "meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReview:
    """One finalised review of the worker's own practice."""

    review: Review
    strengths: tuple[JudgementView, ...]
    changed: tuple[JudgementView, ...]  # after the worker clarified or challenged
    said: tuple[CommentView, ...]  # what the manager said to the review as a whole


def own_practice(person: Person) -> tuple[OwnReview, ...]:
    """Newest first. Reviews that the person sees in another capacity are none of theirs."""
    rows = visible_to(person).filter(status=FINALISED, withdrawn="")
    own = [r for r in views_of(rows) if is_worker(r.state, person) and may_read(r, person)]
    own.sort(key=lambda r: (r.state.shared_at is not None, r.state.shared_at, r.id), reverse=True)
    return tuple(_own(r) for r in own)


def _own(review: Review) -> OwnReview:
    judged = judgements(review.id)
    return OwnReview(
        review=review,
        strengths=tuple(j for j in judged if j.said.is_strength),
        changed=tuple(j for j in judged if j.status == "changed" and _asked(j)),
        said=tuple(c for c in comments(review.id) if c.role == MANAGER and c.words),
    )


def _asked(judgement: JudgementView) -> bool:
    """Whether it was the worker, and not the manager alone, who asked for the change."""
    return any(r.role in _HEARD and r.stance != "accept" for r in judgement.replies)
