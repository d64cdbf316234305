"""Select a round's sample, swap before the freeze, freeze, and keep what replays say of chances."""

from collections.abc import Mapping
from datetime import datetime

from stocktake.caseload import acts as caseload_acts
from stocktake.core.thread import Outgoing, Person, Refused
from stocktake.record.door import Move, next_number, perform
from stocktake.record.queries import last_entry
from stocktake.rounds import queries
from stocktake.rounds.acts.subjects import ROUND, frame_of, move, state
from stocktake.rounds.domain import sampling
from stocktake.rounds.domain.certificate import method_of, sample_hash
from stocktake.rounds.domain.conjunction import also_of, shared_among, shared_cases
from stocktake.rounds.domain.coverage import Group, coverage
from stocktake.rounds.domain.routing import route_for
from stocktake.rounds.domain.sampling import EstimateChances, Freeze, SelectSample, SwapCase
from stocktake.rounds.domain.sealed import sealed_hash
from stocktake.rounds.domain.selection import CannotSelect, select
from stocktake.rounds.domain.swapping import CannotSwap, Swap, after_swaps, next_reserve
from stocktake.rounds.domain.values import Attempt, RoundState, SampledCase
from stocktake.rounds.queries.frames import Frame, frame_of_selection

REPLAYS = "replays"  # the outbox's topic for chances under hard limits


def select_sample(*, round_id: str, reason: str = "", by: Person, at: datetime) -> Attempt:
    """Select the sample, or select it again for a reason; every attempt is kept."""
    now = state(round_id)
    number = len(now.attempts) + 1
    found = _frame(now)
    seed = sampling.seed_for(now, number, found.hash)
    try:
        sample = select(found.children, now.round.plan, seed).named(found.ids)
    except CannotSelect as no:
        raise Refused(str(no)) from None
    kept = (*sample.drawn, *sample.reserves)
    act = SelectSample(
        attempt=number,
        seed=seed,
        number=now.number,
        frame_hash=found.hash,
        sealed_hash=sealed_hash(found.children, now.round.frame),
        sample_hash=sample_hash(sample),
        method=method_of(now.round.plan),
        reason=reason.strip(),
        plan=now.round.plan,
        sample=sample,
        refs={d.child_id: found.rows[d.key].case_ref for d in kept},
        coverage=_coverage(found, {d.child_id for d in sample.drawn}),
        left_out=found.left_out,
    )
    wanted = {"round": round_id, "attempt": number}
    waits = (Outgoing(topic=REPLAYS, payload=wanted),) if now.round.plan.limits.any else ()
    basis = (f"snapshot:{now.round.snapshot}",)
    perform([Move(kind=ROUND, id=round_id, act=act, rests_on=basis, outbox=waits)], by=by, at=at)
    return queries.attempts(round_id)[-1]


def swap_case(
    *, round_id: str, ref: str, code: str, words: str = "", by: Person, at: datetime
) -> Swap:
    """One child gives way to the next reserve of the same group, at the same depth."""
    now = state(round_id)
    if not now.attempts:
        raise Refused("Select a sample first.")
    last, found = now.attempts[-1], _frame(now)
    standing = last.standing
    key = next((d.key for d in standing.drawn if last.refs[d.child_id] == ref.strip()), "")
    try:
        going, coming = next_reserve(standing, key, found.children, last.plan.limits)
    except CannotSwap as no:
        raise Refused(str(no)) from None
    assert going.depth is not None
    swap = Swap(
        out_key=going.key, in_key=coming.key, stratum=going.stratum, depth=going.depth, code=code
    )
    chosen = {d.child_id for d in after_swaps(standing, [swap]).drawn}
    act = SwapCase(
        attempt=last.number,
        out_ref=last.refs[going.child_id],
        in_ref=last.refs[coming.child_id],
        stratum=going.stratum,
        depth=going.depth,
        code=code,
        words=words.strip(),
        out_key=going.key,
        in_key=coming.key,
        coverage=_coverage(found, chosen),
    )
    concerns = (f"child:{going.child_id}", f"child:{coming.child_id}")
    drawn = last_entry("round", round_id, SelectSample.NAME)
    perform([move(round_id, act, f"entry:{drawn}", concerns=concerns)], by=by, at=at)
    return queries.attempts(round_id)[-1].swaps[-1]


def freeze_sample(*, round_id: str, by: Person, at: datetime) -> tuple[SampledCase, ...]:
    """Freeze the last selection: its children become cases, the narrative of the others is dropped.

    Nothing in the sample moves after this.
    """
    now = state(round_id)
    if not now.attempts:
        raise Refused("Select a sample first.")
    last = now.attempts[-1]
    act = Freeze(
        attempt=last.number, sample_hash=sample_hash(last.standing), cases=_cases(now, last)
    )
    drops = caseload_acts.drop_unselected_narrative_moves(
        snapshot=now.round.snapshot, keep=tuple(d.child_id for d in last.standing.drawn)
    )
    drawn = last_entry("round", round_id, SelectSample.NAME)
    perform([move(round_id, act, f"entry:{drawn}"), *drops], by=by, at=at)
    return queries.cases(round_id)


def estimate_chances(
    *, round_id: str, attempt: int, runs: int, counts: Mapping[str, int], by: Person, at: datetime
) -> None:
    """Keep what replays say of the chances of an attempt under hard limits."""
    act = EstimateChances(attempt=attempt, runs=runs, counts=counts)
    perform([move(round_id, act)], by=by, at=at)


def _frame(now: RoundState) -> Frame:
    try:
        return frame_of_selection(now.round)
    except LookupError:
        raise Refused(
            "The snapshot of this round has been deleted. Import the extract again."
        ) from None


def _coverage(found: Frame, chosen: set[str]) -> tuple[Group, ...]:
    return coverage(tuple(found.rows.values()), chosen)


def _cases(now: RoundState, last: Attempt) -> tuple[SampledCase, ...]:
    known = {row.child_id: row for row in frame_of(now.round)}
    drawn = [(d, known[d.child_id]) for d in last.standing.drawn]
    strands = shared_among(now.round.strands, [row.worker_id for _, row in drawn])
    whys = [route_for(row, now.round.exceptions) for _, row in drawn]
    shared = shared_cases(last.seed, last.standing.drawn, last.plan)
    return tuple(
        SampledCase(
            id=next_number("case"),
            round_id=now.round.id,
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
            also=also_of(strand, now.round.strands, shared=child.key in shared and not why),
            happened_on=row.happened_on,
            routed_for=why,
            routed_to=now.round.exceptions.routes.get(why, ""),
        )
        for (child, row), strand, why in zip(drawn, strands, whys, strict=True)
        if child.depth is not None
    )
