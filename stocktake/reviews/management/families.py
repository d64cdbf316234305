"""`stocktake review family`: families asked what the help was like, by the same doors as the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from stocktake.people.command import ActCommand, BadInput
from stocktake.record import access
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.families import EXPLAINED, REASONS, ROLES, UNDERSTANDS
from stocktake.reviews.management import files
from stocktake.reviews.management.naming import review_of
from stocktake.reviews.queries import FamilyView


def arguments(words: Any) -> None:
    """The word, and the words under it."""
    family = words.add_parser("family", help="ask families what the help was like")
    under = family.add_subparsers(dest="deed", required=True, metavar="|".join(DEEDS))
    under.add_parser("list", help="who is asked, and where it stands").add_argument("review")
    one = under.add_parser("plan", help="plan to ask one person of the family")
    one.add_argument("review", metavar="REVIEW")
    one.add_argument("--role", required=True, choices=tuple(ROLES))
    one.add_argument("--who", default="", help="as the family says it: Mum, Nan")
    for deed, said in _FROM_FILE.items():
        under.add_parser(deed, help=said).add_argument("file", metavar="FILE.json")
    for deed, said in _ON_A_DAY.items():
        one = under.add_parser(deed, help=said)
        one.add_argument("conversation", metavar="CONVERSATION")
        one.add_argument("--on", dest="on_day", required=True, metavar="YYYY-MM-DD", type=_day)
        if deed in ("yes", "no"):
            one.add_argument("--told", nargs="+", default=[], choices=tuple(EXPLAINED))
    one = under.choices["yes"]
    one.add_argument("--shares", action="store_true", help="the worker may read what they chose")
    one.add_argument("--understands", default="", choices=("", *UNDERSTANDS), help="of a child")
    one = under.add_parser("agree-contact", help="as manager: in spite of the risk, for a reason")
    one.add_argument("conversation", metavar="CONVERSATION")
    one.add_argument("--reason", required=True)
    one = under.add_parser("not-asked", help="say why they are not asked")
    one.add_argument("conversation", metavar="CONVERSATION")
    one.add_argument("--reason", required=True, choices=tuple(REASONS))
    one.add_argument("--words", default="")


def run(on: ActCommand, *, deed: str, **options: Any) -> None:
    """One of the words under `family`."""
    DEEDS[deed](on, **options)


def _list(on: ActCommand, *, review: str, **_: Any) -> None:
    one = review_of(on, review)
    found = queries.families_of(one.id, on.by)
    access.note_read(by=on.by, what=f"review:{one.id} family", child=one.state.child)
    lines = [f"{f.id:>4}  {f.state.in_words}: {f.state.status}" for f in found]
    on.say("\n".join(lines) or "Nobody of this family is asked yet.", [_facts(f) for f in found])


def _plan(on: ActCommand, *, review: str, role: str, who: str, **_: Any) -> None:
    one = review_of(on, review)
    key = acts.plan_conversation(review_id=one.id, role=role, who=who, by=on.by, at=on.at)
    _done(on, key)


def _safe(on: ActCommand, *, file: str, **_: Any) -> None:
    said = files.read(files.SafetyFile, file)
    risks = tuple((risk, *said.risks.get(risk, ("", ""))) for risk in ("abuse", "court", "other"))
    facts = said.model_dump(exclude={"conversation", "confirmed_with", "confirmed_on", "risks"})
    acts.confirm_safety(
        conversation_id=said.conversation,
        safety=acts.Safety(**facts, risks=risks),
        confirmed_with=said.confirmed_with,
        confirmed_on=said.confirmed_on,
        by=on.by,
        at=on.at,
    )
    _done(on, said.conversation)


def _hear(on: ActCommand, *, file: str, **_: Any) -> None:
    said = files.read(files.ConversationFile, file)
    answers = tuple(
        acts.Spoken(prompt=key, answer=one.answer, words=one.words)
        for key, one in said.answers.items()
    )
    facts = said.model_dump(exclude={"conversation", "answers"})
    heard = acts.Heard(**facts, answers=answers)
    acts.hear_family(conversation_id=said.conversation, heard=heard, by=on.by, at=on.at)
    _done(on, said.conversation)


def _choose(on: ActCommand, *, file: str, **_: Any) -> None:
    said = files.read(files.ChosenFile, file)
    acts.choose_words(conversation_id=said.conversation, chosen=said.chosen, by=on.by, at=on.at)
    _done(on, said.conversation)


def _tell(on: ActCommand, *, file: str, **_: Any) -> None:
    said = files.read(files.ToldFile, file)
    facts = said.model_dump(exclude={"conversation"})
    acts.tell_family(conversation_id=said.conversation, **facts, by=on.by, at=on.at)
    _done(on, said.conversation)


def _yes(
    on: ActCommand,
    *,
    conversation: str,
    on_day: date,
    told: list[str],
    shares: bool,
    understands: str,
    **_: Any,
) -> None:
    acts.say_yes(
        conversation_id=conversation,
        spoke_on=on_day,
        told=told,
        shares=shares,
        understands=understands,
        by=on.by,
        at=on.at,
    )
    _done(on, conversation)


def _no(on: ActCommand, *, conversation: str, on_day: date, told: list[str], **_: Any) -> None:
    acts.say_no(conversation_id=conversation, spoke_on=on_day, told=told, by=on.by, at=on.at)
    _done(on, conversation)


def _not_reached(on: ActCommand, *, conversation: str, on_day: date, **_: Any) -> None:
    acts.not_reached(conversation_id=conversation, tried_on=on_day, by=on.by, at=on.at)
    _done(on, conversation)


def _take_back(on: ActCommand, *, conversation: str, on_day: date, **_: Any) -> None:
    acts.take_back(conversation_id=conversation, on=on_day, by=on.by, at=on.at)
    _done(on, conversation)


def _agree(on: ActCommand, *, conversation: str, reason: str, **_: Any) -> None:
    acts.agree_to_contact(conversation_id=conversation, reason=reason, by=on.by, at=on.at)
    _done(on, conversation)


def _not_asked(on: ActCommand, *, conversation: str, reason: str, words: str, **_: Any) -> None:
    acts.not_asked(conversation_id=conversation, reason=reason, words=words, by=on.by, at=on.at)
    _done(on, conversation)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text} is not a date, as 2026-11-02.") from None


def _done(on: ActCommand, key: str) -> None:
    one = queries.family_conversation(key, on.by)
    on.say(f"{one.ref}, {one.state.in_words}: {one.state.status}.", _facts(one))


def _facts(one: FamilyView) -> dict[str, Any]:
    """Where it stands: no words, and no number, which goes into no export."""
    state = one.state
    facts = {"id": one.id, "review": state.review, "ref": one.ref, "role": state.role}
    return {**facts, "status": state.status, "tries": state.tries, "shares": state.shares}


_FROM_FILE = {
    "safe": "what the worker says is safe; a risk that is named stops contact",
    "hear": "a conversation, in their own words",
    "choose": "what of it the worker and the manager read",
    "tell": "they were told what was done with what they said",
}
_ON_A_DAY = {
    "yes": "they agree",
    "no": "they say no",
    "not-reached": "a try that reached nobody",
    "take-back": "they changed their mind: what was written down goes",
}
DEEDS: dict[str, Callable[..., None]] = {
    "list": _list,
    "plan": _plan,
    "safe": _safe,
    "agree-contact": _agree,
    "yes": _yes,
    "no": _no,
    "not-reached": _not_reached,
    "not-asked": _not_asked,
    "hear": _hear,
    "take-back": _take_back,
    "choose": _choose,
    "tell": _tell,
}
