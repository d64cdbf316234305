"""One action with its thread, and each turn it can take."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.actions import acts, queries
from stocktake.actions.domain import recommendations as domain
from stocktake.actions.domain.recommendations import (
    ADEQUACY,
    LEADERS,
    NATIONAL_FRAMEWORK,
    AgreeAction,
    GiveEvidence,
    StartAction,
    VerifyEvidence,
    WithdrawAction,
)
from stocktake.actions.forms import AgreeForm, EvidenceForm, VerifyForm, WithdrawForm
from stocktake.actions.pages.drafting import owners
from stocktake.actions.pages.tracker import SEERS
from stocktake.actions.queries import Recommendation
from stocktake.core.thread import Act, Person
from stocktake.findings import queries as findings
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.record.door import Move, why_not
from stocktake.rounds import queries as rounds


@page(may=SEERS)
def one(request: Request, key: str) -> HttpResponse:
    found = queries.recommendation(key, to=request.person)
    entries = [int(r.removeprefix("entry:")) for r in found.rests_on]
    basis = findings.findings_by_entry(entries)
    values = {
        "one": found,
        "round": rounds.round_(found.round_id),
        "theme": dict(findings.themes()).get(found.theme, found.theme),
        "nf": NATIONAL_FRAMEWORK.get(found.nf_tag, ""),
        "findings": tuple(basis.values()) if request.person.holds(*LEADERS) else (),
        "judgements": len(entries) - len(basis),
        "turns": _turns(found, request.person),
    }
    return render(request, "actions/one.html", values)


@page(may=SEERS)
def agree(request: Request, key: str) -> HttpResponse:
    found = queries.recommendation(key, to=request.person)
    now = {"owner": found.owner.id, "due": found.due, "measure": found.measure}
    form = AgreeForm(request.POST or None, owners=owners(), initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: acts.agree(ids=[key], **said, by=request.person, at=clock.now())):
            messages.success(request, "Agreed. Its owner is told.")
            return redirect("actions:one", key)
    return _turn(request, found, form, "Agree this action", "Agree")


@page(may=SEERS)
def start(request: Request, key: str) -> HttpResponse:
    queries.recommendation(key, to=request.person)
    if request.method == "POST":
        acts.start(key=key, by=request.person, at=clock.now())
        messages.success(request, "Under way.")
    return redirect("actions:one", key)


@page(may=SEERS)
def evidence(request: Request, key: str) -> HttpResponse:
    found = queries.recommendation(key, to=request.person)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: acts.give_evidence(key=key, **said, by=request.person, at=clock.now())):
            messages.success(request, "Evidence given. A second person verifies it or returns it.")
            return redirect("actions:one", key)
    return _turn(request, found, form, "Give evidence", "Give evidence")


@page(may=frozenset(LEADERS))
def verify(request: Request, key: str) -> HttpResponse:
    found = queries.recommendation(key, to=request.person)
    form = VerifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: _verified(key, said, request.person)):
            back = said["verdict"] == "return"
            messages.success(request, "Returned to its owner." if back else "Verified.")
            return redirect("actions:one", key)
    return _turn(request, found, form, "Verify the evidence", "Save")


@page(may=frozenset(LEADERS))
def withdraw(request: Request, key: str) -> HttpResponse:
    found = queries.recommendation(key, to=request.person)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["text"]
        if form.did(lambda: acts.withdraw(key=key, reason=why, by=request.person, at=clock.now())):
            messages.success(request, "Withdrawn, with your reason.")
            return redirect("actions:one", key)
    return _turn(request, found, form, "Withdraw this action", "Withdraw")


def _verified(key: str, said: dict[str, Any], by: Person) -> None:
    if said["verdict"] == "return":
        acts.send_back(key=key, reason=said["text"], due=said["due"], by=by, at=clock.now())
    else:
        acts.verify(key=key, adequacy=said["verdict"], text=said["text"], by=by, at=clock.now())


def _turn(
    request: Request, found: Recommendation, form: Any, title: str, button: str
) -> HttpResponse:
    values = {
        "one": found,
        "form": form.shown(),
        "title": title,
        "button_words": button,
        "given": found.last("action.evidenced"),
        "order": list(form.fields),
    }
    return render(request, "actions/turn.html", values)


def _turns(found: Recommendation, by: Person) -> tuple[tuple[str, str, str], ...]:
    """(words, address, sentence) of each turn: the sentence says why it is not possible now.

    A turn that belongs to another state is left out; one that is refused to this person alone,
    as their own action, is shown with its reason.
    """
    due = found.due
    asked: tuple[tuple[str, str, Act], ...] = (
        ("Agree", "agree", AgreeAction(owner=found.owner.id, due=due, measure=found.measure)),
        ("Say that it is under way", "start", StartAction()),
        ("Give evidence", "evidence", GiveEvidence(text="-", reference="-")),
        ("Verify or return", "verify", VerifyEvidence(adequacy=ADEQUACY[0], text="-")),
        ("Withdraw", "withdraw", WithdrawAction(text="-")),
    )
    shown = []
    for words, name, act in asked:
        if not any(isinstance(act, r.act) and found.status in r.before for r in domain.MOVES):
            continue
        why = why_not(Move(kind=acts.ACTION, id=found.id, act=act), by=by, at=clock.now()) or ""
        past = isinstance(act, AgreeAction) and "due date" in why  # settled on the page itself
        if not why or past or why.startswith("Nobody"):
            shown.append((words, f"/actions/{found.id}/{name}/", "" if past else why))
    return tuple(shown)
