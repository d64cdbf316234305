"""A note or document that is another child's, or wrong: hidden at once, assessed as a breach, corrected
in its source.

Seventy-two hours run from the moment the council knows (UK GDPR, article 33); they run through nights
and weekends, and what is overdue is computed when it is read.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.evidence.domain.statements import QUOTERS

ASSESS_WITHIN = timedelta(hours=72)
WRONG_CHILD, WRONG = "wrong child", "record error"
KINDS = (WRONG_CHILD, WRONG)
NO_BREACH, NOT_REPORTABLE, REPORTED_ON = "no breach", "breach, not reportable", "breach, reported"
DECISIONS = (NO_BREACH, NOT_REPORTABLE, REPORTED_ON)
OFFICE = (Capacity.IG_OFFICER, Capacity.QA_MANAGER)
MENDERS = (Capacity.TEAM_MANAGER, *OFFICE)


@dataclass(frozen=True, kw_only=True)
class ReportError(Act):
    """`source` is "note:…" or "pointer:…"; the rest of `facts` says which document, never its text."""

    NAME: ClassVar[str] = "record_error.reported"
    case: str
    source: str
    version: int
    kind: str
    why: str
    child: str = ""
    ref: str = ""
    team: str = ""
    document: str = ""
    dated: date | None = None
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessBreach(Act):
    NAME: ClassVar[str] = "record_error.assessed"
    decision: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CorrectSource(Act):
    NAME: ClassVar[str] = "record_error.corrected"
    what: str
    on: date


@dataclass(frozen=True, kw_only=True)
class WithdrawError(Act):
    """It was this child's after all, and right: the note is shown again."""

    NAME: ClassVar[str] = "record_error.withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecordErrorState:
    """One reported error. `said` is the report as it was made."""

    status: str
    said: ReportError
    reported_by: str
    reported_at: datetime
    decision: str = ""
    reason: str = ""
    assessed_at: datetime | None = None
    corrected: str = ""
    corrected_on: date | None = None
    withdrawn: str = ""

    @property
    def assess_by(self) -> datetime:
        return self.reported_at + ASSESS_WITHIN

    def waits(self) -> bool:
        """Whether the breach clock still runs."""
        return self.assessed_at is None and self.status != "withdrawn"

    def overdue(self, now: datetime) -> bool:
        return self.waits() and now > self.assess_by


MOVES = (
    Rule(act=ReportError, before=(None,), after="reported", may=(*QUOTERS, Capacity.QA_MANAGER)),
    Rule(act=AssessBreach, before=("reported",), after="assessed", may=(Capacity.IG_OFFICER,)),
    Rule(act=AssessBreach, before=("corrected",), after="closed", may=(Capacity.IG_OFFICER,)),
    Rule(act=CorrectSource, before=("reported",), after="corrected", may=MENDERS),
    Rule(act=CorrectSource, before=("assessed",), after="closed", may=MENDERS),
    Rule(
        act=WithdrawError,
        before=("reported", "assessed", "corrected"),
        after="withdrawn",
        may=(Capacity.IG_OFFICER,),
    ),
)


def refusal(state: RecordErrorState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be said of the error now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this report of an error"):
        return sentence
    if state and state.reported_by == by.id and isinstance(act, (AssessBreach, WithdrawError)):
        return "Somebody else decides on an error that you reported yourself."
    if state and not may_see(state, by):
        return "Only the team's own manager, the QA manager or the information-governance officer."
    return _missing(act, at)


def _missing(act: Act, at: datetime) -> str | None:
    if isinstance(act, ReportError) and (act.kind not in KINDS or not act.why.strip()):
        return "Say what is wrong: another child's, or an error, and how you know."
    if isinstance(act, AssessBreach) and (act.decision not in DECISIONS or not act.reason.strip()):
        return "Choose what it is, and give the reason."
    if isinstance(act, CorrectSource) and not act.what.strip():
        return "Say what was corrected in the recording system."
    if isinstance(act, CorrectSource) and act.on > at.date():
        return "The day of the correction cannot lie ahead."
    if isinstance(act, WithdrawError) and not act.reason.strip():
        return "Say how it is known that the note is this child's, and right."
    return None


def after(state: RecordErrorState | None, act: Act, by: Person, at: datetime) -> RecordErrorState:
    """The error once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, ReportError):
        return RecordErrorState(status=status, said=act, reported_by=by.id, reported_at=at)
    assert state is not None
    return replace(state, status=status, **_changes(act, at))


def _changes(act: Act, at: datetime) -> dict[str, Any]:
    if isinstance(act, AssessBreach):
        return {"decision": act.decision, "reason": act.reason, "assessed_at": at}
    if isinstance(act, CorrectSource):
        return {"corrected": act.what, "corrected_on": act.on}
    assert isinstance(act, WithdrawError)
    return {"withdrawn": act.reason}


def may_see(state: RecordErrorState, who: Person) -> bool:
    """Who reported it, the information-governance officer, the QA manager, the team's manager."""
    own_team = who.holds(Capacity.TEAM_MANAGER) and state.said.team in who.teams
    return state.reported_by == who.id or who.holds(*OFFICE) or own_team
