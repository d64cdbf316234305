"""Judging practice against a statement of the last inspection."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.thread import Person, Refused
from stocktake.findings import queries
from stocktake.findings.domain import baseline as domain
from stocktake.findings.domain.baseline import BaselineState, JudgeBaseline
from stocktake.findings.domain.findings import UNANSWERED
from stocktake.findings.models import BaselineVerdict
from stocktake.record.door import Kind, Move, locked, perform
from stocktake.rounds import queries as rounds


def judge_baseline(
    *,
    round_id: str,
    statement_id: str,
    verdict: str,
    why: str,
    rests_on: Sequence[str] = (),
    by: Person,
    at: datetime,
) -> None:
    """Judge one statement. `rests_on`: findings or finalised judgements of the round ("entry:9")."""
    refs = tuple(dict.fromkeys(rests_on))
    known = {e.ref for e in queries.possible_evidence(round_id)} if refs else set()
    if queries.unanswerable(round_id) & {*refs}:
        raise Refused(UNANSWERED)
    if any(ref not in known for ref in refs):
        raise Refused("A verdict rests on findings and finalised judgements of its own round.")
    said = queries.statement(round_id, statement_id)
    act = JudgeBaseline(
        round_id=round_id,
        baseline=rounds.round_(round_id).baseline_key,
        statement=statement_id,
        kind=said.kind,
        verdict=verdict,
        why=why,
        rests_on=refs,
    )
    key = f"{round_id}:{statement_id}"
    move = Move(kind=BASELINE, id=key, act=act, rests_on=refs, answers=said.entry or None)
    perform([move], by=by, at=at)


def _load(ids: Sequence[str]) -> Mapping[str, BaselineState]:
    return {row.key: _state(row) for row in locked(BaselineVerdict.objects.filter(key__in=ids))}


def _state(row: BaselineVerdict) -> BaselineState:
    facts = {name: getattr(row, name) for name in BaselineState.__dataclass_fields__}
    return BaselineState(**{**facts, "rests_on": tuple(row.rests_on)})


def _save(key: str, before: BaselineState | None, now: BaselineState) -> None:
    facts = {name: getattr(now, name) for name in BaselineState.__dataclass_fields__}
    BaselineVerdict.objects.update_or_create(
        key=key, defaults={**facts, "rests_on": list(now.rests_on)}
    )


def _written(number: int, move: Move) -> None:
    BaselineVerdict.objects.filter(key=move.id).update(entry=number)


BASELINE = Kind[BaselineState](
    name="baseline_verdict",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
    written=_written,
)
