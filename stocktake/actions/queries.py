"""Reads of actions: the list a person may see, one action with its turns, and the counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from stocktake.actions.domain import progress as counting
from stocktake.actions.domain.progress import Course, Progress, Turn
from stocktake.actions.domain.recommendations import DONE, DRAFTED, may_see
from stocktake.actions.models import Recommendation as Row
from stocktake.actions.models import Step as StepRow
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.findings import queries as findings
from stocktake.findings.queries import Evidence
from stocktake.people import queries as people
from stocktake.people.queries import PersonCard
from stocktake.record import clock
from stocktake.record import queries as record
from stocktake.rounds import queries as rounds

_WITH_OWNER = "SELECT COUNT(*) FROM actions_recommendation WHERE owner = %s AND status IN"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One turn of an action, as the thread shows it."""

    at: datetime
    who: str
    act: str
    status: str
    due: date
    text: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation or action. `overdue` is a sentence, "" when it is in time."""

    id: str
    entry: int
    round_id: str
    level: str
    theme: str
    text: str
    status: str
    owner: PersonCard
    author: PersonCard
    due: date
    measure: str
    rests_on: tuple[str, ...]
    case_id: str
    case_ref: str
    nf_tag: str
    escalated_to: str
    overdue: str
    steps: tuple[StepView, ...] = field(default=())

    @property
    def ref(self) -> str:
        return f"recommendation:{self.id}"

    def last(self, act: str) -> StepView | None:
        """The latest turn of one act, as "action.evidenced"."""
        return next((s for s in reversed(self.steps) if s.act == act), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that waits for a person: "agree", "give evidence" or "verify"."""

    recommendation: Recommendation
    what: str


def recommendations(
    round_id: str | None = None, *, as_of: date | None = None
) -> tuple[Recommendation, ...]:
    """Every recommendation (of one round), for rooms above; pages use `visible_to`."""
    rows = Row.objects.all() if round_id is None else Row.objects.filter(round_id=round_id)
    return _views(rows, as_of or clock.today())


def visible_to(who: Person, round_id: str | None = None) -> tuple[Recommendation, ...]:
    """The recommendations that this person may see: the room's one row filter."""
    readable = people.readable_cases(who, clock.now())
    return tuple(
        r
        for r in recommendations(round_id)
        if may_see(who, owner=r.owner.id, case_id=r.case_id, readable=readable)
    )


def recommendation(key: str, *, to: Person) -> Recommendation:
    """One recommendation. Raises NotTheirs when it does not exist or is not theirs to see."""
    found = _views(Row.objects.filter(key=key), clock.today())
    readable = people.readable_cases(to, clock.now())
    for one in found:
        if may_see(to, owner=one.owner.id, case_id=one.case_id, readable=readable):
            return one
    raise NotTheirs(key)


def progress(as_of: date, *, ids: Iterable[str] | None = None) -> Progress:
    """The counts on that day, of all recommendations or of those named.

    List, agenda, chart table and export all take their numbers from here.
    """
    rows = Row.objects.all() if ids is None else Row.objects.filter(key__in=[*ids])
    return counting.progress(_courses(rows), as_of)


def needs(who: Person) -> tuple[Need, ...]:
    """What waits for this person: drafts of theirs to agree, evidence to give, evidence to verify."""
    found = [(r, _need(r, who)) for r in visible_to(who)]
    return tuple(Need(recommendation=r, what=what) for r, what in found if what)


def waiting(who: Person) -> int:
    """How many actions wait for their owner's evidence: for the menu of every page, so written out."""
    statuses = sorted(counting.WITH_OWNER)
    places = ", ".join(["%s"] * len(statuses))
    with connection.cursor() as cursor:
        cursor.execute(f"{_WITH_OWNER} ({places})", [who.id, *statuses])
        return int(cursor.fetchone()[0])


def evidence_for(
    round_id: str, *, to: Person | None = None, published: bool = True
) -> tuple[Evidence, ...]:
    """What a recommendation of this round may rest on: findings and finalised judgements; a page
    offers those that the person may read. A case action, which is not `published`, may rest on
    judgements that nobody could answer as well."""
    return findings.possible_evidence(round_id, to=to, published=published)


def unanswerable(round_id: str) -> frozenset[str]:
    """Judgements that nobody could answer: a case action may rest on them, nothing published."""
    return findings.unanswerable(round_id)


def last_entry(key: str, act: str | None = None) -> int | None:
    """Number of the last entry about this recommendation (of one act, if named)."""
    return record.last_entry("recommendation", key, act)


def terms(key: str) -> tuple[str, date, str]:
    """(owner, due, measure) as it stands, for agreeing it so. Raises KeyError when unknown."""
    row = Row.objects.filter(key=key).values_list("owner", "due", "measure").first()
    if row is None:
        raise KeyError(key)
    return row


def facts(key: str) -> tuple[str, str, str]:
    """(owner, author, case id), for the moves of the acts. Raises KeyError when unknown."""
    row = Row.objects.filter(key=key).values_list("owner", "author", "case_id").first()
    if row is None:
        raise KeyError(key)
    return row


def _need(one: Recommendation, who: Person) -> str:
    if one.owner.id == who.id:
        if one.status == DRAFTED and one.author.id != who.id:
            return "agree"
        return "give evidence" if one.status in counting.WITH_OWNER else ""
    if one.status == DONE and one.author.id != who.id and who.holds(Capacity.HEAD_OF_SERVICE):
        return "verify"
    return ""


def _courses(rows: "Iterable[Row]") -> list[Course]:
    turns: dict[str, list[Turn]] = {r.key: [] for r in rows}
    for s in StepRow.objects.filter(recommendation__in=[*turns]).order_by("pk"):
        day = clock.local(s.at).date()
        turns[s.recommendation_id].append(Turn(day=day, status=s.status, due=s.due))
    return [Course(id=key, turns=tuple(listed)) for key, listed in turns.items()]


def _views(rows: "Iterable[Row]", day: date) -> tuple[Recommendation, ...]:
    listed = sorted(rows, key=lambda r: int(r.key))
    steps: dict[str, list[StepRow]] = {r.key: [] for r in listed}
    for step in StepRow.objects.filter(recommendation__in=[*steps]).order_by("pk"):
        steps[step.recommendation_id].append(step)
    ids = {p for r in listed for p in (r.owner, r.author)}
    ids |= {s.person for each in steps.values() for s in each}
    cards = people.cards(ids)
    of = rounds.cases_by_id(r.case_id for r in listed if r.case_id)
    refs = {key: one.ref for key, one in of.items()}
    return tuple(_view(r, steps[r.key], cards, refs, day) for r in listed)


def _view(
    row: Row, steps: list[StepRow], cards: dict[str, PersonCard], refs: dict[str, str], day: date
) -> Recommendation:
    turn = Turn(day=day, status=row.status, due=row.due)
    return Recommendation(
        id=row.key,
        entry=row.entry or 0,
        round_id=row.round_id,
        level=row.level,
        theme=row.theme,
        text=row.text,
        status=row.status,
        owner=cards[row.owner],
        author=cards[row.author],
        due=row.due,
        measure=row.measure,
        rests_on=tuple(row.rests_on),
        case_id=row.case_id,
        case_ref=refs.get(row.case_id, ""),
        nf_tag=row.nf_tag,
        escalated_to=row.escalated_to,
        overdue=counting.overdue_words(turn, day),
        steps=tuple(_step(s, cards) for s in steps),
    )


def _step(row: StepRow, cards: dict[str, PersonCard]) -> StepView:
    return StepView(
        at=row.at,
        who=cards[row.person].name_and_job,
        act=row.act,
        status=row.status,
        due=row.due,
        text=row.text,
        reference=row.reference,
    )
