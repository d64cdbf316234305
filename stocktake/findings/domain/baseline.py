"""Judging practice against each statement of the last inspection.

An area for improvement is embedded, partly, not yet or not tested; a strength is sustained,
slipped or not tested. Every verdict but "not tested" rests on two pieces of linked evidence.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

JUDGES = (Capacity.BOARD_CHAIR, Capacity.QA_MANAGER)
NOT_TESTED = "not tested"
VERDICTS: dict[str, tuple[str, ...]] = {
    "area for improvement": ("embedded", "partly", "not yet", NOT_TESTED),
    "strength": ("sustained", "slipped", NOT_TESTED),
}
LEAST_EVIDENCE = 2


@dataclass(frozen=True, kw_only=True)
class JudgeBaseline(Act):
    """`kind` is the statement's: a key of VERDICTS. `rests_on` are references, as "finding:3"."""

    NAME: ClassVar[str] = "baseline.judged"
    round_id: str
    baseline: str
    statement: str
    kind: str
    verdict: str
    why: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BaselineState:
    status: str
    round_id: str
    baseline: str
    statement: str
    verdict: str
    why: str
    rests_on: tuple[str, ...]
    judged_by: str
    judged_at: datetime


MOVES = (Rule(act=JudgeBaseline, before=(None, "judged"), after="judged", may=JUDGES),)


def refusal(state: BaselineState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this statement may not be judged so, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this statement"):
        return sentence
    assert isinstance(act, JudgeBaseline)
    allowed = VERDICTS.get(act.kind, ())
    if act.verdict not in allowed:
        return f"For this kind of statement choose one of: {', '.join(allowed)}."
    if not act.why.strip():
        return "Say in a sentence or two why."
    if act.verdict != NOT_TESTED and len(set(act.rests_on)) < LEAST_EVIDENCE:
        return "Link at least two pieces of evidence, or choose “not tested” and say why."
    return None


def after(state: BaselineState | None, act: Act, by: Person, at: datetime) -> BaselineState:
    """The verdict as it stands; judging again answers the earlier verdict."""
    assert isinstance(act, JudgeBaseline)
    return BaselineState(
        status=lifecycle.next_status(MOVES, state, act),
        round_id=act.round_id,
        baseline=act.baseline,
        statement=act.statement,
        verdict=act.verdict,
        why=act.why.strip(),
        rests_on=act.rests_on,
        judged_by=by.id,
        judged_at=at,
    )
