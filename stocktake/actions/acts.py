"""Drafting, agreeing, doing and verifying recommendations and actions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from stocktake.actions import queries
from stocktake.actions.domain import recommendations as domain
from stocktake.actions.domain.recommendations import (
    CASE_ACTION,
    ActionState,
    AgreeAction,
    DraftRecommendation,
    GiveEvidence,
    ReopenAction,
    ReturnEvidence,
    StartAction,
    Step,
    VerifyEvidence,
    WithdrawAction,
)
from stocktake.actions.models import Recommendation
from stocktake.actions.models import Step as StepRow
from stocktake.core import lifecycle
from stocktake.core.thread import Act, Outgoing, Person, Refused
from stocktake.findings.domain.findings import UNANSWERED
from stocktake.people import queries as people
from stocktake.record.door import Kind, Move, locked, next_number, perform
from stocktake.rounds import queries as rounds


def draft(*, what: DraftRecommendation, by: Person, at: datetime) -> str:
    """Draft a recommendation and return its id. It rests on findings or judgements of its round."""
    published = what.level != CASE_ACTION
    offered = queries.evidence_for(what.round_id, published=published) if what.rests_on else ()
    known = {e.ref for e in offered}
    if published and queries.unanswerable(what.round_id) & {*what.rests_on}:
        raise Refused(UNANSWERED)
    if any(ref not in known for ref in what.rests_on):
        raise Refused("A recommendation rests on findings and judgements of its own round.")
    _refuse_owner(what.owner)
    key = next_number("recommendation")
    move = Move(
        kind=ACTION, id=key, act=what, rests_on=what.rests_on, concerns=_concerns(what.case_id)
    )
    perform([move], by=by, at=at)
    return key


def agree(
    *,
    ids: Sequence[str],
    owner: str | None = None,
    due: date | None = None,
    measure: str | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Agree one or several drafts; what is not given here stays as drafted. All or none."""
    if owner is not None:
        _refuse_owner(owner)
    moves = []
    for key in ids:
        as_drafted = queries.terms(key)
        act = AgreeAction(
            owner=owner or as_drafted[0],
            due=due or as_drafted[1],
            measure=measure if measure is not None else as_drafted[2],
        )
        moves.append(_move(key, act, tell=(act.owner,), words="You own an action that was agreed."))
    perform(moves, by=by, at=at)


def start(*, key: str, text: str = "", by: Person, at: datetime) -> None:
    """Its owner says that work has begun."""
    perform([_move(key, StartAction(text=text))], by=by, at=at)


def give_evidence(*, key: str, text: str, reference: str, by: Person, at: datetime) -> None:
    """Its owner says what was done and where the evidence is."""
    act = GiveEvidence(text=text, reference=reference)
    rests_on = (f"document:{reference.strip()}",) if reference.strip() else ()
    author = queries.facts(key)[1]
    words = "Evidence was given for an action. A second person can verify it."
    perform([_move(key, act, rests_on=rests_on, tell=(author,), words=words)], by=by, at=at)


def verify(*, key: str, adequacy: str, text: str, by: Person, at: datetime) -> None:
    """A second person says whether the evidence meets the measure."""
    act = VerifyEvidence(adequacy=adequacy, text=text)
    words = "The evidence of your action was verified."
    perform([_on_evidence(key, act, words)], by=by, at=at)


def send_back(*, key: str, reason: str, due: date, by: Person, at: datetime) -> None:
    """A second person returns the evidence with a reason and a new due date."""
    perform(send_back_moves(key=key, reason=reason, due=due), by=by, at=at)


def send_back_moves(*, key: str, reason: str, due: date) -> list[Move]:
    """The same, as moves for an act of the board."""
    words = "An action came back to you with a reason and a new date."
    return [_on_evidence(key, ReturnEvidence(text=reason, due=due), words)]


def reopen_moves(*, key: str, reason: str, due: date) -> list[Move]:
    """Moves with which the board opens a verified action again."""
    words = "The board opened one of your actions again."
    return [_on_evidence(key, ReopenAction(text=reason, due=due), words)]


def withdraw(*, key: str, reason: str, by: Person, at: datetime) -> None:
    """Withdraw with a reason; it stays readable."""
    tell, words = (queries.facts(key)[0],), "An action that you own was withdrawn."
    perform([_move(key, WithdrawAction(text=reason), tell=tell, words=words)], by=by, at=at)


def _on_evidence(key: str, act: Act, words: str) -> Move:
    number = queries.last_entry(key, GiveEvidence.NAME)
    rests_on = (f"entry:{number}",) if number else ()
    return _move(key, act, rests_on=rests_on, tell=(queries.facts(key)[0],), words=words)


def _move(
    key: str,
    act: Act,
    *,
    rests_on: tuple[str, ...] = (),
    tell: tuple[str, ...] = (),
    words: str = "",
) -> Move:
    payload = {
        "to": list(tell),
        "about": f"recommendation:{key}",
        "text": words,
        "url": f"/actions/{key}/",
    }
    return Move(
        kind=ACTION,
        id=key,
        act=act,
        answers=queries.last_entry(key),
        rests_on=rests_on,
        concerns=_concerns(queries.facts(key)[2]),
        outbox=(Outgoing(topic="notice", payload=payload),) if tell else (),
    )


def _concerns(case_id: str) -> tuple[str, ...]:
    return (f"child:{rounds.case(case_id).child_id}",) if case_id else ()


def _refuse_owner(person_id: str) -> None:
    """An owner is a person of the council who can act on it."""
    if not person_id:
        raise Refused("Choose one person who owns it.")
    try:
        owner = people.person(person_id)
    except KeyError:
        raise Refused("There is no such person. Choose the owner from the list.") from None
    if not owner.holds(*domain.OWNERS):
        raise Refused(f"{owner.name} cannot own an action. Choose somebody of the service.")


def _load(ids: Sequence[str]) -> Mapping[str, ActionState]:
    rows = list(locked(Recommendation.objects.filter(key__in=ids)))
    steps: dict[str, list[Step]] = {row.key: [] for row in rows}
    for s in StepRow.objects.filter(recommendation__in=[*steps]).order_by("pk"):
        facts = {name: getattr(s, name) for name in Step.__dataclass_fields__}
        steps[s.recommendation_id].append(Step(**facts))
    return {row.key: _state(row, steps[row.key]) for row in rows}


def _state(row: Recommendation, steps: list[Step]) -> ActionState:
    facts = {n: getattr(row, n) for n in ActionState.__dataclass_fields__ if n != "steps"}
    return ActionState(**{**facts, "rests_on": tuple(row.rests_on)}, steps=tuple(steps))


def _save(key: str, before: ActionState | None, now: ActionState) -> None:
    facts = {n: getattr(now, n) for n in ActionState.__dataclass_fields__ if n != "steps"}
    facts["rests_on"] = list(now.rests_on)
    Recommendation.objects.update_or_create(key=key, defaults=facts)
    known = len(before.steps) if before else 0
    for step in now.steps[known:]:
        said = {name: getattr(step, name) for name in Step.__dataclass_fields__}
        StepRow.objects.create(recommendation_id=key, **said)


def _written(number: int, move: Move) -> None:
    if isinstance(move.act, DraftRecommendation):
        Recommendation.objects.filter(key=move.id).update(entry=number)


ACTION = Kind[ActionState](
    name="recommendation",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
    written=_written,
)
