"""One lifecycle for recommendations and actions: from a draft until a second person verified.

Drafted → agreed → under way → done, evidence given → verified or returned. Each has one owner, a
due date, a measure ("how we will know") and rests on findings or judgements. Nobody agrees their
own draft, and nobody verifies what they own or wrote.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person

THING = "this action"
DRAFTED, AGREED, UNDER_WAY = "drafted", "agreed", "under way"
DONE, VERIFIED, RETURNED, WITHDRAWN = "done, evidence given", "verified", "returned", "withdrawn"
STATUSES = (DRAFTED, AGREED, UNDER_WAY, DONE, VERIFIED, RETURNED, WITHDRAWN)

CASE_ACTION, AREA, PRIORITY = "case action", "area for improvement", "priority action"
LEVELS = (CASE_ACTION, AREA, PRIORITY)
ADEQUACY = ("meets the measure", "meets it in part; the rest is a new action")

# Children's Social Care National Framework, as tagged in inspection reports of 2026.
NATIONAL_FRAMEWORK = {
    "outcome 1": "Outcome 1: children and families stay together and get the help they need",
    "outcome 2": "Outcome 2: children are supported by their family network",
    "outcome 3": "Outcome 3: children are safe in and outside their homes",
    "outcome 4": "Outcome 4: children in care and care leavers have stable, loving homes",
    "enabler 1": "Enabler: multi-agency working is prioritised and effective",
    "enabler 2": "Enabler: leaders drive conditions for effective practice",
    "enabler 3": "Enabler: the workforce is equipped and effective",
}

DRAFTERS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
LEADERS = (
    Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR,
    Capacity.BOARD_CHAIR,
    Capacity.QA_MANAGER,
)
OWNERS = (
    Capacity.WORKER,
    Capacity.TEAM_MANAGER,
    Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR,
    Capacity.COMMISSIONING_OFFICER,
    Capacity.QA_MANAGER,
)
REOPENERS = (Capacity.BOARD_CHAIR, Capacity.ASSISTANT_DIRECTOR)


@dataclass(frozen=True, kw_only=True)
class DraftRecommendation(Act):
    """`case_id` for a case action; `escalated_to` says whom a priority action was told to, when."""

    NAME: ClassVar[str] = "recommendation.drafted"
    round_id: str
    level: str
    theme: str
    text: str
    owner: str
    due: date
    measure: str
    rests_on: tuple[str, ...]
    case_id: str = ""
    nf_tag: str = ""
    escalated_to: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreeAction(Act):
    """Agreed as it then stands: owner, due date and measure may be settled here."""

    NAME: ClassVar[str] = "action.agreed"
    owner: str
    due: date
    measure: str


@dataclass(frozen=True, kw_only=True)
class StartAction(Act):
    NAME: ClassVar[str] = "action.started"
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class GiveEvidence(Act):
    """What was done, and where its evidence is kept (a reference or the name of a document)."""

    NAME: ClassVar[str] = "action.evidenced"
    text: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class VerifyEvidence(Act):
    NAME: ClassVar[str] = "action.verified"
    adequacy: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReturnEvidence(Act):
    NAME: ClassVar[str] = "action.returned"
    text: str
    due: date


@dataclass(frozen=True, kw_only=True)
class ReopenAction(Act):
    """The board opens a verified action again."""

    NAME: ClassVar[str] = "action.reopened"
    text: str
    due: date


@dataclass(frozen=True, kw_only=True)
class WithdrawAction(Act):
    NAME: ClassVar[str] = "action.withdrawn"
    text: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One turn of the action: who, when, what they said, and how it stood afterwards."""

    at: datetime
    person: str
    act: str
    status: str
    due: date
    text: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class ActionState:
    status: str
    round_id: str
    level: str
    theme: str
    text: str
    owner: str
    due: date
    measure: str
    rests_on: tuple[str, ...]
    author: str
    case_id: str = ""
    nf_tag: str = ""
    escalated_to: str = ""
    steps: tuple[Step, ...] = ()


MOVES = (
    Rule(act=DraftRecommendation, before=(None,), after=DRAFTED, may=DRAFTERS),
    Rule(act=AgreeAction, before=(DRAFTED,), after=AGREED, may=(*LEADERS, *OWNERS)),
    Rule(act=StartAction, before=(AGREED,), after=UNDER_WAY, may=OWNERS),
    Rule(act=GiveEvidence, before=(AGREED, UNDER_WAY, RETURNED), after=DONE, may=OWNERS),
    Rule(act=VerifyEvidence, before=(DONE,), after=VERIFIED, may=LEADERS),
    Rule(act=ReturnEvidence, before=(DONE,), after=RETURNED, may=LEADERS),
    Rule(act=ReopenAction, before=(VERIFIED,), after=RETURNED, may=REOPENERS),
    Rule(
        act=WithdrawAction,
        before=(DRAFTED, AGREED, UNDER_WAY, RETURNED),
        after=WITHDRAWN,
        may=LEADERS,
    ),
)


def refusal(state: ActionState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done to this action now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if isinstance(act, DraftRecommendation):
        return _refuse_draft(act, at.date())
    assert state is not None
    return _refuse_person(state, act, by) or _refuse_words(act, at.date())


def _refuse_draft(act: DraftRecommendation, today: date) -> str | None:
    if act.level not in LEVELS:
        return f"Choose a level: {', '.join(LEVELS)}."
    if not act.text.strip():
        return "Write what is recommended."
    if not act.rests_on:
        return "Choose at least one finding or judgement that this rests on."
    if act.level == CASE_ACTION and not act.case_id:
        return "A case action names its case."
    if act.level == PRIORITY and not act.escalated_to.strip():
        return "A priority action says to whom it was escalated, and when."
    if act.nf_tag and act.nf_tag not in NATIONAL_FRAMEWORK:
        return "Choose an outcome or enabler of the National Framework, or none."
    return _refuse_terms(act, today)


def _refuse_terms(act: DraftRecommendation | AgreeAction, today: date) -> str | None:
    if not act.owner:
        return "Choose one person who owns it."
    if not act.measure.strip():
        return "Say how you will know that it is done."
    if act.due < today:
        return "The due date is in the past. Choose a later one."
    return None


def _refuse_person(state: ActionState, act: Act, by: Person) -> str | None:
    if isinstance(act, AgreeAction):
        if by.id == state.author:
            return "Nobody agrees their own draft. Its owner or a head of service can."
        if by.id != state.owner and not by.holds(*LEADERS):
            return "Only its owner or a head of service can agree this action."
    if isinstance(act, (StartAction, GiveEvidence)) and by.id != state.owner:
        return "Only the person who owns this action can do this. Ask them."
    if isinstance(act, (VerifyEvidence, ReturnEvidence)):
        if by.id == state.owner:
            return "Nobody verifies their own action. A head of service who does not own it can."
        if by.id == state.author:
            return "Nobody verifies an action they wrote. A head of service can."
    return None


def _refuse_words(act: Act, today: date) -> str | None:
    if isinstance(act, AgreeAction):
        return _refuse_terms(act, today)
    if isinstance(act, GiveEvidence):
        if not act.text.strip():
            return "Say what was done and what changed."
        if not act.reference.strip():
            return "Say where the evidence can be found."
    if isinstance(act, VerifyEvidence):
        if act.adequacy not in ADEQUACY:
            return f"Say whether the evidence meets the measure: {' or '.join(ADEQUACY)}."
        if not act.text.strip():
            return "Say in a sentence what you saw."
    if isinstance(act, (ReturnEvidence, ReopenAction)):
        if not act.text.strip():
            return "Say why it goes back to its owner."
        if act.due <= today:
            return "Give a new due date, after today."
    if isinstance(act, WithdrawAction) and not act.text.strip():
        return "Say why it is withdrawn."
    return None


def after(state: ActionState | None, act: Act, by: Person, at: datetime) -> ActionState:
    """The action once a lawful act is done, with its new step."""
    status = lifecycle.next_status(MOVES, state, act)
    now = replace(_changed(state, act, by), status=status)
    step = Step(
        at=at,
        person=by.id,
        act=act.NAME,
        status=status,
        due=now.due,
        text=_said(act),
        reference=getattr(act, "reference", ""),
    )
    return replace(now, steps=(*now.steps, step))


def _changed(state: ActionState | None, act: Act, by: Person) -> ActionState:
    if isinstance(act, DraftRecommendation):
        return ActionState(status=DRAFTED, author=by.id, **act.body())
    assert state is not None
    if isinstance(act, AgreeAction):
        return replace(state, owner=act.owner, due=act.due, measure=act.measure)
    if isinstance(act, (ReturnEvidence, ReopenAction)):
        return replace(state, due=act.due)
    return state


def _said(act: Act) -> str:
    if isinstance(act, VerifyEvidence):
        return f"{act.adequacy[0].upper()}{act.adequacy[1:]}. {act.text.strip()}"
    if isinstance(act, (DraftRecommendation, AgreeAction)):
        return ""
    return str(getattr(act, "text", "")).strip()


def may_see(who: Person, *, owner: str, case_id: str, readable: frozenset[str]) -> bool:
    """Leaders see every action; a worker or team manager those of cases opened to them; an owner
    their own. `readable` are the ids of the cases that this person may read."""
    if who.holds(*LEADERS) or who.id == owner:
        return True
    return who.holds(Capacity.WORKER, Capacity.TEAM_MANAGER) and case_id in readable
