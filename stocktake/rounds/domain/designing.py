"""Acts before a selection: the design, children left out by approval, marks and authority."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS, Stratum
from stocktake.core.thread import Act, Person
from stocktake.rounds.domain.exceptions import (
    ADOPTION,
    APPROVED,
    REASONS,
    REFUSED,
    ROUTES,
    WAITING,
    WITHDRAWN,
    LeftOut,
    Marked,
)
from stocktake.rounds.domain.selection import VARIABLES, Plan
from stocktake.rounds.domain.values import RoundState

RELATIVE = "staff relative"


@dataclass(frozen=True, kw_only=True)
class Design(Act):
    """How the sample is to be selected. `told` says it without naming a child."""

    NAME: ClassVar[str] = "round.designed"
    plan: Plan = field(metadata={"record": False})
    told: Mapping[str, Any]
    routes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class AskLeaveOut(Act):
    """The QA manager asks to leave a child out."""

    NAME: ClassVar[str] = "sample.leave_out_asked"
    child_id: str
    ref: str
    stratum: Stratum
    code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ApproveLeaveOut(Act):
    """The assistant director approves: the child is left out and counted."""

    NAME: ClassVar[str] = "sample.leave_out_approved"
    child_id: str


@dataclass(frozen=True, kw_only=True)
class RefuseLeaveOut(Act):
    """The assistant director refuses: the child stays in."""

    NAME: ClassVar[str] = "sample.leave_out_refused"
    child_id: str


@dataclass(frozen=True, kw_only=True)
class WithdrawLeaveOut(Act):
    """The QA manager takes the question back, or lets the child in again."""

    NAME: ClassVar[str] = "sample.leave_out_withdrawn"
    child_id: str


@dataclass(frozen=True, kw_only=True)
class MarkRelative(Act):
    """A child is a relative of somebody on the staff, which no extract says."""

    NAME: ClassVar[str] = "sample.relative_marked"
    child_id: str
    ref: str
    words: str


@dataclass(frozen=True, kw_only=True)
class GiveAuthority(Act):
    """A child placed for adoption may be in the selection, on this authority."""

    NAME: ClassVar[str] = "sample.authority_given"
    child_id: str
    ref: str
    words: str


Designing = (
    Design | AskLeaveOut | ApproveLeaveOut | RefuseLeaveOut | WithdrawLeaveOut
    | MarkRelative | GiveAuthority
)  # fmt: skip


def refusal(state: RoundState, act: Act, by: Person) -> str | None:
    """Why this act may not be done to this round, as far as this file's acts go."""
    if isinstance(act, Design):
        return (
            refuse_plan(act.plan, state.round.open)
            or _refuse_sharing(act.plan, len(state.round.strands))
            or _refuse_routes(act.routes)
        )
    if isinstance(act, AskLeaveOut):
        return _refuse_asking(state, act)
    if isinstance(act, ApproveLeaveOut | RefuseLeaveOut):
        asked = state.round.exceptions.of(act.child_id)
        if asked is None or asked.status != WAITING:
            return "Nobody asks to leave this child out any more."
        if asked.asked_by == by.id:
            return "You asked for this yourself. Another assistant director decides."
    if isinstance(act, WithdrawLeaveOut):
        asked = state.round.exceptions.of(act.child_id)
        if asked is None or asked.status not in (WAITING, APPROVED):
            return "This child is not left out."
    if isinstance(act, MarkRelative | GiveAuthority) and not act.words.strip():
        return "Say in a few words how this is known."
    return None


def after(state: RoundState, act: Act, by: Person, at: datetime) -> RoundState:
    """The round once one of these acts is done."""
    about = state.round
    was = about.exceptions
    if isinstance(act, Design):
        changed = replace(about, plan=act.plan, exceptions=replace(was, routes=dict(act.routes)))
        return replace(state, round=changed)
    if isinstance(act, AskLeaveOut):
        asked = LeftOut(
            child_id=act.child_id, ref=act.ref, stratum=act.stratum, code=act.code,
            words=act.words.strip(), status=WAITING, asked_by=by.id, asked_at=at,
        )  # fmt: skip
        now = replace(was, left_out=(*was.left_out, asked))
    elif isinstance(act, ApproveLeaveOut | RefuseLeaveOut | WithdrawLeaveOut):
        now = replace(was, left_out=tuple(_decided(x, act, by, at) for x in was.left_out))
    elif isinstance(act, MarkRelative | GiveAuthority):
        kind = RELATIVE if isinstance(act, MarkRelative) else ADOPTION
        mark = Marked(
            child_id=act.child_id, ref=act.ref, kind=kind, words=act.words.strip(), by=by.id, at=at
        )
        now = replace(was, marked=(*was.marked, mark))
    else:
        return state
    return replace(state, round=replace(about, exceptions=now))


def _decided(
    one: LeftOut,
    act: ApproveLeaveOut | RefuseLeaveOut | WithdrawLeaveOut,
    by: Person,
    at: datetime,
) -> LeftOut:
    if one.child_id != act.child_id or one.status not in (WAITING, APPROVED):
        return one
    if isinstance(act, WithdrawLeaveOut):
        return replace(one, status=WITHDRAWN)
    status = APPROVED if isinstance(act, ApproveLeaveOut) else REFUSED
    return replace(one, status=status, decided_by=by.id, decided_at=at)


def _refuse_asking(state: RoundState, act: AskLeaveOut) -> str | None:
    if act.code not in REASONS:
        return "Choose why the child should be left out."
    earlier = state.round.exceptions.of(act.child_id)
    if earlier is not None and earlier.status in (WAITING, APPROVED):
        return f"{act.ref} is already left out, or waits for a decision."
    if any(c.child_id == act.child_id for c in state.round.plan.certain):
        return f"{act.ref} is in for certain. Take that out of the design first."
    return None


def _refuse_routes(routes: Mapping[str, str]) -> str | None:
    unknown = [kind for kind in routes if kind not in ROUTES]
    return f"There is no route for “{unknown[0]}”." if unknown else None


def _refuse_sharing(plan: Plan, strands: int) -> str | None:
    if plan.shared and strands < 2:
        return "This round has one strand, so there is nobody to share cases with."
    if not 0 <= plan.shared <= plan.wanted:
        return f"The strands can share at most the {plan.wanted} cases that are planned."
    return None


def refuse_plan(plan: Plan, open_: Mapping[Stratum, int]) -> str | None:
    """Why this plan cannot be met by a frame with these counts, before anybody is looked at."""
    if any(s.in_depth < 0 or s.lighter < 0 for s in plan.strata):
        return "A plan cannot hold a number below zero."
    if plan.wanted == 0:
        return "Plan at least one review."
    for planned in plan.strata:
        found = open_.get(planned.stratum, 0)
        if planned.wanted > found:
            label = DEFAULT_LABELS[planned.stratum].lower()
            return f"{planned.wanted} reviews are planned in {label}, and the frame has {found} children there."
    if unknown := [name for name in plan.spread if name not in VARIABLES]:
        return f"A sample cannot be spread over “{unknown[0]}”."
    if plan.recent and not 0 < plan.recent.weight <= 1:
        return "A recent review lowers a chance, and never to nothing: between 0 and 1."
    return _refuse_limits(plan)


def _refuse_limits(plan: Plan) -> str | None:
    limits = plan.limits
    least, most = limits.team_least, limits.team_most
    if least is not None and most is not None and least > most:
        return f"At least {least} and at most {most} from each team cannot both be."
    for value in (most, limits.worker_most, limits.household_most):
        if value is not None and value < 1:
            return "A limit of none at all leaves nobody to select: enter 1 or more, or nothing."
    return "Keep between 0 and 20 reserves." if not 0 <= plan.reserves <= 20 else None


def may_decide(person: Person) -> bool:
    """Who approves that a child is left out, and gives authority."""
    return person.holds(Capacity.ASSISTANT_DIRECTOR)
