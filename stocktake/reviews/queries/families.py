"""Reads of family feedback: whose it is to see, what is to be told, counts of families for leaders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Q, QuerySet

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews.domain.approaching import contact_over, may_read_words, words_for
from stocktake.reviews.domain.families import (
    ANSWERED_US,
    COULD_BE_BETTER,
    OPEN_QUESTIONS,
    PLANNED,
    SPOKE,
    STOPPED,
    FamilyState,
    Heard,
    Safety,
)
from stocktake.reviews.domain.leaflet import COMPLAINTS, LEAFLETS, Part, parts_of
from stocktake.reviews.domain.settings import FAMILY_CONTACT_DAYS
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.domain.voices import LEAST, Prompt, RoundCounts, Spoken, counted
from stocktake.reviews.models import FamilyConversation, Review
from stocktake.reviews.queries.states import bare_state
from stocktake.reviews.queries.voicing import over

_SAME = (
    "status", "role", "who", "confirmed_with", "confirmed_on", "confirmed_by", "agreed_by",
    "agreed_because", "spoke_on", "tries", "shares", "understands", "reason", "reason_words",
    "heard_at", "told_on", "told_mode", "told_words", "over_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPrompt:
    """A subject that families are asked about, in words for an adult and for a child."""

    key: str
    label: str
    question: str
    young: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyView:
    """One person's part, as this reader may see it: without what is not theirs to read."""

    id: str
    state: FamilyState
    reviewer: str
    confirmed_by: str
    agreed_by: str
    contact_erased: bool
    chosen: tuple[tuple[str, str], ...]  # label and words, as worker and manager read them

    @property
    def url(self) -> str:
        return f"/family/{self.id}/"

    @property
    def ref(self) -> str:
        return self.state.of.ref


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFamilies(RoundCounts):
    """Families of a round, each counted once. None where fewer than five spoke, or it is not over."""

    reviewed: int = 0
    asked: int | None = None
    spoke: int | None = None
    heard: tuple[str, ...] = ()  # the conversations behind the counts that are shown


@lru_cache(maxsize=1)
def family_prompts() -> tuple[FamilyPrompt, ...]:
    """The subjects that families are asked about, in order."""
    file = resources.files("stocktake.reviews") / "prompts" / "family.yaml"
    return tuple(FamilyPrompt(**one) for one in yaml.safe_load(file.read_text(encoding="utf-8")))


def subject_labels() -> dict[str, str]:
    """The label of every subject, the open questions last."""
    return {p.key: p.label for p in family_prompts()} | OPEN_QUESTIONS


def families_visible_to(person: Person) -> QuerySet[FamilyConversation]:
    """Equal to `domain.approaching.may_see`, row by row."""
    mine = Q(pk__in=[])
    if person.holds(Capacity.REVIEWER):
        mine |= Q(reviewer=person.id, needs_reassigning=False)
    if person.holds(Capacity.WORKER):
        mine |= Q(worker_id__in=person.worker_ids - {""})
    if person.holds(Capacity.TEAM_MANAGER):
        mine |= Q(team__in=person.teams - {""}) | Q(manager=person.id)
    reviews = Review.objects.filter(mine, withdrawn="")
    return FamilyConversation.objects.filter(review_id__in=reviews.values("key"))


def family_conversation(key: str, to: Person) -> FamilyView:
    """One person's part. Raises NotTheirs."""
    found = _views(families_visible_to(to).filter(key=key), to)
    if not found:
        raise NotTheirs
    return found[0]


def families_of(review_id: str, to: Person) -> tuple[FamilyView, ...]:
    """Everybody of the family who is asked beside a review, as far as they are this person's to see."""
    return _views(families_visible_to(to).filter(review_id=review_id), to)


def families_open_to(person: Person) -> tuple[FamilyView, ...]:
    """As worker or manager: what waits for them first, then what they may follow or read."""
    found = [
        f for f in _views(families_visible_to(person), person) if f.state.of.reviewer != person.id
    ]
    waits = (PLANNED, STOPPED)
    return tuple(sorted(found, key=lambda f: (f.state.status not in waits, -int(f.id))))


def family_heard(review_id: str, to: Person) -> tuple[FamilyView, ...]:
    """What the family said and agreed to have read, for the worker's and the manager's pages."""
    return tuple(f for f in families_of(review_id, to) if f.chosen)


def roles_heard(review_id: str) -> dict[str, date]:
    """Who of the family was heard beside a review, by role, and when last; no word of it."""
    rows = FamilyConversation.objects.filter(review_id=review_id, status__in=SPOKE)
    found = [(row.role, said.held_on) for row in rows if (said := _heard(row.heard))]
    return dict(sorted(found, key=lambda one: one[1]))


def asked_elsewhere(state: ReviewState, review_id: str) -> bool:
    """Whether this family is asked beside another live review of the same case."""
    others = Review.objects.filter(case_id=state.case, withdrawn="").exclude(key=review_id)
    return FamilyConversation.objects.filter(review_id__in=others.values("key")).exists()


def contacts_over(at: datetime) -> dict[str, FamilyState]:
    """Those whose number is to be erased now. For the ticker, which reads nothing of it."""
    held = FamilyConversation.objects.exclude(way="", number="", safe_time="")
    return {k: s for k, s in family_states(held).items() if contact_over(s, at, contact_days())}


def contact_days() -> int:
    """The council's setting, else 14."""
    return int(settings.HOME.told(FAMILY_CONTACT_DAYS.name, FAMILY_CONTACT_DAYS.default))


def leaflet(whom: str) -> tuple[Part, ...]:
    """The leaflet for "adult" or "young", in the council's words. Raises KeyError."""
    setting = LEAFLETS[whom]
    told = settings.HOME.told(setting.name, setting.default)
    lines = tuple(told.splitlines() if isinstance(told, str) else told)
    return parts_of(lines, str(settings.HOME.told(COMPLAINTS.name, COMPLAINTS.default)))


def round_families(round_id: str) -> RoundFamilies:
    """What the families of a round said, as counts of families; nothing before the round is over."""
    reviews = Review.objects.filter(round_id=round_id, withdrawn="")
    if not over(round_id, reviews):
        return RoundFamilies(over=False)
    states = family_states(FamilyConversation.objects.filter(review_id__in=reviews.values("key")))
    by_case: Mapping[str, list[FamilyState]] = defaultdict(list)
    for state in states.values():
        by_case[state.of.case].append(state)
    asked = sum(any(s.status in ANSWERED_US for s in found) for found in by_case.values())
    spoke = sum(any(s.status in SPOKE for s in found) for found in by_case.values())
    said = [
        (case, answer)
        for case, found in by_case.items()
        for s in found
        if s.heard is not None
        for answer in s.heard.answers
        if answer.prompt not in OPEN_QUESTIONS
    ]
    prompts = [Prompt(key=p.key, label=p.label, question=p.question) for p in family_prompts()]
    shown = spoke >= LEAST
    return RoundFamilies(
        over=True,
        reviewed=reviews.values("case_id").distinct().count(),
        asked=asked if shown else None,
        spoke=spoke if shown else None,
        themes=counted(said, prompts, against=COULD_BE_BETTER),
        heard=tuple(k for k, s in states.items() if shown and s.status in SPOKE),
    )


def family_states(rows: Iterable[FamilyConversation]) -> dict[str, FamilyState]:
    """States by key, each with its review as it stands now."""
    listed = list(rows)
    reviews = Review.objects.filter(key__in={row.review_id for row in listed})
    of = {row.key: bare_state(row) for row in reviews}
    return {
        row.key: FamilyState(
            review=row.review_id,
            of=of[row.review_id],
            safety=Safety(
                way=row.way,
                number=row.number,
                time=row.safe_time,
                interpreter=row.interpreter,
                language=row.language,
                advocate=row.advocate,
                risks=tuple((a, b, c) for a, b, c in row.risks),
            ),
            heard=_heard(row.heard),
            chosen=tuple((key, words) for key, words in row.chosen),
            **{name: getattr(row, name) for name in _SAME},
        )
        for row in listed
    }


def _heard(said: Mapping[str, Any] | None) -> Heard | None:
    if said is None:
        return None
    answers = tuple(Spoken(**one) for one in said["answers"])
    held_on = datetime.fromisoformat(said["held_on"]).date()
    return Heard(**{**said, "answers": answers, "held_on": held_on})


def _views(rows: Iterable[FamilyConversation], to: Person) -> tuple[FamilyView, ...]:
    states = family_states(rows)
    people_of = {p for s in states.values() for p in (s.of.reviewer, s.confirmed_by, s.agreed_by)}
    names = people.cards(people_of - {""})
    labels, at, days = subject_labels(), clock.now(), contact_days()
    return tuple(
        FamilyView(
            id=key,
            state=_as_read(state, to, at, days),
            reviewer=names[state.of.reviewer].name_and_job,
            confirmed_by=names[state.confirmed_by].name if state.confirmed_by else "",
            agreed_by=names[state.agreed_by].name_and_job if state.agreed_by else "",
            contact_erased=contact_over(state, at, days) or (bool(state.confirmed_on) and not state.safety.way),
            chosen=tuple((labels.get(k, k), words) for k, words in words_for(state, to)),
        )
        for key, state in sorted(states.items(), key=lambda kv: int(kv[0]))
    )  # fmt: skip


def _as_read(state: FamilyState, to: Person, at: datetime, days: int) -> FamilyState:
    """Without the words that are for the reviewer alone, and without a number that is to be erased."""
    if contact_over(state, at, days):
        state = replace(state, safety=replace(state.safety, way="", number="", time=""))
    if may_read_words(state, to):
        return state
    return replace(state, heard=None, chosen=())
