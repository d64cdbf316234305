"""The list of snapshots, one of them, its rejected rows, and deleting it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.snapshots import SEES
from stocktake.caseload.forms import DeleteForm
from stocktake.caseload.pages.downloads import download
from stocktake.caseload.queries import SnapshotPage
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.people.door import Request, page
from stocktake.record import clock

DELETES = {Capacity.DATA_ANALYST, Capacity.IG_OFFICER}
ROWS_SHOWN = 50


@page(may=SEES)
def listed(request: Request) -> HttpResponse:
    values = {
        "snapshots": queries.snapshots(),
        "imports": request.person.holds(Capacity.DATA_ANALYST),
    }
    return render(request, "caseload/snapshots.html", values)


@page(may=SEES)
def one(request: Request, name: str) -> HttpResponse:
    """Counts, rejected rows and what changed; no row of a child but the rejected ones' numbers."""
    shown = _snapshot(name)
    values = {
        "snapshot": shown,
        "rejected": queries.rejected_rows(shown.card.hash)[:ROWS_SHOWN],
        "questions": queries.rejected_rows(shown.card.hash, "questions")[:ROWS_SHOWN],
        "differs": queries.changes_of(shown.card.hash),
        "downloads": request.person.holds(Capacity.DATA_ANALYST),
        "deletes": request.person.holds(*DELETES),
    }
    return render(request, "caseload/snapshot.html", values)


@page(may={Capacity.DATA_ANALYST})
def rejected(request: Request, name: str, form: str) -> HttpResponse:
    shown = _snapshot(name)
    name = shown.card.hash
    rows = queries.rejected_table(name)
    if rows.is_empty():
        raise NotTheirs
    title = f"rejected-rows-{shown.card.short}"
    return download(request, rows, lambda: queries.returned_rows(name), form, title)


@page(may=DELETES)
def delete(request: Request, name: str) -> HttpResponse:
    """Ask for the reason, then delete."""
    shown = _snapshot(name)
    form = DeleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.delete_snapshot(
                snapshot=shown.card.hash, reason=reason, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, "The snapshot is deleted. Its entries stay in the record.")
            return redirect("caseload:listed")
    return render(request, "caseload/delete.html", {"snapshot": shown, "form": form.shown()})


def _snapshot(name: str) -> SnapshotPage:
    try:
        return queries.snapshot(name)
    except LookupError as unknown:
        raise NotTheirs from unknown
