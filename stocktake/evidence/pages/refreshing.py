"""Copying a case's record again from a newer extract; the QA manager does it and reads none of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.caseload import queries as caseload
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Refused
from stocktake.evidence import acts, queries
from stocktake.evidence.forms import RefreshForm
from stocktake.people.door import Request, page
from stocktake.record import clock


@page(may={Capacity.QA_MANAGER})
def refresh(request: Request, case_id: str) -> HttpResponse:
    """Choose the extract; after sharing, only the notes that the worker or manager cites."""
    facts, copied = queries.case_facts(case_id), queries.copy_of(case_id)
    names = [(s.hash, f"{s.source}, as of {s.as_of:%d %B %Y}") for s in caseload.snapshots()]
    closed = bool(copied and copied.closed)
    form = RefreshForm(
        request.POST if request.method == "POST" else None, snapshots=names, closed=closed
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: _do(request, case_id, said, closed)):
            messages.success(request, "Copied. The desk lists what is new to the reviewer.")
            return redirect("evidence:refresh", case_id)
    values = {"form": form.shown(), "ref": facts.ref, "copied": copied, "closed": closed}
    return render(request, "evidence/refresh.html", values)


def _do(request: Request, case_id: str, said: dict[str, str], closed: bool) -> None:
    by, at, snapshot = request.person, clock.now(), said["snapshot"]
    if not closed:
        acts.refresh_record(case_id=case_id, snapshot=snapshot, by=by, at=at)
        return
    wanted = {word for word in said["notes"].replace(",", " ").split() if word}
    if not wanted:
        raise Refused("Say which notes the worker or the manager cites, by their number.")
    acts.cite_notes(case_id=case_id, snapshot=snapshot, note_ids=wanted, by=by, at=at)
