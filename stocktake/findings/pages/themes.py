"""The theme heat map of a round, and the judgements behind each of its cells."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stocktake.core.thread import NotTheirs
from stocktake.findings import queries
from stocktake.findings.forms import grade_words
from stocktake.findings.pages.places import MAKERS, SEERS, note_reading
from stocktake.findings.pictures import heat_map_figure
from stocktake.people.door import Request, page
from stocktake.rounds import queries as rounds
from stocktake.ui.charts import csv_response
from stocktake.ui.values import Place

DEPTHS = ("in depth", "lighter")


@page(may=SEERS)
def themes(request: Request, round_id: str) -> HttpResponse:
    one = rounds.round_to(round_id, to=request.person)
    depth = _depth(request)
    figure = heat_map_figure(round_id, depth, links=request.person.holds(*MAKERS))
    if request.GET.get("as") == "csv":
        return csv_response(figure, f"themes-{one.reference or round_id}")
    address = reverse("findings:themes", args=[round_id])
    asked = f"?depth={depth}&as=csv" if depth else "?as=csv"
    values = {
        "round": one,
        "depths": _depths(address, depth),
        "figure": figure,
        "csv_url": address + asked,
        "sayings": queries.sayings(round_id) if depth is None else None,
        "found": queries.heat_map(round_id, depth),
        "may_open": request.person.holds(*MAKERS),
    }
    return render(request, "findings/themes.html", values)


@page(may=MAKERS)
def cell(request: Request, round_id: str, theme: str, stratum: str) -> HttpResponse:
    one = rounds.round_to(round_id, to=request.person)
    try:
        found = queries.cell(round_id, theme, stratum, to=request.person, depth=_depth(request))
    except (KeyError, ValueError) as unknown:
        raise NotTheirs(theme) from unknown
    note_reading(request, round_id, found.judgements)
    grades = {b.ref: grade_words(b) for b in found.judgements}
    return render(request, "findings/cell.html", {"round": one, "cell": found, "grades": grades})


def _depth(request: Request) -> str | None:
    asked = request.GET.get("depth", "")
    return asked if asked in DEPTHS else None


def _depths(address: str, current: str | None) -> tuple[Place, ...]:
    both = Place(words="both", url=address, current=current is None)
    each = (
        Place(words=d.capitalize(), url=f"{address}?depth={d}", current=d == current)
        for d in DEPTHS
    )
    return (both, *each)
