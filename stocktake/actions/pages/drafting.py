"""Drafting a recommendation from findings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.actions import acts
from stocktake.actions.domain.recommendations import DRAFTERS, OWNERS, DraftRecommendation
from stocktake.actions.forms import DraftForm
from stocktake.actions.queries import evidence_for
from stocktake.findings import queries as findings
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import queries as rounds


@page(may=DRAFTERS)
def draft(request: Request) -> HttpResponse:
    one = rounds.round_to(request.GET.get("round", ""), to=request.person)
    start = _from_finding(request, one.id)
    theme = request.GET.get("theme", str(start.get("theme", "")))
    chosen = {*start.get("rests_on", ()), *request.POST.getlist("rests_on")}
    evidence = findings.offered(
        evidence_for(one.id, to=request.person, published=False), theme, chosen
    )
    form = DraftForm(
        request.POST or None,
        themes=findings.themes(),
        cases=[(c.id, c.ref) for c in rounds.cases(one.id)],
        owners=owners(),
        evidence=[(e.ref, f"{e.kind.capitalize()}: {e.words}") for e in evidence],
        initial=start,
    )
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "rests_on": tuple(form.cleaned_data["rests_on"])}
        what = DraftRecommendation(round_id=one.id, **said)
        made: list[str] = []
        at = clock.now()
        if form.did(lambda: made.append(acts.draft(what=what, by=request.person, at=at))):
            messages.success(request, "Drafted. Its owner or a head of service can agree it.")
            return redirect("actions:one", made[0])
    values = {
        "round": one,
        "form": form.shown(),
        "any": bool(evidence),
        "themes": findings.themes(),
        "theme": theme,
        "keep": [(n, v) for n in ("round", "finding") if (v := request.GET.get(n))],
    }
    return render(request, "actions/draft.html", values)


def owners() -> list[tuple[str, str]]:
    """Everybody of the service who can own an action, by name."""
    found = {c.id: c for o in OWNERS for c in people.holders(o, clock.today())}
    return sorted(((c.id, c.name_and_job) for c in found.values()), key=lambda x: x[1])


def _from_finding(request: Request, round_id: str) -> dict[str, Any]:
    key = request.GET.get("finding", "")
    found = next((f for f in findings.findings(round_id) if f.id == key), None)
    return {"theme": found.theme, "rests_on": [found.ref]} if found else {}
