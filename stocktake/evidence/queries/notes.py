"""One note as read, and the notes of a round for the disclosure check."""

from collections.abc import Sequence
from typing import Any

from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.domain.anchors import (
    Marked,
    Passage,
    found,
    paragraphs,
    segments,
    sentences,
)
from stocktake.evidence.domain.lanes import RECORDED_WITHIN_DAYS
from stocktake.evidence.models import DraftEvent, NoteVersion, Quote, ReadingMark, Shortcuts
from stocktake.evidence.queries.facts import case_facts, must_read
from stocktake.evidence.queries.quoting import anchor_of, quote_views, visible_to
from stocktake.evidence.queries.records import lag_days, note_cards
from stocktake.evidence.queries.views import (
    DraftLine,
    Neighbour,
    NoteBody,
    NoteCard,
    NoteView,
    Paragraph,
)
from stocktake.record.access import note_read
from stocktake.rounds import queries as rounds


def note(
    case_id: str,
    note_id: str,
    person: Person,
    *,
    version: int | None = None,
    among: Sequence[str] = (),
) -> NoteView:
    """One note, logged as read in the access log. Raises NotTheirs.

    `among`: note ids, newest first, to walk through (a filtered list); left out, the window's.
    """
    must_read(person, case_id)
    facts = case_facts(case_id)
    row = _version(case_id, note_id, version)
    note_read(by=person, what=f"note:{note_id}@{row.version}", child=facts.child_id)
    cards = note_cards(facts, person)
    walk = _walk(cards, among, note_id)
    place = [card.note_id for card in walk].index(note_id)
    own = visible_to(person, case_id=case_id).filter(note_id=note_id)
    mark = ReadingMark.objects.filter(case_id=case_id, note_id=note_id, person=person.id).first()
    return NoteView(
        **_said(row),
        number=place + 1,
        of=len(walk),
        paragraphs=_paragraphs(row.body, list(own)),
        quotes=quote_views(own),
        read_at=mark.read_at if mark else None,
        previous=walk[place - 1].note_id if place else "",
        next=walk[place + 1].note_id if place + 1 < len(walk) else "",
        next_unread=_next_unread(walk, place),
        unread=sum(card.unread for card in walk),
        around=_around(cards, note_id),
    )


def _said(row: NoteVersion) -> dict[str, Any]:
    """What the note itself says of itself."""
    same = ("case_id", "note_id", "version", "latest", "kind", "author")
    days = ("happened_on", "happened_at", "recorded_on")
    return {
        **{name: getattr(row, name) for name in (*same, *days)},
        "title": row.title or row.kind,
        "lag_days": lag_days(row),
        "standard_days": RECORDED_WITHIN_DAYS,
        "sentences": sentences(row.body),
    }


def note_bodies_of_round(round_id: str) -> tuple[NoteBody, ...]:
    """The newest text of every copied note of a round: for the disclosure check alone."""
    cases = [case.id for case in rounds.cases(round_id)]
    rows = NoteVersion.objects.filter(case_id__in=cases, latest=True).order_by("pk")
    return tuple(NoteBody(case_id=r.case_id, note_id=r.note_id, body=r.body) for r in rows)


def draft_log(case_id: str, person: Person) -> tuple[DraftLine, ...]:
    """This person's own draft log on a case, oldest first."""
    must_read(person, case_id)
    rows = DraftEvent.objects.filter(case_id=case_id, person=person.id).order_by("pk")
    return tuple(DraftLine(at=r.at, event=r.event, what=r.what) for r in rows)


def shortcuts_on(person: Person) -> bool:
    """Whether single-key shortcuts are on for this person: off unless they switched them on."""
    return Shortcuts.objects.filter(person=person.id, on=True).exists()


def _version(case_id: str, note_id: str, version: int | None) -> NoteVersion:
    rows = NoteVersion.objects.filter(case_id=case_id, note_id=note_id)
    row = (
        rows.filter(latest=True).first()
        if version is None
        else rows.filter(version=version).first()
    )
    if row is None:
        raise NotTheirs
    return row


def _walk(cards: Sequence[NoteCard], among: Sequence[str], note_id: str) -> list[NoteCard]:
    """The notes to walk through, oldest first; the note itself is always among them."""
    wanted = set(among) if among else {c.note_id for c in cards if c.in_window}
    wanted.add(note_id)
    return [card for card in reversed(cards) if card.note_id in wanted]


def _next_unread(walk: Sequence[NoteCard], place: int) -> str:
    """The first unread after this one, then from the beginning."""
    later = [*walk[place + 1 :], *walk[:place]]
    return next((card.note_id for card in later if card.unread), "")


def _around(cards: Sequence[NoteCard], note_id: str) -> tuple[Neighbour, ...]:
    """The two notes before and the two after, oldest first, whatever the filters."""
    oldest = list(reversed(cards))
    place = [card.note_id for card in oldest].index(note_id)
    near = oldest[max(0, place - 2) : place] + oldest[place + 1 : place + 3]
    return tuple(
        Neighbour(note_id=c.note_id, happened_on=c.happened_on, title=c.title, unread=c.unread)
        for c in near
    )


def _paragraphs(body: str, quotes: Sequence[Quote]) -> tuple[Paragraph, ...]:
    marks = [_marked(body, quote) for quote in quotes]
    known = [mark for mark in marks if mark is not None]
    return tuple(_paragraph(passage, known) for passage in paragraphs(body))


def _paragraph(passage: Passage, marks: Sequence[Marked]) -> Paragraph:
    return Paragraph(number=passage.number, start=passage.start, segments=segments(passage, marks))


def _marked(body: str, quote: Quote) -> Marked | None:
    """Where the quote stands in this version; None where its words are no longer in it."""
    place = found(body, anchor_of(quote))
    return Marked(quote_id=quote.key, start=place[0], end=place[1]) if place else None
