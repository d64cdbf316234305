"""The rules about accounts, capacities and who may read a case."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

OFFICE = (Capacity.IG_OFFICER, Capacity.LOCAL_OPERATOR)
THING = "this account"


@dataclass(frozen=True, kw_only=True)
class MakeAccount(Act):
    NAME: ClassVar[str] = "account.made"
    login: str
    name: str
    job: str
    organisation: str = ""
    email: str = ""
    external: bool = False
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class GrantCapacity(Act):
    NAME: ClassVar[str] = "capacity.granted"
    capacity: Capacity
    team: str = ""
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class EndCapacity(Act):
    NAME: ClassVar[str] = "capacity.ended"
    capacity: Capacity


@dataclass(frozen=True, kw_only=True)
class MatchWorker(Act):
    NAME: ClassVar[str] = "worker.matched"
    worker_id: str


@dataclass(frozen=True, kw_only=True)
class UnmatchWorker(Act):
    NAME: ClassVar[str] = "worker.unmatched"
    worker_id: str


@dataclass(frozen=True, kw_only=True)
class MakeLink(Act):
    """A one-time link that sets the password: who holds it can sign in, so it is an entry."""

    NAME: ClassVar[str] = "password.link_made"


@dataclass(frozen=True, kw_only=True)
class CloseAccount(Act):
    NAME: ClassVar[str] = "account.closed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """A capacity held: for which team, from and until when (the last day included)."""

    capacity: Capacity
    team: str
    starts: date
    ends: date | None

    def holds_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


# Grants in their order, and the ids of the workers that an account is matched to.
Holdings = tuple[tuple[Held, ...], frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class AccountState:
    """An account as the rules see it."""

    key: str
    status: str
    login: str
    name: str
    job: str
    organisation: str = ""
    email: str = ""
    external: bool = False
    ends: date | None = None
    held: tuple[Held, ...] = ()
    workers: frozenset[str] = field(default_factory=frozenset)


_LOGIN = re.compile(r"[\w.@+-]+", re.ASCII)  # no letter that only looks like another
MOVES = (
    Rule(act=MakeAccount, before=(None,), after="open", may=OFFICE),
    Rule(act=GrantCapacity, before=("open",), after=None, may=OFFICE),
    Rule(act=EndCapacity, before=("open",), after=None, may=OFFICE),
    Rule(act=MatchWorker, before=("open",), after=None, may=OFFICE),
    Rule(act=UnmatchWorker, before=("open",), after=None, may=OFFICE),
    Rule(act=MakeLink, before=("open",), after=None, may=OFFICE),
    Rule(act=CloseAccount, before=("open",), after="closed", may=OFFICE),
)


def refusal(state: AccountState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this account now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if state is None:
        return _refuse_new(act)
    if isinstance(act, (GrantCapacity, MatchWorker)) and state.key == by.id:
        return "Nobody grants anything to themselves. Ask another information-governance officer."
    if isinstance(act, GrantCapacity):
        return _refuse_grant(state, act, at.date())
    if isinstance(act, MatchWorker) and not act.worker_id.strip():
        return "Say which worker of the extract this is."
    if isinstance(act, UnmatchWorker) and act.worker_id not in state.workers:
        return f"{state.name} is not matched to worker {act.worker_id}."
    if isinstance(act, EndCapacity) and not _holds(state, act.capacity, at.date()):
        return f"{state.name} does not hold this capacity."
    if isinstance(act, CloseAccount) and not act.reason.strip():
        return "Say why the account is closed."
    return None


def _holds(state: AccountState, capacity: Capacity, day: date) -> bool:
    return any(h.capacity is capacity and h.holds_on(day) for h in state.held)


def _refuse_new(act: Act) -> str | None:
    if isinstance(act, MakeAccount):
        if not act.login.strip() or not act.name.strip():
            return "An account needs a login and a name."
        if not _LOGIN.fullmatch(act.login):
            return "A login is written in plain letters, figures, full stops, hyphens and @."
        if any(_hidden(text) for text in (act.name, act.job, act.organisation)):
            return "A name is written in letters that can be seen. Type it anew, without pasting."
        if act.external and act.ends is None:
            return "An outside reviewer's account needs the day on which their commission ends."
    return None


def _hidden(text: str) -> bool:
    """Whether characters stand in it that nobody sees: with them one person can look like another."""
    return any(unicodedata.category(letter) in ("Cc", "Cf") for letter in text)


def _refuse_grant(state: AccountState, act: GrantCapacity, today: date) -> str | None:
    if act.capacity is Capacity.LOCAL_OPERATOR:
        return "The operator of this home is the command line itself and is not granted."
    if act.capacity is Capacity.TEAM_MANAGER and not act.team:
        return "Say which team this person manages."
    if any(
        h.capacity is act.capacity and h.team == act.team and h.holds_on(today) for h in state.held
    ):
        return f"{state.name} already holds this capacity."
    if state.external and act.capacity is not Capacity.REVIEWER:
        return "Somebody from outside can be a reviewer only."
    return None


def after(state: AccountState | None, act: Act, by: Person, at: datetime) -> AccountState:
    """The account as it stands once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if state is None:
        assert isinstance(act, MakeAccount)
        facts = {**act.body(), "status": status}
        return AccountState(key="", **facts)
    day = at.date()
    if isinstance(act, GrantCapacity):
        ends = act.until or state.ends
        new = Held(capacity=act.capacity, team=act.team, starts=day, ends=ends)
        return replace(state, held=(*state.held, new))
    if isinstance(act, EndCapacity):
        return replace(state, held=tuple(_ended(h, act.capacity, day) for h in state.held))
    if isinstance(act, MatchWorker):
        return replace(state, workers=state.workers | {act.worker_id})
    if isinstance(act, UnmatchWorker):
        return replace(state, workers=state.workers - {act.worker_id})
    return replace(state, status=status)


def _ended(held: Held, capacity: Capacity, day: date) -> Held:
    return replace(held, ends=day) if held.capacity is capacity and held.holds_on(day) else held


def person_of(state: AccountState, day: date) -> Person:
    """The person with the capacities that hold on `day`; none once the account or commission ended."""
    over = state.status != "open" or (state.ends is not None and day > state.ends)
    held = () if over else tuple(h for h in state.held if h.holds_on(day))
    return Person(
        id=state.key,
        name=state.name,
        capacities=frozenset(h.capacity for h in held),
        worker_ids=frozenset() if over else state.workers,
        teams=frozenset(h.team for h in held if h.team),
    )
