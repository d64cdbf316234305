"""The findings of a round: those made, those the data suggest, and making or withdrawing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import NotTheirs
from stocktake.findings import acts, queries
from stocktake.findings.forms import FindingForm, WithdrawForm, grade_words
from stocktake.findings.pages.places import MAKERS, SEERS, note_reading
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import queries as rounds


@page(may=SEERS)
def listed(request: Request, round_id: str) -> HttpResponse:
    one = rounds.round_to(round_id, to=request.person)
    made = queries.findings(round_id)
    said = {(f.theme, f.strength) for f in made}
    proposed = [p for p in queries.proposals(round_id) if (p.theme, p.strength) not in said]
    values = {
        "round": one,
        "made": made,
        "themes": dict(queries.themes()),
        "sayings": _sayings(round_id),
        "proposed": proposed if request.person.holds(*MAKERS) else [],
        "may_make": request.person.holds(*MAKERS),
    }
    return render(request, "findings/list.html", values)


@page(may=MAKERS)
def make(request: Request, round_id: str) -> HttpResponse:
    """Make a finding under one theme; without a theme, choose it first."""
    one, themes = rounds.round_to(round_id, to=request.person), dict(queries.themes())
    theme = request.GET.get("theme", "")
    if theme not in themes:
        counts = {row.theme: row.total for row in queries.heat_map(round_id).rows}
        values = {"round": one, "themes": themes, "counts": counts}
        return render(request, "findings/choose.html", values)
    known = queries.judgement_refs(round_id, to=request.person).values()
    judged = sorted((b for b in known if b.row.theme == theme), key=lambda b: b.case_ref)
    drafted = _proposed(request, round_id, theme)
    form = FindingForm(request.POST or None, judgements=judged, initial=drafted)
    posted = request.method == "POST" and form.is_valid()
    if posted and form.did(lambda: _make(request, round_id, theme, form.cleaned_data)):
        messages.success(request, "The finding is made. Recommendations can rest on it now.")
        return redirect("findings:list", round_id)
    values = {
        "round": one,
        "theme": themes[theme],
        "form": form.shown(),
        "any": bool(judged),
        "unanswered": len(queries.unanswerable(round_id, theme)),
    }
    return render(request, "findings/make.html", values)


@page(may=SEERS)
def one(request: Request, finding_id: str) -> HttpResponse:
    try:
        found = queries.finding(finding_id)
    except KeyError as unknown:
        raise NotTheirs(finding_id) from unknown
    of_round = rounds.round_to(found.round_id, to=request.person)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.withdraw_finding(
                finding_id=finding_id, reason=reason, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, "The finding is withdrawn, with your reason.")
            return redirect("findings:one", finding_id)
    basis: tuple[queries.Behind, ...] = ()
    if request.person.holds(*MAKERS):
        known = queries.judgement_refs(found.round_id, to=request.person)
        basis = queries.with_evidence([known[r] for r in found.rests_on if r in known])
        note_reading(request, found.round_id, basis)
    values = {
        "round": of_round,
        "finding": found,
        "theme": dict(queries.themes()).get(found.theme, found.theme),
        "basis": basis,
        "judgements": len(found.rests_on),
        "saying": _sayings(found.round_id).get(found.theme),
        "grades": {b.ref: grade_words(b) for b in basis},
        "form": form.shown(),
        "may_make": request.person.holds(*MAKERS) and found.status == "made",
    }
    return render(request, "findings/one.html", values)


def _sayings(round_id: str) -> dict[str, queries.Saying]:
    """What the reviews can say of all children the sample was selected from, by theme."""
    found = queries.sayings(round_id)
    return {one.theme: one for one in found.themes} if found else {}


def _make(request: Request, round_id: str, theme: str, said: dict[str, Any]) -> None:
    acts.make_finding(
        round_id=round_id,
        theme=theme,
        strength=said["kind"] == "strength",
        text=said["text"],
        system=said["system"],
        rests_on=said["rests_on"],
        by=request.person,
        at=clock.now(),
    )


def _proposed(request: Request, round_id: str, theme: str) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    for draft in queries.proposals(round_id):
        if draft.theme == theme and ("strength" if draft.strength else "develop") == kind:
            return {
                "kind": kind,
                "text": draft.text,
                "system": draft.system,
                "rests_on": list(draft.rests_on),
            }
    return {"kind": kind}
