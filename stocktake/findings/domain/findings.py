"""A finding: what the judgements of a round say together about one theme, made by a person.

A strength or an area to develop. It rests on judgements, and an area to develop says what in the
system helped or hindered: it is about practice, never about one worker.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

MAKERS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
THING = "this finding"
UNANSWERED = "The worker and the manager of one of these reviews could not reply to it, so nothing rests on it that is published. Leave its judgements out."  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MakeFinding(Act):
    NAME: ClassVar[str] = "finding.made"
    round_id: str
    theme: str
    strength: bool
    text: str
    system: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WithdrawFinding(Act):
    NAME: ClassVar[str] = "finding.withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class FindingState:
    status: str
    round_id: str
    theme: str
    strength: bool
    text: str
    system: str
    rests_on: tuple[str, ...]
    made_by: str
    made_at: datetime
    withdrawn_because: str = ""


MOVES = (
    Rule(act=MakeFinding, before=(None,), after="made", may=MAKERS),
    Rule(act=WithdrawFinding, before=("made",), after="withdrawn", may=MAKERS),
)


def refusal(state: FindingState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this finding may not be made or withdrawn now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if isinstance(act, MakeFinding):
        return _refuse_making(act)
    if isinstance(act, WithdrawFinding) and not act.reason.strip():
        return "Say why the finding is withdrawn."
    return None


def _refuse_making(act: MakeFinding) -> str | None:
    if not act.text.strip():
        return "Write the finding in a sentence or two."
    if not act.rests_on:
        return "Choose at least one judgement that the finding rests on."
    if not act.strength and not act.system.strip():
        return "Say what in the system helped or hindered."
    return None


def after(state: FindingState | None, act: Act, by: Person, at: datetime) -> FindingState:
    """The finding once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, MakeFinding):
        return FindingState(
            status=status,
            round_id=act.round_id,
            theme=act.theme,
            strength=act.strength,
            text=act.text.strip(),
            system=act.system.strip(),
            rests_on=act.rests_on,
            made_by=by.id,
            made_at=at,
        )
    assert state is not None
    assert isinstance(act, WithdrawFinding)
    return replace(state, status=status, withdrawn_because=act.reason.strip())
