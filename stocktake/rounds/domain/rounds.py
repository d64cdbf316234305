"""The rules of a round: commissioned, selected, frozen, under way, closed.

After the freeze nothing moves: the sample, its order and its depths stand as the certificate
tells them, and every attempt before it stands there too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.caseload.domain.kinds import FrameKind, nobody
from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import Window
from stocktake.core.strata import Stratum
from stocktake.core.thread import Act, Person
from stocktake.rounds.domain import designing, sampling
from stocktake.rounds.domain.designing import (
    ApproveLeaveOut,
    AskLeaveOut,
    Design,
    GiveAuthority,
    MarkRelative,
    RefuseLeaveOut,
    WithdrawLeaveOut,
)
from stocktake.rounds.domain.sampling import EstimateChances, Freeze, SelectSample, SwapCase
from stocktake.rounds.domain.selection import Plan, commitment_to
from stocktake.rounds.domain.values import Round, RoundState, Strand

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
    seal: str = field(metadata={"record": False})
    frame: FrameKind = FrameKind.OPEN


@dataclass(frozen=True, kw_only=True)
class Begin(Act):
    """The first reviews are allocated."""

    NAME: ClassVar[str] = "round.begun"


@dataclass(frozen=True, kw_only=True)
class Close(Act):
    """The round is over; its reviews, findings and actions live on."""

    NAME: ClassVar[str] = "round.closed"


BEFORE_FREEZE = ("commissioned", "selected")
DECIDES = (Capacity.ASSISTANT_DIRECTOR,)
REPLAYS = (Capacity.LOCAL_OPERATOR,)
MOVES = (
    Rule(act=Commission, before=(None,), after="commissioned", may=RUNS),
    *(
        Rule(act=act, before=BEFORE_FREEZE, after=None, may=may)
        for act, may in (
            (Design, RUNS),
            (AskLeaveOut, RUNS),
            (WithdrawLeaveOut, RUNS),
            (ApproveLeaveOut, DECIDES),
            (RefuseLeaveOut, DECIDES),
            (MarkRelative, RUNS),
            (GiveAuthority, DECIDES),
        )
    ),
    Rule(act=SelectSample, before=BEFORE_FREEZE, after="selected", may=RUNS),
    Rule(act=SwapCase, before=("selected",), after="selected", may=RUNS),
    Rule(
        act=EstimateChances,
        before=("selected", "frozen", "under way", "closed"),
        after=None,
        may=REPLAYS,
    ),
    Rule(act=Freeze, before=("selected",), after="frozen", may=RUNS),
    Rule(act=Begin, before=("frozen",), after="under way", may=RUNS),
    Rule(act=Close, before=("frozen", "under way"), after="closed", may=RUNS),
)
MOVES_THE_SAMPLE = (SelectSample, SwapCase, Freeze, Design, AskLeaveOut, WithdrawLeaveOut)


def refusal(state: RoundState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this round now, or None."""
    if isinstance(act, MOVES_THE_SAMPLE) and state and _frozen(state):
        return "The sample is frozen: nothing in it moves any more. Commission another round."
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this round"):
        return sentence
    if isinstance(act, Commission):
        return _refuse_commission(act)
    if state is None:
        return None
    return designing.refusal(state, act, by) or sampling.refusal(state, act)


def after(state: RoundState | None, act: Act, by: Person, at: datetime) -> RoundState:
    """The round as it stands once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, Commission):
        facts = {name: getattr(act, name) for name in act.body()}
        made = Round(**facts, status=status, commissioned_by=by.id, commissioned_at=at)
        return RoundState(round=made, number=act.number, seal=act.seal)
    assert state is not None
    state = replace(state, round=replace(state.round, status=status))
    return sampling.after(designing.after(state, act, by, at), act, by, at)


def _frozen(state: RoundState) -> bool:
    return state.status in ("frozen", "under way", "closed")


def _refuse_commission(act: Commission) -> str | None:
    if not act.title.strip():
        return "Give the round a title."
    if act.window_end < act.window_start:
        return "The window ends before it starts."
    if act.records not in RECORDS:
        return "Say how records come to the desk: as notes or as pointers."
    if act.commitment != commitment_to(act.number):
        return "The committed number does not fit its commitment."
    if not sum(act.open.values()):
        return nobody(act.frame, Window(act.window_start, act.window_end))
    names = [strand.name.strip() for strand in act.strands]
    if not names or not all(names) or not all(s.commissioner.strip() for s in act.strands):
        return "Name at least one strand, and who commissioned each."
    if len(set(names)) != len(names):
        return "Two strands have the same name. Tell them apart."
    return designing.refuse_plan(act.plan, act.open)
