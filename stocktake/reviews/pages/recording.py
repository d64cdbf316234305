"""Record and discussion over a round: where more was said than is written, and what should move."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.frameworks import queries as frameworks
from stocktake.people.door import Request, page
from stocktake.record import access
from stocktake.reviews import queries
from stocktake.reviews.domain.gaps import ItemGap, by_theme
from stocktake.reviews.pictures import gap_figure
from stocktake.rounds import queries as rounds
from stocktake.ui.charts import csv_response
from stocktake.ui.values import Cell, Column

COUNTED = ("Compared", "Discussion deeper", "The same", "Record deeper", "To move")

OVERSEERS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
LEADERS = (*OVERSEERS, Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)


@page(may=LEADERS)
def recording(request: Request, round_id: str) -> HttpResponse:
    """By item, and by theme where one has several items; under them, review by review, what should move into the record."""
    of = rounds.round_to(round_id, to=request.person)
    found = queries.recording_gaps(round_id, request.person)
    for review, child in sorted({(j.review, j.child) for gap in found for j in gap.to_move}):
        access.note_read(by=request.person, what=f"review:{review}", child=child)
    figure = gap_figure(found)
    if request.GET.get("as") == "csv":
        return csv_response(figure, f"record-and-discussion-{of.reference or of.id}")
    labels = {t.id: t.label for t in frameworks.themes()}
    several = Counter(gap.theme for gap in found)
    values = {
        "round": of,
        "moderates": request.person.holds(*OVERSEERS),
        "figure": figure,
        "columns": (Column(words="Item"), *(Column(words=w, number=True) for w in COUNTED)),
        "rows": [_row(gap, labels) for gap in found],
        "themes": [
            (labels.get(theme, theme), f"deeper in discussion in {deeper} of {compared}")
            for theme, (deeper, compared) in by_theme(found).items()
            if compared and several[theme] > 1
        ],
        "moving": [
            (gap.label, [(j.ref, reverse("reviews:one", args=[j.review]), j.said.to_record)
                         for j in gap.to_move])
            for gap in found if gap.to_move
        ],
    }  # fmt: skip
    return render(request, "reviews/recording.html", values)


def _row(gap: ItemGap, labels: dict[str, str]) -> tuple[Cell | str | int, ...]:
    theme = labels.get(gap.theme, gap.theme)
    note = theme if theme != gap.label else ""
    return (
        Cell(text=gap.label, note=note),
        gap.compared,
        gap.deeper,
        gap.level,
        gap.shallower,
        len(gap.to_move),
    )
