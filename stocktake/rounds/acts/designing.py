"""Design a round's sample, and decide about children whom chance alone does not decide about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person, Refused
from stocktake.people import queries as people
from stocktake.record.door import perform
from stocktake.rounds.acts.subjects import frame_of, move, row_of, state
from stocktake.rounds.domain.certificate import method_facts
from stocktake.rounds.domain.designing import (
    ApproveLeaveOut,
    AskLeaveOut,
    Design,
    GiveAuthority,
    MarkRelative,
    RefuseLeaveOut,
    WithdrawLeaveOut,
    refuse_plan,
)
from stocktake.rounds.domain.exceptions import ROUTES
from stocktake.rounds.domain.selection import CannotSelect, Certain, Plan, prepare
from stocktake.rounds.queries.frames import frame_of_selection


def design(
    *,
    round_id: str,
    plan: Plan,
    routes: Mapping[str, str],
    certain: Sequence[str] = (),
    by: Person,
    at: datetime,
) -> None:
    """Say how the sample is to be selected. `routes` name a reviewer by kind of record, an empty
    name is no route; `certain` are references of children who are in whatever the seed, in depth.
    Raises Refused also when no sample could keep the wishes."""
    now = state(round_id)
    if certain:
        rows = frame_of(now.round)
        sure = (Certain(child_id=row_of(rows, ref).child_id) for ref in dict.fromkeys(certain))
        plan = replace(plan, certain=tuple(sure))
    named = {kind: person for kind, person in routes.items() if person}
    _refuse_strangers(named, at)
    if refuse_plan(plan, now.round.open) is None:
        try:
            prepare(frame_of_selection(now.round, plan=plan).children, plan)
        except CannotSelect as no:
            raise Refused(str(no)) from None
    act = Design(plan=plan, told=_told(plan), routes=named)
    perform([move(round_id, act, f"snapshot:{now.round.snapshot}")], by=by, at=at)


def ask_to_leave_out(
    *, round_id: str, ref: str, code: str, words: str = "", by: Person, at: datetime
) -> None:
    """Ask that a child be left out of the selection, by reference or id."""
    row = row_of(frame_of(state(round_id).round), ref)
    act = AskLeaveOut(
        child_id=row.child_id, ref=row.case_ref, stratum=row.stratum, code=code, words=words.strip()
    )
    _do(round_id, act, row.child_id, by, at)


def decide_leave_out(
    *, round_id: str, child_id: str, approve: bool, by: Person, at: datetime
) -> None:
    """Approve or refuse that a child is left out."""
    kind = ApproveLeaveOut if approve else RefuseLeaveOut
    _do(round_id, kind(child_id=child_id), child_id, by, at)


def withdraw_leave_out(*, round_id: str, child_id: str, by: Person, at: datetime) -> None:
    """Take the question back, or let a child in again who was left out."""
    _do(round_id, WithdrawLeaveOut(child_id=child_id), child_id, by, at)


def mark_relative(*, round_id: str, ref: str, words: str, by: Person, at: datetime) -> None:
    """Mark a child as a relative of somebody on the staff, so that the record is routed."""
    row = row_of(frame_of(state(round_id).round), ref)
    act = MarkRelative(child_id=row.child_id, ref=row.case_ref, words=words.strip())
    _do(round_id, act, row.child_id, by, at)


def give_authority(*, round_id: str, ref: str, words: str, by: Person, at: datetime) -> None:
    """Let a child who is placed for adoption be selected."""
    row = row_of(frame_of(state(round_id).round), ref)
    if not row.placed_for_adoption:
        raise Refused(f"{row.case_ref} is not placed for adoption in this snapshot.")
    act = GiveAuthority(child_id=row.child_id, ref=row.case_ref, words=words.strip())
    _do(round_id, act, row.child_id, by, at)


def _do(round_id: str, act: Act, child_id: str, by: Person, at: datetime) -> None:
    perform([move(round_id, act, concerns=(f"child:{child_id}",))], by=by, at=at)


def _refuse_strangers(routes: Mapping[str, str], at: datetime) -> None:
    reviewers = {card.id for card in people.holders(Capacity.REVIEWER, at.date())}
    for kind, person in routes.items():
        if person not in reviewers:
            label = ROUTES.get(kind, kind).lower()
            raise Refused(f"Name a reviewer whose commission runs for: {label}.")


def _told(plan: Plan) -> dict[str, Any]:
    numbers = {str(s.stratum): [s.in_depth, s.lighter] for s in plan.strata}
    return {"numbers": numbers, "certain": len(plan.certain), **method_facts(plan)}
