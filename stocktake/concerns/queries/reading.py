"""Concerns as people may read them, and as others may know of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from stocktake.concerns import models
from stocktake.concerns.domain import concern as domain
from stocktake.concerns.domain.concern import KNOWERS, Concern, FollowUp
from stocktake.concerns.domain.settings import FRONT_DOOR, OUT_OF_HOURS
from stocktake.concerns.queries.ladder import setting
from stocktake.concerns.queries.states import concern_of
from stocktake.concerns.queries.views import (
    ConcernCard,
    ConcernView,
    Counts,
    Emergency,
    FollowUpDue,
    FollowUpView,
    Happening,
)
from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence import queries as evidence
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.access import note_read

OPEN = ("waiting", "acknowledged", "safe now")


def visible_to(person: Person) -> QuerySet[models.Concern]:
    """Concerns whose words this person reads; equals `domain.may_see` concern by concern."""
    if not person.capacities:
        return models.Concern.objects.none()
    theirs = Q(raised_by=person.id) | Q(manager=person.id) | _answering(person)
    return models.Concern.objects.filter(theirs).order_by("pk")


def concerns_visible_to(person: Person) -> tuple[ConcernCard, ...]:
    """Concerns this person reads, unanswered ones first, the longest waiting on top."""
    return _sorted([_card(row, person) for row in _with_parts(visible_to(person))])


def concerns_known_to(person: Person) -> tuple[ConcernCard, ...]:
    """Concerns whose existence is this person's to know: no words, only the clock."""
    wide = person.holds(*KNOWERS, Capacity.LOCAL_OPERATOR)
    rows = models.Concern.objects.all() if wide else visible_to(person)
    return _sorted([_card(row, person) for row in _with_parts(rows) if _knows(row, person)])


def waiting_for(person: Person) -> int:
    """How many concerns wait for this head of service to acknowledge."""
    return visible_to(person).filter(_answering(person), status="waiting").count()


def gone_unanswered(at: datetime) -> tuple[tuple[str, str], ...]:
    """Waiting concerns and the people of their ladders who should be told and were not yet."""
    rows = models.Rung.objects.filter(
        concern__status="waiting", from_at__lt=at, told_at=None
    ).order_by("from_at", "pk")
    return tuple(rows.values_list("concern__key", "person"))


def concern(concern_id: str, person: Person) -> ConcernView:
    """One concern, logged as read. Raises NotTheirs unless the person is named on it."""
    row = _with_parts(visible_to(person)).filter(key=concern_id).first()
    if row is None:
        raise NotTheirs
    note_read(by=person, what=f"concern:{concern_id}", child=row.child_id)
    return _view(row, person)


def open_concern(case_id: str, *, to: Person | None = None) -> ConcernCard | None:
    """The concern of a case that is not closed, for a badge; None where `to` may not know of it."""
    return open_concerns([case_id], to=to).get(case_id)


def open_concerns(case_ids: Iterable[str], *, to: Person | None = None) -> dict[str, ConcernCard]:
    """The same for many cases, by case; a case without one is left out."""
    rows = _with_parts(models.Concern.objects.filter(case_id__in={*case_ids}, status__in=OPEN))
    known = [row for row in rows.order_by("pk") if to is None or _knows(row, to)]
    found: dict[str, ConcernCard] = {}
    for card in _sorted([_card(row, to) for row in known]):
        found.setdefault(card.case_id, card)
    return found


def raised_since(case_id: str, since: datetime) -> bool:
    """Whether a concern about a case was raised at that moment or after it; no word of it."""
    return models.Concern.objects.filter(case_id=case_id, raised_at__gte=since).exists()


def bars_sharing(case_id: str, *, to: Person | None = None) -> str | None:
    """Why the review of this case may not be shared yet, or None."""
    rows = _with_parts(models.Concern.objects.filter(case_id=case_id, status__in=OPEN))
    barring = [row for row in rows if domain.bars_sharing(concern_of(row))]
    if not barring:
        return None
    if to is not None and not any(_knows(row, to) for row in barring):
        return "Sharing is not possible now. Ask the QA manager."
    return (
        "An urgent safeguarding concern is open and the child is not yet confirmed safe. "
        "The review can be shared once the head of service has marked “Safe now”."
    )


def follow_ups_owned(person: Person) -> tuple[FollowUpDue, ...]:
    """Follow-up actions that wait for this person to do, the earliest first; no word of a concern."""
    rows = models.FollowUp.objects.filter(
        owner=person.id, done_at=None, concern__in=visible_to(person)
    ).select_related("concern")
    return tuple(
        FollowUpDue(concern_id=row.concern.key, ref=row.concern.ref, number=row.number, due=row.due)
        for row in rows.order_by("due", "pk")
    )


def counts(case_ids: Iterable[str]) -> Counts:
    """How many concerns these cases had: the only thing of them that goes into a report."""
    rows = models.Concern.objects.filter(case_id__in=[*case_ids])
    return Counts(
        raised=rows.count(),
        acknowledged=rows.exclude(acknowledged_at=None).count(),
        safe=rows.exclude(safe_at=None).count(),
        closed=rows.exclude(closed_at=None).count(),
    )


def emergency() -> Emergency:
    """The council's own numbers, from its settings `front_door` and `out_of_hours`."""
    return Emergency(front_door=str(setting(FRONT_DOOR)), out_of_hours=str(setting(OUT_OF_HOURS)))


def text_for_record(concern_id: str, person: Person) -> str:
    """Plain text for a manager to copy into the child's own record."""
    view = concern(concern_id, person)
    state = view.state
    lines = [
        f"Urgent safeguarding concern raised on {_moment(state.raised_at)} by {view.raised_by}.",
        f"What was seen: {state.what}",
        f"Why it worries: {state.why}",
        f"Child at immediate risk: {state.risk}.",
        f"Spoken to before raising: {state.spoke_to}, {_moment(state.spoke_at)}.",
    ]
    lines += [f"{h.what}: {_moment(h.at)}, {h.by}." for h in view.happened[1:]]
    if state.outcome:
        came = "; ".join(state.outcomes)
        lines += [f"Outcome: {came}. {state.outcome}", f"Rationale: {state.rationale}"]
    lines += [
        f"Follow-up {f.number}: {f.what} ({f.owner_name}, {f.words})" for f in view.follow_ups
    ]
    return "\n".join(lines)


def _with_parts(rows: QuerySet[models.Concern]) -> QuerySet[models.Concern]:
    return rows.prefetch_related("named", "follow_ups", "rungs")


def _answering(person: Person) -> Q:
    """Named on it, or on a rung of its ladder that was reached before anybody acknowledged."""
    named = models.Named.objects.filter(person=person.id).values("concern")
    reached = models.Rung.objects.filter(
        Q(concern__acknowledged_at=None) | Q(concern__acknowledged_at__gt=F("from_at")),
        person=person.id,
        from_at__lt=clock.now(),
    )
    return Q(pk__in=named) | Q(pk__in=reached.values("concern"))


def _knows(row: models.Concern, person: Person) -> bool:
    blind = people.blind_to(person, row.case_id)
    return domain.may_know(concern_of(row), person, blind, clock.now())


def _card(row: models.Concern, person: Person | None) -> ConcernCard:
    state, at = concern_of(row), clock.now()
    return ConcernCard(
        id=row.key,
        case_id=row.case_id,
        ref=row.ref,
        status=row.status,
        raised_at=row.raised_at,
        due_at=row.due_at,
        words=domain.clock_words(state, at),
        overdue=domain.is_overdue(state, at),
        urgent=domain.bars_sharing(state),
        may_read=person is not None and domain.may_see(state, person, at),
        goes_to=_goes_to(state, at),
    )


def _goes_to(state: Concern, at: datetime) -> str:
    """ "It goes to Ada, assistant director, at 14:12.", or nothing."""
    rung = state.next_rung(at)
    if rung is None:
        return ""
    when = clock.local(rung.from_at)
    day = "" if when.date() == clock.local(at).date() else f" on {day_in_words(when.date())}"
    return f"It goes to {people.card(rung.person).name_and_job}{day} at {when:%H:%M}."


def _sorted(cards: Sequence[ConcernCard]) -> tuple[ConcernCard, ...]:
    order = {status: i for i, status in enumerate((*OPEN, "closed"))}
    return tuple(sorted(cards, key=lambda c: (order[c.status], c.due_at)))


def _view(row: models.Concern, person: Person) -> ConcernView:
    state, at = concern_of(row), clock.now()
    cards = people.cards(_everybody(state, at))
    names = {key: card.name_and_job for key, card in cards.items()}
    resting = evidence.resting(state.evidence)
    return ConcernView(
        id=row.key,
        state=state,
        card=_card(row, person),
        raised_by=names[state.raised_by],
        heads=tuple(names[head] for head in state.answering(at)),
        manager=names.get(state.manager, ""),
        evidence=tuple(resting[ref] for ref in state.evidence if ref in resting),
        follow_ups=tuple(_follow_up(f, names, at) for f in state.follow_ups),
        happened=_happened(state, names, at),
        names=names,
    )


def _everybody(state: Concern, at: datetime) -> set[str]:
    done = {f.owner for f in state.follow_ups} | {f.verified_by for f in state.follow_ups}
    return (set(state.people(at)) | {rung.person for rung in state.ladder} | done) - {""}


def _follow_up(action: FollowUp, names: dict[str, str], at: datetime) -> FollowUpView:
    late = (clock.local(at).date() - action.due).days
    overdue = late > 0 and action.done_at is None
    if action.verified_at:
        words = "verified"
    elif action.done_at:
        words = "done, waiting to be verified"
    elif overdue:
        words = f"overdue by {late} day{'' if late == 1 else 's'}"
    else:
        words = f"due {day_in_words(action.due)}"
    return FollowUpView(
        number=action.number,
        what=action.what,
        owner=action.owner,
        owner_name=names[action.owner],
        due=action.due,
        evidence=action.evidence,
        done_at=action.done_at,
        verified_at=action.verified_at,
        verified_by_name=names.get(action.verified_by, ""),
        words=words,
        overdue=overdue,
    )


def _happened(state: Concern, names: dict[str, str], at: datetime) -> tuple[Happening, ...]:
    """The timed record, oldest first. A rung that was reached stands there at its own time."""
    told = " and ".join(names[p] for p in (*state.heads[:1], state.manager) if p)
    until = state.acknowledged_at or at
    climbed = [rung for rung in state.ladder if rung.from_at < until]
    seen = f"Child {state.seen_how} by {state.seen_by}, recorded"
    lines = [
        (state.raised_at, f"Raised; {told} told", state.raised_by),
        *((r.from_at, f"Not acknowledged; gone up to {names[r.person]}", "") for r in climbed),
        (state.acknowledged_at, "Acknowledged", state.acknowledged_by),
        (state.seen_recorded_at, seen, state.seen_recorded_by),
        (state.safe_at, "Marked safe now", state.safe_by),
        *((f.done_at, f"Follow-up {f.number} done", f.done_by) for f in state.follow_ups),
        *((f.verified_at, f"Follow-up {f.number} verified", f.verified_by) for f in state.follow_ups),
        (state.closed_at, "Closed", state.closed_by),
    ]  # fmt: skip
    dated = [(when, what, who) for when, what, who in lines if when is not None]
    in_order = sorted(dated, key=lambda line: line[0])
    return tuple(Happening(at=on, what=what, by=names.get(who, "")) for on, what, who in in_order)


def _moment(at: datetime) -> str:
    local = clock.local(at)
    return f"{day_in_words(local.date())}, {local:%H:%M}"
