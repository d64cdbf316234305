"""Reads of what workers said of their work: their own words for two people, counts for leaders."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml
from django.db.models import Q, QuerySet

from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.reviews.domain.voices import (
    OVER,
    SAYERS,
    Prompt,
    RoundCounts,
    Spoken,
    VoiceState,
    counted,
)
from stocktake.reviews.models import Review, Voice
from stocktake.reviews.queries.reading import reviews_of
from stocktake.reviews.queries.seats import to_allocate
from stocktake.rounds import queries as rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """What one person said, for the two who may read it."""

    id: str
    state: VoiceState
    who: str  # in words
    recorded_by: str
    answers: tuple[tuple[Prompt, Spoken], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundVoices(RoundCounts):
    """What workers said over a round, as counts of people."""


@lru_cache(maxsize=1)
def prompts() -> tuple[Prompt, ...]:
    """The subjects that workers are asked about, in order."""
    file = resources.files("stocktake.reviews") / "prompts" / "voice.yaml"
    return tuple(Prompt(**one) for one in yaml.safe_load(file.read_text(encoding="utf-8")))


def voices_visible_to(person: Person) -> QuerySet[Voice]:
    """Equal to `domain.voices.may_read`, row by row."""
    own = Q(recorded_by=person.id) | Q(said_by=person.id)
    return Voice.objects.filter(own | Q(worker_id__in=person.worker_ids - {""}))


def voice_of(review_id: str, by: Person) -> VoiceView | None:
    """What this reviewer wrote down beside a review."""
    row = Voice.objects.filter(review_id=review_id, recorded_by=by.id).first()
    return _views([row])[0] if row else None


def voices_said_by(person: Person) -> tuple[VoiceView, ...]:
    """What this person said themselves, newest first."""
    rows = voices_visible_to(person).exclude(recorded_by=person.id)
    return _views(rows.order_by("-at", "-pk"))


def round_voices(round_id: str) -> RoundVoices:
    """What workers said over a round, as counts of people by theme."""
    reviews = Review.objects.filter(round_id=round_id, withdrawn="")
    if not over(round_id, reviews):
        return RoundVoices(over=False, themes=counted((), prompts()))
    rows = list(Voice.objects.filter(review_id__in=reviews.values("key")))
    said = [(_one_person(s), a) for row in rows for s in (voice_state(row),) for a in s.answers]
    return RoundVoices(over=True, themes=counted(said, prompts()))


def over(round_id: str, reviews: QuerySet[Review]) -> bool:
    """Whether nothing more is heard in a round, so that its counts no longer change."""
    if not reviews.exists() or reviews.exclude(status__in=OVER).exists():
        return False
    return not to_allocate(rounds.cases(round_id), reviews_of(round_id))


def _one_person(state: VoiceState) -> str:
    """The same name for one person, whether known by their account or as a worker of the extract."""
    if state.said_by:
        return state.said_by
    account = people.worker_account(state.worker_id)
    return account.id if account else f"worker:{state.worker_id}"


def voice_state(row: Voice) -> VoiceState:
    return VoiceState(
        status=row.status,
        review=row.review_id,
        who=row.who,
        said_by=row.said_by,
        worker_id=row.worker_id,
        answers=tuple(Spoken(**one) for one in row.answers),
        recorded_by=row.recorded_by,
        at=row.at,
    )


def _views(rows: Iterable[Voice]) -> tuple[VoiceView, ...]:
    listed = list(rows)
    names = people.cards({row.recorded_by for row in listed})
    known = {p.key: p for p in prompts()}
    return tuple(
        VoiceView(
            id=row.key,
            state=state,
            who=SAYERS[state.who],
            recorded_by=names[row.recorded_by].name,
            answers=tuple((known[a.prompt], a) for a in state.answers if a.prompt in known),
        )
        for row in listed
        for state in (voice_state(row),)
    )
