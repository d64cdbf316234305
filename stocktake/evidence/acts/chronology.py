"""Promoting a note or document to a significant event, taking it out again, putting it back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from stocktake.core import lifecycle
from stocktake.core.thread import Act, NotTheirs, Person, Refused
from stocktake.evidence.acts.record_errors import document_of
from stocktake.evidence.domain import chronology as domain
from stocktake.evidence.domain.chronology import EventState, PromoteEvent, PutBack, TakeOut
from stocktake.evidence.models import SignificantEvent
from stocktake.evidence.queries import case_facts, must_read
from stocktake.evidence.queries.chronology import (
    event_states,
    events_visible_to,
    is_closed,
    right_rows,
)
from stocktake.record.door import Kind, Move, locked, next_number, perform


def promote(
    *, case_id: str, source: str, on: date, what: str, impact: str, by: Person, at: datetime
) -> str:
    """Put a note ("note:n1") or a pointer ("pointer:3") into the case's chronology; return its id."""
    must_read(by, case_id)
    if is_closed(case_id):
        raise Refused("A review of this case is shared, so its chronology stays as it was.")
    version = document_of(case_id, source, by)["version"]
    act = PromoteEvent(
        case=case_id,
        source=source,
        version=version,
        on=on,
        what=what.strip(),
        impact=impact.strip(),
    )
    key = next_number("significant_event")
    perform([_move(key, act, case_id)], by=by, at=at)
    return key


def take_out(*, key: str, by: Person, at: datetime) -> str:
    """Take an event out of the chronology; it can be put back. Returns its case."""
    return _do(key, TakeOut(), by, at)


def put_back(*, key: str, by: Person, at: datetime) -> str:
    """Put back an event that was taken out. Returns its case."""
    return _do(key, PutBack(), by, at)


def _do(key: str, act: Act, by: Person, at: datetime) -> str:
    row = events_visible_to(by).filter(key=key).first()
    if row is None:
        raise NotTheirs
    perform([_move(key, act, row.case_id)], by=by, at=at)
    return str(row.case_id)


def _move(key: str, act: Act, case_id: str) -> Move:
    concerns = (f"child:{case_facts(case_id).child_id}",)
    return Move(kind=SIGNIFICANT_EVENT, id=key, act=act, concerns=concerns)


def _load(ids: Sequence[str]) -> Mapping[str, EventState]:
    rows = list(locked(SignificantEvent.objects.filter(key__in=ids)))
    return event_states(rows, set(right_rows().filter(key__in=ids).values_list("key", flat=True)))


def _save(key: str, before: EventState | None, now: EventState) -> None:
    kind, _, source = now.said.source.partition(":")
    SignificantEvent.objects.update_or_create(
        key=key,
        defaults={
            "case_id": now.said.case,
            "note_id": source if kind == "note" else "",
            "pointer": source if kind == "pointer" else "",
            "version": now.said.version,
            "happened_on": now.said.on,
            "what": now.said.what,
            "impact": now.said.impact,
            "made_by": now.made_by,
            "made_at": now.made_at,
            "status": now.status,
        },
    )


SIGNIFICANT_EVENT = Kind[EventState](
    name="significant_event",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
