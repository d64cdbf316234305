"""Acts on the sample itself: selected, swapped, frozen, and its chances estimated by replays."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from stocktake.core.strata import Depth, Stratum
from stocktake.core.thread import Act, Person
from stocktake.rounds.domain.coverage import Group
from stocktake.rounds.domain.exceptions import ADOPTION, LeftOut
from stocktake.rounds.domain.selection import Plan, Sample, seed_of
from stocktake.rounds.domain.swapping import REASONS, Swap
from stocktake.rounds.domain.values import Attempt, Estimate, RoundState, SampledCase


@dataclass(frozen=True, kw_only=True)
class SelectSample(Act):
    """A sample is selected; the number is revealed. Who was selected stands in the tables."""

    NAME: ClassVar[str] = "sample.drawn"
    attempt: int
    seed: str
    number: str
    frame_hash: str
    sealed_hash: str
    sample_hash: str
    method: str
    reason: str
    plan: Plan = field(metadata={"record": False})
    sample: Sample = field(metadata={"record": False})
    refs: Mapping[str, str] = field(metadata={"record": False})
    coverage: tuple[Group, ...] = field(metadata={"record": False})
    left_out: tuple[LeftOut, ...] = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class SwapCase(Act):
    """One child gives way to the next reserve."""

    NAME: ClassVar[str] = "sample.swapped"
    attempt: int
    out_ref: str
    in_ref: str
    stratum: Stratum
    depth: Depth
    code: str
    words: str
    out_key: str = field(metadata={"record": False})
    in_key: str = field(metadata={"record": False})
    coverage: tuple[Group, ...] = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Freeze(Act):
    """The last selection becomes the sample; each child in it a case of the round."""

    NAME: ClassVar[str] = "sample.frozen"
    attempt: int
    sample_hash: str
    cases: tuple[SampledCase, ...] = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class EstimateChances(Act):
    """Replays are done: how often each child was selected in them."""

    NAME: ClassVar[str] = "sample.chances_estimated"
    attempt: int
    runs: int
    counts: Mapping[str, int] = field(metadata={"record": False})


def refusal(state: RoundState, act: Act) -> str | None:
    """Why this act may not be done to this round's sample."""
    if isinstance(act, SelectSample):
        return _refuse_selection(state, act)
    if isinstance(act, SwapCase):
        return _refuse_swap(state, act)
    if isinstance(act, Freeze):
        return _refuse_freeze(state, act)
    if isinstance(act, EstimateChances) and not 0 < act.attempt <= len(state.attempts):
        return "There is no such attempt."
    return None


def after(state: RoundState, act: Act, by: Person, at: datetime) -> RoundState:
    """The round once one of these acts is done."""
    if isinstance(act, SelectSample):
        return replace(state, attempts=(*state.attempts, _attempt(act, by, at)))
    if isinstance(act, Freeze):
        frozen = replace(state.round, frozen_by=by.id, frozen_at=at)
        return replace(state, round=frozen, cases=act.cases)
    if isinstance(act, SwapCase):
        swap = Swap(
            out_key=act.out_key, in_key=act.in_key, stratum=act.stratum, depth=act.depth,
            code=act.code, words=act.words, by=by.id, at=at,
        )  # fmt: skip
        last = state.attempts[-1]
        swapped = replace(last, swaps=(*last.swaps, swap), coverage=act.coverage)
        return replace(state, attempts=(*state.attempts[:-1], swapped))
    if isinstance(act, EstimateChances):
        told = Estimate(runs=act.runs, counts=dict(act.counts))
        attempts = list(state.attempts)
        attempts[act.attempt - 1] = replace(attempts[act.attempt - 1], estimate=told)
        return replace(state, attempts=tuple(attempts))
    return state


def seed_for(state: RoundState, attempt: int, frame_hash: str) -> str:
    """The seed that an attempt of this round must have. `frame_hash` covers every column that the
    attempt's plan rests on."""
    return seed_of(
        frame_hash=frame_hash,
        reference=state.round.reference,
        number=state.number,
        attempt=attempt,
    )


def stale(state: RoundState) -> bool:
    """Whether the design has moved on since the last selection."""
    last, now = state.attempts[-1], state.round.exceptions
    approved = {x.child_id for x in now.approved}
    used = {x.child_id for x in last.left_out if x.code != ADOPTION}
    by_rule = {x.child_id for x in last.left_out if x.code == ADOPTION}
    authorised = any(now.is_marked(child_id, ADOPTION) for child_id in by_rule)
    return last.plan != state.round.plan or approved != used or authorised


def _attempt(act: SelectSample, by: Person, at: datetime) -> Attempt:
    return Attempt(
        number=act.attempt,
        seed=act.seed,
        reason=act.reason,
        by=by.id,
        at=at,
        plan=act.plan,
        frame_hash=act.frame_hash,
        sealed_hash=act.sealed_hash,
        sample=act.sample,
        refs=act.refs,
        coverage=act.coverage,
        left_out=act.left_out,
    )


def _refuse_selection(state: RoundState, act: SelectSample) -> str | None:
    attempt = len(state.attempts) + 1
    if act.attempt != attempt:
        return "The sample was selected by somebody else meanwhile. Look at it first."
    if attempt > 1 and not act.reason.strip():
        return "Say why the sample is selected again. Both attempts stand on the certificate."
    if waiting := state.round.exceptions.waiting:
        return _waits(len(waiting))
    if act.plan != state.round.plan:
        return "The design was changed meanwhile. Look at it first."
    if act.seed != seed_for(state, attempt, act.frame_hash) or act.number != state.number:
        return "The seed does not follow from the frame, the round and the committed number."
    return None


def _refuse_swap(state: RoundState, act: SwapCase) -> str | None:
    if act.code not in REASONS:
        return "Choose why the child is swapped."
    if act.attempt != len(state.attempts):
        return "The sample was selected again meanwhile. Look at the new one first."
    standing = state.attempts[-1].standing
    if act.out_key not in {d.key for d in standing.drawn}:
        return "That child is not in the sample any more."
    if act.in_key not in {d.key for d in standing.reserves}:
        return "That reserve has been used meanwhile. Look at the sample again."
    return None


def _refuse_freeze(state: RoundState, act: Freeze) -> str | None:
    if act.attempt != len(state.attempts):
        return "The sample was selected again meanwhile. Look at the new one before you freeze it."
    if waiting := state.round.exceptions.waiting:
        return _waits(len(waiting))
    if stale(state):
        return "The design was changed after the sample was selected. Select again and say why."
    lost = next((c for c in act.cases if c.routed_for and not c.routed_to), None)
    if lost is not None:
        return (
            f"{lost.ref} ({lost.routed_for}) needs a named reviewer before the freeze. "
            "Name one on the design page."
        )
    return None


def _waits(count: int) -> str:
    who = "One child waits" if count == 1 else f"{count} children wait"
    return f"{who} for the assistant director's decision on being left out. Wait, or withdraw it."
