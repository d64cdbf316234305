"""One person of a family: what is safe, asking them, what they said, what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain import families as domain
from stocktake.reviews.domain.seeing import is_manager, is_reviewer, is_worker, manages_now
from stocktake.reviews.domain.states import OPEN_TO_PARTIES
from stocktake.reviews.domain.voices import Spoken
from stocktake.reviews.forms import (
    AGREES,
    DECLINES,
    ApproachForm,
    ChooseWordsForm,
    ContactForm,
    ConversationForm,
    FamilySafetyForm,
    NotAskedForm,
    TakeBackForm,
    TellForm,
    told_so_far,
)
from stocktake.reviews.pages.families import TAGS, next_of
from stocktake.reviews.pages.keeping import kept
from stocktake.reviews.queries import DraftView, FamilyView
from stocktake.ui.forms import Form

CONCERNED = (Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER)
UNTIL_ASKED = (domain.PLANNED, domain.STOPPED, domain.SAFE, domain.NOT_REACHED)
DONE = {
    "safe": "Written down.",
    "contact": "The reviewer is told that they can be contacted.",
    "approach": "Written down.",
    "not_asked": "Written down, with the reason.",
    "hear": "Written down in their words.",
    "choose": "Chosen. The worker and the manager read this once the review is shared.",
    "tell": "Written down. Thank you for telling them.",
    "take_back": "What was written down of them is erased.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one form of the page does."""

    form: Form
    do: Callable[[], None]


@page(may=CONCERNED)
def one(request: Request, family_id: str) -> HttpResponse:
    """Everything about one person: what is known so far, and the one thing that comes next."""
    found = queries.family_conversation(family_id, request.person)
    deeds = _deeds(request, found)
    for name, deed in deeds.items():
        if name in request.POST and deed.form.is_valid() and deed.form.did(deed.do):
            messages.success(request, DONE[name])
            return redirect("reviews:family_one", family_id)
    access.note_read(by=request.person, what=f"family:{family_id}", child=found.state.of.child)
    values = {
        **_who(found, request),
        "forms": {name: deed.form.shown() for name, deed in deeds.items()},
        "wrong": [deed.form.shown() for name, deed in deeds.items() if name in request.POST],
    }
    return render(request, "reviews/family_one.html", values)


def _who(found: FamilyView, request: Request) -> dict[str, Any]:
    """What the page shows of them to this reader."""
    state, case_id = found.state, found.state.of.case
    mine = is_reviewer(state.of, request.person)
    home = reverse("reviews:family", args=[state.review]) if mine else reverse("reviews:families")
    heard = state.heard is not None
    return {
        "one": found,
        "state": state,
        "mine": mine,
        "manages": _manages(found, request),
        "tells": mine or is_worker(state.of, request.person),
        "back": home,
        "tag": TAGS.get(state.status, ""),
        "next": next_of(found, reader=request.person),
        "until_asked": state.status in UNTIL_ASKED,
        "safety": _safety_rows(found),
        "said": _said(found),
        "prompts": _prompts(found),
        "open_questions": domain.OPEN_QUESTIONS,
        "draft": _draft(found, request) if mine else None,
        "raise_url": f"{reverse('concerns:raise', args=[case_id])}?from=family" if mine else "",
        "why_not_tell": heard and acts.why_not_tell(found, by=request.person, at=clock.now()),
        "shared": state.of.status in OPEN_TO_PARTIES,
        "leaflet": "young" if state.role == domain.CHILD else "adult",
        "answered": domain.ANSWERED_US,
    }


@page(may={Capacity.REVIEWER})
def keep(request: Request, family_id: str) -> HttpResponse:
    """Keep what is typed of a conversation."""
    queries.family_conversation(family_id, request.person)
    return kept(
        request,
        lambda save: acts.keep_conversation(
            conversation_id=family_id, save=save, by=request.person, at=clock.now()
        ),
        reverse("reviews:family_one", args=[family_id]),
    )


def _deeds(request: Request, found: FamilyView) -> dict[str, Deed]:
    """By the name of the button that sends each form."""
    who: dict[str, Any] = {"conversation_id": found.id, "by": request.person, "at": clock.now()}
    sent = {name: request.POST if name in request.POST else None for name in DONE}
    today, state = clock.today(), found.state
    day = {"told_on": today, "on": today}
    draft = _draft(found, request)
    typed = {**told_so_far(state.heard, today), **(draft.fields if draft else {})}
    safe = FamilySafetyForm(sent["safe"], initial=_safety(request, found, today))
    contact = ContactForm(sent["contact"], prefix="contact")
    approach = ApproachForm(sent["approach"], child=state.role == domain.CHILD, prefix="asked", initial=day)  # fmt: skip
    not_asked = NotAskedForm(sent["not_asked"], prefix="not")
    hear = ConversationForm(sent["hear"], prompts=_prompts(found), initial=typed)
    choose = ChooseWordsForm(sent["choose"], said=_said(found), initial=_chosen(found))
    tell = TellForm(sent["tell"], prefix="tell", initial=day)
    back = TakeBackForm(sent["take_back"], prefix="back", initial=day)
    acts_of: dict[str, tuple[Form, Callable[[], None]]] = {
        "safe": (safe, lambda: _confirm(safe, who)),
        "contact": (contact, lambda: acts.agree_to_contact(**contact.cleaned_data, **who)),
        "approach": (approach, lambda: _approach(approach, who)),
        "not_asked": (not_asked, lambda: acts.not_asked(**not_asked.cleaned_data, **who)),
        "hear": (hear, lambda: acts.hear_family(heard=hear.heard, **who)),
        "choose": (choose, lambda: acts.choose_words(chosen=choose.chosen, **who)),
        "tell": (tell, lambda: acts.tell_family(**tell.cleaned_data, **who)),
        "take_back": (back, lambda: acts.take_back(**back.cleaned_data, **who)),
    }
    return {name: Deed(form=form, do=do) for name, (form, do) in acts_of.items()}


def _confirm(form: FamilySafetyForm, who: dict[str, Any]) -> None:
    said = form.cleaned_data
    acts.confirm_safety(
        safety=form.safety,
        confirmed_with=said["confirmed_with"],
        confirmed_on=said["confirmed_on"],
        **who,
    )


def _approach(form: ApproachForm, who: dict[str, Any]) -> None:
    said = form.cleaned_data
    if said["answer"] == AGREES:
        acts.say_yes(
            spoke_on=said["on"],
            told=said["told"],
            shares=said["shares"] == domain.YES,
            understands=said.get("understands", ""),
            **who,
        )
    elif said["answer"] == DECLINES:
        acts.say_no(spoke_on=said["on"], told=said["told"], **who)
    else:
        acts.not_reached(tried_on=said["on"], **who)


def _draft(found: FamilyView, request: Request) -> DraftView | None:
    if found.state.status not in (domain.AGREED, domain.HEARD):
        return None
    return queries.draft(acts.draft_of(found.id), acts.CONVERSATION, request.person)


def _manages(found: FamilyView, request: Request) -> bool:
    of = found.state.of
    return is_manager(of, request.person) or manages_now(of, request.person)


def _safety(request: Request, found: FamilyView, today: date) -> dict[str, Any]:
    """What stands of it as the form's first values; who confirms is the worker."""
    state, said = found.state, found.state.safety
    worker = people.worker_account(state.of.worker_id) if state.of.worker_id else None
    usual = worker.name_and_job if worker else state.of.worker_name
    own = people.card(request.person.id).name_and_job
    mine = is_reviewer(state.of, request.person)
    known: dict[str, Any] = {"confirmed_with": usual if mine else own, "confirmed_on": today}
    for name in ("way", "number", "time", "interpreter", "language", "advocate"):
        known[name] = getattr(said, name)
    for risk, answer, words in said.risks:
        known |= {f"risk-{risk}": answer, f"known-{risk}": words}
    return known


def _safety_rows(found: FamilyView) -> list[tuple[str, str]]:
    """What is known to be safe, for the three who may read it."""
    state, said = found.state, found.state.safety
    if state.confirmed_on is None:
        return []
    way = domain.WAYS.get(said.way, "")
    reached = "Erased in time." if found.contact_erased else way[0].upper() + way[1:]
    risks = [
        f"{domain.RISKS[r]}: {words}" for r, answer, words in said.risks if answer == domain.YES
    ]
    helped = {domain.YES: "Yes", domain.NO: "No"}
    rows = [
        ("How to reach them", reached),
        ("Safe number", said.number),
        ("When", said.time),
        ("Interpreter", said.language or helped[said.interpreter]),
        ("Advocate", helped[said.advocate]),
        ("Risks", "; ".join(risks)[:1].upper() + "; ".join(risks)[1:] or "None is known"),
        ("Agreed in spite of it", f"{found.agreed_by}: {state.agreed_because}" if state.agreed_by else ""),
        ("Confirmed", f"{day_in_words(state.confirmed_on)} by {state.confirmed_with}, written down by {found.confirmed_by}"),
    ]  # fmt: skip
    return [(key, value) for key, value in rows if value]


def _prompts(found: FamilyView) -> tuple[tuple[str, str, str], ...]:
    child = found.state.role == domain.CHILD
    return tuple(
        (p.key, p.label, p.young if child else p.question) for p in queries.family_prompts()
    )


def _said(found: FamilyView) -> tuple[tuple[str, str, str], ...]:
    """Key, label and words of everything that was said."""
    labels = queries.subject_labels()
    answers = found.state.heard.answers if found.state.heard else ()
    return tuple((a.prompt, labels.get(a.prompt, a.prompt), _in_words(a)) for a in answers)


def _in_words(one: Spoken) -> str:
    return one.words or one.answer.capitalize()


def _chosen(found: FamilyView) -> dict[str, Any]:
    """What was chosen before, as the form's first values."""
    shown: dict[str, Any] = {}
    for key, words in found.state.chosen:
        shown |= {f"pass-{key}": True, f"text-{key}": words}
    return shown
