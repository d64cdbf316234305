"""The list of rounds, and one round: its plan, its sample, and what can be done with it now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Refused
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import acts, printing, queries
from stocktake.rounds.domain.coverage import in_words, recorded
from stocktake.rounds.domain.rounds import BEFORE_FREEZE, SEES
from stocktake.rounds.domain.telling import design_in_words
from stocktake.rounds.domain.values import Round
from stocktake.rounds.forms import AgainForm
from stocktake.rounds.pages import tables
from stocktake.ui.values import Cell

TAGS = {"commissioned": "blue", "selected": "warn", "frozen": "good", "under way": "good"}


@page(may=SEES)
def list_(request: Request) -> HttpResponse:
    """Every round, the latest window first."""
    rows = [
        (
            Cell(text=r.title, url=f"/rounds/{r.id}/"),
            r.reference,
            r.window.in_words,
            f"{r.plan.wanted} of {sum(r.open.values())}",
            Cell(text=r.status, tag=TAGS.get(r.status, "grey")),
        )
        for r in queries.rounds_visible_to(request.person)
    ]
    may_run = request.person.holds(Capacity.QA_MANAGER)
    return render(request, "rounds/list.html", {"rows": rows, "may_run": may_run})


@page(may=SEES)
def one(request: Request, round_id: str) -> HttpResponse:
    """One round: what it is, its plan, its sample, and what can be done with it now."""
    found = queries.round_to(round_id, to=request.person)
    return _one(request, found, AgainForm(None))


@page(may={Capacity.QA_MANAGER})
def select(request: Request, round_id: str) -> HttpResponse:
    """Select the sample, or select it again with a reason."""
    found = queries.round_to(round_id, to=request.person)
    form = AgainForm(request.POST or None)
    if request.method != "POST":
        return redirect("rounds:one", round_id)
    first = found.status == "commissioned"
    if first or form.is_valid():
        reason = "" if first else form.cleaned_data["reason"]
        form.cleaned_data = {"reason": reason}
        try:
            acts.select_sample(round_id=round_id, reason=reason, by=request.person, at=clock.now())
        except Refused as no:
            messages.warning(request, no.sentence)
        else:
            messages.success(request, "Sample selected. Look at its coverage, then freeze it.")
        return redirect("rounds:one", round_id)
    return _one(request, found, form)


@page(may={Capacity.QA_MANAGER})
def freeze(request: Request, round_id: str) -> HttpResponse:
    """Say what the freeze means, then freeze."""
    found = queries.round_to(round_id, to=request.person)
    if request.method == "POST":
        cases = acts.freeze_sample(round_id=round_id, by=request.person, at=clock.now())
        messages.success(request, f"Frozen: {len(cases)} cases can now be allocated.")
        return redirect("rounds:one", round_id)
    if found.status != "selected":
        return redirect("rounds:one", round_id)
    values = {
        "round": found,
        "others": [
            r.title
            for r in queries.rounds_visible_to(request.person)
            if r.snapshot == found.snapshot and r.id != found.id and r.status in BEFORE_FREEZE
        ],
        **tables.references(queries.certificate(round_id)),
    }
    return render(request, "rounds/freeze.html", values)


@page(may={Capacity.QA_MANAGER})
def close(request: Request, round_id: str) -> HttpResponse:
    """Close the round."""
    queries.round_to(round_id, to=request.person)
    if request.method == "POST":
        acts.close_round(round_id=round_id, by=request.person, at=clock.now())
        messages.success(request, "The round is closed. Its reviews and actions live on.")
    return redirect("rounds:one", round_id)


def _one(request: Request, found: Round, form: AgainForm) -> HttpResponse:
    tried = queries.attempts(found.id)
    groups = recorded(tried[-1].coverage) if tried else []
    values = {
        "round": found,
        "tag": TAGS.get(found.status, ""),
        "facts": tables.facts(found),
        "plan_columns": tables.plan_columns(found),
        "plan_rows": tables.plan_rows(found, tried[-1] if tried else None),
        "tried": tried,
        "design_words": design_in_words(found.plan, sum(1 for n in found.open.values() if n)),
        **(tables.references(queries.certificate(found.id)) if tried else {}),
        "coverage": groups,
        "coverage_words": in_words(groups, found.frame.words.children) if groups else "",
        "scale": printing.scale(groups),
        "case_columns": tables.case_columns(found),
        "cases": tables.case_rows(found),
        "may_run": request.person.holds(Capacity.QA_MANAGER),
        "form": form.shown(),
    }
    return render(request, "rounds/one.html", values)
