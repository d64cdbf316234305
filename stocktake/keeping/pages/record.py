"""The record and the access log, for officers: who did what, when, on what; never what was said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.numbers import whole_number
from stocktake.core.thread import NotTheirs
from stocktake.keeping import queries
from stocktake.people.door import Request, page
from stocktake.record import verifying

RECORD_READERS = frozenset({Capacity.IG_OFFICER, Capacity.QA_MANAGER, Capacity.ASSISTANT_DIRECTOR})
PER_PAGE = 50


@page(may=RECORD_READERS)
def entries(request: Request) -> HttpResponse:
    """The newest entries first; `before` pages on."""
    lines = queries.record_lines(PER_PAGE, whole_number(request.GET.get("before", "")))
    values = {"lines": lines, "older": lines[-1].number if len(lines) == PER_PAGE else None}
    return render(request, "keeping/record.html", values)


@page(may=RECORD_READERS)
def entry(request: Request, number: int) -> HttpResponse:
    """One entry: its place in the chain, what it answers and what it rests on."""
    found = queries.record_line(number)
    if found is None:
        raise NotTheirs
    values = {"line": found, "steps": queries.walk_down(number)}
    return render(request, "keeping/entry.html", values)


@page(may={Capacity.IG_OFFICER})
def verify(request: Request) -> HttpResponse:
    """Read the whole chain now, and say what was found."""
    if request.method == "POST":
        verdict = verifying.verify()
        if verdict.clean:
            words = f"The record is whole: {verdict.entries} entries, {len(verdict.erased)} erased."
            messages.success(request, words)
        else:
            messages.error(request, " ".join(verdict.faults[:5]))
    return redirect("keeping:record")


@page(may={Capacity.IG_OFFICER})
def access_log(request: Request) -> HttpResponse:
    """Reads of children's records and refusals, newest first; one event if chosen."""
    event = request.GET.get("event", "")
    values = {"lines": queries.access_lines(event), "event": event, "events": queries.ACCESS_EVENTS}
    return render(request, "keeping/access.html", values)
