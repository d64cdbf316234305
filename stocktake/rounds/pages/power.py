"""What size of round would show what size of change: the numbers first, then the picture."""

from django.http import HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from stocktake.core.capacity import Capacity
from stocktake.core.statistics.power import OFTEN, Power, power
from stocktake.people.door import Request, page
from stocktake.rounds import queries
from stocktake.rounds.forms import PowerForm
from stocktake.ui.charts import Bar, Segment, stacked_bars
from stocktake.ui.values import Column

RISES = (0, 10, 20, 30, 40)
SIZES = (10, 15, 20, 30, 40, 60, 80, 120)
USUAL = 50  # of 100 children: where a change is hardest to show


@page(may={Capacity.QA_MANAGER})
def shown(request: Request, round_id: str) -> HttpResponse:
    """The page changes nothing; what it is asked stands in the address."""
    found = queries.round_to(round_id, to=request.person)
    form = PowerForm(request.GET or None, initial={"share": USUAL})
    asked = form.is_bound and form.is_valid()
    start = form.cleaned_data["share"] if asked else USUAL
    children = sum(found.open.values())
    sizes = sorted({n for n in (*SIZES, found.plan.wanted) if 0 < n < children} | {children} - {0})
    rises = tuple(rise for rise in RISES if start + rise <= 100)
    rows = [power(children, n, start, rises) for n in sizes]
    values = {
        "round": found,
        "form": form.shown(),
        "start": start,
        "children": children,
        "columns": _columns(start, rises),
        "rows": [_row(one, found.plan.wanted, children) for one in rows],
        "title": _title(rows, found.plan.wanted, start),
        "picture": _picture(rows, start) if rows else "",
    }
    return render(request, "rounds/power.html", values)


def _columns(start: int, rises: tuple[int, ...]) -> list[Column]:
    words = [f"To {start + rise}" if rise else "No change" for rise in rises]
    named = ["Reviews in each round", *words, "Smallest rise told"]
    return [Column(words=w, number=i > 0) for i, w in enumerate(named)]


def _row(one: Power, planned: int, children: int) -> tuple[str, ...]:
    name = f"{one.sampled}"
    if one.sampled == planned:
        name += ", as planned now"
    elif one.sampled == children:
        name += ", every child"
    unit = "point" if one.smallest == 1 else "points"
    smallest = f"{one.smallest} {unit}" if one.smallest else "none"
    return (name, *(_of_100(c) for c in one.chances), smallest)


def _of_100(chance: float) -> str:
    """Rounded down: no more is promised than was worked out."""
    found = int(chance * 100 + 1e-9)
    return f"{found} in 100" if found else "under 1"


def _title(rows: list[Power], planned: int, start: int) -> str:
    own = next((one for one in rows if one.sampled == planned), None)
    if own is None:
        return ""
    if own.smallest is None:
        return f"{planned} reviews would not show any rise from {start} of 100 children for sure."
    return (
        f"Two rounds of {planned} reviews show a rise from {start} to {start + own.smallest} of "
        f"100 children {OFTEN:.0%} of the time, and a smaller one less often."
    )


def _picture(rows: list[Power], start: int) -> Markup:
    bars = [
        Bar(
            words=f"{one.sampled} reviews",
            note=f"{one.smallest}",
            segments=(Segment(units=one.smallest, text="", style="strong"),),
        )
        for one in rows
        if one.smallest
    ]
    text = "; ".join(f"{b.words}: {b.note}" for b in bars)
    return stacked_bars(
        bars,
        title="The smallest rise that two rounds show four times in five",
        description=f"Points of a hundred, from {start}. {text}.",
    )
