"""The chronology of a case: which events are whose to see, in the order in which they happened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from stocktake.core.thread import Person
from stocktake.evidence.domain import chronology as domain
from stocktake.evidence.domain.chronology import EventState, PromoteEvent
from stocktake.evidence.domain.statements import OVERSEERS, READERS
from stocktake.evidence.models import NoteVersion, Pointer, RecordCopy, SignificantEvent
from stocktake.evidence.queries.record_errors import not_hidden, shown_versions
from stocktake.people import queries as people
from stocktake.record import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One event as shown. `source` is in words; `note_id` or `pointer` leads to it."""

    id: str
    on: date
    what: str
    impact: str
    source: str
    note_id: str
    pointer: str
    kept: bool
    own: bool


def events_visible_to(person: Person, *, case_id: str = "") -> QuerySet[SignificantEvent]:
    """Events that are this person's to see; equals `domain.chronology.may_see` one by one."""
    rows = right_rows().filter(**({"case_id": case_id} if case_id else {}))
    leave = people.readable_cases(person, clock.now()) if person.holds(*READERS) else frozenset()
    opened = Q(case_id__in=leave)
    blind = Q(pk__in=[])
    for case, whose in sorted(people.hidden_by_case(person, clock.now()).items()):
        blind |= Q(case_id=case, made_by__in=whose)
    told = Q(Exists(_closed()), status=domain.KEPT) & ~blind
    others = told if person.holds(*OVERSEERS) else told & opened
    return rows.filter((opened & Q(made_by=person.id)) | others).order_by("happened_on", "pk")


def chronology(case_id: str, person: Person) -> tuple[EventView, ...]:
    """A case's events, oldest first; one's own that were taken out are among them."""
    rows = list(events_visible_to(person, case_id=case_id))
    titles = {
        (n.note_id, n.version): n.title or n.kind
        for n in NoteVersion.objects.filter(
            case_id=case_id, note_id__in={r.note_id for r in rows} - {""}
        )
    }
    pointed = {
        p.key: p.document for p in Pointer.objects.filter(key__in={r.pointer for r in rows} - {""})
    }
    return tuple(
        EventView(
            id=row.key,
            on=row.happened_on,
            what=row.what,
            impact=row.impact,
            source=titles.get((row.note_id, row.version)) or pointed.get(row.pointer, ""),
            note_id=row.note_id,
            pointer=row.pointer,
            kept=row.status == domain.KEPT,
            own=row.made_by == person.id,
        )
        for row in rows
    )


def is_closed(case_id: str) -> bool:
    """Whether a review of the case is shared, so that its record stays as it was read."""
    return RecordCopy.objects.filter(case_id=case_id, status="closed").exists()


def right_rows() -> QuerySet[SignificantEvent]:
    """Every event whose source no standing error hides."""
    version = shown_versions().filter(
        case_id=OuterRef("case_id"), note_id=OuterRef("note_id"), version=OuterRef("version")
    )
    pointer = Pointer.objects.filter(not_hidden("pointer"), key=OuterRef("pointer"))
    return SignificantEvent.objects.filter(Exists(version) | Exists(pointer))


def event_states(
    rows: Collection[SignificantEvent], right: Collection[str]
) -> dict[str, EventState]:
    """As the rules see them. `right`: the keys of those whose source no error hides."""
    cases = RecordCopy.objects.filter(case_id__in={r.case_id for r in rows}, status="closed")
    closed = set(cases.values_list("case_id", flat=True))
    return {
        row.key: EventState(
            status=row.status,
            said=PromoteEvent(
                case=row.case_id,
                source=f"note:{row.note_id}" if row.note_id else f"pointer:{row.pointer}",
                version=row.version,
                on=row.happened_on,
                what=row.what,
                impact=row.impact,
            ),
            made_by=row.made_by,
            made_at=row.made_at,
            shared=row.case_id in closed,
            hidden=row.key not in right,
        )
        for row in rows
    }


def _closed() -> QuerySet[RecordCopy]:
    return RecordCopy.objects.filter(case_id=OuterRef("case_id"), status="closed")
