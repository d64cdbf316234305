"""Family feedback: who of a family is asked, what waits for the worker, and the leaflet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import NotTheirs, Person
from stocktake.people.door import SIGNED_IN, Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain import families as domain
from stocktake.reviews.domain.leaflet import LEAFLETS
from stocktake.reviews.domain.seeing import is_reviewer, manages_now
from stocktake.reviews.forms import PlanConversationForm
from stocktake.reviews.pages.framing import frame
from stocktake.reviews.queries import FamilyView
from stocktake.ui.values import Cell

TAGS = {
    domain.STOPPED: "urgent",
    domain.SAFE: "blue",
    domain.AGREED: "blue",
    domain.HEARD: "good",
    domain.TOLD: "good",
    domain.PLANNED: "warn",
}
NEXT = {
    domain.PLANNED: "The worker says first what is safe.",
    domain.STOPPED: "A risk was named. The manager of the team decides.",
    domain.SAFE: "Ask them, and tell them what it is for.",
    domain.NOT_REACHED: "Try again, or say why they are not asked.",
    domain.AGREED: "Talk with them, and write down what they say.",
    domain.SAID_NO: "Nothing changes for them.",
    domain.HEARD: "Choose what is passed on, and tell them what became of it.",
}

NEXT_FOR_PARTY = {
    domain.PLANNED: "Say what is safe: nobody contacts them before.",
    domain.SAFE: "The reviewer asks them.",
    domain.NOT_REACHED: "The reviewer tries again.",
    domain.AGREED: "The reviewer talks with them.",
    domain.HEARD: "You read what they agreed to have read, once the review is shared.",
}


@page(may={Capacity.REVIEWER})
def family(request: Request, review_id: str) -> HttpResponse:
    """Everybody of the family who is asked beside a review, and planning one more."""
    around = frame(review_id, request.person, "family")
    if not around.mine:
        raise NotTheirs
    form = PlanConversationForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    made: list[str] = []
    if sent and form.did(lambda: made.append(_plan(form, review_id, request))):
        messages.success(request, "Planned. The worker is asked what is safe.")
        return redirect("reviews:family_one", made[0])
    found = queries.families_of(review_id, request.person)
    access.note_read(
        by=request.person, what=f"review:{review_id} family", child=around.review.state.child
    )
    values = {
        "head": around,
        "form": form.shown(),
        "found": [(one, TAGS.get(one.state.status, ""), next_of(one)) for one in found],
        "open": around.review.status not in ("allocated", "finalised", "consolidated"),
        "explained": domain.EXPLAINED.values(),
    }
    return render(request, "reviews/family.html", values)


@page(may={Capacity.WORKER, Capacity.TEAM_MANAGER})
def families(request: Request) -> HttpResponse:
    """As worker or manager: families of one's own cases who are asked, what waits for one first."""
    found = queries.families_open_to(request.person)
    rows = [
        (
            Cell(text=one.ref, url=one.url),
            one.state.in_words,
            Cell(text=one.state.status.capitalize(), tag=TAGS.get(one.state.status, "grey")),
            next_of(one, reader=request.person),
        )
        for one in found
    ]
    return render(request, "reviews/families.html", {"rows": rows})


@page(may=SIGNED_IN)
def leaflet(request: Request, whom: str) -> HttpResponse:
    """The leaflet to print or read out, in the council's words."""
    if whom not in LEAFLETS:
        raise NotTheirs
    values = {"parts": queries.leaflet(whom), "whom": whom}
    return render(request, "reviews/leaflet.html", values)


def next_of(one: FamilyView, *, reader: Person | None = None) -> str:
    """What comes next for this person, in a sentence; said to a worker or manager in their words."""
    state = one.state
    party = reader is not None and not is_reviewer(state.of, reader)
    if party and state.status in NEXT_FOR_PARTY:
        return NEXT_FOR_PARTY[state.status]
    if reader and state.status == domain.STOPPED and manages_now(state.of, reader):
        return "A risk was named. You decide, as manager of the team."
    if state.status == domain.TOLD and state.told_on:
        return f"Told on {day_in_words(state.told_on)}."
    if state.status == domain.NOT_ASKED:
        reason = domain.REASONS[state.reason]
        return f"{reason[0].upper()}{reason[1:]}."
    return NEXT[state.status]


def _plan(form: PlanConversationForm, review_id: str, request: Request) -> str:
    said = form.cleaned_data
    return acts.plan_conversation(
        review_id=review_id, role=said["role"], who=said["who"], by=request.person, at=clock.now()
    )
