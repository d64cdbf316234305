"""Appointments for case discussions: times offered, one picked, moved or called off.

One appointment is for one worker and takes all of their cases that its reviewers have, so that
nobody is visited twice. `sequence` counts what calendars have been told, from 0.
"""

import itertools
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.states import LONDON, MODES

OFFERED, ASKED, AGREED, CALLED_OFF = "offered", "other times asked for", "agreed", "called off"
OPEN = (OFFERED, ASKED, AGREED)
SHORTEST, LONGEST = 15, 240  # minutes


def _clashes() -> Any:
    """Of the times named, those at which somebody of the appointment has another one."""
    return field(default=(), metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class OfferTimes(Act):
    """Times from which the worker picks one. Offered again, they take the place of the earlier."""

    NAME: ClassVar[str] = "appointment.offered"
    round: str
    worker_id: str
    team: str
    reviewers: tuple[str, ...]
    cases: tuple[str, ...]
    minutes: int
    mode: str
    where: str
    times: tuple[datetime, ...]
    worker_name: str = field(default="", metadata={"record": False})
    clashes: tuple[datetime, ...] = _clashes()
    names_a_case: bool = field(default=False, metadata={"record": False})  # in `where`


@dataclass(frozen=True, kw_only=True)
class AskForOthers(Act):
    """None of the times suits, or the one agreed no longer does; in the party's own words."""

    NAME: ClassVar[str] = "appointment.others_asked"
    words: str


@dataclass(frozen=True, kw_only=True)
class AgreeTime(Act):
    """One time stands. A reviewer enters one that was agreed by phone or in person."""

    NAME: ClassVar[str] = "appointment.agreed"
    start: datetime
    clashes: tuple[datetime, ...] = _clashes()


@dataclass(frozen=True, kw_only=True)
class MoveTime(Act):
    NAME: ClassVar[str] = "appointment.moved"
    start: datetime
    reason: str
    clashes: tuple[datetime, ...] = _clashes()


@dataclass(frozen=True, kw_only=True)
class LeaveOut(Act):
    """A case that its reviewer no longer has is not talked about; the rest of the visit stands."""

    NAME: ClassVar[str] = "appointment.case_left_out"
    case: str
    minutes: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CallOff(Act):
    NAME: ClassVar[str] = "appointment.called_off"
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppointmentState:
    """An appointment as it stands: who, about which cases, the times offered, the one agreed."""

    status: str
    round: str
    worker_id: str
    worker_name: str
    team: str
    reviewers: tuple[str, ...]
    cases: tuple[str, ...]
    minutes: int
    mode: str
    where: str
    times: tuple[datetime, ...] = ()
    start: datetime | None = None
    sequence: int = -1
    words: str = ""  # the last reason given: for other times, a move, calling off

    @property
    def end(self) -> datetime | None:
        return self.start + timedelta(minutes=self.minutes) if self.start else None

    @property
    def held_times(self) -> tuple[datetime, ...]:
        """Starts that keep its people busy: the one agreed, else all that are offered."""
        if self.status == AGREED and self.start:
            return (self.start,)
        return self.times if self.status == OFFERED else ()


_ARRANGES = (Capacity.REVIEWER, Capacity.QA_MANAGER)
_PARTIES = (Capacity.WORKER, Capacity.TEAM_MANAGER)
MOVES = (
    Rule(act=OfferTimes, before=(None, OFFERED, ASKED), after=OFFERED, may=_ARRANGES),
    Rule(act=AskForOthers, before=(OFFERED, AGREED), after=ASKED, may=_PARTIES),
    Rule(act=AgreeTime, before=(OFFERED, ASKED), after=AGREED, may=(*_PARTIES, *_ARRANGES)),
    Rule(act=MoveTime, before=(AGREED,), after=AGREED, may=_ARRANGES),
    Rule(act=LeaveOut, before=OPEN, after=None, may=_ARRANGES),
    Rule(act=CallOff, before=OPEN, after=CALLED_OFF, may=_ARRANGES),
)


def may_see(state: AppointmentState, who: Person) -> bool:
    """Whether this appointment exists for this person."""
    return (
        who.holds(Capacity.QA_MANAGER)
        or (who.holds(Capacity.REVIEWER) and who.id in state.reviewers)
        or is_party(state, who)
    )


def is_party(state: AppointmentState, who: Person) -> bool:
    """The worker, or the manager of the team."""
    worker = who.holds(Capacity.WORKER) and bool(state.worker_id)
    manager = who.holds(Capacity.TEAM_MANAGER) and bool(state.team)
    return (worker and state.worker_id in who.worker_ids) or (manager and state.team in who.teams)


def arranges(reviewers: tuple[str, ...], who: Person) -> bool:
    """Those who review, and the QA manager for them."""
    return who.holds(Capacity.QA_MANAGER) or (who.holds(Capacity.REVIEWER) and who.id in reviewers)


def refusal(state: AppointmentState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this appointment now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this appointment"):
        return sentence
    if isinstance(act, OfferTimes):
        return _theirs(act.reviewers, by) or _offer(act, at)
    assert state is not None
    if isinstance(act, AskForOthers):
        if not is_party(state, by):
            return "Only the worker or the manager of the team can ask for other times."
        return None if act.words.strip() else "Say when you could meet instead."
    if isinstance(act, AgreeTime) and is_party(state, by):
        known = act.start in state.times
        return _time(act, state.minutes, at) if known else "Pick one of the times offered."
    if sentence := _theirs(state.reviewers, by):
        return sentence
    if isinstance(act, AgreeTime):
        return _time(act, state.minutes, at)
    if isinstance(act, MoveTime):
        return "Say why it is moved." if not act.reason.strip() else _time(act, state.minutes, at)
    if isinstance(act, LeaveOut):
        return (
            None
            if {*state.cases} - {act.case}
            else "Call the appointment off: it has no other case."
        )
    return None if isinstance(act, CallOff) and act.reason.strip() else "Say why it is called off."


def after(state: AppointmentState | None, act: Act, by: Person, at: datetime) -> AppointmentState:
    """The appointment once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, OfferTimes):
        facts = {k: v for k, v in vars(act).items() if k not in ("clashes", "names_a_case")}
        return AppointmentState(status=status, sequence=state.sequence if state else -1, **facts)
    assert state is not None
    told = state.sequence + (state.status == AGREED or isinstance(act, AgreeTime))
    if isinstance(act, AgreeTime | MoveTime):
        words = act.reason if isinstance(act, MoveTime) else ""
        return replace(state, status=status, start=act.start, sequence=told, words=words)
    if isinstance(act, LeaveOut):
        left = tuple(case for case in state.cases if case != act.case)
        minutes = max(SHORTEST, state.minutes - act.minutes)
        return replace(state, cases=left, minutes=minutes, sequence=told, words=act.reason)
    words = act.words if isinstance(act, AskForOthers) else getattr(act, "reason", "")
    start = state.start if isinstance(act, CallOff) else None
    return replace(state, status=status, start=start, sequence=told, words=words)


def in_words(start: datetime) -> str:
    """ "Monday 26 October 2026, 10:00"."""
    here = start.astimezone(LONDON)
    return f"{here:%A} {day_in_words(here.date())}, {here:%H:%M}"


def _theirs(reviewers: tuple[str, ...], by: Person) -> str | None:
    if arranges(reviewers, by):
        return None
    return "Only the reviewer of these cases or the QA manager can arrange this."


def _offer(act: OfferTimes, at: datetime) -> str | None:
    if not act.cases:
        return "Choose at least one case to talk about."
    if not act.times:
        return "Offer at least one time."
    if act.mode not in MODES:
        return "Say whether you meet in person, by video or by phone."
    if act.mode == "in person" and not act.where.strip():
        return "Say where you meet."
    if act.names_a_case:
        return "Name no case in the place: it goes into calendars outside Stocktake."
    if not SHORTEST <= act.minutes <= LONGEST:
        return f"A discussion takes between {SHORTEST} and {LONGEST} minutes."
    ordered, length = sorted(act.times), timedelta(minutes=act.minutes)
    if any(b - a < length for a, b in itertools.pairwise(ordered)):
        return "Two of these times overlap. Offer times that are apart."
    return _past_or_taken(ordered, act.clashes, at)


def _time(act: AgreeTime | MoveTime, minutes: int, at: datetime) -> str | None:
    return _past_or_taken([act.start], act.clashes, at)


def _past_or_taken(
    times: list[datetime], clashes: tuple[datetime, ...], at: datetime
) -> str | None:
    if past := [time for time in times if time <= at]:
        return f"{in_words(past[0])} is over. Choose a time that is still to come."
    if clashes:
        return f"Somebody who must be there has another appointment at {in_words(clashes[0])}."
    return None
