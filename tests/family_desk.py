"""A family asked, step by step, by lawful acts: for tests."""

from datetime import timedelta
from typing import Any

from stocktake.core.thread import Person
from stocktake.reviews import acts
from stocktake.reviews.acts import Heard, Safety, Spoken
from stocktake.reviews.domain.families import EXPLAINED
from tests.cast import AT
from tests.review_desk import Cast, reading_by

TODAY = AT.date()
NUMBER = "07700 900461"  # of the numbers that are kept free for fiction
MUM = "She came when she said. Nobody told me what the plan was."
PASSED_ON = "It would help to be told what the plan is."
NO_RISK = (("abuse", "no", ""), ("court", "no", ""), ("other", "no", ""))
RISK = (("abuse", "yes", "He reads her messages."), *NO_RISK[1:])


def safety(**other: Any) -> Safety:
    facts = {"way": "phone", "number": NUMBER, "time": "weekdays, ten to two", "interpreter": "no"}
    return Safety(**{**facts, "advocate": "no", "risks": NO_RISK, **other})


def planned(cast: Cast, key: str = "", role: str = "parent", who: str = "Mum") -> str:
    review = key or reading_by(cast)
    return acts.plan_conversation(review_id=review, role=role, who=who, by=cast.owen, at=AT)


def confirmed(cast: Cast, key: str = "", *, by: Person | None = None, **told: Any) -> str:
    one = planned(cast, key)
    confirm(one, by or cast.owen, **told)
    return one


def confirm(one: str, by: Person, **told: Any) -> None:
    acts.confirm_safety(
        conversation_id=one, safety=safety(**told), confirmed_with="Sam, social worker",
        confirmed_on=TODAY, by=by, at=AT,
    )  # fmt: skip


def agreed(cast: Cast, key: str = "", *, shares: bool = True, **told: Any) -> str:
    one = confirmed(cast, key, **told)
    acts.say_yes(
        conversation_id=one, spoke_on=TODAY, told=[*EXPLAINED], shares=shares, by=cast.owen, at=AT
    )
    return one


def said(words: str = MUM, **other: Any) -> Heard:
    answers = (
        Spoken(prompt="plan", answer="could be better", words=words),
        Spoken(prompt="helped", words="The school run."),
    )
    return Heard(**{"held_on": TODAY, "mode": "phone", "answers": answers, **other})


def heard(cast: Cast, key: str = "", *, shares: bool = True, **other: Any) -> str:
    one = agreed(cast, key, shares=shares)
    acts.hear_family(conversation_id=one, heard=said(**other), by=cast.owen, at=AT)
    return one


def chosen(cast: Cast, key: str = "") -> str:
    one = heard(cast, key)
    acts.choose_words(conversation_id=one, chosen={"plan": PASSED_ON}, by=cast.owen, at=AT)
    return one


def told(cast: Cast, one: str) -> None:
    acts.tell_family(
        conversation_id=one, told_on=TODAY, mode="phone", words="The plan is sent in plain words.",
        by=cast.owen, at=AT + timedelta(hours=1),
    )  # fmt: skip
