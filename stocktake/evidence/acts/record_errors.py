"""Reporting that a note or document is another child's or wrong, deciding on it, correcting it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, NotTheirs, Outgoing, Person
from stocktake.evidence.domain import record_errors as domain
from stocktake.evidence.domain.record_errors import (
    AssessBreach,
    CorrectSource,
    RecordErrorState,
    ReportError,
    WithdrawError,
)
from stocktake.evidence.models import RecordError
from stocktake.evidence.queries import case_facts, errors_visible_to, must_read, pointers_visible_to
from stocktake.evidence.queries.record_errors import shown_versions, state_of
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Kind, Move, locked, next_number, perform


def report_error(
    *, case_id: str, source: str, kind: str, why: str, by: Person, at: datetime
) -> str:
    """Hide a note ("note:n1") or pointer ("pointer:3") of a case at once; return the error's id.

    The team's manager, the QA manager and the information-governance officer are told.
    """
    must_read(by, case_id)
    facts = case_facts(case_id)
    act = ReportError(
        case=case_id,
        source=source,
        kind=kind,
        why=why.strip(),
        child=facts.child_id,
        ref=facts.ref,
        team=facts.team,
        **document_of(case_id, source, by),
    )
    key = next_number("record_error")
    text = (
        "A document of a case was reported as another child's or as wrong. Decide within 72 hours."
    )
    told = _told(facts.team, key, text)
    perform([_move(key, act, facts.child_id, told)], by=by, at=at)
    return key


def assess_breach(*, key: str, decision: str, reason: str, by: Person, at: datetime) -> None:
    """The information-governance officer's decision, with its reason."""
    _do(key, AssessBreach(decision=decision, reason=reason.strip()), by, at)


def correct_source(*, key: str, what: str, on: date, by: Person, at: datetime) -> None:
    """What was corrected in the recording system, and on which day."""
    _do(key, CorrectSource(what=what.strip(), on=on), by, at)


def withdraw_error(*, key: str, reason: str, by: Person, at: datetime) -> None:
    """The note is this child's and right after all: it is shown again."""
    _do(key, WithdrawError(reason=reason.strip()), by, at)


def _do(key: str, act: Act, by: Person, at: datetime) -> None:
    row = errors_visible_to(by).filter(key=key).first()
    if row is None:
        raise NotTheirs
    text = "There is news of a document that you reported as another child's or as wrong."
    told = _notice([row.reported_by], key, text)
    perform([_move(key, act, state_of(row).said.child, told)], by=by, at=at)


def document_of(case_id: str, source: str, by: Person) -> dict[str, Any]:
    """What kind of document it is, its day and its author. Raises NotTheirs where it is not there."""
    kind, _, key = source.partition(":")
    if kind == "note":
        row = shown_versions().filter(case_id=case_id, note_id=key, latest=True).first()
        if row is not None:
            return {
                "document": row.kind,
                "dated": row.happened_on,
                "author": row.author,
                "version": row.version,
            }
    if kind == "pointer":
        seen = pointers_visible_to(by, case_id=case_id).filter(key=key).first()
        if seen is not None:
            return {
                "document": seen.document,
                "dated": seen.dated,
                "author": seen.author,
                "version": 0,
            }
    raise NotTheirs


def _told(team: str, key: str, text: str) -> tuple[Outgoing, ...]:
    day = clock.today()
    manager = people.manager_of_team(team) if team else None
    office = [
        card.id
        for capacity in (Capacity.IG_OFFICER, Capacity.QA_MANAGER)
        for card in people.holders(capacity, day)
    ]
    return _notice([*office, *([manager.id] if manager else [])], key, text)


def _notice(to: Sequence[str], key: str, text: str) -> tuple[Outgoing, ...]:
    payload = {
        "to": sorted(set(to)),
        "about": f"record_error:{key}",
        "text": text,
        "url": f"/record-errors/{key}/",
    }
    return (Outgoing(topic="notice", payload=payload),) if to else ()


def _move(key: str, act: Act, child: str, told: tuple[Outgoing, ...]) -> Move:
    return Move(kind=RECORD_ERROR, id=key, act=act, concerns=(f"child:{child}",), outbox=told)


def _load(ids: Sequence[str]) -> Mapping[str, RecordErrorState]:
    return {row.key: state_of(row) for row in locked(RecordError.objects.filter(key__in=ids))}


def _save(key: str, before: RecordErrorState | None, now: RecordErrorState) -> None:
    said = asdict(now.said)
    RecordError.objects.update_or_create(
        key=key,
        defaults={
            "case_id": now.said.case,
            "source": now.said.source,
            "version": now.said.version,
            "kind": now.said.kind,
            "said": {**said, "dated": said["dated"].isoformat() if said["dated"] else None},
            "team": now.said.team,
            "reported_by": now.reported_by,
            "reported_at": now.reported_at,
            "status": now.status,
            "decision": now.decision,
            "reason": now.reason,
            "assessed_at": now.assessed_at,
            "corrected": now.corrected,
            "corrected_on": now.corrected_on,
            "withdrawn": now.withdrawn,
        },
    )


RECORD_ERROR = Kind[RecordErrorState](
    name="record_error",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
