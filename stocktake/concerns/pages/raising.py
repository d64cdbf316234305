"""Raising an urgent concern: first who was phoned, then what and why, then the clock starts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.concerns import acts, queries
from stocktake.concerns.acts.raising import Said
from stocktake.concerns.forms import RaiseForm, SpokenForm
from stocktake.concerns.queries.ladder import hours_for
from stocktake.core.capacity import Capacity
from stocktake.evidence import queries as records
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock

# How the second step begins, by where the reviewer comes from: never the words themselves.
OPENINGS = {"family": "Somebody of the family said to me: "}


@page(may={Capacity.REVIEWER})
def raise_(request: Request, case_id: str) -> HttpResponse:
    """Both steps at one address, so that nothing typed can be left behind."""
    records.must_read(request.person, case_id)
    if request.POST.get("step") == "2":
        return _second(request, case_id)
    local = clock.local(clock.now())
    initial = {"spoke_day": local.date(), "spoke_time": local.time()}
    form = SpokenForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _ask(request, case_id, _empty(request, case_id))
    values = {"form": form.shown(), "emergency": queries.emergency(), **_about(case_id)}
    return render(request, "concerns/raise_first.html", values)


def heads_to_choose(request: Request) -> list[tuple[str, str]]:
    """Heads of service today, without oneself."""
    held = people.holders(Capacity.HEAD_OF_SERVICE, clock.today())
    return [(card.id, card.name_and_job) for card in held if card.id != request.person.id]


def own_evidence(request: Request, case_id: str) -> list[tuple[str, str]]:
    """One's own quotes and pointers on the case, to attach."""
    by = request.person
    quotes = [(q.ref, f"{q.source}: “{q.short}”") for q in records.quotes(case_id, by) if q.made_by == by.id]  # fmt: skip
    pointers = [(p.ref, f"{p.source}: {p.short}") for p in records.pointers(case_id, by) if p.made_by == by.id]  # fmt: skip
    return quotes + pointers


def _second(request: Request, case_id: str) -> HttpResponse:
    form = _form(request, case_id)
    if form.is_valid():
        raised: list[str] = []
        if form.did(lambda: raised.append(_raise(request, case_id, form))):
            messages.success(
                request, "Raised. The clock is running. The people named have been told."
            )
            return redirect("concerns:one", raised[0])
    return _ask(request, case_id, form)


def _raise(request: Request, case_id: str, form: RaiseForm) -> str:
    said = form.cleaned_data
    return acts.raise_concern(
        case_id=case_id,
        said=Said(
            spoke_to=said["spoke_to"],
            spoke_at=form.spoke_at,
            what=said["what"],
            why=said["why"],
            risk=said["risk"],
            head=said["head"],
            about_manager=said["about_manager"],
            evidence=tuple(said["evidence"]),
        ),
        by=request.person,
        at=clock.now(),
    )


def _empty(request: Request, case_id: str) -> RaiseForm:
    """The second step with what the first one said."""
    heads, evidence = heads_to_choose(request), own_evidence(request, case_id)
    kept = {name: request.POST.get(name, "") for name in ("spoke_to", "spoke_day", "spoke_time")}
    kept["what"] = OPENINGS.get(request.GET.get("from", ""), "")
    return RaiseForm(None, initial=kept, heads=heads, evidence=evidence)


def _form(request: Request, case_id: str) -> RaiseForm:
    heads, evidence = heads_to_choose(request), own_evidence(request, case_id)
    return RaiseForm(request.POST, heads=heads, evidence=evidence)


def _ask(request: Request, case_id: str, form: RaiseForm) -> HttpResponse:
    shown = form.shown()
    values = {
        "form": shown,
        "spoken": [shown["spoke_to"], shown["spoke_day"], shown["spoke_time"]],
        "emergency": queries.emergency(),
        "hours": hours_for("yes"),
        "hours_no_risk": hours_for("no"),
        **_about(case_id),
    }
    return render(request, "concerns/raise_second.html", values)


def _about(case_id: str) -> dict[str, str]:
    return {"case_id": case_id, "ref": records.case_facts(case_id).ref}
