"""Family feedback: one person of a family, asked apart from all others what the help was like.

First the worker confirms how and when it is safe to ask; then each person hears what it is for and
agrees or not for themselves; then they are heard in their own words; in the end they are told what
was done with them. The record says that somebody was asked and of what. Their words, how they are
reached and what a risk is stand in the room's own table, so that whoever takes an agreement back
takes the words back too.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from stocktake.core.thread import Act
from stocktake.reviews.domain.states import MODES, ReviewState
from stocktake.reviews.domain.voices import Spoken

PLANNED, STOPPED, SAFE = "planned", "contact stopped", "safe to contact"
AGREED, SAID_NO, NOT_REACHED, NOT_ASKED = "agreed", "said no", "not reached", "not asked"
HEARD, TOLD = "heard", "told what changed"
STATUSES = (PLANNED, STOPPED, SAFE, AGREED, SAID_NO, NOT_REACHED, NOT_ASKED, HEARD, TOLD)
ANSWERED_US = (AGREED, SAID_NO, HEARD, TOLD)  # somebody asked and got an answer
SPOKE = (HEARD, TOLD)
OVER = (SAID_NO, NOT_ASKED, TOLD)  # nobody needs to reach them for this any more

CHILD = "child"
ROLES = {
    "parent": "a parent",
    "carer": "a carer",
    CHILD: "the child or young person",
    "other": "somebody else in the family",
}
PHONE, TEXT = "phone", "text message"
WAYS = {
    PHONE: "by phone",
    TEXT: "by text message",
    "with worker": "in person, brought together by the worker",
    "elsewhere": "in person, where it is safe to meet",
    "letter": "by letter",
}
NUMBERED = (PHONE, TEXT)
YES, NO = "yes", "no"
RISKS = {
    "abuse": "domestic abuse",
    "court": "court proceedings",
    "other": "another risk",
}
EXPLAINED = {
    "purpose": "what it is for, and who will read what they say",
    "no is fine": "that saying no changes nothing about the help they get",
    "complain": "how to complain",
    "safety": "that a worry about somebody's safety must be passed on",
}
ALONE, WITH_CARER = "decides alone", "decides with a parent or carer"
UNDERSTANDS = {
    ALONE: "understands what is asked and decides alone",
    WITH_CARER: "decides together with a parent or carer, who agrees as well",
}
REASONS = {
    "risk": "a risk that was named is not accepted",
    "no safe way": "there is no safe way to reach them",
    "court": "a court is deciding, and asking could be misread",
    "too young": "too young to be asked; the record and others say how it is for the child",
    "harm": "asking now would do harm, as after a death or in a crisis",
    "not our contact": "they no longer have contact with the child",
    "other": "another reason",
}
WENT_WELL, COULD_BE_BETTER = "went well", "could be better"
FAMILY_ANSWERS = (WENT_WELL, COULD_BE_BETTER)
HELPED, BETTER = "helped", "better"  # open questions, beside the themes
OPEN_QUESTIONS = {HELPED: "What helped", BETTER: "What would have been better"}
CONVERSATION_MODES = (*MODES, "in writing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What the worker says before anybody of the family is contacted, point by point.

    A risk is YES or NO with what is known of it; "" means that it was not asked.
    """

    way: str = ""
    number: str = ""
    time: str = ""
    interpreter: str = ""  # YES or NO
    language: str = ""
    advocate: str = ""  # YES or NO
    risks: tuple[tuple[str, str, str], ...] = ()  # of RISKS: YES or NO, what is known

    @property
    def named(self) -> tuple[str, ...]:
        """The risks that somebody named."""
        return tuple(risk for risk, said, _ in self.risks if said == YES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One conversation as written down: the person's own words by subject."""

    held_on: date
    mode: str
    interpreter: bool = False
    advocate: bool = False
    others: str = ""  # who else was there
    answers: tuple[Spoken, ...] = ()
    worry: bool = False  # something was said that may mean harm

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(a.prompt for a in self.answers)


_ASIDE = {"record": False}  # stands in the table, not in the record, which officers read


@dataclass(frozen=True, kw_only=True)
class PlanConversation(Act):
    """`of`: the review beside which they are asked; `elsewhere`: another review asks this family."""

    NAME: ClassVar[str] = "family.planned"
    review: str
    role: str
    who: str = field(metadata=_ASIDE)
    of: ReviewState = field(metadata=_ASIDE)
    elsewhere: bool = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class ConfirmSafety(Act):
    """No risk is named: they can be asked in this way."""

    NAME: ClassVar[str] = "family.safety_confirmed"
    confirmed_on: date
    confirmed_with: str = field(metadata=_ASIDE)
    safety: Safety = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class NameRisk(Act):
    """A risk stops all contact until a manager agrees."""

    NAME: ClassVar[str] = "family.contact_stopped"
    confirmed_on: date
    confirmed_with: str = field(metadata=_ASIDE)
    safety: Safety = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class AgreeToContact(Act):
    """As manager: in spite of the risk, for this reason and in this way."""

    NAME: ClassVar[str] = "family.contact_agreed"
    reason: str = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class SayYes(Act):
    """They agree. `told`: what was explained; `shares`: the worker may read what they chose."""

    NAME: ClassVar[str] = "family.agreed"
    spoke_on: date
    told: tuple[str, ...]
    shares: bool
    understands: str = ""  # of a child: one of UNDERSTANDS


@dataclass(frozen=True, kw_only=True)
class SayNo(Act):
    NAME: ClassVar[str] = "family.declined"
    spoke_on: date
    told: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NotReached(Act):
    """One try that reached nobody."""

    NAME: ClassVar[str] = "family.not_reached"
    tried_on: date


@dataclass(frozen=True, kw_only=True)
class NotAsked(Act):
    """They are not asked, for a reason of the list."""

    NAME: ClassVar[str] = "family.not_asked"
    reason: str
    words: str = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class TakeBack(Act):
    """They changed their mind: what was written down of them goes."""

    NAME: ClassVar[str] = "family.taken_back"
    on: date


@dataclass(frozen=True, kw_only=True)
class HearFamily(Act):
    NAME: ClassVar[str] = "family.heard"
    held_on: date
    mode: str
    asked: tuple[str, ...]
    heard: Heard = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class ChooseWords(Act):
    """What of it the worker and the manager read, as the reviewer words it. () takes it back."""

    NAME: ClassVar[str] = "family.words_chosen"
    subjects: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...] = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class TellFamily(Act):
    """They are told what was done with what they said. `raised`: a concern stands about the case
    since they spoke; asked where something worrying was said."""

    NAME: ClassVar[str] = "family.told"
    told_on: date
    mode: str
    words: str = field(metadata=_ASIDE)
    raised: bool = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class ForgetContact(Act):
    """How they are reached is erased; `due` on this day, by the council's setting."""

    NAME: ClassVar[str] = "family.contact_erased"
    due: bool = field(metadata=_ASIDE)


@dataclass(frozen=True, kw_only=True)
class FamilyState:
    """One person's part as it stands. `of` is the review as it stands now."""

    status: str
    review: str
    of: ReviewState
    role: str
    who: str = ""
    safety: Safety = Safety()
    confirmed_with: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""
    agreed_by: str = ""  # the manager, in spite of a risk
    agreed_because: str = ""
    spoke_on: date | None = None
    tries: int = 0
    shares: bool = False
    understands: str = ""
    reason: str = ""
    reason_words: str = ""
    heard: Heard | None = None
    heard_at: datetime | None = None
    chosen: tuple[tuple[str, str], ...] = ()
    told_on: date | None = None
    told_mode: str = ""
    told_words: str = ""
    over_at: datetime | None = None

    @property
    def in_words(self) -> str:
        """ "Mum (a parent)", or the role alone."""
        role = ROLES[self.role]
        return f"{self.who} ({role})" if self.who else role[0].upper() + role[1:]

    @property
    def worry(self) -> bool:
        return self.heard is not None and self.heard.worry
