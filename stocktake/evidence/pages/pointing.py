"""Pointers: documents seen in the recording system, where the record is not copied."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.thread import NotTheirs
from stocktake.evidence import acts, queries
from stocktake.evidence.domain.statements import QUOTERS, READERS
from stocktake.evidence.forms import PointerForm
from stocktake.evidence.pages.pane import safe_next
from stocktake.people.door import Request, page
from stocktake.record import clock


@page(may=QUOTERS)
def add(request: Request, case_id: str) -> HttpResponse:
    """Draft a pointer; the form comes back with its text when something is missing."""
    queries.must_read(request.person, case_id)
    back = safe_next(request, reverse("evidence:record", args=[case_id]))
    typed = request.POST if request.method == "POST" else None
    form = PointerForm(typed, initial={"item": request.GET.get("for", "")})
    if request.method == "POST" and form.is_valid():
        said, by, day = form.cleaned_data, request.person, clock.today()
        if form.did(
            lambda: acts.add_pointer(case_id=case_id, seen_on=day, by=by, at=clock.now(), **said)
        ):
            messages.success(request, "Pointer added. It is saved with your draft.")
            return redirect(back)
    values = {"form": form.shown(), "ref": queries.case_facts(case_id).ref, "back": back}
    return render(request, "evidence/pointer_form.html", values)


@page(may=QUOTERS)
def drop(request: Request, pointer_id: str) -> HttpResponse:
    """Take back one's own draft pointer."""
    if request.method != "POST":
        raise NotTheirs
    case_id = acts.drop_pointer(pointer_id=pointer_id, by=request.person, at=clock.now())
    return redirect(safe_next(request, reverse("evidence:record", args=[case_id])))


@page(may=READERS)
def pointer(request: Request, pointer_id: str) -> HttpResponse:
    """One pointer, as its author wrote it."""
    one = queries.pointer(pointer_id, request.person)
    return render(request, "evidence/pointer.html", {"pointer": one})
