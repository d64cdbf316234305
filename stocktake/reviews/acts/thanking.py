"""Thanking the worker whose practice a review is about."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.record.door import Kind, Move, locked, perform
from stocktake.reviews.acts.notices import notice
from stocktake.reviews.domain import thanks
from stocktake.reviews.domain.thanks import Thank, ThanksState
from stocktake.reviews.models import Thanks
from stocktake.reviews.queries import review, thanks_key, thanks_state


def thank(*, review_id: str, words: str, by: Person, at: datetime) -> None:
    """Say thanks. Raises NotTheirs for a review that this person may not read."""
    state = review(review_id, to=by).state
    worker = people.worker_account(state.worker_id) if state.worker_id else None
    to = worker.id if worker else ""
    told = notice(
        (to,), f"review:{review_id}", "Somebody thanks you for your work.", "/my-practice/"
    )
    move = Move(
        kind=THANKS,
        id=thanks_key(review_id, by),
        act=Thank(review=review_id, to=to, words=words, stage=state.status),
        concerns=(f"person:{to}",) if to else (),
        outbox=told,
    )
    perform([move], by=by, at=at)


def _load(ids: Sequence[str]) -> Mapping[str, ThanksState]:
    return {row.key: thanks_state(row) for row in locked(Thanks.objects.filter(key__in=ids))}


def _save(key: str, before: ThanksState | None, now: ThanksState) -> None:
    Thanks.objects.create(
        key=key,
        review_id=now.review,
        status=now.status,
        to=now.to,
        words=now.words,
        said_by=now.said_by,
        at=now.at,
    )


THANKS = Kind[ThanksState](
    name="thanks",
    load=_load,
    save=_save,
    refusal=thanks.refusal,
    after=thanks.after,
    capacity=lambda act, by: lifecycle.capacity_of(thanks.MOVES, act, by),
)
