"""Reading a record by itself: its own page, the timeline as a list, marks, preferences."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.evidence import acts, queries
from stocktake.evidence.domain.addresses import link
from stocktake.evidence.domain.preferences import PANES, Preferences
from stocktake.evidence.domain.statements import READERS
from stocktake.evidence.domain.timeline import described
from stocktake.evidence.pages.pane import ThemeButton, record_pane, safe_next
from stocktake.people.door import SIGNED_IN, Request, page
from stocktake.record import clock

PANES_IN_WORDS = (
    ("form", "more room for the form"),
    ("even", "room for both"),
    ("record", "more room for the record"),
)


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
    """Mark a note read or unread, flag it or take the flag off."""
    queries.must_read(request.person, case_id)
    if request.method == "POST":
        _mark(request, case_id, request.POST.get("note", ""), request.POST.get("as", "read"))
    return redirect(safe_next(request, reverse("evidence:record", args=[case_id])))


def _mark(request: Request, case_id: str, note_id: str, wanted: str) -> None:
    by, at = request.person, clock.now()
    if wanted in ("flag", "unflag"):
        acts.flag(case_id=case_id, note_id=note_id, on=wanted == "flag", by=by, at=at)
    elif wanted == "unread":
        acts.mark_unread(case_id=case_id, note_id=note_id, by=by, at=at)
    else:
        acts.mark_read(case_id=case_id, note_id=note_id, by=by, at=at)


@page(may=SIGNED_IN)
def preferences(request: Request) -> HttpResponse:
    """How oneself reads: single keys, widths. A field that is sent is changed, others stay."""
    now = queries.preferences(request.person)
    if request.method == "POST":
        return _preferred(request, now)
    values = {"now": now, "panes": PANES_IN_WORDS, "back": safe_next(request, "")}
    return render(request, "evidence/preferences.html", values)


def _preferred(request: Request, now: Preferences) -> HttpResponse:
    asked, by, at = request.POST, request.person, clock.now()
    if "wider" in asked:
        acts.widen(towards="record" if asked["wider"] == "record" else "form", by=by, at=at)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"panes": queries.preferences(by).panes})
    else:
        wanted = replace(
            now,
            shortcuts=asked.get("shortcuts", "on" if now.shortcuts else "") == "on",
            lens=asked.get("lens", "on" if now.lens else "") == "on",
            panes=asked.get("panes", now.panes) if asked.get("panes") in PANES else now.panes,
        )
        acts.prefer(wanted, by=by, at=at)
        on = "on" if wanted.shortcuts else "off"
        lens = "on" if wanted.lens else "off"
        messages.success(request, f"Kept. Keyboard shortcuts are {on}, the theme lens is {lens}.")
    return redirect(safe_next(request, reverse("evidence:preferences")))
