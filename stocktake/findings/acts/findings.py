"""Making and withdrawing findings."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.thread import Person, Refused
from stocktake.findings import queries
from stocktake.findings.domain import findings as domain
from stocktake.findings.domain.findings import (
    UNANSWERED,
    FindingState,
    MakeFinding,
    WithdrawFinding,
)
from stocktake.findings.models import Finding
from stocktake.record.door import Kind, Move, locked, next_number, perform


def make_finding(
    *,
    round_id: str,
    theme: str,
    strength: bool,
    text: str,
    system: str = "",
    rests_on: Sequence[str],
    by: Person,
    at: datetime,
) -> str:
    """Make a finding and return its id. `rests_on`: finalised judgements of the round ("entry:9")."""
    refs = tuple(dict.fromkeys(rests_on))
    known = queries.judgement_refs(round_id) if refs else {}
    if queries.unanswerable(round_id) & {*refs}:
        raise Refused(UNANSWERED)
    if any(ref not in known for ref in refs):
        raise Refused(
            "A finding rests on finalised judgements of its own round. Choose among them."
        )
    act = MakeFinding(
        round_id=round_id, theme=theme, strength=strength, text=text, system=system, rests_on=refs
    )
    key = next_number("finding")
    perform([Move(kind=FINDING, id=key, act=act, rests_on=refs)], by=by, at=at)
    return key


def withdraw_finding(*, finding_id: str, reason: str, by: Person, at: datetime) -> None:
    """Withdraw a finding with a reason; it stays readable."""
    made = queries.finding(finding_id)
    act = WithdrawFinding(reason=reason)
    perform([Move(kind=FINDING, id=finding_id, act=act, answers=made.entry)], by=by, at=at)


def _load(ids: Sequence[str]) -> Mapping[str, FindingState]:
    return {row.key: _state(row) for row in locked(Finding.objects.filter(key__in=ids))}


def _state(row: Finding) -> FindingState:
    facts = {name: getattr(row, name) for name in FindingState.__dataclass_fields__}
    return FindingState(**{**facts, "rests_on": tuple(row.rests_on)})


def _save(key: str, before: FindingState | None, now: FindingState) -> None:
    facts = {name: getattr(now, name) for name in FindingState.__dataclass_fields__}
    Finding.objects.update_or_create(key=key, defaults={**facts, "rests_on": list(now.rests_on)})


def _written(number: int, move: Move) -> None:
    if isinstance(move.act, MakeFinding):
        Finding.objects.filter(key=move.id).update(entry=number)


FINDING = Kind[FindingState](
    name="finding",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
    written=_written,
)
