"""A child's record as one person may read it: the list, the timeline, how far they have read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from stocktake.core.periods import Window
from stocktake.core.thread import Person
from stocktake.evidence.domain.lanes import (
    RECORDED_WITHIN_DAYS,
    Lane,
    Mark,
    is_attempt,
    lane_of,
    lanes,
    standards_for,
)
from stocktake.evidence.models import CaseEvent, NoteVersion, Place, ReadingMark, RecordCopy
from stocktake.evidence.queries.facts import CaseFacts, case_facts, must_read
from stocktake.evidence.queries.quoting import visible_to
from stocktake.evidence.queries.views import Chip, Filters, KindCount, NoteCard, RecordView
from stocktake.record import clock


def record_of(case_id: str, person: Person, filters: Filters | None = None) -> RecordView:
    """The record of a case, newest note first. Raises NotTheirs without leave to read it."""
    must_read(person, case_id)
    facts = case_facts(case_id)
    place = Place.objects.filter(case_id=case_id, person=person.id).first()
    narrowed = filters if filters is not None else _kept(place)
    everything = note_cards(facts, person)
    inside = [card for card in everything if card.in_window]
    copy = RecordCopy.objects.filter(case_id=case_id).first()
    return RecordView(
        case_id=case_id,
        ref=facts.ref,
        mode=facts.records,
        window=facts.window,
        copied_at=copy.copied_at if copy else None,
        cards=_narrowed(case_id, everything, narrowed),
        filters=narrowed,
        chips=_chips(narrowed, facts.window),
        kinds=_kinds(everything),
        notes=len(inside),
        read=sum(not card.unread for card in inside),
        unread=sum(card.unread for card in inside),
        quoted=sum(bool(card.quotes) for card in inside),
        lanes=lanes_of(facts, everything),
        next_unread=next((c.note_id for c in reversed(inside) if c.unread), ""),
        place=place.note_id if place else "",
    )


def note_cards(facts: CaseFacts, person: Person) -> list[NoteCard]:
    """Every note's newest version as a card, newest first."""
    marked = set(
        ReadingMark.objects.filter(case_id=facts.case_id, person=person.id).values_list(
            "note_id", flat=True
        )
    )
    quoted = Counter(
        visible_to(person, case_id=facts.case_id).order_by().values_list("note_id", flat=True)
    )
    return [
        NoteCard(
            note_id=row.note_id,
            happened_on=row.happened_on,
            title=row.title or row.kind,
            kind=row.kind,
            author=row.author,
            lag_days=lag_days(row),
            standard_days=RECORDED_WITHIN_DAYS,
            unread=row.note_id not in marked,
            quotes=quoted[row.note_id],
            in_window=facts.window.holds(row.happened_on),
        )
        for row in _newest_first(facts.case_id).defer("body")
    ]


def lanes_of(facts: CaseFacts, cards: Iterable[NoteCard]) -> tuple[Lane, ...]:
    """The timeline of notes and events, with the gaps over the standard."""
    if facts.records != "notes":
        return ()
    marks = [(lane_of(c.kind), _note_mark(c)) for c in cards]
    marks += [(lane_of(e.kind), _event_mark(e)) for e in _events(facts.case_id)]
    return lanes(marks, window=facts.window, standards=standards_for(facts.stratum))


def lag_days(row: NoteVersion) -> int | None:
    """Days from the event to its record; None where no recorded date came with the note."""
    return (row.recorded_on - row.happened_on).days if row.recorded_on else None


def _newest_first(case_id: str) -> QuerySet[NoteVersion]:
    rows = NoteVersion.objects.filter(case_id=case_id, latest=True)
    return rows.order_by("-happened_on", "-happened_at", "-note_id")


def _kept(place: Place | None) -> Filters:
    if place is None or not place.filters:
        return Filters()
    return Filters.asked(place.filters.get("fields", {}))


def _narrowed(case_id: str, cards: Sequence[NoteCard], by: Filters) -> tuple[NoteCard, ...]:
    held = _containing(case_id, by.contains) if by.contains else None
    return tuple(
        card
        for card in cards
        if (not by.kind or card.kind == by.kind)
        and (not by.unread or card.unread)
        and (not by.quoted or card.quotes)
        and (not by.window or card.in_window)
        and (held is None or card.note_id in held)
    )


def _containing(case_id: str, words: str) -> set[str]:
    said = Q(body__icontains=words) | Q(title__icontains=words) | Q(author__icontains=words)
    rows = NoteVersion.objects.filter(said, case_id=case_id, latest=True)
    return set(rows.values_list("note_id", flat=True))


def _chips(by: Filters, window: Window) -> tuple[Chip, ...]:
    said = {
        "kind": f"Type: {by.kind}",
        "contains": f"Contains “{by.contains}”",
        "unread": "Unread",
        "quoted": "Quoted",
        "window": f"Window only, {window.in_words}",
    }
    fields = by.fields
    return tuple(
        Chip(words=said[name], without={k: v for k, v in fields.items() if k != name})
        for name in said
        if name in fields
    )


def _kinds(cards: Iterable[NoteCard]) -> tuple[KindCount, ...]:
    counts = Counter(card.kind for card in cards)
    return tuple(KindCount(kind=kind, count=n) for kind, n in sorted(counts.items()))


def _events(case_id: str) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(case_id=case_id).order_by("happened_on", "pk")


def _note_mark(card: NoteCard) -> Mark:
    return Mark(
        on=card.happened_on,
        words=f"{card.title}, {_in_words(card.happened_on)}{', not read' if card.unread else ''}",
        note_id=card.note_id,
        read=not card.unread,
        counts=not is_attempt(card.kind, card.title),
    )


def _event_mark(row: CaseEvent) -> Mark:
    what = row.kind[:1].upper() + row.kind[1:]
    said = ", ".join(part for part in (what, row.mode, row.detail) if part)
    return Mark(
        on=row.happened_on,
        words=f"{said}, {_in_words(row.happened_on)}",
        counts=not is_attempt(row.kind, row.mode, row.detail),
    )


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def now_in_words() -> str:
    """The saved state's clock: "14:32"."""
    return f"{clock.local(clock.now()):%H:%M}"
