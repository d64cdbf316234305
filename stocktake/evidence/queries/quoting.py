"""Quotes and pointers: who sees which, and what a reference of the thread leads to."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.domain.anchors import Anchor, found, paragraphs
from stocktake.evidence.domain.statements import FOR_CONCERN, OVERSEERS, READERS
from stocktake.evidence.models import NoteVersion, Pointer, Quote
from stocktake.evidence.queries.record_errors import not_hidden
from stocktake.evidence.queries.views import EvidenceText, PointerView, QuoteView
from stocktake.people import queries as people
from stocktake.record import clock

HIDDEN = "These words are hidden: what they come from was reported as another child’s, or as wrong."


def visible_to(person: Person, *, case_id: str = "") -> QuerySet[Quote]:
    """Quotes that are this person's to see; equals `domain.may_see` quote by quote."""
    return _theirs(Quote.objects.filter(not_hidden("note")), person, case_id).order_by("pk")


def pointers_visible_to(person: Person, *, case_id: str = "") -> QuerySet[Pointer]:
    """Pointers that are this person's to see, by the same rule."""
    return _theirs(Pointer.objects.filter(not_hidden("pointer")), person, case_id).order_by("pk")


def quotes(case_id: str, person: Person) -> tuple[QuoteView, ...]:
    """The quotes of a case that this person may see, oldest first."""
    return quote_views(visible_to(person, case_id=case_id))


def quotes_open_to(case_id: str, person: Person) -> frozenset[str]:
    """References of the same quotes ("quote:7"), for a link alone."""
    keys = visible_to(person, case_id=case_id).values_list("key", flat=True)
    return frozenset(f"quote:{key}" for key in keys)


def pointers(case_id: str, person: Person) -> tuple[PointerView, ...]:
    """The pointers of a case that this person may see, oldest first."""
    return pointer_views(pointers_visible_to(person, case_id=case_id))


def gathered_refs(case_id: str, person: Person) -> tuple[tuple[str, str], ...]:
    """One's own quotes and pointers of a case, oldest first: the item and "quote:7", no words."""
    return tuple(
        (item, f"{kind}:{key}")
        for kind, rows in (
            ("quote", visible_to(person, case_id=case_id)),
            ("pointer", pointers_visible_to(person, case_id=case_id)),
        )
        for item, key in rows.filter(made_by=person.id).values_list("item", "key")
    )


def items_drafted(case_id: str, made_by: str) -> set[str]:
    """Under which items somebody's drafts of evidence stand: names of items, nothing of the record."""
    mine = {"case_id": case_id, "made_by": made_by, "status": "draft"}
    return {
        item
        for rows in (Quote.objects, Pointer.objects)
        for item in rows.filter(**mine).values_list("item", flat=True)
    }


def quote(quote_id: str, person: Person) -> QuoteView:
    """One quote. Raises NotTheirs where it is not this person's to see."""
    return _one(quote_views(visible_to(person).filter(key=quote_id)))


def pointer(pointer_id: str, person: Person) -> PointerView:
    """One pointer. Raises NotTheirs where it is not this person's to see."""
    return _one(pointer_views(pointers_visible_to(person).filter(key=pointer_id)))


def resting(refs: Iterable[str]) -> dict[str, QuoteView | PointerView]:
    """Evidence by reference ("quote:7", "pointer:3"), for a statement that the asker may see.

    The caller has already decided that; here nothing more is asked. Drafts are never among them,
    and the words of what was reported as another child's or as wrong are not shown.
    """
    quote_ids, pointer_ids = _ids(refs, "quote"), _ids(refs, "pointer")
    quoted = Quote.objects.filter(key__in=quote_ids, status="submitted")
    pointed = Pointer.objects.filter(key__in=pointer_ids, status="submitted")
    right = {
        *(
            f"quote:{key}"
            for key in quoted.filter(not_hidden("note")).values_list("key", flat=True)
        ),
        *(
            f"pointer:{k}"
            for k in pointed.filter(not_hidden("pointer")).values_list("key", flat=True)
        ),
    }
    shown: dict[str, QuoteView | PointerView] = {}
    for one in quote_views(quoted):
        shown[one.ref] = one if one.ref in right else replace(one, exact=HIDDEN)
    for other in pointer_views(pointed):
        shown[other.ref] = other if other.ref in right else replace(other, shows=HIDDEN)
    return shown


def evidence_text(ref: str, person: Person) -> EvidenceText:
    """What "quote:7" or "pointer:3" says and where it is from. Raises NotTheirs."""
    kind, _, key = ref.partition(":")
    if kind == "quote":
        one = quote(key, person)
        return _text(ref, kind, one.exact, one, reverse("evidence:quote", args=[key]))
    if kind == "pointer":
        other = pointer(key, person)
        return _text(ref, kind, other.shows, other, reverse("evidence:pointer", args=[key]))
    raise NotTheirs


def quote_views(rows: QuerySet[Quote]) -> tuple[QuoteView, ...]:
    """Values for these quotes, with the note each came from."""
    listed = list(rows)
    notes = _notes_of(listed)
    starts = {key: [p.start for p in paragraphs(note.body)] for key, note in notes.items()}
    names = people.cards({row.made_by for row in listed})
    return tuple(
        _quote_view(row, notes[_source(row)], starts[_source(row)], names[row.made_by].name)
        for row in listed
    )


def pointer_views(rows: QuerySet[Pointer]) -> tuple[PointerView, ...]:
    """Values for these pointers."""
    listed = list(rows)
    names = people.cards({row.made_by for row in listed})
    return tuple(
        PointerView(
            id=row.key,
            made_by_name=names[row.made_by].name,
            **_same(row, PointerView, {"id", "made_by_name"}),
        )
        for row in listed
    )


def anchor_of(row: Quote) -> Anchor:
    return Anchor(
        exact=row.exact, prefix=row.prefix, suffix=row.suffix, start=row.start, end=row.end
    )


def _theirs(rows: QuerySet[Any], person: Person, case_id: str) -> QuerySet[Any]:
    if case_id:
        rows = rows.filter(case_id=case_id)
    leave = people.readable_cases(person, clock.now()) if person.holds(*READERS) else frozenset()
    opened = Q(case_id__in=leave)
    theirs = opened & Q(made_by=person.id)
    if not person.holds(Capacity.REVIEWER, *OVERSEERS):
        return rows.filter(theirs)
    hidden = Q(pk__in=[])
    for case, whose in sorted(people.hidden_by_case(person, clock.now()).items()):
        if case_id in ("", case):
            hidden |= Q(case_id=case, made_by__in=whose)
    said = Q(status="submitted") & ~Q(item=FOR_CONCERN) & ~hidden
    return rows.filter(theirs | (said if person.holds(*OVERSEERS) else said & opened))


def _quote_view(
    row: Quote, note: NoteVersion, starts: Sequence[int], made_by_name: str
) -> QuoteView:
    """`starts`: where each paragraph of the note begins."""
    place = found(note.body, anchor_of(row))
    number = bisect.bisect_right(starts, place[0]) if place else 0
    return QuoteView(
        id=row.key,
        case_id=row.case_id,
        note_id=row.note_id,
        version=row.version,
        note_title=note.title or note.kind,
        note_kind=note.kind,
        note_author=note.author,
        happened_on=note.happened_on,
        paragraph=number,
        exact=row.exact,
        item=row.item,
        made_by=row.made_by,
        made_by_name=made_by_name,
        made_at=row.made_at,
        status=row.status,
        changed=not note.latest,
    )


def _source(row: Quote) -> tuple[str, str, int]:
    return (row.case_id, row.note_id, row.version)


def _notes_of(rows: Sequence[Quote]) -> dict[tuple[str, str, int], NoteVersion]:
    """The versions that these quotes are from."""
    wanted = {_source(row) for row in rows}
    notes = NoteVersion.objects.filter(
        case_id__in={r.case_id for r in rows}, note_id__in={r.note_id for r in rows}
    )
    found = {(n.case_id, n.note_id, n.version): n for n in notes}
    return {key: note for key, note in found.items() if key in wanted}


def _text(ref: str, kind: str, text: str, one: QuoteView | PointerView, url: str) -> EvidenceText:
    return EvidenceText(
        ref=ref,
        kind=kind,
        text=text,
        source=one.source,
        made_by_name=one.made_by_name,
        case_id=one.case_id,
        url=url,
    )


def _same(row: Model, view: type, without: set[str]) -> dict[str, Any]:
    """The fields that a table and its view share by name."""
    return {name: getattr(row, name) for name in view.__annotations__ if name not in without}


V = TypeVar("V")


def _one(views: tuple[V, ...]) -> V:
    if not views:
        raise NotTheirs
    return views[0]


def _ids(refs: Iterable[str], kind: str) -> set[str]:
    return {key for k, _, key in (ref.partition(":") for ref in refs) if k == kind}
