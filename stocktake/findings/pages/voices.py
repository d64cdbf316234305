"""What workers said of their own work, and families of the help they get, over a round: counts of
people and of families by theme, nobody's words."""

from django.http import HttpResponse
from django.shortcuts import render

from stocktake.findings.pages.places import SEERS
from stocktake.people.door import Request, page
from stocktake.reviews import queries as reviews
from stocktake.rounds import queries as rounds


@page(may=SEERS)
def voices(request: Request, round_id: str) -> HttpResponse:
    one = rounds.round_to(round_id, to=request.person)
    values = {
        "round": one,
        "found": reviews.round_voices(round_id),
        "families": reviews.round_families(round_id),
    }
    return render(request, "findings/voices.html", values)
