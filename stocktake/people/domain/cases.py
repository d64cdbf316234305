"""Leave to read one sampled case: given by the acts that allocate and share, never to oneself."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

GRANTERS = (
    Capacity.QA_MANAGER,
    Capacity.REVIEWER,
    Capacity.TEAM_MANAGER,
    Capacity.HEAD_OF_SERVICE,
)


@dataclass(frozen=True, kw_only=True)
class OpenCase(Act):
    NAME: ClassVar[str] = "case.opened"
    person: str
    why: str
    until: datetime | None = None
    closed_to_change: bool = False
    blind_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CloseCase(Act):
    NAME: ClassVar[str] = "case.closed"
    person: str


@dataclass(frozen=True, kw_only=True)
class SealWork(Act):
    """Hide what each of these people does on a case from everybody but themselves."""

    NAME: ClassVar[str] = "work.sealed"
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LiftBlindness(Act):
    """Let those who read the case blind see one another's work; others still do not."""

    NAME: ClassVar[str] = "blindness.lifted"


@dataclass(frozen=True, kw_only=True)
class OpenWork(Act):
    """End the seal: the work is seen again by whoever has the right to."""

    NAME: ClassVar[str] = "work.opened"


@dataclass(frozen=True, kw_only=True)
class Leave:
    """One person's leave on one case, and the people whose work on it they may not see."""

    person: str
    why: str
    starts: datetime
    ends: datetime | None = None
    closed_to_change: bool = False
    blind_to: tuple[str, ...] = ()

    def holds_at(self, at: datetime) -> bool:
        return self.starts <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, kw_only=True)
class CaseAccess:
    """Everyone's leave on one case. `sealed`: people whose work on it only they may see, and, once
    blindness is lifted, one another."""

    leaves: tuple[Leave, ...] = ()
    sealed: frozenset[str] = frozenset()
    status: str = "open"


MOVES = (
    Rule(act=OpenCase, before=(None, "open"), after="open", may=GRANTERS),
    Rule(act=CloseCase, before=("open",), after="open", may=GRANTERS),
    Rule(act=SealWork, before=(None, "open"), after="open", may=GRANTERS),
    Rule(act=LiftBlindness, before=("open",), after="open", may=GRANTERS),
    Rule(act=OpenWork, before=("open",), after="open", may=(*GRANTERS, Capacity.BOARD_CHAIR)),
)


def refusal(state: CaseAccess | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this leave may not be given or ended now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this case"):
        return sentence
    if isinstance(act, OpenCase) and act.person == by.id:
        return "Nobody opens a case to themselves. Ask the QA manager."
    return None


def after(state: CaseAccess | None, act: Act, by: Person, at: datetime) -> CaseAccess:
    """Leave once given or ended; a new grant takes the place of the same person's for the same reason."""
    state = state or CaseAccess()
    if isinstance(act, OpenCase):
        kept = tuple(x for x in state.leaves if (x.person, x.why) != (act.person, act.why))
        new = Leave(
            person=act.person,
            why=act.why,
            starts=at,
            ends=act.until,
            closed_to_change=act.closed_to_change,
            blind_to=act.blind_to,
        )
        return replace(state, leaves=(*kept, new))
    if isinstance(act, SealWork):
        return replace(state, sealed=state.sealed | set(act.people))
    if isinstance(act, OpenWork):
        return replace(_seeing(state), sealed=frozenset())
    if isinstance(act, LiftBlindness):
        return _seeing(state)
    assert isinstance(act, CloseCase)
    leaves = tuple(
        replace(x, ends=at) if x.person == act.person and x.holds_at(at) else x
        for x in state.leaves
    )
    return replace(state, leaves=leaves)


def _seeing(state: CaseAccess) -> CaseAccess:
    """Nobody is blind to anybody any more."""
    return replace(state, leaves=tuple(replace(x, blind_to=()) for x in state.leaves))


def hidden_work(sealed: frozenset[str], blind_to: frozenset[str], who: str) -> frozenset[str]:
    """Whose work on a case this person may not see: those they are blind to, and sealed work."""
    return blind_to | (frozenset() if who in sealed else sealed)
