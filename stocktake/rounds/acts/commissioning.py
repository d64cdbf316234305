"""Commission a round, select its sample, freeze it, close it."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings

from stocktake.caseload import acts as caseload_acts
from stocktake.caseload import queries as caseload
from stocktake.core import lifecycle
from stocktake.core.periods import six_months_to
from stocktake.core.strata import Stratum
from stocktake.core.thread import Act, Person, Refused
from stocktake.frameworks import queries as frameworks
from stocktake.record.door import Kind, Move, locked, next_number, perform
from stocktake.record.queries import last_entry
from stocktake.rounds import models, queries
from stocktake.rounds.domain import rounds as domain
from stocktake.rounds.domain.certificate import sample_hash
from stocktake.rounds.domain.coverage import coverage
from stocktake.rounds.domain.rounds import Begin, Close, Commission, Freeze, SelectSample
from stocktake.rounds.domain.selection import (
    Plan,
    commitment_to,
    demonstration_number,
    select,
)
from stocktake.rounds.domain.values import Attempt, RoundState, SampledCase, Strand


def commission(
    *,
    title: str,
    window_end: date,
    baseline_key: str,
    snapshot: str,
    strands: Sequence[Strand],
    plan: Plan,
    records: str = "pointers",
    purpose: str = "",
    form_in_depth: str = "in-depth",
    form_lighter: str = "lighter",
    reference: str = "",
    window_start: date | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Commission a round and return its id. Forms and baseline are named by key.

    The framework is the one for an inspection that would start on the window's last day. Raises
    Refused also when the snapshot, baseline or a form is not there.
    """
    round_id = next_number("round")
    reference = reference or _free_reference(window_end)
    act = Commission(
        id=round_id,
        reference=reference,
        title=title.strip(),
        purpose=purpose.strip(),
        window_start=window_start or six_months_to(window_end).start,
        window_end=window_end,
        records=records,
        strands=tuple(strands),
        plan=plan,
        **_committed(reference),
        **_from_the_shelf(window_end, baseline_key, form_in_depth, form_lighter),
        **_frame_facts(snapshot),
    )
    perform([_move(round_id, act, *_basis(act))], by=by, at=at)
    return round_id


def select_sample(*, round_id: str, reason: str = "", by: Person, at: datetime) -> Attempt:
    """Select the sample, or select it again for a reason; every attempt is kept."""
    state = _state(round_id)
    frame = _frame(state.round.snapshot)
    number = len(state.attempts) + 1
    seed = domain.seed_for(state, number)
    try:
        sample = select(frame, state.round.plan, seed)
    except ValueError as too_few:
        raise Refused(str(too_few)) from None
    known = {row.child_id: row for row in frame}
    kept = (*sample.drawn, *sample.reserves)
    act = SelectSample(
        attempt=number,
        seed=seed,
        number=state.number,
        frame_hash=state.round.frame_hash,
        sample_hash=sample_hash(sample),
        reason=reason.strip(),
        sample=sample,
        refs={d.child_id: known[d.child_id].case_ref for d in kept},
        coverage=coverage(frame, {d.child_id for d in sample.drawn}),
    )
    perform([_move(round_id, act, f"snapshot:{state.round.snapshot}")], by=by, at=at)
    return queries.attempts(round_id)[-1]


def freeze_sample(*, round_id: str, by: Person, at: datetime) -> tuple[SampledCase, ...]:
    """Freeze the last selection: its children become cases, the narrative of the others is dropped.

    Nothing in the sample moves after this.
    """
    state = _state(round_id)
    if not state.attempts:
        raise Refused("Select a sample first.")
    last = state.attempts[-1]
    cases = _cases(state, last)
    act = Freeze(attempt=last.number, sample_hash=sample_hash(last.sample), cases=cases)
    drops = caseload_acts.drop_unselected_narrative_moves(
        snapshot=state.round.snapshot, keep=tuple(d.child_id for d in last.sample.drawn)
    )
    drawn = last_entry("round", round_id, SelectSample.NAME)
    perform([_move(round_id, act, f"entry:{drawn}"), *drops], by=by, at=at)
    return queries.cases(round_id)


def begin_moves(*, round_id: str) -> list[Move]:
    """Moves for the act that allocates the first reviews; none when the round has begun."""
    return [_move(round_id, Begin())] if queries.round_(round_id).status == "frozen" else []


def close_round(*, round_id: str, by: Person, at: datetime) -> None:
    """Close the round."""
    perform([_move(round_id, Close())], by=by, at=at)


def _move(round_id: str, act: Act, *rests_on: str) -> Move:
    return Move(kind=ROUND, id=round_id, act=act, rests_on=rests_on)


def _state(round_id: str) -> RoundState:
    row = models.Round.objects.filter(key=round_id).first()
    if row is None:
        raise Refused("There is no such round.")
    return queries.state_of(row)


def _basis(act: Commission) -> tuple[str, ...]:
    forms = (f"form:{act.form_in_depth}", f"form:{act.form_lighter}")
    return (f"snapshot:{act.snapshot}", f"baseline:{act.baseline_hash}", *forms)


def _committed(reference: str) -> dict[str, Any]:
    """A fresh number with its commitment; in a demonstration home always the same one."""
    demonstration = settings.HOME.demonstration
    number = demonstration_number(reference) if demonstration else secrets.token_hex(16)
    return {"number": number, "commitment": commitment_to(number)}


def _free_reference(window_end: date) -> str:
    """ "2026-10" for a window that ends in October 2026; a second one gets "2026-10-2"."""
    start = f"{window_end:%Y-%m}"
    taken = set(
        models.Round.objects.filter(reference__startswith=start).values_list("reference", flat=True)
    )
    numbered = (f"{start}-{i}" for i in range(2, len(taken) + 3))
    return next(r for r in (start, *numbered) if r not in taken)


def _from_the_shelf(day: date, baseline: str, in_depth: str, lighter: str) -> dict[str, Any]:
    try:
        return {
            "baseline_key": baseline,
            "baseline_hash": frameworks.baseline(baseline).hash,
            "framework_hash": frameworks.framework_on(day).hash,
            "form_in_depth": frameworks.current_form(in_depth).hash,
            "form_lighter": frameworks.current_form(lighter).hash,
        }
    except KeyError as missing:
        raise Refused(
            f"There is no baseline, framework or form “{missing.args[0]}” here. "
            "Bring it with `stocktake instrument load`, or add a file of your own."
        ) from None


def _frame(snapshot: str) -> tuple[caseload.FrameRow, ...]:
    try:
        return caseload.frame(snapshot)
    except (LookupError, OSError):
        raise Refused("That snapshot is not here. Import the extract again.") from None


def _frame_facts(snapshot: str) -> dict[str, Any]:
    counts = Counter(str(row.stratum) for row in _frame(snapshot))
    return {
        "snapshot": snapshot,
        "frame_hash": caseload.frame_hash(snapshot),
        "open": {stratum: counts[stratum.value] for stratum in Stratum},
    }


def _cases(state: RoundState, last: Attempt) -> tuple[SampledCase, ...]:
    known = {row.child_id: row for row in _frame(state.round.snapshot)}
    drawn = [(d, known[d.child_id]) for d in last.sample.drawn]
    strands = domain.shared_among(state.round.strands, [row.worker_id for _, row in drawn])
    return tuple(
        SampledCase(
            id=next_number("case"),
            round_id=state.round.id,
            child_id=child.child_id,
            ref=row.case_ref,
            stratum=child.stratum,
            depth=child.depth,
            strand=strand,
            worker_id=row.worker_id,
            worker_name=row.worker_name,
            team=row.team,
            age=row.age,
            order=child.order,
        )
        for (child, row), strand in zip(drawn, strands, strict=True)
        if child.depth is not None
    )


def _load(ids: Sequence[str]) -> Mapping[str, RoundState]:
    rows = locked(models.Round.objects.filter(key__in=ids))
    return {row.key: queries.state_of(row) for row in rows}


def _save(key: str, before: RoundState | None, now: RoundState) -> None:
    facts = asdict(now.round)
    del facts["id"]
    row, _ = models.Round.objects.update_or_create(
        key=key, defaults={**facts, "number": now.number}
    )
    for attempt in now.attempts[len(before.attempts) if before else 0 :]:
        models.Attempt.objects.create(round=row, **asdict(attempt))
    if before and now.cases != before.cases:
        models.Case.objects.bulk_create(_case_row(row, case) for case in now.cases)


def _case_row(row: models.Round, case: SampledCase) -> models.Case:
    facts = asdict(case)
    key = facts.pop("id")
    del facts["round_id"]
    return models.Case(key=key, round=row, **facts)


ROUND = Kind[RoundState](
    name="round",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
