"""What may be done to the body of an entry: emptied under a rule, or held so that it cannot be."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

RULES = ("retention", "rectification", "court order")


@dataclass(frozen=True, kw_only=True)
class EraseBody(Act):
    NAME: ClassVar[str] = "body.erased"
    rule: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class HoldBody(Act):
    NAME: ClassVar[str] = "body.held"
    reference: str


@dataclass(frozen=True, kw_only=True)
class ReleaseBody(Act):
    NAME: ClassVar[str] = "body.released"
    reference: str


@dataclass(frozen=True, kw_only=True)
class BodyState:
    """The body of one entry: "said", "held" or "erased", and the reference of a hold."""

    status: str
    hold: str = ""


MAY = (Capacity.IG_OFFICER,)
MOVES = (
    Rule(act=EraseBody, before=("said",), after="erased", may=MAY),
    Rule(act=HoldBody, before=("said",), after="held", may=MAY),
    Rule(act=ReleaseBody, before=("held",), after="said", may=MAY),
)


def refusal(state: BodyState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this body may not be emptied, held or released now, or None."""
    if state is not None and state.status == "held" and isinstance(act, EraseBody):
        return f"This entry is under a legal hold ({state.hold}). Lift the hold first."
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="what this entry said"):
        return sentence
    assert isinstance(act, (EraseBody, HoldBody, ReleaseBody))
    if not act.reference.strip():
        return "Give the reference of the decision this rests on."
    if isinstance(act, EraseBody) and act.rule not in RULES:
        return f"What an entry said is erased under one of: {', '.join(RULES)}."
    return None


def after(state: BodyState | None, act: Act, by: Person, at: datetime) -> BodyState:
    """The body once the act is done."""
    hold = act.reference if isinstance(act, HoldBody) else ""
    return BodyState(status=lifecycle.next_status(MOVES, state, act), hold=hold)
