"""Figures about one worker, and the council's decision to show them at all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.indicators import acts, queries
from stocktake.indicators.domain.figures import DECIDERS, PURPOSE, TurnOn
from stocktake.indicators.forms import CommentForm, TurnOffForm, TurnOnForm
from stocktake.people.door import Request, page
from stocktake.record import clock


@page(may=frozenset(DECIDERS))
def figures(request: Request) -> HttpResponse:
    """Whether figures about one worker are shown, and what that rests on."""
    on = queries.figures_on()
    form = TurnOffForm(request.POST or None) if on else TurnOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, by, at = form.cleaned_data, request.person, clock.now()

        def act() -> None:
            if on:
                acts.turn_off(why=said["why"], by=by, at=at)
            else:
                acts.turn_on(what=TurnOn(**said), by=by, at=at)

        if form.did(act):
            messages.success(
                request, "Turned off." if on else "Turned on. Workers see theirs first."
            )
            return redirect("indicators:figures")
    values = {"state": queries.figures(), "on": on, "form": form.shown(), "purpose": PURPOSE}
    return render(request, "indicators/figures.html", values)


@page(may={Capacity.WORKER, Capacity.TEAM_MANAGER})
def worker(request: Request, worker_id: str) -> HttpResponse:
    """One worker's figures: opening one's own page is the act of having seen them."""
    snapshot = queries.latest()
    if snapshot is None:
        raise NotTheirs(worker_id)
    found = queries.worker_page(snapshot, worker_id, to=request.person)
    form = CommentForm(request.POST or None, initial={"comment": found.comment})
    if found.own:
        acts.see(worker_id=worker_id, snapshot=snapshot, by=request.person, at=clock.now())
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data["comment"]
            if form.did(
                lambda: acts.comment(
                    worker_id=worker_id, snapshot=snapshot, text=said, by=request.person,
                    at=clock.now(),
                )
            ):  # fmt: skip
                messages.success(request, "Kept. Your words stand beside the figures.")
                return redirect("indicators:worker", worker_id)
    values = {"worker": found, "form": form.shown(), "purpose": PURPOSE}
    return render(request, "indicators/worker.html", values)
