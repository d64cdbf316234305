"""Further exploration: asked by the reviewer, decided on record by a head of service."""

from datetime import datetime

from stocktake.concerns.acts.kinds import EXPLORATION, notice
from stocktake.concerns.acts.raising import evidence_moves, must_be_head
from stocktake.concerns.domain.exploration import DecideExploration, OpenExploration
from stocktake.concerns.queries import exploration
from stocktake.core.thread import Person
from stocktake.evidence import queries as records
from stocktake.record.door import Move, next_number, perform
from stocktake.rounds import queries as rounds


def open_exploration(
    *,
    case_id: str,
    question: str,
    why: str,
    head: str,
    evidence: tuple[str, ...] = (),
    by: Person,
    at: datetime,
) -> str:
    """Ask a head of service to decide what must be explored; return its id."""
    records.must_read(by, case_id)
    must_be_head(head, at)
    case, key = rounds.case(case_id), next_number("exploration")
    act = OpenExploration(
        case=case_id,
        child=case.child_id,
        ref=case.ref,
        question=question,
        why=why,
        head=head,
        evidence=evidence,
    )
    text = "A reviewer asks you to decide what must be explored about a child's safety."
    move = Move(
        kind=EXPLORATION,
        id=key,
        act=act,
        rests_on=evidence,
        concerns=(f"child:{case.child_id}",),
        outbox=(notice([head], f"exploration:{key}", text, f"/explorations/{key}/"),),
    )
    perform([*evidence_moves(case_id, evidence, by), move], by=by, at=at)
    return key


def decide_exploration(
    *, exploration_id: str, decision: str, rationale: str, by: Person, at: datetime
) -> None:
    """Decide it, with the rationale; the reviewer is told. Raises NotTheirs."""
    state = exploration(exploration_id, by).state
    text = "The head of service decided what follows from your question."
    url = f"/explorations/{exploration_id}/"
    move = Move(
        kind=EXPLORATION,
        id=exploration_id,
        act=DecideExploration(decision=decision, rationale=rationale),
        concerns=(f"child:{state.child}",),
        outbox=(notice([state.opened_by], f"exploration:{exploration_id}", text, url),),
    )
    perform([move], by=by, at=at)
