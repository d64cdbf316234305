"""Appointments for case discussions: offered, agreed, moved, called off; calendars are told each time."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings

from stocktake.core import lifecycle
from stocktake.core.strata import Depth
from stocktake.core.thread import Act, Outgoing, Person, Refused
from stocktake.notices.calendars import Guest, Invitation, payload_of
from stocktake.people import queries as people
from stocktake.record.door import Kind, Move, locked, next_number, perform
from stocktake.reviews import models, queries
from stocktake.reviews.acts import notices
from stocktake.reviews.domain import appointments as domain
from stocktake.reviews.domain.appointments import (
    AgreeTime,
    AppointmentState,
    AskForOthers,
    CallOff,
    LeaveOut,
    MoveTime,
    OfferTimes,
)
from stocktake.reviews.queries import Appointment, ToArrange
from stocktake.rounds.domain.timetable import MINUTES, Visit, in_visits, timetable

TITLE = "Practice review discussion"
OFFERED = "Choose a time to talk about your work in the practice review."
OFFERED_TEAM = (
    "A worker of your team is offered times to talk about the practice review. You are invited too."
)
AGREED = "A time is agreed for a practice review discussion."
MOVED = "The practice review discussion is moved to another time."
OTHERS = "A worker asks for other times for the discussion."
SHORTER = "A practice review discussion is shorter: one case less is talked about."
CALLED_OFF = "A practice review discussion is called off."


def offer_times(
    *,
    review_id: str,
    times: Sequence[datetime],
    mode: str,
    where: str = "",
    by: Person,
    at: datetime,
) -> str:
    """Offer times for talking about this review and all others that belong to the same visit.

    Offers made already are replaced. Returns the appointment's id.
    """
    key, act = _offer(review_id, times, mode, where, by)
    perform([_offer_move(key, act)], by=by, at=at)
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One visit of a discussion to arrange: all of its cases, or as many as fit into one."""

    of: ToArrange
    cases: tuple[str, ...]
    visit: Visit


def offer_to_everybody(
    *, round_id: str, mode: str, where: str = "", by: Person, at: datetime
) -> tuple[int, tuple[ToArrange, ...]]:
    """Offer two times for every discussion of a round that has none, from who can be met when.

    A worker without an account could not pick one and is left out. Returns how many are offered,
    and those for which none are.
    """
    waiting = queries.to_arrange(round_id=round_id)
    parts = [part for one in waiting if one.reached for part in _parts(one)]
    everybody = {person for part in parts for person in part.visit.people}
    open_ = queries.open_spans(everybody, at)
    reachable = [p for p in parts if all(r in open_ for r in p.of.reviewers)]
    found = timetable(
        [p.visit for p in reachable], open_=open_, busy=queries.busy_spans(everybody), times=2
    )
    moves, given = [], set[str]()
    for part in reachable:
        if times := tuple(t for t in found[part.visit.id] if t > at):
            act = _act(part.of, round_id, part.cases, times, mode, where)
            moves.append(_offer_move(next_number("appointment"), act))
            given |= {*part.cases}
    if moves:
        perform(moves, by=by, at=at)
    return len(moves), tuple(one for one in waiting if not {*one.minutes_by_case} <= given)


def _parts(one: ToArrange) -> list[_Part]:
    worker = people.worker_account(one.worker_id) if one.worker_id else None
    who = (*one.reviewers, *((worker.id,) if worker else ()))
    visits, cases = in_visits([*one.minutes_by_case.items()], who, one.name)
    return [_Part(of=one, cases=c, visit=v) for v, c in zip(visits, cases, strict=True)]


def arrange(
    *, review_id: str, start: datetime, mode: str, where: str = "", by: Person, at: datetime
) -> str:
    """Enter a time that was agreed by phone or in person; return the appointment's id."""
    key, offer = _offer(review_id, (start,), mode, where, by)
    offered = _offer_move(key, offer, quiet=True)
    state = domain.after(None, offer, by, at)
    move = _move(queries.appointment_of(key, state), AgreeTime(start=start), (), by, at)
    told = _told(queries.appointment_of(key, state), AGREED, by)
    perform([offered, replace(move, outbox=(*told, *move.outbox))], by=by, at=at)
    return key


def ask_for_others(*, appointment_id: str, words: str, by: Person, at: datetime) -> None:
    """As worker or manager: none of the times suits, or the one agreed no longer does."""
    one = queries.appointment(appointment_id, by)
    told = notices.notice(one.state.reviewers, _about(one), OTHERS, one.url)
    _do(one, AskForOthers(words=words.strip()), told, by=by, at=at)


def agree_time(*, appointment_id: str, start: datetime, by: Person, at: datetime) -> None:
    """Pick one of the times offered; a reviewer enters a time that was agreed by phone."""
    one = queries.appointment(appointment_id, by)
    act = AgreeTime(start=start, clashes=_clashes(one.state, [start], one))
    _do(one, act, _told(one, AGREED, by), by=by, at=at)


def move_time(*, appointment_id: str, start: datetime, reason: str, by: Person, at: datetime) -> None:  # fmt: skip
    """Move an agreed appointment; calendars are updated."""
    one = queries.appointment(appointment_id, by)
    act = MoveTime(start=start, reason=reason.strip(), clashes=_clashes(one.state, [start], one))
    _do(one, act, _told(one, MOVED, by), by=by, at=at)


def call_off(*, appointment_id: str, reason: str, by: Person, at: datetime) -> None:
    """Call an appointment off; one that was agreed is taken out of calendars."""
    one = queries.appointment(appointment_id, by)
    _do(one, CallOff(reason=reason.strip()), _told(one, CALLED_OFF, by), by=by, at=at)


def leave_out_moves(
    *, case_id: str, reviewer_id: str, reason: str, by: Person, at: datetime
) -> list[Move]:
    """Moves that take a case out of its reviewer's appointment, for the act that takes it away."""
    moves = []
    for one in queries.open_appointments(case_id=case_id, reviewer_id=reviewer_id):
        act: Act = CallOff(reason=reason)
        words = CALLED_OFF
        if len(one.state.cases) > 1:
            minutes = MINUTES[Depth(queries.depth_of(case_id))]
            act, words = LeaveOut(case=case_id, minutes=minutes, reason=reason), SHORTER
        moves.append(_move(one, act, _told(one, words, by), by, at))
    return moves


def invitation(one: Appointment, state: AppointmentState) -> Invitation:
    """The invitation as calendars are to hold it once the appointment stands as `state`."""
    assert state.start is not None
    guests = {c.id: c for c in (*one.reviewers, one.worker, one.manager) if c and c.email}
    organiser = one.reviewers[0]
    address = settings.STOCKTAKE_ADDRESS
    return Invitation(
        uid=f"appointment-{one.id}@{address.split('://')[-1].rstrip('/')}",
        sequence=state.sequence,
        starts=state.start,
        ends=state.start + timedelta(minutes=state.minutes),
        title=TITLE,
        where=state.where or state.mode.capitalize(),
        url=f"{address}{one.url}",
        organiser=Guest(name=organiser.name, email=organiser.email or settings.DEFAULT_FROM_EMAIL),
        guests=tuple(Guest(name=card.name, email=card.email) for card in guests.values()),
        cancelled=state.status != domain.AGREED,
    )


def _offer(
    review_id: str, times: Sequence[datetime], mode: str, where: str, by: Person
) -> tuple[str, OfferTimes]:
    """The appointment's id and the offer: a new one, or new times for what is open already."""
    review = queries.review(review_id, to=by)
    standing = queries.open_appointments(case_id=review.case_id, reviewer_id=review.state.reviewer)
    if standing:
        one = standing[0]
        facts = {k: getattr(one.state, k) for k in _SAME}
        named = _names_a_case(where, one.refs)
        act = OfferTimes(**facts, times=tuple(times), mode=mode, where=where, names_a_case=named)
        return one.id, _with_clashes(act, one)
    waiting = queries.to_arrange(round_id=review.round_id, reviewer=review.state.reviewer)
    found = next((w for w in waiting if review.case_id in w.minutes_by_case), None)
    if found is None:
        raise Refused("This review has been discussed, or waits for another reviewer.")
    act = _act(found, review.round_id, tuple(found.minutes_by_case), tuple(times), mode, where)
    return next_number("appointment"), _with_clashes(act, None)


_SAME = ("round", "worker_id", "worker_name", "team", "reviewers", "cases", "minutes")


def _act(
    one: ToArrange,
    round_id: str,
    cases: tuple[str, ...],
    times: tuple[datetime, ...],
    mode: str,
    where: str,
) -> OfferTimes:
    return OfferTimes(
        round=round_id,
        worker_id=one.worker_id,
        worker_name=one.worker_name,
        team=one.team,
        reviewers=one.reviewers,
        cases=cases,
        minutes=sum(one.minutes_by_case[case] for case in cases),
        mode=mode,
        where=where.strip(),
        times=times,
        names_a_case=_names_a_case(where, one.refs),
    )


def _names_a_case(where: str, refs: Sequence[str]) -> bool:
    return any(ref.lower() in where.lower() for ref in refs if ref)


def _offer_move(key: str, act: OfferTimes, *, quiet: bool = False) -> Move:
    """The move; `quiet`: the time is agreed already, so nobody is asked to pick one."""
    worker = people.worker_account(act.worker_id) if act.worker_id else None
    manager = people.manager_of_team(act.team) if act.team else None
    about, url = f"appointment:{key}", f"/appointments/{key}/"
    told = notices.notice([worker.id] if worker else [], about, OFFERED, url)
    told += notices.notice([manager.id] if manager else [], about, OFFERED_TEAM, url)
    return Move(
        kind=APPOINTMENT,
        id=key,
        act=act,
        rests_on=(f"round:{act.round}",),
        concerns=_concerns(act.cases),
        outbox=() if quiet else told,
    )


def _with_clashes(act: OfferTimes, one: Appointment | None) -> OfferTimes:
    return replace(act, clashes=_clashes(act, act.times, one))


def _clashes(
    of: OfferTimes | AppointmentState, times: Sequence[datetime], one: Appointment | None
) -> tuple[datetime, ...]:
    """Of these starts, those at which a reviewer or the worker has another appointment."""
    worker = people.worker_account(of.worker_id) if of.worker_id else None
    who = {*of.reviewers, *((worker.id,) if worker else ())}
    busy = queries.busy_spans(who, but=one.id if one else "")
    taken = [span for spans in busy.values() for span in spans]
    visit = Visit(id="", people=(), minutes=max(of.minutes, 1))
    return tuple(t for t in times if any(visit.at(t).meets(span) for span in taken))


def _do(
    one: Appointment, act: Act, told: tuple[Outgoing, ...], *, by: Person, at: datetime
) -> None:
    perform([_move(one, act, told, by, at)], by=by, at=at)


def _move(one: Appointment, act: Act, told: tuple[Outgoing, ...], by: Person, at: datetime) -> Move:
    """The move, with what calendars are to be told of it."""
    lawful = domain.refusal(one.state, act, by, at) is None
    now = domain.after(one.state, act, by, at) if lawful else one.state
    calendars = now.sequence != one.state.sequence
    if calendars:
        before = now if now.start else _cancelled(one.state, now)
        told = (*told, Outgoing(topic="invitation", payload=payload_of(invitation(one, before))))
    return Move(
        kind=APPOINTMENT, id=one.id, act=act, concerns=_concerns(one.state.cases), outbox=told
    )


def _cancelled(was: AppointmentState, now: AppointmentState) -> AppointmentState:
    """What calendars hold, as it is taken back: the time is the one that no longer stands."""
    return replace(now, start=was.start)


def _told(one: Appointment, words: str, by: Person) -> tuple[Outgoing, ...]:
    everybody = [*one.state.reviewers, *(c.id for c in (one.worker, one.manager) if c)]
    return notices.notice([p for p in everybody if p != by.id], _about(one), words, one.url)


def _about(one: Appointment) -> str:
    return f"appointment:{one.id}"


def _concerns(cases: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"child:{child}" for child in queries.children_of(cases))


def _load(ids: Sequence[str]) -> Mapping[str, AppointmentState]:
    rows = locked(models.Appointment.objects.filter(key__in=ids))
    return {row.key: queries.appointment_state(row) for row in rows}


def _save(key: str, before: AppointmentState | None, now: AppointmentState) -> None:
    facts = asdict(now)
    facts["round_id"] = facts.pop("round")
    facts["times"] = [time.isoformat() for time in now.times]
    for name in ("reviewers", "cases"):
        facts[name] = list(facts[name])
    models.Appointment.objects.update_or_create(key=key, defaults=facts)


APPOINTMENT = Kind[AppointmentState](
    name="appointment",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
