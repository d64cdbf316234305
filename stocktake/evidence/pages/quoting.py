"""Quotes: by selecting text, by picking a sentence from a list, taken back, and read alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from stocktake.core.numbers import whole_number
from stocktake.core.thread import NotTheirs, Refused
from stocktake.evidence import acts, queries
from stocktake.evidence.domain.addresses import link
from stocktake.evidence.domain.statements import QUOTERS, READERS
from stocktake.evidence.pages.pane import safe_next
from stocktake.people.door import Request, page
from stocktake.record import clock


@page(may=QUOTERS)
def add(request: Request, case_id: str) -> HttpResponse:
    """Draft a quote. A script is answered with the chip; a form goes back to where it was."""
    queries.must_read(request.person, case_id)
    back = safe_next(request, reverse("evidence:record", args=[case_id]))
    if request.method != "POST":
        return redirect(back)
    try:
        key = acts.quote(
            case_id=case_id,
            note_id=request.POST.get("note", ""),
            version=_number(request, "version"),
            start=_number(request, "start") or 0,
            end=_number(request, "end") or 0,
            exact=request.POST.get("exact", ""),
            item=request.POST.get("item", ""),
            by=request.person,
            at=clock.now(),
        )
    except Refused as no:
        if _script(request):
            return JsonResponse({"sentence": no.sentence}, status=422)
        messages.warning(request, no.sentence)
        return redirect(back)
    if _script(request):
        return _chip(request, key, back)
    messages.success(request, "Quote added. It is saved with your draft.")
    return redirect(back)


@page(may=QUOTERS)
def drop(request: Request, quote_id: str) -> HttpResponse:
    """Take back one's own draft quote."""
    if request.method != "POST":
        raise NotTheirs
    case_id = acts.drop_quote(quote_id=quote_id, by=request.person, at=clock.now())
    return redirect(safe_next(request, reverse("evidence:record", args=[case_id])))


@page(may=QUOTERS)
def sentences(request: Request, case_id: str) -> HttpResponse:
    """The sentences of a note in a list, each with a button: quoting without a pointer."""
    note_id, item = request.GET.get("note", ""), request.GET.get("for", "")[:100]
    note = queries.note_sentences(
        case_id,
        note_id,
        request.person,
        version=whole_number(request.GET.get("version", "")),
        part=whole_number(request.GET.get("part", "")) or 1,
    )
    back = safe_next(request, reverse("evidence:record", args=[case_id]))
    own = reverse("evidence:sentences", args=[case_id])
    here = link(own, {"note": note_id, "for": item, "back": back})
    values = {
        "note": note,
        "item": item,
        "back": back,
        "earlier": f"{here}&part={note.part - 1}" if note.part > 1 else "",
        "later": f"{here}&part={note.part + 1}" if note.part < note.parts else "",
    }
    return render(request, "evidence/sentences.html", values)


@page(may=READERS)
def quote(request: Request, quote_id: str) -> HttpResponse:
    """One quote: to its source where the record is open to the reader, else its words alone."""
    one = queries.quote(quote_id, request.person)
    opened = queries.may_read(request.person, one.case_id)
    source = one.source_at(reverse("evidence:record", args=[one.case_id])) if opened else ""
    values = {"quote": one, "source": source}
    return render(request, "evidence/quote.html", values)


def _chip(request: Request, key: str, back: str) -> HttpResponse:
    one = queries.quote(key, request.person)
    html = render_to_string("evidence/chip.html", {"quote": one, "here": back}, request=request)
    saved = f"Saved at {queries.now_in_words()}"
    return JsonResponse({"id": key, "item": one.item, "chip": html, "saved": saved}, status=201)


def _script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _number(request: HttpRequest, name: str) -> int | None:
    return whole_number(request.POST.get(name, ""))
