"""A round as the write door knows it: loaded, locked and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from stocktake.caseload import queries as caseload
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core import lifecycle
from stocktake.core.periods import Window
from stocktake.core.thread import Act, Refused
from stocktake.record.door import Kind, Move, locked
from stocktake.rounds import models, queries
from stocktake.rounds.domain import rounds as domain
from stocktake.rounds.domain.values import Attempt, Round, RoundState, SampledCase


def move(round_id: str, act: Act, *rests_on: str, concerns: tuple[str, ...] = ()) -> Move:
    return Move(kind=ROUND, id=round_id, act=act, rests_on=rests_on, concerns=concerns)


def state(round_id: str) -> RoundState:
    """The round as its rules see it. Raises Refused."""
    row = models.Round.objects.filter(key=round_id).first()
    if row is None:
        raise Refused("There is no such round.")
    return queries.state_of(row)


def frame(snapshot: str, kind: FrameKind, window: Window | None) -> tuple[caseload.FrameRow, ...]:
    """The children of the snapshot's frame. Raises Refused when it is not there any more."""
    try:
        return caseload.frame(snapshot, kind, window)
    except (LookupError, OSError):
        raise Refused("That snapshot is not here. Import the extract again.") from None


def frame_of(about: Round) -> tuple[caseload.FrameRow, ...]:
    """The children of a round's frame. Raises Refused when its snapshot is not there any more."""
    return frame(about.snapshot, about.frame, about.window)


def row_of(rows: Sequence[caseload.FrameRow], ref: str) -> caseload.FrameRow:
    """The child of the frame with this reference or id, as it was typed. Raises Refused."""
    typed = ref.strip()
    by_ref = [row for row in rows if row.case_ref.casefold() == typed.casefold()]
    found = by_ref or [row for row in rows if row.child_id == typed]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"More than one child has the reference {typed}. Enter the child's id.")
    raise Refused(f"No child of this round’s frame has the reference {typed}.")


def _load(ids: Sequence[str]) -> Mapping[str, RoundState]:
    rows = locked(models.Round.objects.filter(key__in=ids))
    return {row.key: queries.state_of(row) for row in rows}


def _save(key: str, before: RoundState | None, now: RoundState) -> None:
    facts = queries.stored(now.round)
    del facts["id"]
    row, _ = models.Round.objects.update_or_create(
        key=key, defaults={**facts, "number": now.number, "seal": now.seal}
    )
    known = {a.number: a for a in before.attempts} if before else {}
    for attempt in now.attempts:
        if attempt != known.get(attempt.number):
            _save_attempt(row, attempt)
    if before and now.cases != before.cases:
        models.Case.objects.bulk_create(_case_row(row, case) for case in now.cases)


def _save_attempt(row: models.Round, attempt: Attempt) -> None:
    facts = queries.stored(attempt)
    models.Attempt.objects.update_or_create(round=row, number=facts.pop("number"), defaults=facts)


def _case_row(row: models.Round, case: SampledCase) -> models.Case:
    facts = asdict(case)
    key = facts.pop("id")
    del facts["round_id"], facts["shared_with"]
    return models.Case(key=key, round=row, **facts)


ROUND = Kind[RoundState](
    name="round",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
