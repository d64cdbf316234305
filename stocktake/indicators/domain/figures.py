"""Figures about one worker: for support and supervision, and for nothing else.

They are off until the council has recorded its impact assessment and its consultation of staff.
The worker sees them first and may say something to them; then the manager of their team may. Nobody
ranks them, exports them or takes them to a board.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

import polars as pl

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

PURPOSE = (
    "These figures are for support and supervision. They are not ranked, not exported and never "
    "go to a board; they say nothing about the quality of anybody's work."
)
ON, OFF = "on", "off"
DECIDERS = (Capacity.ASSISTANT_DIRECTOR, Capacity.HEAD_OF_SERVICE)


@dataclass(frozen=True, kw_only=True)
class TurnOn(Act):
    """The council's impact assessment and consultation, with the days they were concluded."""

    NAME: ClassVar[str] = "figures.turned_on"
    assessed_on: date
    assessment: str
    consulted_on: date
    consultation: str


@dataclass(frozen=True, kw_only=True)
class TurnOff(Act):
    NAME: ClassVar[str] = "figures.turned_off"
    why: str


@dataclass(frozen=True, kw_only=True)
class FiguresState:
    """Whether figures about one worker are shown."""

    status: str = OFF
    assessed_on: date | None = None
    assessment: str = ""
    consulted_on: date | None = None
    consultation: str = ""
    said_by: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class See(Act):
    """The worker opens the page of figures about them."""

    NAME: ClassVar[str] = "figures.seen"
    worker_id: str
    snapshot: str


@dataclass(frozen=True, kw_only=True)
class Comment(Act):
    """What the worker says to them, in their own words."""

    NAME: ClassVar[str] = "figures.commented"
    comment: str


@dataclass(frozen=True, kw_only=True)
class SightState:
    worker_id: str
    snapshot: str
    person: str
    seen_at: datetime
    comment: str = ""
    commented_at: datetime | None = None
    status: str = "seen"


MOVES = (
    Rule(act=TurnOn, before=(None, OFF), after=ON, may=DECIDERS),
    Rule(act=TurnOff, before=(ON,), after=OFF, may=DECIDERS),
)
SIGHT_MOVES = (
    Rule(act=See, before=(None,), after="seen", may=(Capacity.WORKER,)),
    Rule(act=Comment, before=("seen",), after="seen", may=(Capacity.WORKER,)),
)


def refusal(state: FiguresState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why they may not be turned on or off, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="showing figures of a worker"):
        return sentence
    if isinstance(act, TurnOn):
        if not act.assessment.strip() or not act.consultation.strip():
            return "Say where the impact assessment and the consultation are recorded."
        if max(act.assessed_on, act.consulted_on) > at.date():
            return "Both must have been concluded: a day that lies ahead cannot be recorded."
        return None
    assert isinstance(act, TurnOff)
    return None if act.why.strip() else "Say why."


def after(state: FiguresState | None, act: Act, by: Person, at: datetime) -> FiguresState:
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, TurnOn):
        return FiguresState(status=status, said_by=by.id, said_at=at, **act.body())
    return replace(state or FiguresState(), status=status, said_by=by.id, said_at=at)


def sight_refusal(state: SightState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Only the worker themselves sees them first and speaks to them."""
    if sentence := lifecycle.refusal(SIGHT_MOVES, state, act, by, thing="these figures"):
        return sentence
    worker = act.worker_id if isinstance(act, See) else state.worker_id if state else ""
    if worker not in by.worker_ids:
        return "Only the worker that they are about can do this."
    if isinstance(act, Comment) and not act.comment.strip():
        return "Write what you want to say."
    return None


def sight_after(state: SightState | None, act: Act, by: Person, at: datetime) -> SightState:
    if isinstance(act, See):
        return SightState(worker_id=act.worker_id, snapshot=act.snapshot, person=by.id, seen_at=at)
    assert isinstance(act, Comment)
    assert state is not None
    return replace(state, comment=act.comment.strip(), commented_at=at)


def lone_teams(verdicts: pl.DataFrame) -> frozenset[str]:
    """Teams of which one worker holds every case: a figure of theirs is a figure about that worker.

    `verdicts` has team and worker_id; a case without a worker makes nobody known.
    """
    held = verdicts.filter((pl.col("team") != "") & (pl.col("worker_id") != ""))
    counts = held.group_by("team").agg(pl.col("worker_id").n_unique())
    return frozenset(counts.filter(pl.col("worker_id") == 1)["team"].to_list())


def may_see(who: Person, *, worker_id: str, team: str, on: bool, seen_by_worker: bool) -> bool:
    """The worker always; the manager of their team once the worker has seen them; nobody else."""
    if not on:
        return False
    if who.holds(Capacity.WORKER) and worker_id in who.worker_ids:
        return True
    return who.holds(Capacity.TEAM_MANAGER) and team in who.teams and seen_by_worker
