"""How somebody reads: marks, flags, the place where they left off, and their preferences.

None of these is a statement: they are the reader's own, and nobody else sees them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.domain.preferences import Preferences
from stocktake.evidence.models import NoteVersion, Place, ReadingMark, ReadingPreference
from stocktake.evidence.queries import must_read, preferences
from stocktake.evidence.queries.record_errors import shown_versions


def open_note(*, case_id: str, note_id: str, by: Person, at: datetime) -> None:
    """Opening a note marks it as read and remembers the place."""
    mark_read(case_id=case_id, note_id=note_id, by=by, at=at)
    Place.objects.update_or_create(
        case_id=case_id, person=by.id, defaults={"note_id": note_id, "at": at}
    )


def mark_read(*, case_id: str, note_id: str, by: Person, at: datetime) -> None:
    """Mark a note as read; an earlier mark keeps its time."""
    _mark(case_id, note_id, by, read_at=at)


def mark_all_read(*, case_id: str, note_ids: Sequence[str], by: Person, at: datetime) -> None:
    """Mark several notes as read at once; earlier marks keep their time."""
    must_read(by, case_id)
    rows = NoteVersion.objects.filter(case_id=case_id, note_id__in=[*note_ids], latest=True)
    marks = [
        ReadingMark(case_id=case_id, note_id=note_id, person=by.id, read_at=at)
        for note_id in rows.order_by("note_id").values_list("note_id", flat=True)
    ]
    ReadingMark.objects.bulk_create(marks, ignore_conflicts=True)


def mark_unread(*, case_id: str, note_id: str, by: Person, at: datetime) -> None:
    """Take the mark back, to come to the note again; a flag stays."""
    must_read(by, case_id)
    ReadingMark.objects.filter(case_id=case_id, note_id=note_id, person=by.id).update(read_at=None)


def flag(*, case_id: str, note_id: str, on: bool, by: Person, at: datetime) -> None:
    """Flag a note to come back to it, or take the flag off."""
    _mark(case_id, note_id, by, flagged=on)


def keep_filters(*, case_id: str, fields: dict[str, str], by: Person, at: datetime) -> None:
    """Keep the filters for this person's next look at this record."""
    must_read(by, case_id)
    Place.objects.update_or_create(
        case_id=case_id, person=by.id, defaults={"filters": {"fields": fields}, "at": at}
    )


def prefer(wanted: Preferences, *, by: Person, at: datetime) -> None:
    """How oneself reads: single keys, the width of the panes, the theme lens."""
    ReadingPreference.objects.update_or_create(
        person=by.id,
        defaults={"shortcuts": wanted.shortcuts, "panes": wanted.panes, "lens": wanted.lens},
    )


def widen(*, towards: str, by: Person, at: datetime) -> None:
    """One step of width towards "record" or "form"."""
    prefer(preferences(by).widened(towards), by=by, at=at)


def _mark(case_id: str, note_id: str, by: Person, **wanted: Any) -> None:
    must_read(by, case_id)
    if not shown_versions().filter(case_id=case_id, note_id=note_id, latest=True).exists():
        raise NotTheirs
    with transaction.atomic():
        mark, new = ReadingMark.objects.get_or_create(
            case_id=case_id, note_id=note_id, person=by.id, defaults=wanted
        )
        if new or (mark.read_at and "read_at" in wanted):
            return
        ReadingMark.objects.filter(pk=mark.pk).update(**wanted)
