"""The certificate of a sample selection, on screen and as files."""

from django.http import HttpResponse
from django.shortcuts import render

from stocktake.core.thread import Refused
from stocktake.people.door import Request, page
from stocktake.record import access
from stocktake.rounds import paper, printing, queries
from stocktake.rounds.domain.certificate import Certificate
from stocktake.rounds.domain.rounds import SEES
from stocktake.ui.charts.figure import csv_text


@page(may=SEES)
def certificate(request: Request, round_id: str) -> HttpResponse:
    """The certificate of the sample selection."""
    values = printing.shown(_certificate(request, round_id))
    return render(request, "rounds/certificate.html", values)


@page(may=SEES)
def certificate_file(request: Request, round_id: str) -> HttpResponse:
    """The certificate as the JSON file that `stocktake draw verify` repeats."""
    found = _certificate(request, round_id)
    access.note_export(by=request.person, what=f"certificate:{found.round.reference}")
    name = f"certificate-{found.round.reference}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(printing.as_json(found), content_type="application/json", headers=headers)


@page(may=SEES)
def paper_file(request: Request, round_id: str) -> HttpResponse:
    """The certificate as a tagged PDF, to keep and to print."""
    found = _certificate(request, round_id)
    access.note_export(by=request.person, what=f"certificate:{found.round.reference}")
    name = f"certificate-{found.round.reference}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(paper.as_pdf(found), content_type="application/pdf", headers=headers)


@page(may=SEES)
def sealed_file(request: Request, round_id: str) -> HttpResponse:
    """The sealed frame, with which the certificate is repeated once the snapshot has gone."""
    found = _certificate(request, round_id)
    text = printing.as_sealed(found)
    if text is None:
        raise Refused("The snapshot of this round has been deleted, so its frame is gone.")
    access.note_export(by=request.person, what=f"sealed-frame:{found.round.reference}")
    name = f"sealed-frame-{found.round.reference}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)


@page(may=SEES)
def coverage_file(request: Request, round_id: str) -> HttpResponse:
    """The coverage picture's numbers as CSV."""
    found = _certificate(request, round_id)
    access.note_export(by=request.person, what=f"coverage:{found.round.reference}")
    name = f"coverage-{found.round.reference}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    rows = [
        (group.title, x.label, x.open, x.drawn) for group in found.coverage for x in group.lines
    ]
    text = csv_text(("characteristic", "value", "open", "sample"), rows)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _certificate(request: Request, round_id: str) -> Certificate:
    queries.round_to(round_id, to=request.person)
    try:
        return queries.certificate(round_id)
    except KeyError:
        raise Refused("There is no certificate yet: select a sample first.") from None
