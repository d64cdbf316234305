"""Further exploration: a question about a child's safety that a head of service decides.

Not an urgent concern: nobody says that the child may be in danger now, but somebody must look
and say on record what follows.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

DECISIONS = (
    "no further action needed",
    "the service will explore and report back",
    "an urgent safeguarding concern is to be raised",
)


@dataclass(frozen=True, kw_only=True)
class OpenExploration(Act):
    NAME: ClassVar[str] = "exploration.opened"
    case: str
    child: str
    ref: str
    question: str
    why: str
    head: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DecideExploration(Act):
    NAME: ClassVar[str] = "exploration.decided"
    decision: str
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Exploration:
    """The question as it stands."""

    status: str  # "open" or "decided"
    case: str
    child: str
    ref: str
    opened_by: str
    opened_at: datetime
    question: str
    why: str
    head: str
    evidence: tuple[str, ...] = ()
    decision: str = ""
    rationale: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


MOVES = (
    Rule(act=OpenExploration, before=(None,), after="open", may=(Capacity.REVIEWER,)),
    Rule(act=DecideExploration, before=("open",), after="decided", may=(Capacity.HEAD_OF_SERVICE,)),
)


def refusal(state: Exploration | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not happen now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this exploration"):
        return sentence
    if isinstance(act, OpenExploration):
        if not act.question.strip() or not act.why.strip():
            return "Say what needs exploring and why."
        if not act.head or act.head == by.id:
            return "Choose a head of service who is not yourself."
        return None
    assert isinstance(act, DecideExploration)
    assert state is not None
    if by.id != state.head:
        return "Only the head of service asked can decide this."
    if act.decision not in DECISIONS:
        return "Choose one of the decisions."
    return None if act.rationale.strip() else "Write the rationale of the decision."


def after(state: Exploration | None, act: Act, by: Person, at: datetime) -> Exploration:
    """The exploration once the act stands."""
    if isinstance(act, OpenExploration):
        return Exploration(
            status="open",
            case=act.case,
            child=act.child,
            ref=act.ref,
            opened_by=by.id,
            opened_at=at,
            question=act.question,
            why=act.why,
            head=act.head,
            evidence=act.evidence,
        )
    assert isinstance(act, DecideExploration)
    assert state is not None
    return replace(
        state,
        status="decided",
        decision=act.decision,
        rationale=act.rationale,
        decided_by=by.id,
        decided_at=at,
    )


def may_see(exploration: Exploration, who: Person) -> bool:
    """Its opener and the head of service asked read it; nobody else."""
    return bool(who.capacities) and who.id in (exploration.opened_by, exploration.head)
