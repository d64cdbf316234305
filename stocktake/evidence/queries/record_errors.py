"""Reported errors of the record: who sees them, and which notes and pointers they hide."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.domain.record_errors import (
    OFFICE,
    WRONG_CHILD,
    RecordErrorState,
    ReportError,
)
from stocktake.evidence.models import NoteVersion, RecordError
from stocktake.people import queries as people
from stocktake.record import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordErrorView:
    """One reported error, in words, with its clock."""

    id: str
    state: RecordErrorState
    reporter: str
    now: datetime

    @property
    def document(self) -> str:
        said = self.state.said
        dated = f", {said.dated.day} {said.dated:%B %Y}" if said.dated else ""
        return f"{said.document or 'Document'}{dated}"

    @property
    def clock(self) -> str:
        """How the 72 hours stand; nothing once it is assessed."""
        if not self.state.waits():
            return ""
        if self.state.overdue(self.now):
            return "The 72 hours are over"
        left = self.state.assess_by - self.now
        return f"{int(left.total_seconds() // 3600)} of 72 hours left"


def errors_visible_to(person: Person) -> QuerySet[RecordError]:
    """Errors that are this person's to see; equals `domain.record_errors.may_see`."""
    rows = RecordError.objects.order_by("-reported_at", "-pk")
    if person.holds(*OFFICE):
        return rows
    own = Q(reported_by=person.id)
    if person.holds(Capacity.TEAM_MANAGER):
        own |= Q(team__in=person.teams)
    return rows.filter(own)


def record_errors(person: Person) -> tuple[RecordErrorView, ...]:
    return _views(errors_visible_to(person))


def record_error(key: str, person: Person) -> RecordErrorView:
    """One error. Raises NotTheirs."""
    found = _views(errors_visible_to(person).filter(key=key))
    if not found:
        raise NotTheirs
    return found[0]


def state_of(row: RecordError) -> RecordErrorState:
    said = dict(row.said)
    if said.get("dated"):
        said["dated"] = datetime.fromisoformat(said["dated"]).date()
    return RecordErrorState(
        status=row.status,
        said=ReportError(**said),
        reported_by=row.reported_by,
        reported_at=row.reported_at,
        decision=row.decision,
        reason=row.reason,
        assessed_at=row.assessed_at,
        corrected=row.corrected,
        corrected_on=row.corrected_on,
        withdrawn=row.withdrawn,
    )


def shown_versions() -> QuerySet[NoteVersion]:
    """Every version of every note that no standing error hides.

    Another child's note stays hidden whatever its text becomes; a wrong one comes back when a
    refresh brings a newer version of it.
    """
    return NoteVersion.objects.filter(~Exists(_hiding("note")))


def not_hidden(kind: str) -> Q:
    """For quotes ("note", by their version) or pointers ("pointer"): what they rest on is shown."""
    return ~Q(Exists(_hiding(kind)))


def _hiding(kind: str) -> QuerySet[RecordError]:
    held = OuterRef("note_id") if kind == "note" else OuterRef("key")
    rows = RecordError.objects.filter(
        case_id=OuterRef("case_id"), source=Concat(Value(f"{kind}:"), held)
    ).exclude(status="withdrawn")
    if kind == "pointer":
        return rows
    return rows.filter(Q(kind=WRONG_CHILD) | Q(version__gte=OuterRef("version")))


def _views(rows: QuerySet[RecordError]) -> tuple[RecordErrorView, ...]:
    listed, now = list(rows), clock.now()
    names = people.cards({row.reported_by for row in listed})
    return tuple(
        RecordErrorView(
            id=row.key, state=state_of(row), reporter=names[row.reported_by].name, now=now
        )
        for row in listed
    )
