"""Raising an urgent concern: evidence, clock and notices stand in the one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stocktake.concerns.acts.kinds import CONCERN, notice
from stocktake.concerns.domain.concern import Raise, due_after
from stocktake.concerns.queries import ladder
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Outgoing, Person, Refused
from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as records
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.door import Move, next_number, perform
from stocktake.rounds import queries as rounds


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the raiser says. `about_manager`: the team manager is neither told nor reads it."""

    spoke_to: str
    spoke_at: datetime
    what: str
    why: str
    risk: str
    head: str
    about_manager: bool = False
    evidence: tuple[str, ...] = ()  # "quote:7", "pointer:3"


def raise_concern(*, case_id: str, said: Said, by: Person, at: datetime) -> str:
    """Raise it; the clock starts now. Returns its id. Raises NotTheirs without leave to the case."""
    records.must_read(by, case_id)
    must_be_head(said.head, at)
    case, key = rounds.case(case_id), next_number("concern")
    manager = None if said.about_manager else people.manager_of_team(case.team)
    act = Raise(
        case=case_id,
        child=case.child_id,
        ref=case.ref,
        spoke_to=said.spoke_to,
        spoke_at=said.spoke_at,
        what=said.what,
        why=said.why,
        risk=said.risk,
        head=said.head,
        manager=manager.id if manager else "",
        evidence=said.evidence,
        hours=ladder.hours_for(said.risk),
        also=() if ladder.is_office_time(at) else _without(ladder.on_call(at), by),
        ladder=_without(ladder.ladder(said.head, at), by),
    )
    move = Move(
        kind=CONCERN,
        id=key,
        act=act,
        rests_on=said.evidence,
        concerns=(f"child:{case.child_id}",),
        outbox=_told(act, key, at),
    )
    perform([*evidence_moves(case_id, said.evidence, by), move], by=by, at=at)
    return key


def _without(people_named: tuple[str, ...], by: Person) -> tuple[str, ...]:
    """Nobody answers a concern of their own."""
    return tuple(p for p in people_named if p != by.id)


def must_be_head(person_id: str, at: datetime) -> None:
    heads = people.holders(Capacity.HEAD_OF_SERVICE, clock.local(at).date())
    if person_id not in {card.id for card in heads}:
        raise Refused("Choose a head of service from the list.")


def evidence_moves(case_id: str, refs: Iterable[str], by: Person) -> list[Move]:
    """Moves that submit one's own drafts among these; evidence of others is refused."""
    wanted = set(refs)
    own = {q.ref for q in records.quotes(case_id, by) if q.made_by == by.id}
    own |= {p.ref for p in records.pointers(case_id, by) if p.made_by == by.id}
    if not wanted <= own:
        raise Refused("Only quotes and pointers of your own on this case can be attached.")
    ids = [ref.partition(":") for ref in sorted(wanted)]
    return evidence.submit_quotes_moves(
        case_id=case_id,
        quote_ids=[key for kind, _, key in ids if kind == "quote"],
        pointer_ids=[key for kind, _, key in ids if kind == "pointer"],
    )


def _told(act: Raise, key: str, at: datetime) -> tuple[Outgoing, ...]:
    """The head of service and the team manager, in the same transaction."""
    due = clock.local(due_after(at, act.hours))
    text = f"An urgent safeguarding concern waits for you. Acknowledge it by {due:%H:%M}."
    url = f"/concerns/{key}/"
    told = [notice([act.head, *act.also], f"concern:{key}", text, url)]
    if act.manager:
        text = "An urgent safeguarding concern was raised on a child of your team. Read it now."
        told.append(notice([act.manager], f"concern:{key}", text, url))
    return tuple(told)
