"""The case discussion: prompts from the form, who took part, what was said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import Person
from stocktake.frameworks import queries as frameworks
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.states import ALLOCATED, READING, READY
from stocktake.reviews.forms import DiscussionForm
from stocktake.reviews.pages.framing import RAISERS, Frame, at_step, frame
from stocktake.reviews.queries import Appointment

BEFORE_TALKING = (ALLOCATED, READING, READY)


@page(may=RAISERS)
def discussion(request: Request, review_id: str) -> HttpResponse:
    """Record the discussion of a case, or read the one that was held."""
    around = frame(review_id, request.person, "discussion")
    review = around.review
    form = frameworks.form(review.state.form)
    items = form.items_for(review.state.stratum)
    held = queries.discussions(review.case_id, request.person)
    writes = around.mine and review.status == "ready for discussion"
    kept = queries.draft(review_id, acts.DISCUSSION, request.person)
    usual = {"attendees": _invited(around, request.person), "held_on": clock.today()}
    asked = DiscussionForm(request.POST or None, items=items, initial={**usual, **kept.fields})
    if writes and request.method == "POST":
        if request.POST.get("use"):
            return _use(request, review_id)
        if asked.is_valid() and asked.did(lambda: _record(asked, review_id, request.person)):
            messages.success(request, "Discussion recorded. Say now what it adds to each theme.")
            return redirect(at_step(review_id))
    if held:
        access.note_read(by=request.person, what=f"review:{review_id}", child=review.state.child)
    values = {
        "head": around,
        "form": asked.shown(),
        "points": [f"point-{i.id}" for i in items],
        "held": held,
        "kept": kept,
        "labels": {i.id: i.label for i in items},
        "writes": writes,
        "asked_of_work": queries.voice_of(review_id, request.person) is not None,
        "sealed": not queries.may_read(review, request.person),
        "waits": around.mine and review.status in ("allocated", "reading"),
        "appointment": _appointment(around),
        "may_offer": around.mine and review.status in BEFORE_TALKING,
    }
    return render(request, "reviews/discussion.html", values)


def _appointment(around: Frame) -> Appointment | None:
    """The time arranged or offered for this case, where the reader has to do with it."""
    state = around.review.state
    if not around.mine:
        return None
    found = queries.open_appointments(case_id=state.case, reviewer_id=state.reviewer)
    return found[0] if found else None


def _record(asked: DiscussionForm, review_id: str, by: Person) -> None:
    said = asked.cleaned_data
    acts.record_discussion(
        review_id=review_id,
        held_on=said["held_on"],
        mode=said["mode"],
        attendees=asked.people,
        notes=said["notes"],
        points=asked.points,
        by=by,
        at=clock.now(),
    )


def _use(request: Request, review_id: str) -> HttpResponse:
    acts.use_discussion(
        review_id=review_id,
        discussion_id=request.POST["use"],
        by=request.person,
        at=clock.now(),
    )
    messages.success(request, "This review now rests on the discussion held for both strands.")
    return redirect(at_step(review_id))


def _invited(around: Frame, person: Person) -> str:
    """Those who are usually there: the worker, the manager and the reviewer."""
    state = around.review.state
    manager = people.manager_of_team(state.team) if state.team else None
    worker = people.worker_account(state.worker_id) if state.worker_id else None
    names = [worker.name_and_job if worker else state.worker_name]
    names += [manager.name_and_job if manager else "", people.card(person.id).name_and_job]
    return "\n".join(name for name in names if name)
