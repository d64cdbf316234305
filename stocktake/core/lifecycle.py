"""A lifecycle is a table of lawful moves. The table answers "may I?", and draws itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person

CAPACITY_WORDS = {
    Capacity.IG_OFFICER: "the information-governance officer",
    Capacity.DATA_ANALYST: "a data analyst",
    Capacity.QA_MANAGER: "the QA manager",
    Capacity.REVIEWER: "the reviewer",
    Capacity.BOARD_CHAIR: "the chair of the board",
    Capacity.WORKER: "the allocated worker",
    Capacity.TEAM_MANAGER: "the team manager",
    Capacity.HEAD_OF_SERVICE: "a head of service",
    Capacity.ASSISTANT_DIRECTOR: "the assistant director",
    Capacity.COMMISSIONING_OFFICER: "the commissioning officer",
    Capacity.MEMBER: "a committee member",
    Capacity.LOCAL_OPERATOR: "the operator of this home",
}


class HasStatus(Protocol):
    """Any room's state: frozen, with a word of state."""

    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One lawful move: `act` may happen in any of `before` (None: does not exist yet).

    `after` is the word of state that follows; None leaves it as it is. `may` lists the capacities
    that can do it; which of those people is the room's own question.
    """

    act: type[Act]
    before: tuple[str | None, ...]
    after: str | None
    may: tuple[Capacity, ...]


def rule_for(moves: Sequence[Rule], act: Act, status: str | None) -> Rule | None:
    """The rule for this act in this state; several rules may name one act in different states."""
    return next((r for r in moves if isinstance(act, r.act) and status in r.before), None)


def refusal(
    moves: Sequence[Rule], state: HasStatus | None, act: Act, by: Person, *, thing: str
) -> str | None:
    """Why the table refuses, in words for the person, or None. `thing` as "this review"."""
    rules = [r for r in moves if isinstance(act, r.act)]
    if not rules:
        raise LookupError(f"no rule in the MOVES table names {act.NAME}")
    if not any(by.holds(*r.may) for r in rules):
        who = sorted({CAPACITY_WORDS[c] for r in rules for c in r.may})
        return f"Only {_either(who)} can do this. Ask them if it is needed."
    status = state.status if state else None
    if rule_for(moves, act, status) is None:
        now = f"{thing} is “{status}”" if status else f"{thing} does not exist yet"
        return f"This is not possible now: {now}."
    rule = rule_for(moves, act, status)
    if rule and not by.holds(*rule.may):
        return f"Only {_either([CAPACITY_WORDS[c] for c in rule.may])} can do this at this stage."
    return None


def next_status(moves: Sequence[Rule], state: HasStatus | None, act: Act) -> str:
    """The word of state after a lawful act."""
    rule = rule_for(moves, act, state.status if state else None)
    if rule is None:
        raise LookupError(f"{act.NAME} is not lawful here")
    if rule.after is not None:
        return rule.after
    if state is None:
        raise LookupError(f"{act.NAME} must say which state it begins in")
    return state.status


def capacity_of(moves: Sequence[Rule], act: Act, by: Person) -> Capacity:
    """In which of their capacities this person does the act: the first the table lists."""
    for rule in moves:
        if isinstance(act, rule.act):
            for capacity in rule.may:
                if by.holds(capacity):
                    return capacity
    raise LookupError(f"{by.id} may not do {act.NAME}")


def diagram(moves: Sequence[Rule]) -> str:
    """The table as a Mermaid state diagram; docs/lifecycle/ holds one per kind."""
    lines = ["stateDiagram-v2"]
    for rule in moves:
        for before in rule.before:
            start = _node(before) if before else "[*]"
            end = _node(rule.after or before or "")
            lines.append(f"    {start} --> {end}: {rule.act.NAME.split('.', 1)[1]}")
    return "\n".join(lines) + "\n"


def _node(status: str) -> str:
    return status.replace(" ", "_").replace(",", "").replace("-", "_")


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
