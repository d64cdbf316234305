"""The chronology of a case: a table first, then the same as a picture; promoting, taking out, undoing."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.evidence import acts, queries
from stocktake.evidence.domain.chronology import marks
from stocktake.evidence.domain.statements import READERS
from stocktake.evidence.forms import EventForm
from stocktake.evidence.pages.pane import safe_next
from stocktake.people.door import Request, page
from stocktake.record import access, clock

STEP = 26  # height of one row of numbers in the picture


@page(may=READERS)
def chronology(request: Request, case_id: str) -> HttpResponse:
    """Every event in order, with what it meant for the child; its author can take one out again."""
    queries.must_read(request.person, case_id)
    if request.method == "POST":
        _undo(request)
        return redirect("evidence:chronology", case_id)
    facts = queries.case_facts(case_id)
    access.note_read(by=request.person, what=f"chronology:{case_id}", child=facts.child_id)
    found = queries.chronology(case_id, request.person)
    kept = [event for event in found if event.kept]
    placed = marks([event.on for event in kept], facts.window)
    values = {
        "ref": facts.ref,
        "case_id": case_id,
        "window": facts.window,
        "events": kept,
        "out": [event for event in found if not event.kept],
        "marks": placed,
        "height": STEP * (1 + max((m.row for m in placed), default=0)) + 44,
        "step": STEP,
        "closed": queries.is_closed(case_id),
        "back": safe_next(request, reverse("evidence:record", args=[case_id])),
    }
    return render(request, "evidence/chronology.html", values)


@page(may={Capacity.REVIEWER})
def promote(request: Request, case_id: str) -> HttpResponse:
    """Say what happened and what it meant for the child."""
    queries.must_read(request.person, case_id)
    asked = request.POST if request.method == "POST" else request.GET
    kind = "note" if asked.get("note") else "pointer"
    source = f"{kind}:{asked.get(kind, '')}"
    document = acts.document_of(case_id, source, request.person)
    day: date | None = document["dated"]
    form = EventForm(request.POST or None, initial={"on": day})
    back = safe_next(request, reverse("evidence:chronology", args=[case_id]))
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, request.person
        if form.did(
            lambda: acts.promote(case_id=case_id, source=source, by=by, at=clock.now(), **said)
        ):
            messages.success(request, "It stands in the chronology.")
            return redirect(back)
    values = {
        "form": form.shown(),
        "ref": queries.case_facts(case_id).ref,
        "kind": kind,
        "key": asked.get(kind, ""),
        "document": document["document"],
        "day": day,
        "back": back,
    }
    return render(request, "evidence/promote.html", values)


def _undo(request: Request) -> None:
    """Take out or put back; a form that says neither changes nothing."""
    key, by, at = request.POST.get("event", ""), request.person, clock.now()
    if request.POST.get("do") == "back":
        acts.put_back(key=key, by=by, at=at)
        messages.success(request, "Put back.")
    elif request.POST.get("do") == "out":
        acts.take_out(key=key, by=by, at=at)
        messages.success(request, "Taken out. You can put it back below.")
