"""Answering a concern: acknowledged, the child seen, safe now, follow-up, closed."""

from datetime import date, datetime

from stocktake.concerns.acts.kinds import CONCERN, notice
from stocktake.concerns.domain import concern as words
from stocktake.concerns.domain.concern import Concern
from stocktake.concerns.queries import visible_to
from stocktake.concerns.queries.states import concern_of
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, NotTheirs, Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, perform, why_not


def acknowledge(*, concern_id: str, by: Person, at: datetime) -> None:
    """Say that it was received and is being acted on: stops the clock."""
    state = _mine(concern_id, by)
    text = "The urgent concern you know of was acknowledged."
    _perform(
        concern_id, state, words.Acknowledge(), by, at, _others(concern_id, state, by, at, text)
    )


def bring_in(*, concern_id: str, person_id: str, why: str, by: Person, at: datetime) -> None:
    """Name a further head of service, or the assistant director; they read it from now on."""
    day = clock.local(at).date()
    able = (Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)
    if person_id not in {card.id for held in able for card in people.holders(held, day)}:
        raise Refused("Choose a head of service or the assistant director from the list.")
    state = _mine(concern_id, by)
    text = "You were brought in on an urgent safeguarding concern. Read it now."
    told = (notice([person_id], f"concern:{concern_id}", text, f"/concerns/{concern_id}/"),)
    _perform(concern_id, state, words.BringIn(person=person_id, why=why), by, at, told)


def child_seen(
    *, concern_id: str, seen_at: datetime, seen_by: str, how: str, by: Person, at: datetime
) -> None:
    """Record that the child was seen or spoken to: when and by whom."""
    state = _mine(concern_id, by)
    text = "It was recorded when the child of the urgent concern was seen."
    act = words.ChildSeen(seen_at=seen_at, seen_by=seen_by, how=how)
    _perform(concern_id, state, act, by, at, _others(concern_id, state, by, at, text))


def safe_now(
    *,
    concern_id: str,
    outcomes: tuple[str, ...],
    outcome: str,
    rationale: str,
    on_record_on: date,
    on_record_by: str,
    by: Person,
    at: datetime,
) -> None:
    """Confirm that the child is safe now, with the outcome and where the record of it stands."""
    state = _mine(concern_id, by)
    text = "The child of the urgent concern was confirmed safe. The review can go on."
    act = words.SafeNow(
        outcomes=outcomes,
        outcome=outcome,
        rationale=rationale,
        on_record_on=on_record_on,
        on_record_by=on_record_by,
    )
    _perform(concern_id, state, act, by, at, _others(concern_id, state, by, at, text))


def add_follow_up(
    *, concern_id: str, what: str, owner: str, due: date, by: Person, at: datetime
) -> None:
    """Add a follow-up action, kept with the concern."""
    state = _mine(concern_id, by)
    text = "A follow-up action of an urgent concern is yours."
    told = (notice([owner], f"concern:{concern_id}", text, f"/concerns/{concern_id}/"),)
    _perform(concern_id, state, words.AddFollowUp(what=what, owner=owner, due=due), by, at, told)


def done_follow_up(
    *, concern_id: str, number: int, evidence: str, by: Person, at: datetime
) -> None:
    """The owner says that it is done, and what shows it."""
    state = _mine(concern_id, by)
    text = "A follow-up action of an urgent concern is done and waits to be verified."
    act = words.DoneFollowUp(number=number, evidence=evidence)
    _perform(concern_id, state, act, by, at, _others(concern_id, state, by, at, text))


def verify_follow_up(*, concern_id: str, number: int, by: Person, at: datetime) -> None:
    """Somebody other than the owner verifies that it was done."""
    _perform(concern_id, _mine(concern_id, by), words.VerifyFollowUp(number=number), by, at, ())


def close(*, concern_id: str, by: Person, at: datetime) -> None:
    """Close it, once every follow-up action is verified."""
    state = _mine(concern_id, by)
    text = "The urgent concern was closed."
    _perform(concern_id, state, words.Close(), by, at, _others(concern_id, state, by, at, text))


def why_not_close(*, concern_id: str, by: Person, at: datetime) -> str | None:
    """The sentence with which closing would be refused now, or None: for the button."""
    return why_not(Move(kind=CONCERN, id=concern_id, act=words.Close()), by=by, at=at)


def _mine(concern_id: str, by: Person) -> Concern:
    """The concern, which only the people named on it may act upon. Raises NotTheirs."""
    row = visible_to(by).filter(key=concern_id).first()
    if row is None:
        raise NotTheirs
    return concern_of(row)


def _others(
    concern_id: str, state: Concern, by: Person, at: datetime, text: str
) -> tuple[Outgoing, ...]:
    to = sorted(state.people(at) - {by.id})
    return (notice(to, f"concern:{concern_id}", text, f"/concerns/{concern_id}/"),)


def _perform(
    concern_id: str,
    state: Concern,
    act: Act,
    by: Person,
    at: datetime,
    told: tuple[Outgoing, ...],
) -> None:
    concerns = (f"child:{state.child}",)
    perform(
        [Move(kind=CONCERN, id=concern_id, act=act, concerns=concerns, outbox=told)], by=by, at=at
    )
