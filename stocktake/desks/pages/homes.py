"""The home of each capacity: what needs me first, then where the round stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth
from stocktake.core.thread import NotTheirs
from stocktake.desks.queries import homes, matrix, needs, pictures
from stocktake.desks.queries.seen import Seen
from stocktake.people.door import SIGNED_IN, Request, demonstration, page
from stocktake.record import clock
from stocktake.rounds import queries as rounds
from stocktake.ui.charts import csv_response
from stocktake.ui.values import Need

# Who may open the judgements behind a cell of the heat map.
JUDGEMENT_READERS = frozenset({Capacity.QA_MANAGER, Capacity.BOARD_CHAIR})
ROUND_READERS = frozenset({Capacity.QA_MANAGER, Capacity.BOARD_CHAIR, Capacity.ASSISTANT_DIRECTOR})


@page(may=SIGNED_IN)
def home(request: Request) -> HttpResponse:
    """What needs this person; the round board and pictures for those who hold the whole round."""
    person, seen = request.person, Seen(request.person)
    current = homes.current_round(seen) if person.holds(*ROUND_READERS) else None
    waiting = needs.needs(seen)
    values = {
        "needs": waiting,
        "round": current,
        "about": homes.about(current) if current else "",
        "now": clock.now(),
        "lists": homes.lists(seen),
        "tour": homes.tour(seen) if demonstration() and current else (),
        **(_board(request, seen, current.id, waiting) if current else {}),
    }
    return render(request, "desks/home.html", values)


@page(may=ROUND_READERS)
def picture_file(request: Request, round_id: str, name: str) -> HttpResponse:
    """The numbers of one picture as CSV: the same source as the picture and its table."""
    rounds.round_to(round_id, to=request.person)
    if name not in pictures.PICTURES:
        raise NotTheirs
    return csv_response(pictures.picture(round_id, name), name)


def _board(
    request: HttpRequest, of: Seen, round_id: str, waiting: tuple[Need, ...]
) -> dict[str, object]:
    depth = request.GET.get("depth", "")
    reviewer = request.GET.get("reviewer", "")
    depth = depth if depth in [*Depth] else ""
    decide = frozenset(need.url for need in waiting if need.kind == "warn")
    return {
        "matrix": matrix.matrix(round_id, of, reviewer=reviewer, depth=depth, decide=decide),
        "filters": homes.filters(round_id, of, reviewer=reviewer, depth=depth),
        "pictures": pictures.pictures(round_id, links=of.person.holds(*JUDGEMENT_READERS)),
    }
