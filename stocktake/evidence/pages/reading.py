"""Reading a record by itself: the pane on its own page, the timeline as a list, reading marks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.evidence import acts, queries
from stocktake.evidence.domain.addresses import link
from stocktake.evidence.domain.statements import READERS
from stocktake.evidence.domain.timeline import described
from stocktake.evidence.pages.pane import ThemeButton, record_pane, safe_next
from stocktake.people.door import SIGNED_IN, Request, page
from stocktake.record import clock


@page(may=READERS)
def record(request: Request, case_id: str) -> HttpResponse:
    """The record of a case; with `for` and `back`, quotes go to what was being written there."""
    item, back = request.GET.get("for", "")[:100], safe_next(request, "")
    kept = {name: value for name, value in {"for": item, "back": back}.items() if value}
    here = link(reverse("evidence:record", args=[case_id]), kept)
    themes = [ThemeButton(id=item, label="what you are writing")] if item else []
    pane = record_pane(request, case_id=case_id, here=here, themes=themes)
    return render(request, "evidence/record.html", {"pane": pane, "back": back})


@page(may=READERS)
def timeline(request: Request, case_id: str) -> HttpResponse:
    """The timeline as a list: the same marks and gaps, in words."""
    view = queries.record_of(case_id, request.person)
    values = {"record": view, "said": described(view.lanes), "back": safe_next(request, "")}
    return render(request, "evidence/timeline_list.html", values)


@page(may=READERS)
def mark(request: Request, case_id: str) -> HttpResponse:
    """Mark a note read or unread."""
    queries.must_read(request.person, case_id)
    note_id = request.POST.get("note", "")
    act = acts.mark_unread if request.POST.get("as") == "unread" else acts.mark_read
    if request.method == "POST":
        act(case_id=case_id, note_id=note_id, by=request.person, at=clock.now())
    return redirect(safe_next(request, reverse("evidence:record", args=[case_id])))


@page(may=SIGNED_IN)
def shortcuts(request: Request) -> HttpResponse:
    """Single-key shortcuts: off by default, on for whoever switches them on."""
    if request.method == "POST":
        on = request.POST.get("shortcuts") == "on"
        acts.switch_shortcuts(on=on, by=request.person, at=clock.now())
        messages.success(request, f"Keyboard shortcuts are {'on' if on else 'off'}.")
        return redirect(safe_next(request, reverse("evidence:shortcuts")))
    values = {"on": queries.shortcuts_on(request.person), "back": safe_next(request, "")}
    return render(request, "evidence/shortcuts.html", values)
