"""Practice against each statement of the last inspection, judged one by one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import NotTheirs
from stocktake.findings import acts, queries
from stocktake.findings.forms import BaselineForm
from stocktake.findings.pages.places import MAKERS, SEERS
from stocktake.frameworks import queries as frameworks
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import queries as rounds

TAGS = {
    "embedded": "good",
    "sustained": "good",
    "partly": "warn",
    "slipped": "warn",
    "not yet": "warn",
}


@page(may=SEERS)
def listed(request: Request, round_id: str) -> HttpResponse:
    one = rounds.round_to(round_id, to=request.person)
    verdicts = queries.baseline_verdicts(round_id)
    values = {
        "round": one,
        "baseline": frameworks.baseline(one.baseline_key),
        "groups": (
            ("Areas for improvement", [v for v in verdicts if v.kind != "strength"]),
            ("Strengths", [v for v in verdicts if v.kind == "strength"]),
        ),
        "judged": sum(1 for v in verdicts if v.verdict),
        "all": len(verdicts),
        "tags": TAGS,
        "may_judge": request.person.holds(*MAKERS),
    }
    return render(request, "findings/baseline.html", values)


@page(may=MAKERS)
def judge(request: Request, round_id: str, statement_id: str) -> HttpResponse:
    one = rounds.round_to(round_id, to=request.person)
    try:
        said = queries.statement(round_id, statement_id)
    except KeyError as unknown:
        raise NotTheirs(statement_id) from unknown
    now = {"verdict": said.verdict, "why": said.why, "rests_on": list(said.rests_on)}
    theme = request.GET.get("theme", said.theme)
    chosen = {*said.rests_on, *request.POST.getlist("rests_on")}
    possible = queries.possible_evidence(round_id, to=request.person)
    evidence = queries.offered(possible, theme, chosen)
    form = BaselineForm(request.POST or None, said=said, evidence=evidence, initial=now)
    if request.method == "POST" and form.is_valid():
        done = form.did(
            lambda: acts.judge_baseline(
                round_id=round_id,
                statement_id=statement_id,
                **form.cleaned_data,
                by=request.person,
                at=clock.now(),
            )
        )
        if done:
            messages.success(request, f"{statement_id} is judged “{form.cleaned_data['verdict']}”.")
            return redirect("findings:baseline", round_id)
    values = {
        "round": one,
        "said": said,
        "form": form.shown(),
        "any": bool(evidence),
        "themes": queries.themes(),
        "theme": theme,
    }
    return render(request, "findings/judge.html", values)
