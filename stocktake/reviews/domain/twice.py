"""The plan of double reviews in a round: a share of the cases at random, and every extreme grade."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person


def selected(seed: str, case_ids: Sequence[str], share: int) -> tuple[str, ...]:
    """The cases read twice: a share in per cent, rounded up, in the order of SHA-256 over seed and
    case. A larger share keeps what a smaller one selected.
    """
    wanted = -(-len(case_ids) * share // 100)
    return tuple(sorted(case_ids, key=lambda case: _digest(seed, case))[:wanted])


def _digest(seed: str, case_id: str) -> str:
    return hashlib.sha256(f"{seed}:{case_id}".encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class PlanDoubles(Act):
    """How many cases of a round are read twice: some at random, and every grade at an end.

    `seed` and `cases` say which were selected, so that `selected` can be repeated.
    """

    NAME: ClassVar[str] = "double.planned"
    share: int  # per cent of the cases of the round
    extremes: bool
    seed: str
    cases: tuple[str, ...]
    reason: str = ""
    frozen: bool = field(default=True, metadata={"record": False})


@dataclass(frozen=True, kw_only=True)
class PlanState:
    status: str
    share: int
    extremes: bool
    seed: str = ""
    cases: tuple[str, ...] = ()


MOVES = (
    Rule(act=PlanDoubles, before=(None, "planned"), after="planned", may=(Capacity.QA_MANAGER,)),
)


def refusal(state: PlanState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why double reviews may not be planned so, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this plan"):
        return sentence
    assert isinstance(act, PlanDoubles)
    if not act.frozen:
        return "Freeze the sample first: the cases read twice are selected from it."
    if not 0 <= act.share <= 100:
        return "The share is a number from 0 to 100."
    if state and not act.reason.strip():
        return "Say why the plan changes: the cases selected before stay on the record."
    return None


def after(state: PlanState | None, act: Act, by: Person, at: datetime) -> PlanState:
    """The plan as it now is."""
    assert isinstance(act, PlanDoubles)
    return PlanState(
        status="planned", share=act.share, extremes=act.extremes, seed=act.seed, cases=act.cases
    )
