"""What may be done in family feedback, by whom, in which order; and who reads what of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import day_in_words
from stocktake.core.telephones import holds_a_number
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.families import (
    AGREED,
    CHILD,
    CONVERSATION_MODES,
    EXPLAINED,
    FAMILY_ANSWERS,
    HEARD,
    NO,
    NOT_ASKED,
    NOT_REACHED,
    NUMBERED,
    OPEN_QUESTIONS,
    OVER,
    PLANNED,
    REASONS,
    RISKS,
    ROLES,
    SAFE,
    SAID_NO,
    STATUSES,
    STOPPED,
    TOLD,
    UNDERSTANDS,
    WAYS,
    YES,
    AgreeToContact,
    ChooseWords,
    ConfirmSafety,
    FamilyState,
    ForgetContact,
    Heard,
    HearFamily,
    NameRisk,
    NotAsked,
    NotReached,
    PlanConversation,
    Safety,
    SayNo,
    SayYes,
    TakeBack,
    TellFamily,
)
from stocktake.reviews.domain.seeing import is_manager, is_reviewer, is_worker, manages_now
from stocktake.reviews.domain.states import (
    ALLOCATED,
    FINALISED,
    FIRST,
    OPEN_TO_PARTIES,
    ReviewState,
    london_day,
)
from stocktake.reviews.domain.voices import OVER as VOICES_OVER

FRESH = timedelta(days=28)  # what was safe a month ago is asked again
NUMBER_ELSEWHERE = "A telephone number stands here. Write it only where the safe number is asked for: there it is erased in time."  # fmt: skip
_REVIEWER, _WORKER, _MANAGER = (Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER)
_ASKABLE = (PLANNED, STOPPED, SAFE, NOT_REACHED)

MOVES = (
    Rule(act=PlanConversation, before=(None,), after=PLANNED, may=(_REVIEWER,)),
    Rule(act=ConfirmSafety, before=_ASKABLE, after=SAFE, may=(_REVIEWER, _WORKER, _MANAGER)),
    Rule(act=NameRisk, before=(*_ASKABLE, AGREED), after=STOPPED, may=(_REVIEWER, _WORKER, _MANAGER)),
    Rule(act=AgreeToContact, before=(STOPPED,), after=SAFE, may=(_MANAGER,)),
    Rule(act=SayYes, before=(SAFE, NOT_REACHED), after=AGREED, may=(_REVIEWER,)),
    Rule(act=SayNo, before=(SAFE, NOT_REACHED), after=SAID_NO, may=(_REVIEWER,)),
    Rule(act=NotReached, before=(SAFE, NOT_REACHED), after=NOT_REACHED, may=(_REVIEWER,)),
    Rule(act=NotAsked, before=_ASKABLE, after=NOT_ASKED, may=(_REVIEWER, _MANAGER)),
    Rule(act=TakeBack, before=(AGREED, HEARD, TOLD), after=SAID_NO, may=(_REVIEWER,)),
    Rule(act=HearFamily, before=(AGREED, HEARD), after=HEARD, may=(_REVIEWER,)),
    Rule(act=ChooseWords, before=(HEARD, TOLD), after=None, may=(_REVIEWER,)),
    Rule(act=TellFamily, before=(HEARD,), after=TOLD, may=(_REVIEWER, _WORKER)),
    Rule(act=ForgetContact, before=STATUSES, after=None, may=(Capacity.LOCAL_OPERATOR,)),
)  # fmt: skip


def may_see(state: FamilyState, who: Person) -> bool:
    """Whether this exists for this person: the reviewer, the worker and the manager, nobody else."""
    return is_reviewer(state.of, who) or is_party(state.of, who)


def is_party(of: ReviewState, who: Person) -> bool:
    """The worker or the manager, who say what is safe before the review is shared with them."""
    theirs = is_worker(of, who) or is_manager(of, who) or manages_now(of, who)
    return theirs and not of.withdrawn


def may_read_words(state: FamilyState, who: Person) -> bool:
    """Everything that was said: the reviewer who heard it, for as long as the review is theirs."""
    return is_reviewer(state.of, who)


def words_for(state: FamilyState, who: Person) -> tuple[tuple[str, str], ...]:
    """What the worker and the manager read: what the reviewer chose, once the review is shared."""
    open_to = may_read_words(state, who) or (
        is_party(state.of, who) and state.of.status in OPEN_TO_PARTIES
    )
    return state.chosen if open_to and state.shares else ()


def contact_over(state: FamilyState, at: datetime, days: int) -> bool:
    """Whether how they are reached is to be erased: so many days after their part or the review is
    over. Asked whenever it is read, so that a stopped ticker shows nothing it should not."""
    if state.of.withdrawn:
        return True
    ends = [end for end in (state.over_at, state.of.finalised_at) if end]
    return bool(ends) and at >= min(ends) + timedelta(days=days)


def refusal(state: FamilyState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this person's part"):
        return sentence
    if isinstance(act, PlanConversation):
        return _plan(act, by)
    assert state is not None
    today = london_day(at)
    if isinstance(act, ForgetContact):
        return None if act.due else "How they are reached is still needed."
    if sentence := _not_theirs(state, act, by):
        return sentence
    if isinstance(act, SayYes | SayNo | NotReached | HearFamily) and state.of.status in VOICES_OVER:
        return "The review is final: nobody is asked or heard any more."
    if isinstance(act, ConfirmSafety | NameRisk):
        return _confirmed(act, today)
    if isinstance(act, AgreeToContact):
        return _worded(act.reason, "Say why they can be contacted in spite of the risk, and how.")
    if isinstance(act, SayYes | SayNo | NotReached):
        return _approach(state, act, today)
    if isinstance(act, NotAsked):
        return _not_asked(act)
    if isinstance(act, TakeBack):
        return "That day is still to come." if act.on > today else None
    if isinstance(act, HearFamily):
        return _hear(state, act, today)
    if isinstance(act, ChooseWords):
        return _choose(state, act)
    assert isinstance(act, TellFamily)
    return _tell(state, act, today)


def after(state: FamilyState | None, act: Act, by: Person, at: datetime) -> FamilyState:
    """Their part once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, PlanConversation):
        who = act.who.strip()
        return FamilyState(status=status, review=act.review, of=act.of, role=act.role, who=who)
    assert state is not None
    now = replace(state, status=status, over_at=at if status in OVER else None)
    if isinstance(act, ChooseWords | ForgetContact):
        now = replace(now, over_at=state.over_at)
    if isinstance(act, ChooseWords):
        return replace(now, chosen=act.chosen)
    if isinstance(act, ForgetContact):
        return replace(now, safety=replace(now.safety, way="", number="", time=""))
    if isinstance(act, ConfirmSafety | NameRisk):
        return replace(
            now,
            safety=act.safety,
            confirmed_with=act.confirmed_with.strip(),
            confirmed_on=act.confirmed_on,
            confirmed_by=by.id,
            agreed_by="",
            agreed_because="",
        )
    if isinstance(act, AgreeToContact):
        return replace(now, agreed_by=by.id, agreed_because=act.reason.strip())
    return _answered(now, act, at)


def _answered(now: FamilyState, act: Act, at: datetime) -> FamilyState:
    """What follows from their own answers."""
    if isinstance(act, SayYes):
        return replace(now, spoke_on=act.spoke_on, shares=act.shares, understands=act.understands)
    if isinstance(act, SayNo):
        return replace(now, spoke_on=act.spoke_on)
    if isinstance(act, NotReached):
        return replace(now, tries=now.tries + 1)
    if isinstance(act, NotAsked):
        return replace(now, reason=act.reason, reason_words=act.words.strip())
    if isinstance(act, TakeBack):
        return replace(now, spoke_on=act.on, shares=False, heard=None, heard_at=None, chosen=(), told_words="")  # fmt: skip
    if isinstance(act, HearFamily):
        return replace(now, heard=act.heard, heard_at=at, chosen=())
    assert isinstance(act, TellFamily)
    return replace(now, told_on=act.told_on, told_mode=act.mode, told_words=act.words.strip())


def _plan(act: PlanConversation, by: Person) -> str | None:
    if not is_reviewer(act.of, by):
        return "Only the reviewer of this case asks the family."
    if act.elsewhere or act.of.reading != FIRST:
        return "This is not possible now: a family is asked once, whoever reads the case."
    if act.of.status in (ALLOCATED, FINALISED):
        return "A family is asked while the review is under way: after reading has begun and before it is final."  # fmt: skip
    if act.role not in ROLES:
        return "Say who it is: a parent, a carer, the child or somebody else in the family."
    return _numberless(act.who)


def _not_theirs(state: FamilyState, act: Act, by: Person) -> str | None:
    """Rules of the table that depend on whose case it is."""
    mine, party = is_reviewer(state.of, by), is_party(state.of, by)
    if isinstance(act, ConfirmSafety | NameRisk):
        return None if mine or party else "Only the worker, the manager or the reviewer of this case can say what is safe."  # fmt: skip
    manages = is_manager(state.of, by) or manages_now(state.of, by)
    if isinstance(act, AgreeToContact):
        return None if manages else "Only the manager of this case's team can agree to it."
    if isinstance(act, NotAsked) and manages and state.status == STOPPED:
        return None
    if isinstance(act, TellFamily) and is_worker(state.of, by):
        return None
    return None if mine else "Only the reviewer of this case can do this."


def _confirmed(act: ConfirmSafety | NameRisk, today: date) -> str | None:
    said = act.safety
    if not act.confirmed_with.strip():
        return "Say who confirmed it: the worker who knows the family."
    if act.confirmed_on > today:
        return "It cannot be confirmed on a day still to come."
    if said.way not in WAYS:
        return "Say in which way they can safely be reached."
    if said.way in NUMBERED and not holds_a_number(said.number):
        return "Write the number at which they can safely be reached."
    if not said.time.strip():
        return "Say at which times it is safe to reach them."
    if said.interpreter not in (YES, NO) or (said.interpreter == YES and not said.language.strip()):
        return "Say whether they need an interpreter, and for which language."
    if said.advocate not in (YES, NO):
        return "Say whether they want an advocate or somebody they trust beside them."
    return _risks(said, stops=isinstance(act, NameRisk)) or _numberless(
        act.confirmed_with, said.time, said.language, *(words for _, _, words in said.risks)
    )


def _risks(said: Safety, *, stops: bool) -> str | None:
    known = {risk: (answer, words) for risk, answer, words in said.risks}
    for risk, label in RISKS.items():
        answer, words = known.get(risk, ("", ""))
        if answer not in (YES, NO):
            return f"Ask the worker about {label}: yes or no."
        if answer == YES and not words.strip():
            return f"Say what is known of {label}, so that the manager can decide."
    if bool(said.named) != stops:
        return "A risk is named: contact stops until the manager agrees." if said.named else "No risk is named."  # fmt: skip
    return None


def _approach(state: FamilyState, act: SayYes | SayNo | NotReached, today: date) -> str | None:
    on = act.tried_on if isinstance(act, NotReached) else act.spoke_on
    if on > today:
        return "That day is still to come."
    if state.confirmed_on is None or on < state.confirmed_on:
        return "Nobody of the family is contacted before the worker has confirmed what is safe."
    if on - state.confirmed_on > FRESH:
        return f"What is safe was confirmed on {day_in_words(state.confirmed_on)}. Ask the worker again first."  # fmt: skip
    if isinstance(act, NotReached):
        return None
    if missing := [words for key, words in EXPLAINED.items() if key not in act.told]:
        return f"Tell them first {missing[0]}."
    if isinstance(act, SayYes) and state.role == CHILD and act.understands not in UNDERSTANDS:
        return "Say whether the child decides alone or with a parent or carer, by age and understanding."  # fmt: skip
    return None


def _not_asked(act: NotAsked) -> str | None:
    if act.reason not in REASONS:
        return "Choose why they are not asked."
    if act.reason == "other" and not act.words.strip():
        return "Say what the other reason is."
    return _numberless(act.words)


def _hear(state: FamilyState, act: HearFamily, today: date) -> str | None:
    said = act.heard
    if said.held_on > today:
        return "A conversation cannot be recorded before it is held."
    if state.spoke_on and said.held_on < state.spoke_on:
        return f"They agreed on {day_in_words(state.spoke_on)}: the conversation cannot be earlier."
    if said.mode not in CONVERSATION_MODES:
        return "Say how you talked: in person, by video, by phone or in writing."
    if state.safety.interpreter == YES and not said.interpreter:
        return f"They need an interpreter for {state.safety.language}: nobody of the family translates."  # fmt: skip
    return _answers(said) or _numberless(said.others, *(a.words for a in said.answers))


def _answers(said: Heard) -> str | None:
    themes = [a for a in said.answers if a.prompt not in OPEN_QUESTIONS]
    if any(a.answer not in FAMILY_ANSWERS for a in themes):
        return "Say of each subject that was talked about whether it went well or could be better."
    return None if said.answers else "Write down what they said of at least one subject."


def _choose(state: FamilyState, act: ChooseWords) -> str | None:
    if not state.shares and act.chosen:
        return "They did not agree that the worker reads what they said."
    known = {a.prompt for a in state.heard.answers} if state.heard else set()
    if any(key not in known or not text.strip() for key, text in act.chosen):
        return "Choose from what was said, and leave no chosen subject without words."
    return _numberless(*(text for _, text in act.chosen))


def _tell(state: FamilyState, act: TellFamily, today: date) -> str | None:
    if state.of.status not in OPEN_TO_PARTIES:
        return "They are told what was done once the review is shared with the worker."
    if act.told_on > today:
        return "That day is still to come."
    if act.mode not in CONVERSATION_MODES:
        return "Say how they were told."
    if state.worry and not act.raised:
        return "Something worrying was said. Raise the urgent concern first."
    return _worded(act.words, "Write what you told them was done with what they said.")


def _worded(text: str, missing: str) -> str | None:
    return _numberless(text) if text.strip() else missing


def _numberless(*texts: str) -> str | None:
    """A number goes where it is erased in time, and nowhere else."""
    return NUMBER_ELSEWHERE if holds_a_number(*texts) else None
