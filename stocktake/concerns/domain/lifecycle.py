"""What may happen to a concern, and what follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from stocktake.concerns.domain import concern as words
from stocktake.concerns.domain.concern import Concern, FollowUp, GoUp, Raise, Rung, due_after
from stocktake.core import lifecycle
from stocktake.core.thread import Act, Person

_BY_ANYBODY_NAMED = (words.BringIn, words.ChildSeen, words.DoneFollowUp, words.VerifyFollowUp)


def refusal(state: Concern | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not happen now, or None."""
    if sentence := lifecycle.refusal(words.MOVES, state, act, by, thing="this concern"):
        return sentence
    if isinstance(act, Raise):
        return _raising(act, by, at)
    assert state is not None
    if isinstance(act, GoUp):
        return _going_up(state, act, by, at)
    if by.id not in state.people(at):
        return "Only the people named on this concern can act on it. Ask the head of service."
    if not isinstance(act, _BY_ANYBODY_NAMED) and by.id not in state.answering(at):
        return "Only the head of service named on this concern can do this."
    rule = _RULES.get(type(act))
    return rule(state, act, by, at) if rule else None


def after(state: Concern | None, act: Act, by: Person, at: datetime) -> Concern:
    """The concern once the act stands."""
    if isinstance(act, Raise):
        return _raised(act, by, at)
    assert state is not None
    status = lifecycle.next_status(words.MOVES, state, act)
    return replace(state, status=status, **_changes(state, act, by, at))


def _raising(act: Raise, by: Person, at: datetime) -> str | None:
    if not act.what.strip() or not act.why.strip():
        return "Say what you saw and why it worries you."
    if not act.spoke_to.strip():
        return "Say whom you have spoken to, or whom you tried to reach."
    if act.spoke_at > at:
        return "The time you spoke to somebody cannot be later than now."
    if act.risk not in words.RISKS:
        return "Say whether the child is at immediate risk: yes, no or not known."
    if not act.head or act.head == by.id:
        return "Choose a head of service who is not yourself."
    return None


def _going_up(state: Concern, act: GoUp, by: Person, at: datetime) -> str | None:
    """Once each, and not before its time, however many tickers come by."""
    rung = next((r for r in state.ladder if r.person == act.person), None)
    if rung is None or rung.from_at >= at:
        return "This concern has not waited that long yet."
    if any(r.person == act.person for r in state.gone_up):
        return "This concern has gone up to this person already."
    return None


def _raised(act: Raise, by: Person, at: datetime) -> Concern:
    return Concern(
        status="waiting",
        case=act.case,
        child=act.child,
        ref=act.ref,
        raised_by=by.id,
        raised_at=at,
        due_at=due_after(at, act.hours),
        spoke_to=act.spoke_to,
        spoke_at=act.spoke_at,
        what=act.what,
        why=act.why,
        risk=act.risk,
        heads=tuple(dict.fromkeys([act.head, *act.also])),
        manager=act.manager,
        evidence=act.evidence,
        ladder=_rungs(act, at),
    )


def _rungs(act: Raise, at: datetime) -> tuple[Rung, ...]:
    """One rung after another, each as many hours after the one before."""
    named = {act.head, *act.also}
    people = [person for person in dict.fromkeys(act.ladder) if person not in named]
    return tuple(
        Rung(person=person, from_at=due_after(at, act.hours * step))
        for step, person in enumerate(people, start=1)
    )


def _seen(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    if by.id == state.raised_by:
        return "The team manager or the head of service records that the child was seen."
    if not act.seen_by.strip():
        return "Say who saw or spoke to the child."
    if act.how not in ("seen", "spoken to"):
        return "Say whether the child was seen or spoken to."
    if act.seen_at > at:
        return "The time the child was seen cannot be later than now."
    return None


def _safe(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    if state.seen_at is None:
        return "Record first when the child was seen or spoken to, and by whom."
    if not act.outcomes or not set(act.outcomes) <= set(words.OUTCOMES):
        return "Choose what came of it."
    if words.NO_FURTHER in act.outcomes and len(act.outcomes) > 1:
        return "“None” stands alone. Take away the other outcomes, or “none”."
    if not act.outcome.strip() or not act.rationale.strip():
        return "Write the outcome and the rationale."
    if not act.on_record_by.strip():
        return "Say which manager placed it on the child's record."
    if act.on_record_on > at.date():
        return "The day it was placed on the record cannot be later than today."
    return None


def _bring_in(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    if act.person in state.people(at):
        return "This person is already named on the concern."
    return None if act.why.strip() else "Say why this person is brought in."


def _follow_up(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    if not act.what.strip():
        return "Say what is to be done."
    if act.owner not in state.people(at) - {state.raised_by}:
        return "The owner must be the team manager or a head of service named on this concern."
    return None if act.due >= at.date() else "The due date has already passed."


def _done(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    action = _numbered(state, act.number)
    if action is None or action.done_at:
        return "This follow-up action is not waiting to be done."
    if by.id != action.owner:
        return "Only the owner of the action can say that it is done."
    return None if act.evidence.strip() else "Say what shows that it is done."


def _verify(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    action = _numbered(state, act.number)
    if action is None or action.done_at is None or action.verified_at:
        return "This follow-up action is not waiting to be verified."
    if by.id in (action.owner, action.done_by):
        return "Somebody other than the owner verifies an action."
    return None


def _close(state: Concern, act: Any, by: Person, at: datetime) -> str | None:
    waiting = [a.number for a in state.follow_ups if a.verified_at is None]
    if waiting:
        which = ", ".join(str(number) for number in waiting)
        return f"Follow-up action {which} is not verified yet. The concern stays open until it is."
    return None


_RULES: dict[type[Act], Callable[[Concern, Any, Person, datetime], str | None]] = {
    words.ChildSeen: _seen,
    words.SafeNow: _safe,
    words.BringIn: _bring_in,
    words.AddFollowUp: _follow_up,
    words.DoneFollowUp: _done,
    words.VerifyFollowUp: _verify,
    words.Close: _close,
}


def _changes(state: Concern, act: Act, by: Person, at: datetime) -> dict[str, Any]:
    match act:
        case words.GoUp():
            return {"gone_up": (*state.gone_up, Rung(person=act.person, from_at=at))}
        case words.Acknowledge():
            return {"acknowledged_by": by.id, "acknowledged_at": at}
        case words.BringIn():
            return {"heads": (*state.heads, act.person)}
        case words.ChildSeen():
            seen = {"seen_at": act.seen_at, "seen_by": act.seen_by, "seen_how": act.how}
            return {**seen, "seen_recorded_by": by.id, "seen_recorded_at": at}
        case words.SafeNow():
            said = {"outcomes": act.outcomes, "outcome": act.outcome, "rationale": act.rationale}
            placed = {"on_record_on": act.on_record_on, "on_record_by": act.on_record_by}
            return {**said, **placed, "safe_by": by.id, "safe_at": at}
        case words.Close():
            return {"closed_by": by.id, "closed_at": at}
        case _:
            return {"follow_ups": _followed(state, act, by, at)}


def _followed(state: Concern, act: Act, by: Person, at: datetime) -> tuple[FollowUp, ...]:
    if isinstance(act, words.AddFollowUp):
        number = len(state.follow_ups) + 1
        new = FollowUp(number=number, what=act.what, owner=act.owner, due=act.due)
        return (*state.follow_ups, new)
    assert isinstance(act, words.DoneFollowUp | words.VerifyFollowUp)
    change: dict[str, Any] = {"verified_by": by.id, "verified_at": at}
    if isinstance(act, words.DoneFollowUp):
        change = {"evidence": act.evidence, "done_by": by.id, "done_at": at}
    return tuple(
        replace(action, **change) if action.number == act.number else action
        for action in state.follow_ups
    )


def _numbered(state: Concern, number: int) -> FollowUp | None:
    return next((action for action in state.follow_ups if action.number == number), None)
