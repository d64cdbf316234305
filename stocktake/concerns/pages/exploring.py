"""Further exploration: the reviewer asks, a head of service decides on record."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.concerns import acts, queries
from stocktake.concerns.forms import DecideForm, ExploreForm
from stocktake.concerns.pages.raising import heads_to_choose, own_evidence
from stocktake.core.capacity import Capacity
from stocktake.evidence import queries as records
from stocktake.people.door import Request, page
from stocktake.record import clock


@page(may={Capacity.REVIEWER})
def ask(request: Request, case_id: str) -> HttpResponse:
    """Ask a head of service to decide what must be explored."""
    records.must_read(request.person, case_id)
    form = ExploreForm(
        request.POST if request.method == "POST" else None,
        heads=heads_to_choose(request),
        evidence=own_evidence(request, case_id),
    )
    if request.method == "POST" and form.is_valid():
        said, opened = form.cleaned_data, list[str]()
        given = {**said, "evidence": tuple(said["evidence"])}
        by, at = request.person, clock.now()
        if form.did(
            lambda: opened.append(acts.open_exploration(case_id=case_id, by=by, at=at, **given))
        ):
            messages.success(request, "Asked. The head of service has been told.")
            return redirect("concerns:exploration", opened[0])
    values = {"form": form.shown(), "case_id": case_id, "ref": records.case_facts(case_id).ref}
    return render(request, "concerns/explore.html", values)


@page(may={Capacity.REVIEWER, Capacity.HEAD_OF_SERVICE})
def exploration(request: Request, exploration_id: str) -> HttpResponse:
    """One exploration, with the decision once there is one."""
    view = queries.exploration(exploration_id, request.person)
    deciding = view.state.status == "open" and view.state.head == request.person.id
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, by, at = form.cleaned_data, request.person, clock.now()
        if form.did(
            lambda: acts.decide_exploration(exploration_id=exploration_id, by=by, at=at, **said)
        ):
            messages.success(request, "Decided. The reviewer has been told.")
            return redirect("concerns:exploration", exploration_id)
    values = {"exploration": view, "form": form.shown() if deciding else None}
    return render(request, "concerns/exploration.html", values)
