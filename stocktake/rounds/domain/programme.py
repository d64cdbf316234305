"""The council's quality-assurance framework as a dated document, and the programme of rounds under it.

The framework says what is audited, how often and by whom. The QA manager drafts it, the assistant
director adopts it, and it holds from its day until a later one does: earlier ones stay readable,
and every planned round cites the one it was planned under.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import add_months
from stocktake.core.thread import Act, Person
from stocktake.rounds.domain.rounds import RUNS

KINDS = ("quarterly audit", "stocktake", "thematic", "dip sample", "re-audit")
OFTEN = {1: "once a year", 2: "twice a year", 4: "every quarter", 12: "every month"}
DRAFT, ADOPTED = "draft", "adopted"
PLANNED, COMMISSIONED, DROPPED = "planned", "commissioned", "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One kind of round: what it looks at, how often a year (a key of OFTEN), by whom, how many cases."""

    kind: str
    what: str
    a_year: int
    by: str
    cases: int

    @property
    def often(self) -> str:
        return OFTEN.get(self.a_year, f"{self.a_year} times a year")


@dataclass(frozen=True, kw_only=True)
class DraftFramework(Act):
    NAME: ClassVar[str] = "assurance.drafted"
    title: str
    holds_from: date
    activities: tuple[Activity, ...]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AdoptFramework(Act):
    NAME: ClassVar[str] = "assurance.adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssuranceFramework:
    """A quality-assurance framework as it stands."""

    status: str
    title: str
    holds_from: date
    activities: tuple[Activity, ...]
    text: str
    drafted_by: str
    adopted_by: str = ""
    adopted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PlanRound(Act):
    """A round to come. `framework`: the one that was in force when it was planned."""

    NAME: ClassVar[str] = "programme.planned"
    kind: str
    title: str
    window_end: date
    by: str
    framework: str = ""
    follows: str = ""  # the round whose findings a re-audit looks at again


@dataclass(frozen=True, kw_only=True)
class MovePlanned(Act):
    NAME: ClassVar[str] = "programme.moved"
    window_end: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class DropPlanned(Act):
    NAME: ClassVar[str] = "programme.dropped"
    reason: str


@dataclass(frozen=True, kw_only=True)
class TakeUp(Act):
    """The planned round is commissioned."""

    NAME: ClassVar[str] = "programme.taken_up"
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRound:
    """One round of the programme."""

    status: str
    kind: str
    title: str
    window_end: date
    by: str
    framework: str = ""
    follows: str = ""
    round: str = ""
    reason: str = field(default="")

    def late(self, on: date) -> bool:
        """Its window is over and nobody has commissioned it."""
        return self.status == PLANNED and self.window_end < on


FRAMEWORK_MOVES = (
    Rule(act=DraftFramework, before=(None, DRAFT), after=DRAFT, may=RUNS),
    Rule(
        act=AdoptFramework,
        before=(DRAFT,),
        after=ADOPTED,
        may=(Capacity.ASSISTANT_DIRECTOR,),
    ),
)
PROGRAMME_MOVES = (
    Rule(act=PlanRound, before=(None,), after=PLANNED, may=RUNS),
    Rule(act=MovePlanned, before=(PLANNED,), after=PLANNED, may=RUNS),
    Rule(act=DropPlanned, before=(PLANNED,), after=DROPPED, may=RUNS),
    Rule(act=TakeUp, before=(PLANNED,), after=COMMISSIONED, may=RUNS),
)


def framework_refusal(
    state: AssuranceFramework | None, act: Act, by: Person, at: datetime
) -> str | None:
    """Why this may not be done to a quality-assurance framework now, or None."""
    if sentence := lifecycle.refusal(FRAMEWORK_MOVES, state, act, by, thing="this framework"):
        return sentence
    if isinstance(act, DraftFramework):
        return _refuse_draft(act)
    if isinstance(act, AdoptFramework) and state and state.drafted_by == by.id:
        return "Nobody adopts what they drafted. Ask another assistant director."
    return None


def framework_after(
    state: AssuranceFramework | None, act: Act, by: Person, at: datetime
) -> AssuranceFramework:
    status = lifecycle.next_status(FRAMEWORK_MOVES, state, act)
    if isinstance(act, DraftFramework):
        return AssuranceFramework(status=status, drafted_by=by.id, **act.body())
    assert state is not None
    return replace(state, status=status, adopted_by=by.id, adopted_at=at)


def refusal(state: PlannedRound | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to a planned round now, or None."""
    if sentence := lifecycle.refusal(PROGRAMME_MOVES, state, act, by, thing="this planned round"):
        return sentence
    if isinstance(act, PlanRound):
        if act.kind not in KINDS:
            return f"A round is one of {', '.join(KINDS)}."
        if not act.title.strip() or not act.by.strip():
            return "Give the planned round a title, and say by whom it is done."
        if act.kind == "re-audit" and not act.follows:
            return "Say which round a re-audit follows."
    if isinstance(act, MovePlanned | DropPlanned) and not act.reason.strip():
        return "Say why the programme changes."
    return None


def after(state: PlannedRound | None, act: Act, by: Person, at: datetime) -> PlannedRound:
    status = lifecycle.next_status(PROGRAMME_MOVES, state, act)
    if isinstance(act, PlanRound):
        return PlannedRound(status=status, **act.body())
    assert state is not None
    return replace(state, status=status, **act.body())


def in_force(
    found: Iterable[tuple[str, AssuranceFramework]], on: date
) -> tuple[str, AssuranceFramework] | None:
    """The framework that holds on a day: the adopted one with the latest day not after it."""
    held = [(k, f) for k, f in found if f.status == ADOPTED and f.holds_from <= on]
    return max(held, key=lambda one: (one[1].holds_from, int(one[0])), default=None)


def laid_out(activities: Sequence[Activity], year: int) -> tuple[tuple[Activity, date], ...]:
    """A council's year from April as rounds to come: the activity and the last day of its window.

    A re-audit is planned when there is something to look at again, so none is laid out.
    """
    april = date(year, 4, 1)
    found = []
    for one in activities:
        if one.kind == "re-audit" or one.a_year not in OFTEN:
            continue
        months = 12 // one.a_year
        ends = (add_months(april, months * (n + 1)) for n in range(one.a_year))
        found += [(one, end - timedelta(days=1)) for end in ends]
    return tuple(sorted(found, key=lambda pair: (pair[1], KINDS.index(pair[0].kind))))


def year_of(day: date) -> int:
    """The council's year, from April, that a day falls in."""
    return day.year if day.month >= 4 else day.year - 1


def _refuse_draft(act: DraftFramework) -> str | None:
    if not act.title.strip():
        return "Give the framework a title."
    if not act.activities:
        return "Say of at least one kind of round what it looks at, how often and by whom."
    for one in act.activities:
        if one.kind not in KINDS or one.a_year not in OFTEN:
            return f"Say of each kind of round how often it is held: {', '.join(OFTEN.values())}."
        if not one.what.strip() or not one.by.strip():
            return f"Say what a {one.kind} looks at, and by whom it is done."
        if not 1 <= one.cases <= 999:
            return f"Say how many cases a {one.kind} takes, from 1 to 999."
    return None
