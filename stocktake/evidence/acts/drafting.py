"""Drafts outside the thread: quotes and pointers before submission.

These rows are their author's alone; a plain log says that something was drafted, never what.
"""

from collections.abc import Mapping
from datetime import date, datetime
from string import Formatter

from django.conf import settings
from django.db import transaction

from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence.domain.anchors import LONGEST, Anchor, anchor, found
from stocktake.evidence.domain.chronology import KEPT
from stocktake.evidence.domain.settings import RECORD_LINK
from stocktake.evidence.domain.statements import QUOTERS
from stocktake.evidence.models import (
    DraftEvent,
    NoteVersion,
    Pointer,
    Quote,
    SignificantEvent,
)
from stocktake.evidence.queries import must_read, pointers_visible_to, visible_to
from stocktake.evidence.queries.record_errors import shown_versions
from stocktake.record.door import next_number


def quote(
    *,
    case_id: str,
    note_id: str,
    start: int,
    end: int,
    exact: str,
    item: str,
    version: int | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Draft a quote of the passage from `start` to `end` (code points); return its id.

    `exact` is what the person saw; when it stands elsewhere in the note, it is found there.
    """
    _must_quote(by, case_id)
    note = _note(case_id, note_id, version)
    passage = _passage(note.body, start, end, exact)
    with transaction.atomic():
        key = next_number("quote")
        Quote.objects.create(
            key=key,
            case_id=case_id,
            note_id=note_id,
            version=note.version,
            note_hash=note.hash,
            exact=passage.exact,
            prefix=passage.prefix,
            suffix=passage.suffix,
            start=passage.start,
            end=passage.end,
            item=item[:100],
            made_by=by.id,
            made_at=at,
        )
        log_draft(case_id=case_id, event="quote.added", what=f"quote:{key}", by=by, at=at)
    return key


def drop_quote(*, quote_id: str, by: Person, at: datetime) -> str:
    """Take back one's own draft quote; return its case. A submitted quote stays."""
    row = visible_to(by).filter(key=quote_id, made_by=by.id).first()
    if row is None:
        raise NotTheirs
    if row.status != "draft":
        raise Refused("This quote was submitted and stays with what rests on it.")
    with transaction.atomic():
        row.delete()
        what = f"quote:{quote_id}"
        log_draft(case_id=row.case_id, event="quote.dropped", what=what, by=by, at=at)
    return str(row.case_id)


def add_pointer(
    *,
    case_id: str,
    document: str,
    dated: date | None,
    author: str,
    found_where: str,
    reference: str = "",
    shows: str,
    item: str = "",
    seen_on: date,
    by: Person,
    at: datetime,
) -> str:
    """Draft a pointer to a document seen in the recording system; return its id."""
    _must_quote(by, case_id)
    if not document.strip() or not found_where.strip() or not shows.strip():
        raise Refused("Say which document it is, where you found it and what it shows.")
    with transaction.atomic():
        key = next_number("pointer")
        Pointer.objects.create(
            key=key,
            case_id=case_id,
            document=document.strip()[:200],
            dated=dated,
            author=author.strip()[:200],
            found_where=found_where.strip()[:300],
            reference=reference.strip()[:100],
            link=link_to(reference.strip()),
            shows=shows.strip(),
            item=item[:100],
            made_by=by.id,
            seen_on=seen_on,
            made_at=at,
        )
        log_draft(case_id=case_id, event="pointer.added", what=f"pointer:{key}", by=by, at=at)
    return key


def drop_pointer(*, pointer_id: str, by: Person, at: datetime) -> str:
    """Take back one's own draft pointer; return its case. A submitted pointer stays."""
    row = pointers_visible_to(by).filter(key=pointer_id, made_by=by.id).first()
    if row is None:
        raise NotTheirs
    if row.status != "draft":
        raise Refused("This pointer was submitted and stays with what rests on it.")
    if SignificantEvent.objects.filter(pointer=pointer_id, status=KEPT).exists():
        raise Refused("It stands in the chronology. Take it out there first.")
    with transaction.atomic():
        row.delete()
        what = f"pointer:{pointer_id}"
        log_draft(case_id=row.case_id, event="pointer.dropped", what=what, by=by, at=at)
    return str(row.case_id)


def rename_items(*, case_id: str, made_by: str, names: Mapping[str, str]) -> None:
    """Somebody's drafts of evidence stand under the new names of their items. Not a statement."""
    mine = {"case_id": case_id, "made_by": made_by, "status": "draft"}
    for rows in (Quote.objects, Pointer.objects):
        found = {
            old: list(rows.filter(**mine, item=old).values_list("pk", flat=True)) for old in names
        }
        for old, numbers in found.items():
            rows.filter(pk__in=numbers).update(item=names[old])


def link_to(reference: str) -> str:
    """The address of a document in the recording system, where the council gave a pattern.

    The setting `record_link` is an address with {reference} in it; others stay without a link.
    """
    pattern = str(settings.HOME.told(RECORD_LINK.name, RECORD_LINK.default))
    if not reference or not pattern.startswith(("https://", "http://")):
        return ""
    if [name for _, name, _, _ in Formatter().parse(pattern) if name] != ["reference"]:
        return ""
    safe = "".join(c for c in reference if c.isalnum() or c in "-_.")
    return pattern.replace("{reference}", safe)


def log_draft(*, case_id: str, event: str, what: str, by: Person, at: datetime) -> None:
    """A line of the draft log: "quote.added", "draft.saved"; never a word of the draft itself."""
    DraftEvent.objects.create(case_id=case_id, person=by.id, at=at, event=event, what=what[:64])


def _must_quote(by: Person, case_id: str) -> None:
    must_read(by, case_id)
    if not by.holds(*QUOTERS):
        raise Refused("Only the reviewer, the allocated worker or the team manager can quote here.")


def _note(case_id: str, note_id: str, version: int | None) -> NoteVersion:
    rows = shown_versions().filter(case_id=case_id, note_id=note_id)
    row = (rows.filter(latest=True) if version is None else rows.filter(version=version)).first()
    if row is None:
        raise NotTheirs
    return row


def _passage(body: str, start: int, end: int, exact: str) -> Anchor:
    seen = Anchor(exact=exact.strip(), prefix="", suffix="", start=start, end=end)
    if not seen.exact:
        raise Refused("Select some words of the note first.")
    if len(seen.exact) > LONGEST:
        raise Refused(f"A quote holds at most {LONGEST:,} characters. Select a shorter passage.")
    here = anchor(body, start, end)
    if here and here.exact.split() == seen.exact.split():
        return here
    place = found(body, seen)
    passage = anchor(body, *place) if place else None
    if passage is None:
        raise Refused("These words are not in the note as it stands. Select them again.")
    return passage
