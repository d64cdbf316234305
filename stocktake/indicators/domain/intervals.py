"""A council's own intervals: which rules they may be set for, by whom, and from when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person
from stocktake.indicators.domain.rules import LocalInterval, Mode, Pace, Rule
from stocktake.indicators.domain.spans import Span, Unit

MAY_SET = (Capacity.QA_MANAGER, Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)
UNITS = (Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS)
LONGEST = 400  # more than this many of any unit is a slip of the key


@dataclass(frozen=True, kw_only=True)
class SetInterval(Act):
    """From a day on, the first is due after `due` and the next after `then_every` ("" : once)."""

    NAME: ClassVar[str] = "interval.set"
    rule: str
    valid_from: date
    due: str
    then_every: str = ""
    modes: tuple[Mode, ...] = ()
    why: str


@dataclass(frozen=True, kw_only=True)
class IntervalState:
    """One interval as set; a later one for the same rule and day takes its place."""

    rule: str
    valid_from: date
    due: str
    then_every: str
    modes: tuple[str, ...]
    why: str
    set_by: str
    set_at: datetime
    status: str = "set"


MOVES = (lifecycle.Rule(act=SetInterval, before=(None, "set"), after="set", may=MAY_SET),)


def refusal(state: IntervalState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this interval may not be set, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this interval"):
        return sentence
    assert isinstance(act, SetInterval)
    if not act.why.strip():
        return "Say which decision of the council this rests on."
    try:
        spans = [Span.read(text) for text in (act.due, act.then_every) if text]
    except ValueError as wrong:
        return f"{wrong}."
    if any(s.unit not in UNITS or not 0 < s.count <= LONGEST for s in spans):
        return f"Write days, working days, weeks or months, from 1 to {LONGEST}."
    return None


def refusal_for(rule: Rule, act: SetInterval) -> str | None:
    """Whether the rule is the council's to set, and set whole."""
    if not rule.setting:
        return f"{rule.short} is set by {rule.now.authority}; a council cannot change it."
    if rule.repeats and not act.then_every:
        return "This duty comes back: say how often."
    if rule.now.authority != "local" and act.due != str(rule.now.pace.due):
        first = f"{rule.now.authority}: {rule.now.pace.due}"
        return f"The first is set by {first}. Only how often it comes back is the council's."
    return None


def after(state: IntervalState | None, act: Act, by: Person, at: datetime) -> IntervalState:
    """The interval as it then stands."""
    assert isinstance(act, SetInterval)
    return IntervalState(
        rule=act.rule,
        valid_from=act.valid_from,
        due=act.due,
        then_every=act.then_every,
        modes=tuple(act.modes),
        why=act.why.strip(),
        set_by=by.id,
        set_at=at,
    )


def as_local(state: IntervalState, set_by: str) -> LocalInterval:
    """The interval as the rules take it. `set_by` is the person's name."""
    modes: tuple[Mode, ...] = tuple(m for m in ("in_person", "video", "phone") if m in state.modes)
    return LocalInterval(
        rule=state.rule,
        valid_from=state.valid_from,
        pace=Pace(
            due=Span.read(state.due),
            then_every=Span.read(state.then_every) if state.then_every else None,
        ),
        modes=modes,
        set_by=set_by,
        source=f"set by this council: {state.why}",
    )
