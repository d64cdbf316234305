"""Reads of appointments: whose they are, what is still to be arranged, when people can be met."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.people.queries import PersonCard
from stocktake.record import clock
from stocktake.reviews import models
from stocktake.reviews.domain import appointments as rules
from stocktake.reviews.domain.appointments import AppointmentState
from stocktake.reviews.domain.availability import Available, halves_of
from stocktake.reviews.domain.states import ALLOCATED, FIRST, READING, READY
from stocktake.rounds.domain.timetable import MINUTES, Span

BEFORE_TALKING = (ALLOCATED, READING, READY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment as lists, pages and calendars know it."""

    id: str
    state: AppointmentState
    refs: tuple[str, ...]
    reviewers: tuple[PersonCard, ...]
    worker: PersonCard | None
    manager: PersonCard | None

    @property
    def url(self) -> str:
        return f"/appointments/{self.id}/"

    @property
    def worker_name(self) -> str:
        return self.worker.name if self.worker else self.state.worker_name or "no worker"

    @property
    def reviewer_names(self) -> str:
        return " and ".join(card.name for card in self.reviewers)

    @property
    def when(self) -> str:
        """The time that stands, in words, or what is missing."""
        if self.state.start and self.state.status in (rules.AGREED, rules.CALLED_OFF):
            return rules.in_words(self.state.start)
        count = len(self.state.times)
        times = f"{count} time{'' if count == 1 else 's'} offered"
        return times if self.state.status == rules.OFFERED else self.state.status.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToArrange:
    """Discussions with one worker that have no appointment yet: one visit for all of them."""

    reviewers: tuple[str, ...]
    worker_id: str
    worker_name: str
    team: str
    cases: tuple[tuple[str, str, str], ...]  # case, reference, a review of it

    minutes_by_case: Mapping[str, int]
    reached: bool = True  # whether the worker has an account, with which to pick a time

    @property
    def name(self) -> str:
        return f"{self.worker_id or self.cases[0][0]}-{'-'.join(self.reviewers)}"

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(ref for _, ref, _ in self.cases)

    @property
    def minutes(self) -> int:
        return sum(self.minutes_by_case.values())


def appointments_visible_to(person: Person) -> QuerySet[models.Appointment]:
    """The appointments that exist for this person; equals `domain.appointments.may_see`."""
    if person.holds(Capacity.QA_MANAGER):
        return models.Appointment.objects.all()
    theirs = Q(pk__in=[])
    if person.holds(Capacity.WORKER):
        theirs |= Q(worker_id__in=person.worker_ids - {""})
    if person.holds(Capacity.TEAM_MANAGER):
        theirs |= Q(team__in=person.teams - {""})
    if person.holds(Capacity.REVIEWER):
        theirs |= Q(pk__in=[*_keys_of({person.id})])
    return models.Appointment.objects.filter(theirs)


def appointments(person: Person, *, round_id: str = "") -> tuple[Appointment, ...]:
    """Open ones of this person, those with a time first, by time; not those that were held."""
    rows = appointments_visible_to(person).filter(status__in=rules.OPEN)
    found = _views(rows.filter(round_id=round_id) if round_id else rows)
    left = models.Review.objects.filter(
        case_id__in={c for one in found for c in one.state.cases}, status__in=BEFORE_TALKING
    )
    to_talk = set(left.values_list("case_id", flat=True))
    coming = [a for a in found if not _over(a.state) or to_talk & {*a.state.cases}]
    return tuple(sorted(coming, key=_by_time))


def _over(state: AppointmentState) -> bool:
    return state.end is not None and state.end <= clock.now()


def appointment(key: str, to: Person) -> Appointment:
    """One appointment. Raises NotTheirs."""
    found = _views(appointments_visible_to(to).filter(key=key))
    if not found:
        raise NotTheirs
    return found[0]


def appointments_on(day: date, person: Person) -> tuple[Appointment, ...]:
    """Those agreed for a day, held or not, by time."""
    rows = appointments_visible_to(person).filter(status=rules.AGREED)
    starts = {row.key: clock.local(row.start).date() for row in rows if row.start}
    found = _views(rows.filter(key__in=[key for key, on in starts.items() if on == day]))
    return tuple(sorted(found, key=_by_time))


def open_appointments(*, case_id: str, reviewer_id: str) -> tuple[Appointment, ...]:
    """What a reviewer still has about a case, whoever asks: for acts that end or replace it."""
    rows = models.Appointment.objects.filter(status__in=rules.OPEN)
    theirs = [r for r in rows if case_id in r.cases and reviewer_id in r.reviewers]
    return tuple(_views(theirs))


def children_of(cases: Collection[str]) -> tuple[str, ...]:
    """The children of these cases, for whose rights reach what is said."""
    rows = models.Review.objects.filter(case_id__in=[*cases])
    return tuple(sorted({*rows.values_list("child_id", flat=True)}))


def depth_of(case_id: str) -> str:
    """The depth at which a case is reviewed."""
    return models.Review.objects.filter(case_id=case_id).values_list("depth", flat=True)[0]


def booked(round_id: str) -> dict[str, datetime]:
    """The time agreed for the discussion of each case of a round that has one."""
    rows = models.Appointment.objects.filter(round_id=round_id, status=rules.AGREED)
    return {case: row.start for row in rows for case in row.cases if row.start}


def to_arrange(*, round_id: str = "", reviewer: str = "") -> tuple[ToArrange, ...]:
    """Discussions without an appointment, of a round or a reviewer, by worker.

    Second readings are left out: whoever reads a case blind talks with the worker if they choose.
    """
    rows = models.Review.objects.filter(
        status__in=BEFORE_TALKING, reading=FIRST, withdrawn="", needs_reassigning=False
    )
    rows = rows.filter(round_id=round_id) if round_id else rows
    open_now = models.Appointment.objects.filter(status__in=rules.OPEN)
    taken = {case for row in open_now for case in row.cases}
    waiting = [row for row in rows.order_by("ref", "key") if row.case_id not in taken]
    found = [_one(group) for group in _together(waiting)]
    mine = [one for one in found if not reviewer or reviewer in one.reviewers]
    return tuple(sorted(mine, key=lambda one: (one.team, one.worker_name, one.refs)))


def available(person: str) -> Available | None:
    """What a person gave, or None where they said nothing."""
    row = models.Availability.objects.filter(person=person).first()
    return available_from(row) if row else None


def available_from(row: models.Availability) -> Available:
    return Available(person=row.person, halves=halves_of(row.halves), status=row.status)


def open_spans(ids: Collection[str], at: datetime) -> dict[str, tuple[Span, ...]]:
    """When each of these people can be met from a moment on; who said nothing is left out."""
    rows = models.Availability.objects.filter(person__in=[*ids])
    ends = {key: account.ends for key in ids if (account := people.account(key))}
    return {row.person: available_from(row).spans(at, ends.get(row.person)) for row in rows}


def busy_spans(ids: Collection[str], *, but: str = "") -> dict[str, tuple[Span, ...]]:
    """What keeps these people busy: appointments agreed and times offered, `but` one of them."""
    found: dict[str, list[Span]] = {}
    rows = models.Appointment.objects.filter(status__in=rules.OPEN).exclude(key=but)
    for one in _views(rows):
        theirs = {card.id for card in (*one.reviewers, one.worker, one.manager) if card}
        for person in theirs & {*ids}:
            found.setdefault(person, []).extend(_spans(one.state))
    return {person: tuple(spans) for person, spans in found.items()}


def appointment_state(row: models.Appointment) -> AppointmentState:
    """The appointment as its rules see it."""
    return AppointmentState(
        status=row.status,
        round=row.round_id,
        worker_id=row.worker_id,
        worker_name=row.worker_name,
        team=row.team,
        reviewers=tuple(row.reviewers),
        cases=tuple(row.cases),
        minutes=row.minutes,
        mode=row.mode,
        where=row.where,
        times=tuple(datetime.fromisoformat(text) for text in row.times),
        start=row.start,
        sequence=row.sequence,
        words=row.words,
    )


def _spans(state: AppointmentState) -> list[Span]:
    length = timedelta(minutes=state.minutes)
    starts = [clock.local(start) for start in state.held_times]
    return [Span(start=start, end=start + length) for start in starts]


def _by_time(one: Appointment) -> tuple[bool, str, str]:
    start = one.state.start
    return start is None, start.isoformat() if start else "", one.id


def _keys_of(reviewers: set[str]) -> Iterable[str]:
    """Lists inside a row are not searchable alike on both engines, so they are looked through."""
    for key, whose in models.Appointment.objects.values_list("key", "reviewers"):
        if reviewers & {*whose}:
            yield key


def appointment_of(key: str, state: AppointmentState) -> Appointment:
    """An appointment as it would be known in this state: for acts that make one."""
    return _known({key: state})[0]


def _views(rows: Iterable[models.Appointment]) -> list[Appointment]:
    return _known({row.key: appointment_state(row) for row in rows})


def _known(states: Mapping[str, AppointmentState]) -> list[Appointment]:
    cards = people.cards({r for s in states.values() for r in s.reviewers})
    cases = {case for s in states.values() for case in s.cases}
    refs = dict(models.Review.objects.filter(case_id__in=cases).values_list("case_id", "ref"))
    workers = people.worker_accounts(s.worker_id for s in states.values())
    managers = people.managers_of_teams(s.team for s in states.values())
    return [
        Appointment(
            id=key,
            state=s,
            refs=tuple(sorted(refs.get(case, "") for case in s.cases)),
            reviewers=tuple(cards[r] for r in s.reviewers),
            worker=workers.get(s.worker_id),
            manager=managers.get(s.team),
        )
        for key, s in states.items()
    ]


def _together(rows: list[models.Review]) -> list[list[models.Review]]:
    """Reviews of one worker by one reviewer belong together; those that share a case, too."""
    groups: dict[tuple[str, str], list[models.Review]] = {}
    for row in rows:
        groups.setdefault((row.worker_id or f"case {row.case_id}", row.reviewer), []).append(row)
    shared = {case for case, n in Counter(r.case_id for r in rows).items() if n > 1}
    found: list[list[models.Review]] = []
    for group in groups.values():
        theirs = {r.case_id for r in group} & shared
        other = next((f for f in found if theirs & {r.case_id for r in f}), None)
        if other is None:
            found.append(group)
        else:
            other += group
    return found


def _one(group: list[models.Review]) -> ToArrange:
    first = group[0]
    cases = {row.case_id: row for row in group}
    return ToArrange(
        reviewers=tuple(sorted({row.reviewer for row in group})),
        worker_id=first.worker_id,
        worker_name=first.worker_name,
        team=first.team,
        cases=tuple((key, row.ref, row.key) for key, row in cases.items()),
        minutes_by_case={key: MINUTES[Depth(row.depth)] for key, row in cases.items()},
        reached=bool(first.worker_id) and people.worker_account(first.worker_id) is not None,
    )
