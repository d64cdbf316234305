"""A note or document that is another child's or wrong: reported from the desk, decided, corrected."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.evidence import acts, queries
from stocktake.evidence.domain import record_errors as rules
from stocktake.evidence.domain.statements import QUOTERS
from stocktake.evidence.forms import AssessForm, CorrectForm, ReportErrorForm, WithdrawForm
from stocktake.evidence.pages.pane import safe_next
from stocktake.people.door import Request, page
from stocktake.record import clock

SEERS = (*QUOTERS, *rules.OFFICE)


@page(may=QUOTERS)
def report(request: Request, case_id: str) -> HttpResponse:
    """Say what is wrong with one note or pointer; it is hidden as soon as this is sent."""
    queries.must_read(request.person, case_id)
    back = safe_next(request, reverse("evidence:record", args=[case_id]))
    source = request.POST.get("source") or request.GET.get("source", "")
    form = ReportErrorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, by, at = form.cleaned_data, request.person, clock.now()
        made = list[str]()
        if form.did(
            lambda: made.append(
                acts.report_error(case_id=case_id, source=source, by=by, at=at, **said)
            )
        ):
            messages.success(request, "Hidden. The manager and information governance are told.")
            return redirect("evidence:record_error", made[0])
    values = {"form": form.shown(), "source": source, "back": back}
    facts = queries.case_facts(case_id)
    return render(request, "evidence/record_error_new.html", {**values, "ref": facts.ref})


@page(may=SEERS)
def listed(request: Request) -> HttpResponse:
    """The errors that this person may see, newest first."""
    values = {"errors": queries.record_errors(request.person)}
    return render(request, "evidence/record_errors.html", values)


@page(may=SEERS)
def one(request: Request, error_id: str) -> HttpResponse:
    """One error: its clock, and the forms that are this person's to fill in."""
    view = queries.record_error(error_id, request.person)
    forms = _forms(request, view.state)
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    if asked in forms and forms[asked].is_valid() and _did(request, error_id, asked, forms[asked]):
        messages.success(request, "Kept in the record.")
        return redirect("evidence:record_error", error_id)
    shown = {name: form.shown() for name, form in forms.items()}
    errors = forms[asked].shown() if asked in forms else None
    values = {"error": view, "forms": shown, "errors": errors, "decisions": rules.DECISIONS}
    return render(request, "evidence/record_error.html", values)


def _forms(request: Request, state: rules.RecordErrorState) -> dict[str, Any]:
    """The forms of the acts that are lawful now for whoever asks."""
    typed = request.POST if request.method == "POST" else None
    asked = request.POST.get("act", "")
    office = request.person.holds(Capacity.IG_OFFICER)
    mends = request.person.holds(*rules.MENDERS)
    wanted: dict[str, Any] = {}
    if office and state.status in ("reported", "corrected"):
        wanted["assess"] = AssessForm
    if mends and state.status in ("reported", "assessed"):
        wanted["correct"] = CorrectForm
    if office and state.status not in ("withdrawn", "closed"):
        wanted["withdraw"] = WithdrawForm
    return {name: form(typed if name == asked else None) for name, form in wanted.items()}


def _did(request: Request, key: str, asked: str, form: Any) -> bool:
    said, by, at = form.cleaned_data, request.person, clock.now()
    does: dict[str, Callable[..., None]] = {
        "assess": acts.assess_breach,
        "correct": acts.correct_source,
        "withdraw": acts.withdraw_error,
    }
    return bool(form.did(lambda: does[asked](key=key, by=by, at=at, **said)))
