"""A child's record as one person may read it: the list, the timeline, how far they have read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from stocktake.core.periods import Window
from stocktake.core.thread import Person
from stocktake.evidence.domain.lanes import (
    RECORDED_WITHIN_DAYS,
    RULES,
    Interval,
    Lane,
    Mark,
    is_attempt,
    lane_of,
    lanes,
)
from stocktake.evidence.models import CaseEvent, NoteVersion, Place, ReadingMark, RecordCopy
from stocktake.evidence.queries.facts import CaseFacts, case_facts, must_read
from stocktake.evidence.queries.narrowing import Filters, Narrowed, narrowed
from stocktake.evidence.queries.quoting import visible_to
from stocktake.evidence.queries.record_errors import shown_versions
from stocktake.evidence.queries.searching import holding
from stocktake.evidence.queries.views import NoteCard
from stocktake.indicators import queries as indicators
from stocktake.record import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """One child's record on the desk, as one person may see it. Counts are of the window."""

    case_id: str
    ref: str
    mode: str  # "notes" or "pointers"
    window: Window
    copied_at: datetime | None
    everything: tuple[NoteCard, ...]  # newest first
    list: Narrowed
    notes: int
    read: int
    unread: int
    quoted: int
    flagged: int
    lanes: tuple[Lane, ...]
    next_unread: str
    place: str  # the note this person had open last

    @property
    def cards(self) -> tuple[NoteCard, ...]:
        return self.list.cards

    @property
    def later(self) -> tuple[NoteCard, ...]:
        """What a later copying added or changed."""
        return tuple(card for card in self.everything if card.came)

    @property
    def later_in_words(self) -> str:
        """ "2 notes added, 1 changed" """
        added = sum(card.came == "added" for card in self.later)
        noun = "note" if added == 1 else "notes"
        return f"{added} {noun} added, {len(self.later) - added} changed"

    @property
    def progress(self) -> str:
        return f"{self.read} of {self.notes} notes read"


def record_of(case_id: str, person: Person, filters: Filters | None = None) -> RecordView:
    """The record of a case, newest note first. Raises NotTheirs without leave to read it."""
    must_read(person, case_id)
    facts = case_facts(case_id)
    place = Place.objects.filter(case_id=case_id, person=person.id).first()
    by = filters if filters is not None else _kept(place)
    everything = tuple(note_cards(facts, person))
    inside = [card for card in everything if card.in_window]
    copy = RecordCopy.objects.filter(case_id=case_id).first()
    return RecordView(
        case_id=case_id,
        ref=facts.ref,
        mode=facts.records,
        window=facts.window,
        copied_at=copy.copied_at if copy else None,
        everything=everything,
        list=narrowed(everything, by, facts.window, holding(case_id, by.contains)),
        notes=len(inside),
        read=sum(not card.unread for card in inside),
        unread=sum(card.unread for card in inside),
        quoted=sum(bool(card.quotes) for card in inside),
        flagged=sum(card.flagged for card in inside),
        lanes=lanes_of(facts, everything),
        next_unread=next((c.note_id for c in reversed(inside) if c.unread), ""),
        place=place.note_id if place else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """When a case's record was copied and how many notes it has: counts, never a word."""

    at: datetime
    notes: int
    closed: bool


def copy_of(case_id: str) -> CopyFacts | None:
    """The copy of a case's record, for whoever plans; None where there is none."""
    row = RecordCopy.objects.filter(case_id=case_id).first()
    if row is None:
        return None
    count = NoteVersion.objects.filter(case_id=case_id, latest=True).count()
    return CopyFacts(at=row.copied_at, notes=count, closed=row.status == "closed")


_LISTED = (
    "note_id", "version", "happened_on", "recorded_on", "copied_at", "title", "kind", "author",
)  # fmt: skip


def note_cards(facts: CaseFacts, person: Person) -> list[NoteCard]:
    """Every note's newest version as a card, newest first."""
    own = ReadingMark.objects.filter(case_id=facts.case_id, person=person.id)
    marks = {row[0]: row[1:] for row in own.values_list("note_id", "read_at", "flagged")}
    quoted = Counter(
        visible_to(person, case_id=facts.case_id).order_by().values_list("note_id", flat=True)
    )
    rows = list(_newest_first(facts.case_id).values_list(*_LISTED, named=True))
    copied = min(
        (row.copied_at for row in rows if row.copied_at and row.version == 1), default=None
    )
    return [
        _card(row, marks.get(row.note_id), quoted[row.note_id], facts.window, copied)
        for row in rows
    ]


def _card(
    row: Any,  # the columns of _LISTED: hundreds are listed, and a model for each costs the most
    mark: tuple[datetime | None, bool] | None,
    quotes: int,
    window: Window,
    copied: datetime | None,
) -> NoteCard:
    """`copied`: when the record first came to the desk."""
    later = bool(copied and row.copied_at and row.copied_at > copied)
    return NoteCard(
        note_id=row.note_id,
        happened_on=row.happened_on,
        title=row.title or row.kind,
        kind=row.kind,
        author=row.author,
        lag_days=lag_days(row),
        standard_days=RECORDED_WITHIN_DAYS,
        unread=mark is None or mark[0] is None,
        flagged=mark is not None and mark[1],
        quotes=quotes,
        in_window=window.holds(row.happened_on),
        came=("changed" if row.version > 1 else "added") if later else "",
    )


def lanes_of(facts: CaseFacts, cards: Iterable[NoteCard]) -> tuple[Lane, ...]:
    """The timeline of notes and events, with the gaps over the standard."""
    if facts.records != "notes":
        return ()
    marks = [(lane_of(c.kind), _note_mark(c)) for c in cards]
    marks += [(lane_of(e.kind), _event_mark(e)) for e in _events(facts.case_id)]
    return lanes(marks, window=facts.judged, standards=_asked(facts))


def _asked(facts: CaseFacts) -> dict[str, Interval]:
    """How often something of a lane is asked for: the child's own rules, the council's own lengths."""
    found = {
        standard.rule.id: Interval(words=standard.words, due_after=standard.due_after)
        for standard in indicators.standards_of(
            facts.snapshot,
            facts.child_id,
            facts.judged,
            stratum=facts.stratum,
            rules=[rule for rules in RULES.values() for rule in rules],
        )
    }
    chosen = {lane: next((r for r in rules if r in found), "") for lane, rules in RULES.items()}
    return {lane: found[rule] for lane, rule in chosen.items() if rule}


def lag_days(row: NoteVersion) -> int | None:
    """Days from the event to its record; None where no recorded date came with the note."""
    return (row.recorded_on - row.happened_on).days if row.recorded_on else None


def _newest_first(case_id: str) -> QuerySet[NoteVersion]:
    rows = shown_versions().filter(case_id=case_id, latest=True)
    return rows.order_by("-happened_on", "-happened_at", "-note_id")


def _kept(place: Place | None) -> Filters:
    if place is None or not place.filters:
        return Filters()
    return Filters.asked(place.filters.get("fields", {}))


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
