"""Writing down what a worker said of support, safety, caseload and supervision."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.record.door import Kind, Move, locked, next_number, perform
from stocktake.reviews.acts.drafting import VOICE as VOICE_DRAFT
from stocktake.reviews.domain import voices
from stocktake.reviews.domain.seeing import is_reviewer
from stocktake.reviews.domain.states import ReviewState, london_day
from stocktake.reviews.domain.voices import (
    ALLOCATED_WORKER,
    MANAGER,
    PRESENT_WORKER,
    HearWorker,
    Spoken,
    VoiceState,
)
from stocktake.reviews.models import Draft, Voice
from stocktake.reviews.queries import review, voice_of, voice_state


def hear_worker(
    *,
    review_id: str,
    who: str,
    answers: Sequence[Spoken],
    present: str = "",
    by: Person,
    at: datetime,
) -> str:
    """Write down what was said; return its id. `present`: the account of the present worker, where
    `who` says that they were asked. Written again, it takes the place of the earlier words."""
    state = review(review_id, to=by).state
    if not is_reviewer(state, by):
        raise NotTheirs
    workers = {card.id for card in people.holders(Capacity.WORKER, london_day(at))}
    account, worker_id = _asked(state, who, present if present in workers else "")
    before = voice_of(review_id, by)
    key = before.id if before else next_number("voice")
    act = HearWorker(
        review=review_id,
        who=who,
        asked=tuple(a.prompt for a in answers),
        said_by=account,
        worker_id=worker_id,
        answers=tuple(answers),
        stage=state.status,
    )
    concerns = (f"person:{account}",) if account else ()
    perform([Move(kind=VOICE, id=key, act=act, concerns=concerns)], by=by, at=at)
    return key


def _asked(state: ReviewState, who: str, present: str) -> tuple[str, str]:
    """The account of whoever was asked, and their number in the extract where it is the worker."""
    if who == ALLOCATED_WORKER and state.worker_id:
        account = people.worker_account(state.worker_id)
        return (account.id if account else "", state.worker_id)
    if who == MANAGER and state.team:
        manager = people.manager_of_team(state.team)
        return (manager.id if manager else "", "")
    return (present if who == PRESENT_WORKER else "", "")


def _load(ids: Sequence[str]) -> Mapping[str, VoiceState]:
    return {row.key: voice_state(row) for row in locked(Voice.objects.filter(key__in=ids))}


def _save(key: str, before: VoiceState | None, now: VoiceState) -> None:
    columns = {
        "review_id": now.review,
        "status": now.status,
        "who": now.who,
        "said_by": now.said_by,
        "worker_id": now.worker_id,
        "answers": [asdict(a) for a in now.answers],
        "recorded_by": now.recorded_by,
        "at": now.at,
    }
    Voice.objects.update_or_create(key=key, defaults=columns)


def _written(number: int, move: Move) -> None:
    """What was typed towards it goes once it stands, so that it is kept in one place."""
    if isinstance(move.act, HearWorker):
        Draft.objects.filter(review_id=move.act.review, item=VOICE_DRAFT).delete()


VOICE = Kind[VoiceState](
    name="voice",
    load=_load,
    save=_save,
    refusal=voices.refusal,
    after=voices.after,
    capacity=lambda act, by: lifecycle.capacity_of(voices.MOVES, act, by),
    written=_written,
)
