"""Asking families what the help was like: safe first, each for themselves, and told what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from stocktake.concerns import queries as concerns
from stocktake.core import lifecycle
from stocktake.core.telephones import holds_a_number
from stocktake.core.thread import Act, NotTheirs, Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.record.door import Kind, Move, locked, next_number, perform, why_not
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.drafting import Save, keep_page
from stocktake.reviews.domain import approaching
from stocktake.reviews.domain.families import (
    AGREED,
    HEARD,
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
from stocktake.reviews.domain.seeing import is_reviewer
from stocktake.reviews.domain.states import LONDON, OPEN_TO_PARTIES, london_day
from stocktake.reviews.models import Draft, FamilyConversation
from stocktake.reviews.queries import (
    DraftView,
    FamilyView,
    asked_elsewhere,
    contacts_over,
    family_conversation,
    family_states,
    review,
)

CONVERSATION = "conversation"  # its draft, a whole page as typed
TO_CONFIRM = "A reviewer wishes to ask a family what the help was like. Say first what is safe."
STOPPED = "Contact with a family is stopped. It waits for you to agree or not, with a reason."
GO_ON = "Contact with a family was agreed to, with a reason."
CHOSEN = "What a family said, and agreed to have read, can be read."


def plan_conversation(*, review_id: str, role: str, who: str = "", by: Person, at: datetime) -> str:
    """Plan to ask one person of the family; the worker is asked what is safe. Returns its id."""
    state = review(review_id, to=by).state
    if not is_reviewer(state, by):
        raise NotTheirs
    key = next_number("family")
    act = PlanConversation(
        review=review_id, role=role, who=who, of=state, elsewhere=asked_elsewhere(state, review_id)
    )
    whom = notices.parties(state.worker_id, state.team)[:1]  # the worker, else the manager
    told = notices.notice(whom, f"family:{key}", TO_CONFIRM, f"/family/{key}/")
    move = Move(
        kind=FAMILY,
        id=key,
        act=act,
        rests_on=(f"review:{review_id}",),
        concerns=(f"child:{state.child}",),
        outbox=told,
    )
    perform([move], by=by, at=at)
    return key


def confirm_safety(
    *,
    conversation_id: str,
    safety: Safety,
    confirmed_with: str,
    confirmed_on: date,
    by: Person,
    at: datetime,
) -> None:
    """Write down what the worker says is safe. A risk that is named stops all contact, and the
    manager is told that a decision waits."""
    one = family_conversation(conversation_id, by)
    said: dict[str, Any] = {"confirmed_with": confirmed_with, "confirmed_on": confirmed_on}
    if not safety.named:
        _do(one, ConfirmSafety(safety=safety, **said), by=by, at=at)
        return
    manager = people.manager_of_team(one.state.of.team) if one.state.of.team else None
    told = _notice(one, [manager.id] if manager else [], STOPPED)
    _do(one, NameRisk(safety=safety, **said), told, by=by, at=at)


def agree_to_contact(*, conversation_id: str, reason: str, by: Person, at: datetime) -> None:
    """As manager of the team: they can be contacted in spite of the risk."""
    one = family_conversation(conversation_id, by)
    told = _notice(one, [one.state.of.reviewer], GO_ON)
    _do(one, AgreeToContact(reason=reason), told, by=by, at=at)


def say_yes(
    *,
    conversation_id: str,
    spoke_on: date,
    told: Sequence[str],
    shares: bool,
    understands: str = "",
    by: Person,
    at: datetime,
) -> None:
    """They agree, told what it is for; `shares`: the worker may read what they chose to pass on."""
    act = SayYes(spoke_on=spoke_on, told=tuple(told), shares=shares, understands=understands)
    _do(family_conversation(conversation_id, by), act, by=by, at=at)


def say_no(
    *, conversation_id: str, spoke_on: date, told: Sequence[str], by: Person, at: datetime
) -> None:
    """They do not want to; nothing changes for them."""
    act = SayNo(spoke_on=spoke_on, told=tuple(told))
    _do(family_conversation(conversation_id, by), act, by=by, at=at)


def not_reached(*, conversation_id: str, tried_on: date, by: Person, at: datetime) -> None:
    _do(family_conversation(conversation_id, by), NotReached(tried_on=tried_on), by=by, at=at)


def not_asked(
    *, conversation_id: str, reason: str, words: str = "", by: Person, at: datetime
) -> None:
    """They are not asked, for a reason of the list."""
    act = NotAsked(reason=reason, words=words)
    _do(family_conversation(conversation_id, by), act, by=by, at=at)


def take_back(*, conversation_id: str, on: date, by: Person, at: datetime) -> None:
    """They changed their mind: what was written down of them is erased with its drafts."""
    _do(family_conversation(conversation_id, by), TakeBack(on=on), by=by, at=at)


def hear_family(*, conversation_id: str, heard: Heard, by: Person, at: datetime) -> None:
    """Write down a conversation, in the person's own words."""
    act = HearFamily(held_on=heard.held_on, mode=heard.mode, asked=heard.asked, heard=heard)
    _do(family_conversation(conversation_id, by), act, by=by, at=at)


def choose_words(
    *, conversation_id: str, chosen: Mapping[str, str], by: Person, at: datetime
) -> None:
    """Choose what the worker and the manager read of it, worded by the reviewer where need be."""
    one = family_conversation(conversation_id, by)
    words = tuple((key, text.strip()) for key, text in chosen.items())
    act = ChooseWords(subjects=tuple(key for key, _ in words), chosen=words)
    whom = notices.parties(one.state.of.worker_id, one.state.of.team)
    open_now = words and one.state.of.status in OPEN_TO_PARTIES
    _do(one, act, _notice(one, whom if open_now else (), CHOSEN), by=by, at=at)


def keep_conversation(*, conversation_id: str, save: Save, by: Person, at: datetime) -> DraftView:
    """Keep what is typed of a conversation as its reviewer's draft; erased once it is written down."""
    one = family_conversation(conversation_id, by)
    if not is_reviewer(one.state.of, by):
        raise NotTheirs
    if one.state.status not in (AGREED, HEARD):
        raise Refused("They have not agreed to talk. Nothing was kept.")
    if holds_a_number(*save.fields.values()):
        raise Refused(approaching.NUMBER_ELSEWHERE)
    place = draft_of(conversation_id)
    return keep_page(place, CONVERSATION, save, case_id=one.state.of.case, by=by, at=at)


def tell_family(
    *, conversation_id: str, told_on: date, mode: str, words: str, by: Person, at: datetime
) -> None:
    """They were told what was done with what they said."""
    one = family_conversation(conversation_id, by)
    _do(one, _telling(one, told_on, mode, words), by=by, at=at)


def why_not_tell(one: FamilyView, *, by: Person, at: datetime) -> str | None:
    """Why they cannot be told yet, or None: for the page."""
    act = _telling(one, london_day(at), "phone", "Said.")
    return why_not(_move(one, act), by=by, at=at)


def forget_contacts(*, by: Person, at: datetime) -> int:
    """Erase how people are reached whose part, or whose review, is over; how many.

    Safe to repeat and to run twice at once.
    """
    return sum(_forgotten(key, state, by, at) for key, state in contacts_over(at).items())


def _forgotten(key: str, state: FamilyState, by: Person, at: datetime) -> bool:
    concerns = (f"child:{state.of.child}",)
    try:
        perform([Move(kind=FAMILY, id=key, act=ForgetContact(due=True), concerns=concerns)], by=by, at=at)  # fmt: skip
    except Refused:
        return False
    return True


def draft_of(conversation_id: str) -> str:
    """Where the draft of a conversation stands."""
    return f"family:{conversation_id}"


def _telling(one: FamilyView, told_on: date, mode: str, words: str) -> TellFamily:
    heard = family_states(FamilyConversation.objects.filter(key=one.id))[one.id].heard
    since = datetime.combine(heard.held_on, time.min, LONDON) if heard else None
    raised = since is not None and concerns.raised_since(one.state.of.case, since)
    return TellFamily(told_on=told_on, mode=mode, words=words, raised=raised)


def _do(
    one: FamilyView, act: Act, told: tuple[Outgoing, ...] = (), *, by: Person, at: datetime
) -> None:
    perform([_move(one, act, told)], by=by, at=at)


def _move(one: FamilyView, act: Act, told: tuple[Outgoing, ...] = ()) -> Move:
    return Move(
        kind=FAMILY,
        id=one.id,
        act=act,
        rests_on=(f"review:{one.state.review}",),
        concerns=(f"child:{one.state.of.child}",),
        outbox=told,
    )


def _notice(one: FamilyView, to: Sequence[str], text: str) -> tuple[Outgoing, ...]:
    return notices.notice(to, f"family:{one.id}", text, one.url)


def _load(ids: Sequence[str]) -> Mapping[str, FamilyState]:
    return family_states(locked(FamilyConversation.objects.filter(key__in=ids)))


def _save(key: str, before: FamilyState | None, now: FamilyState) -> None:
    columns = {k: v for k, v in vars(now).items() if k not in ("of", "review", "safety", "heard")}
    safety = now.safety
    columns |= {
        "review_id": now.review,
        "chosen": [list(pair) for pair in now.chosen],
        "heard": _plain(now.heard),
        "way": safety.way,
        "number": safety.number,
        "safe_time": safety.time,
        "interpreter": safety.interpreter,
        "language": safety.language,
        "advocate": safety.advocate,
        "risks": [list(risk) for risk in safety.risks],
    }
    FamilyConversation.objects.update_or_create(key=key, defaults=columns)


def _plain(heard: Heard | None) -> dict[str, Any] | None:
    return asdict(heard) | {"held_on": heard.held_on.isoformat()} if heard else None


def _written(number: int, move: Move) -> None:
    """What was typed towards a conversation goes once it stands, and when it is taken back."""
    if isinstance(move.act, HearFamily | TakeBack):
        Draft.objects.filter(review_id=draft_of(move.id)).delete()


FAMILY = Kind[FamilyState](
    name="family",
    load=_load,
    save=_save,
    refusal=approaching.refusal,
    after=approaching.after,
    capacity=lambda act, by: lifecycle.capacity_of(approaching.MOVES, act, by),
    written=_written,
)
