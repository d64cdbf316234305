"""The rules of a round: commissioned, selected, frozen, under way, closed.

After the freeze nothing moves: the sample, its order and its depths stand as the certificate
tells them, and every attempt before it stands there too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.core.thread import Act, Person
from stocktake.rounds.domain.coverage import Group
from stocktake.rounds.domain.selection import Plan, Sample, commitment_to, seed_of
from stocktake.rounds.domain.values import Attempt, Round, RoundState, SampledCase, Strand

RUNS = (Capacity.QA_MANAGER,)
SEES = frozenset(
    {
        Capacity.QA_MANAGER,
        Capacity.BOARD_CHAIR,
        Capacity.ASSISTANT_DIRECTOR,
        Capacity.HEAD_OF_SERVICE,
        Capacity.DATA_ANALYST,
    }
)
RECORDS = ("notes", "pointers")


@dataclass(frozen=True, kw_only=True)
class Commission(Act):
    """A round begins; the number that will seed its selection is committed, not told."""

    NAME: ClassVar[str] = "round.commissioned"
    id: str
    reference: str
    title: str
    purpose: str
    window_start: date
    window_end: date
    baseline_key: str
    baseline_hash: str
    framework_hash: str
    form_in_depth: str
    form_lighter: str
    records: str
    snapshot: str
    frame_hash: str
    open: Mapping[Stratum, int]
    strands: tuple[Strand, ...]
    plan: Plan
    commitment: str
    number: str = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class SelectSample(Act):
    """A sample is selected; the number is revealed. Who was selected stands in the tables."""

    NAME: ClassVar[str] = "sample.drawn"
    attempt: int
    seed: str
    number: str
    frame_hash: str
    sample_hash: str
    reason: str
    sample: Sample = field(metadata={"record": False})
    refs: Mapping[str, str] = field(metadata={"record": False})
    coverage: tuple[Group, ...] = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Freeze(Act):
    """The last selection becomes the sample; each child in it a case of the round."""

    NAME: ClassVar[str] = "sample.frozen"
    attempt: int
    sample_hash: str
    cases: tuple[SampledCase, ...] = field(metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class Begin(Act):
    """The first reviews are allocated."""

    NAME: ClassVar[str] = "round.begun"


@dataclass(frozen=True, kw_only=True)
class Close(Act):
    """The round is over; its reviews, findings and actions live on."""

    NAME: ClassVar[str] = "round.closed"


MOVES = (
    Rule(act=Commission, before=(None,), after="commissioned", may=RUNS),
    Rule(act=SelectSample, before=("commissioned", "selected"), after="selected", may=RUNS),
    Rule(act=Freeze, before=("selected",), after="frozen", may=RUNS),
    Rule(act=Begin, before=("frozen",), after="under way", may=RUNS),
    Rule(act=Close, before=("frozen", "under way"), after="closed", may=RUNS),
)


def refusal(state: RoundState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this round now, or None."""
    if isinstance(act, SelectSample | Freeze) and state and _frozen(state):
        return "The sample is frozen: nothing in it moves any more. Commission another round."
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this round"):
        return sentence
    if isinstance(act, Commission):
        return _refuse_commission(act)
    if isinstance(act, SelectSample) and state:
        return _refuse_selection(state, act)
    if isinstance(act, Freeze) and state and act.attempt != len(state.attempts):
        return "The sample was selected again meanwhile. Look at the new one before you freeze it."
    return None


def after(state: RoundState | None, act: Act, by: Person, at: datetime) -> RoundState:
    """The round as it stands once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, Commission):
        facts = {name: getattr(act, name) for name in act.body()}
        made = Round(**facts, status=status, commissioned_by=by.id, commissioned_at=at)
        return RoundState(round=made, number=act.number)
    assert state is not None
    state = replace(state, round=replace(state.round, status=status))
    if isinstance(act, SelectSample):
        return replace(state, attempts=(*state.attempts, _attempt(act, by, at)))
    if isinstance(act, Freeze):
        frozen = replace(state.round, frozen_by=by.id, frozen_at=at)
        return replace(state, round=frozen, cases=act.cases)
    return state


def seed_for(state: RoundState, attempt: int) -> str:
    """The seed that this round's next or an earlier attempt must have."""
    return seed_of(
        frame_hash=state.round.frame_hash,
        reference=state.round.reference,
        number=state.number,
        attempt=attempt,
    )


def shared_among(strands: Sequence[Strand], workers: Sequence[str]) -> list[str]:
    """For each case, given its worker, the strand that takes it: about as many for each strand.

    A worker's cases stay in one strand, so that they have one discussion and not two; a case
    without a worker goes where there is room. The largest group first, each to the smallest strand.
    """
    groups: dict[str, list[int]] = {}
    for i, worker in enumerate(workers):
        groups.setdefault(worker or f"nobody {i}", []).append(i)
    load = [0] * len(strands)
    given = [""] * len(workers)
    for _, cases in sorted(groups.items(), key=lambda g: (-len(g[1]), g[1][0])):
        smallest = load.index(min(load))
        load[smallest] += len(cases)
        for i in cases:
            given[i] = strands[smallest].name
    return given


def _frozen(state: RoundState) -> bool:
    return state.status in ("frozen", "under way", "closed")


def _attempt(act: SelectSample, by: Person, at: datetime) -> Attempt:
    return Attempt(
        number=act.attempt,
        seed=act.seed,
        reason=act.reason,
        by=by.id,
        at=at,
        sample=act.sample,
        refs=act.refs,
        coverage=act.coverage,
    )


def _refuse_commission(act: Commission) -> str | None:
    if not act.title.strip():
        return "Give the round a title."
    if act.window_end < act.window_start:
        return "The window ends before it starts."
    if act.records not in RECORDS:
        return "Say how records come to the desk: as notes or as pointers."
    if act.commitment != commitment_to(act.number):
        return "The committed number does not fit its commitment."
    names = [strand.name.strip() for strand in act.strands]
    if not names or not all(names) or not all(s.commissioner.strip() for s in act.strands):
        return "Name at least one strand, and who commissioned each."
    if len(set(names)) != len(names):
        return "Two strands have the same name. Tell them apart."
    return _refuse_plan(act)


def _refuse_plan(act: Commission) -> str | None:
    if any(s.in_depth < 0 or s.lighter < 0 for s in act.plan.strata):
        return "A plan cannot hold a number below zero."
    if act.plan.wanted == 0:
        return "Plan at least one review."
    for planned in act.plan.strata:
        found = act.open.get(planned.stratum, 0)
        if planned.wanted > found:
            return (
                f"{planned.wanted} reviews are planned in {DEFAULT_LABELS[planned.stratum].lower()}, "
                f"and {found} children are open there."
            )
    return None


def _refuse_selection(state: RoundState, act: SelectSample) -> str | None:
    attempt = len(state.attempts) + 1
    if act.attempt != attempt:
        return "The sample was selected by somebody else meanwhile. Look at it first."
    if attempt > 1 and not act.reason.strip():
        return "Say why the sample is selected again. Both attempts stand on the certificate."
    if act.seed != seed_for(state, attempt) or act.number != state.number:
        return "The seed does not follow from the frame, the round and the committed number."
    return None
