"""Copying a sampled child's record to the desk, and refreshing it with old versions kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from stocktake.caseload import queries as caseload
from stocktake.caseload.queries import EventRow, NoteRow
from stocktake.core import lifecycle
from stocktake.core.periods import Window
from stocktake.core.thread import Person, Refused
from stocktake.evidence.domain import statements as domain
from stocktake.evidence.domain.statements import (
    CaseRecord,
    CiteNotes,
    CloseRecord,
    CopiedEvent,
    CopiedNote,
    CopyRecord,
)
from stocktake.evidence.domain.words import rows_of
from stocktake.evidence.models import CaseEvent, NoteVersion, NoteWords, ReadingMark, RecordCopy
from stocktake.evidence.queries.facts import case_facts
from stocktake.record import clock
from stocktake.record.door import Kind, Move, locked, perform

NOTES_BEFORE_DAYS = 31  # narrative from shortly before the window gives it a beginning
EVENTS_BEFORE_DAYS = 120  # dates alone reach further back, so that a gap has its first end


def copy_record_moves(
    *, case_id: str, snapshot: str, child_id: str, window: Window, records: str = "notes"
) -> list[Move]:
    """Moves that copy the child's notes and events from the snapshot; none in a pointers round."""
    if records != "notes":
        return []
    notes = _notes(caseload.notes(snapshot, child_id), window)
    events = _events(caseload.events(snapshot, child_id), window)
    act = CopyRecord(
        child=child_id,
        snapshot=snapshot,
        window_start=window.start,
        window_end=window.end,
        note_count=len(notes),
        event_count=len(events),
        digest=domain.digest_of(notes),
        notes=notes,
        events=events,
    )
    rests = (f"snapshot:{snapshot}",)
    concerns = (f"child:{child_id}",)
    return [Move(kind=CASE_RECORD, id=case_id, act=act, rests_on=rests, concerns=concerns)]


def refresh_record(*, case_id: str, snapshot: str, by: Person, at: datetime) -> None:
    """Copy the record again from a newer snapshot; versions that quotes rest on stay."""
    facts = case_facts(case_id)
    moves = copy_record_moves(
        case_id=case_id,
        snapshot=snapshot,
        child_id=facts.child_id,
        window=facts.window,
        records=facts.records,
    )
    if not moves:
        raise Refused("This round points to the recording system, so no record is copied here.")
    perform(moves, by=by, at=at)


def close_record_moves(case_id: str) -> list[Move]:
    """Moves that close the copy of a case's record, performed with the act that shares the review."""
    row = RecordCopy.objects.filter(case_id=case_id).first()
    if row is None:
        return []
    concerns = (f"child:{row.child_id}",)
    return [Move(kind=CASE_RECORD, id=case_id, act=CloseRecord(), concerns=concerns)]


def cite_notes(
    *, case_id: str, snapshot: str, note_ids: Collection[str], by: Person, at: datetime
) -> None:
    """Add to a closed record the notes that the worker or the manager cites, and nothing else."""
    facts = case_facts(case_id)
    every = (_note(row) for row in caseload.notes(snapshot, facts.child_id))
    notes = tuple(note for note in every if note.note_id in note_ids)
    act = CiteNotes(snapshot=snapshot, digest=domain.digest_of(notes), notes=notes)
    rests, concerns = (f"snapshot:{snapshot}",), (f"child:{facts.child_id}",)
    move = Move(kind=CASE_RECORD, id=case_id, act=act, rests_on=rests, concerns=concerns)
    perform([move], by=by, at=at)


def _notes(rows: Sequence[NoteRow], window: Window) -> tuple[CopiedNote, ...]:
    copied = {row.note_id: _note(row) for row in rows}
    first = window.start - timedelta(days=NOTES_BEFORE_DAYS)
    return tuple(n for _, n in sorted(copied.items()) if first <= n.happened_on <= window.end)


def _note(row: NoteRow) -> CopiedNote:
    happened_on, happened_at = _day_and_moment(row.happened_at)
    recorded_on, recorded_at = _day_and_moment(row.recorded_at) if row.recorded_at else (None, None)
    return CopiedNote(
        note_id=row.note_id,
        happened_on=happened_on,
        happened_at=happened_at,
        recorded_on=recorded_on,
        recorded_at=recorded_at,
        kind=row.kind or "",
        title=row.title or "",
        author=row.author or "",
        body=row.body or "",
    )


def _day_and_moment(value: date | datetime) -> tuple[date, datetime | None]:
    """The day in London, and the moment unless only the day is known (midnight says nothing)."""
    if not isinstance(value, datetime):
        return value, None
    moment = value.replace(tzinfo=clock.LONDON) if value.tzinfo is None else clock.local(value)
    known = moment.time() != time(0, 0)
    return moment.date(), moment if known else None


def _events(rows: Sequence[EventRow], window: Window) -> tuple[CopiedEvent, ...]:
    first = window.start - timedelta(days=EVENTS_BEFORE_DAYS)
    return tuple(
        CopiedEvent(
            kind=row.kind,
            happened_on=row.happened_on,
            recorded_on=row.recorded_on,
            mode=row.mode or "",
            seen_alone=row.seen_alone,
            detail=row.detail or "",
        )
        for row in rows
        if row.happened_on and first <= row.happened_on <= window.end
    )


def _load(ids: Sequence[str]) -> Mapping[str, CaseRecord]:
    return {
        row.case_id: CaseRecord(
            child=row.child_id,
            snapshot=row.snapshot,
            window_start=row.window_start,
            window_end=row.window_end,
            notes=tuple(_as_copied(n) for n in _latest(row.case_id)),
            copied_at=row.copied_at,
            status=row.status,
        )
        for row in locked(RecordCopy.objects.filter(case_id__in=ids))
    }


def _latest(case_id: str) -> list[NoteVersion]:
    return list(NoteVersion.objects.filter(case_id=case_id, latest=True).order_by("note_id"))


def _as_copied(row: NoteVersion) -> CopiedNote:
    return CopiedNote(
        note_id=row.note_id,
        happened_on=row.happened_on,
        happened_at=row.happened_at,
        recorded_on=row.recorded_on,
        recorded_at=row.recorded_at,
        kind=row.kind,
        title=row.title,
        author=row.author,
        body=row.body,
    )


def _save(case_id: str, before: CaseRecord | None, now: CaseRecord) -> None:
    RecordCopy.objects.update_or_create(
        case_id=case_id,
        defaults={
            "child_id": now.child,
            "snapshot": now.snapshot,
            "window_start": now.window_start,
            "window_end": now.window_end,
            "copied_at": now.copied_at,
            "status": now.status,
        },
    )
    at = clock.now()
    known = {row.note_id: row for row in _latest(case_id)}
    new = [n for n in now.notes if n.note_id not in known or known[n.note_id].hash != n.hash]
    changed = [n.note_id for n in new if n.note_id in known]
    NoteVersion.objects.filter(case_id=case_id, note_id__in=changed).update(latest=False)
    ReadingMark.objects.filter(case_id=case_id, note_id__in=changed).update(read_at=None)
    NoteWords.objects.filter(note__case_id=case_id, note__latest=False).delete()
    rows = NoteVersion.objects.bulk_create(
        _version_row(case_id, n, known[n.note_id].version + 1 if n.note_id in known else 1, at)
        for n in new
    )
    NoteWords.objects.bulk_create(words for row in rows for words in _words_of(row))
    CaseEvent.objects.filter(case_id=case_id).delete()
    CaseEvent.objects.bulk_create(_event_row(case_id, event) for event in now.events)


def _version_row(case_id: str, note: CopiedNote, version: int, at: datetime) -> NoteVersion:
    return NoteVersion(
        copied_at=at,
        case_id=case_id,
        note_id=note.note_id,
        version=version,
        hash=note.hash,
        happened_on=note.happened_on,
        happened_at=note.happened_at,
        recorded_on=note.recorded_on,
        recorded_at=note.recorded_at,
        kind=note.kind,
        title=note.title,
        author=note.author,
        body=note.body,
    )


def _words_of(row: NoteVersion) -> Iterator[NoteWords]:
    """What the search index holds of one note."""
    said = (row.title, row.author, row.body)
    for fields in rows_of(row.pk, row.case_id, row.happened_on, said):
        yield NoteWords(note=row, **fields)


def _event_row(case_id: str, event: CopiedEvent) -> CaseEvent:
    return CaseEvent(
        case_id=case_id,
        kind=event.kind,
        happened_on=event.happened_on,
        recorded_on=event.recorded_on,
        mode=event.mode,
        seen_alone=event.seen_alone,
        detail=event.detail,
    )


CASE_RECORD = Kind[CaseRecord](
    name="case_record",
    load=_load,
    save=_save,
    refusal=domain.record_refusal,
    after=domain.record_after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.RECORD_MOVES, act, by),
)
