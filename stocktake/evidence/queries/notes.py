"""One note as read, and the notes of a round for the disclosure check."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models.functions import Substr

from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.domain.anchors import (
    Marked,
    Seen,
    found,
    gist,
    paragraphs,
    segments,
    sentences,
)
from stocktake.evidence.domain.lanes import RECORDED_WITHIN_DAYS
from stocktake.evidence.domain.lens import glimpses
from stocktake.evidence.domain.preferences import Preferences
from stocktake.evidence.models import DraftEvent, NoteVersion, Quote, ReadingMark, ReadingPreference
from stocktake.evidence.queries.facts import case_facts, must_read
from stocktake.evidence.queries.lens import lexicon_in_force
from stocktake.evidence.queries.quoting import anchor_of, quote_views, visible_to
from stocktake.evidence.queries.record_errors import shown_versions
from stocktake.evidence.queries.records import RecordView, lag_days, note_cards
from stocktake.evidence.queries.views import (
    DraftLine,
    Neighbour,
    NoteBody,
    NoteCard,
    NoteView,
    Paragraph,
    Sentences,
)
from stocktake.record.access import note_read
from stocktake.rounds import queries as rounds

SENTENCES = 60  # on one page of the sentence picker


def note(
    case_id: str,
    note_id: str,
    person: Person,
    *,
    version: int | None = None,
    record: RecordView | None = None,
    lens: bool = False,
) -> NoteView:
    """One note, logged as read in the access log. Raises NotTheirs.

    `record`: the record as listed, whose list is walked; left out, the window's notes are.
    `lens`: whether the phrases of the theme lens are marked.
    """
    must_read(person, case_id)
    facts = case_facts(case_id)
    row = _version(case_id, note_id, version)
    note_read(by=person, what=f"note:{note_id}@{row.version}", child=facts.child_id)
    cards = record.everything if record else note_cards(facts, person)
    among = [card.note_id for card in record.cards] if record else ()
    walk = _walk(cards, among, note_id)
    place = [card.note_id for card in walk].index(note_id)
    own = visible_to(person, case_id=case_id).filter(note_id=note_id)
    mark = ReadingMark.objects.filter(case_id=case_id, note_id=note_id, person=person.id).first()
    return NoteView(
        **_said(row),
        number=place + 1,
        of=len(walk),
        paragraphs=_paragraphs(row.body, list(own), _seen(row.body) if lens else ()),
        quotes=quote_views(own),
        read_at=mark.read_at if mark else None,
        flagged=mark is not None and mark.flagged,
        previous=walk[place - 1].note_id if place else "",
        next=walk[place + 1].note_id if place + 1 < len(walk) else "",
        next_unread=_next_unread(walk, place),
        unread=sum(card.unread for card in walk),
        around=_around(case_id, cards, note_id),
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
    }


def note_sentences(
    case_id: str, note_id: str, person: Person, *, version: int | None = None, part: int = 1
) -> Sentences:
    """A part of the sentences of a note, logged as read. Raises NotTheirs."""
    must_read(person, case_id)
    row = _version(case_id, note_id, version)
    child = case_facts(case_id).child_id
    note_read(by=person, what=f"note:{note_id}@{row.version}", child=child)
    every = sentences(row.body)
    parts = max(1, math.ceil(len(every) / SENTENCES))
    part = min(max(part, 1), parts)
    return Sentences(
        case_id=case_id,
        note_id=note_id,
        version=row.version,
        title=row.title or row.kind,
        author=row.author,
        happened_on=row.happened_on,
        sentences=every[(part - 1) * SENTENCES : part * SENTENCES],
        part=part,
        parts=parts,
    )


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


def preferences(person: Person) -> Preferences:
    """How this person reads: everything off and even until they say otherwise."""
    row = ReadingPreference.objects.filter(person=person.id).first()
    if row is None:
        return Preferences()
    return Preferences(shortcuts=row.shortcuts, panes=row.panes, lens=row.lens)


def _version(case_id: str, note_id: str, version: int | None) -> NoteVersion:
    rows = shown_versions().filter(case_id=case_id, note_id=note_id)
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


def _around(case_id: str, cards: Sequence[NoteCard], note_id: str) -> tuple[Neighbour, ...]:
    """The two notes before and the two after, oldest first, whatever the filters."""
    oldest = list(reversed(cards))
    place = [card.note_id for card in oldest].index(note_id)
    near = oldest[max(0, place - 2) : place] + oldest[place + 1 : place + 3]
    opens = _openings(case_id, [c.note_id for c in near if not c.unread])
    return tuple(
        Neighbour(
            note_id=c.note_id,
            happened_on=c.happened_on,
            title=c.title,
            unread=c.unread,
            gist=gist(opens.get(c.note_id, "")),
        )
        for c in near
    )


def _openings(case_id: str, note_ids: Sequence[str]) -> dict[str, str]:
    """The first characters of these notes."""
    rows = NoteVersion.objects.filter(case_id=case_id, note_id__in=note_ids, latest=True)
    return dict(rows.annotate(opening=Substr("body", 1, 300)).values_list("note_id", "opening"))


def _seen(body: str) -> tuple[Seen, ...]:
    """The phrases of the lexicon in force."""
    through = lexicon_in_force()
    labels = {family.key: family.label for family in through.families}
    return tuple(
        Seen(start=g.start, end=g.end, lens=labels[g.family], denied=g.denied)
        for g in glimpses(body, through)
    )


def _paragraphs(
    body: str, quotes: Sequence[Quote], seen: Sequence[Seen] = ()
) -> tuple[Paragraph, ...]:
    marks = [_marked(body, quote) for quote in quotes]
    known = [mark for mark in marks if mark is not None]
    return tuple(
        Paragraph(number=p.number, start=p.start, segments=segments(p, known, seen))
        for p in paragraphs(body)
    )


def _marked(body: str, quote: Quote) -> Marked | None:
    """Where the quote stands in this version; None where its words are no longer in it."""
    place = found(body, anchor_of(quote))
    return Marked(quote_id=quote.key, start=place[0], end=place[1]) if place else None


def read_before(case_id: str, person_id: str, at: datetime) -> frozenset[str]:
    """The notes of a case that this person had opened by a moment."""
    marks = ReadingMark.objects.filter(case_id=case_id, person=person_id, read_at__lte=at)
    return frozenset(marks.values_list("note_id", flat=True))
