"""Recording a case discussion, once for the case, for every review of it that is ready."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from stocktake.core.thread import Basis, Earlier, NotTheirs, Person
from stocktake.record.door import Move, next_number, perform
from stocktake.reviews.acts.kinds import DISCUSSION, REVIEW
from stocktake.reviews.domain.acts import MarkDiscussed
from stocktake.reviews.domain.discussions import RecordDiscussion
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.queries import discussions, review


def record_discussion(
    *,
    review_id: str,
    held_on: date,
    mode: str,
    attendees: Sequence[str],
    notes: str = "",
    points: Mapping[str, str] | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Record the discussion held about a case; return its id. `points`: item and what was said."""
    state = review(review_id, to=by).state
    key = next_number("discussion")
    said = {item: text.strip() for item, text in (points or {}).items() if text.strip()}
    act = RecordDiscussion(
        case=state.case,
        held_on=held_on,
        mode=mode,
        attendees=tuple(name.strip() for name in attendees if name.strip()),
        notes=notes.strip(),
        points=tuple(said.items()),
    )
    concerns = (f"child:{state.child}",)
    held = Move(kind=DISCUSSION, id=key, act=act, concerns=concerns)
    perform([held, _discussed(review_id, state, key, held_on, Earlier(0))], by=by, at=at)
    return key


def use_discussion(*, review_id: str, discussion_id: str, by: Person, at: datetime) -> None:
    """Rest a review on the discussion that another strand held about the same case."""
    state = review(review_id, to=by).state
    found = next((d for d in discussions(state.case, by) if d.id == discussion_id), None)
    if found is None:
        raise NotTheirs
    move = _discussed(review_id, state, discussion_id, found.held_on, found.ref)
    perform([move], by=by, at=at)


def _discussed(
    review_id: str, state: ReviewState, discussion_id: str, held_on: date, basis: Basis
) -> Move:
    return Move(
        kind=REVIEW,
        id=review_id,
        act=MarkDiscussed(discussion=discussion_id, held_on=held_on),
        rests_on=(basis,),
        concerns=(f"child:{state.child}",),
    )
