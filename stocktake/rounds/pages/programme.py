"""The programme of rounds as a calendar of the council's year, and each planned round."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.numbers import whole_number
from stocktake.core.periods import add_months, day_in_words
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.programme import COMMISSIONED, DROPPED, KINDS, PLANNED, year_of
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.forms import DropForm, MovePlannedForm, PlanRoundForm
from stocktake.rounds.queries import Planned
from stocktake.ui.values import Place

RUNS = (Capacity.QA_MANAGER,)
TAGS = {PLANNED: "blue", COMMISSIONED: "good", DROPPED: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A planned round in its place of the calendar."""

    title: str
    url: str
    day: date
    tag: str
    kind: str


@page(may=SEES)
def programme(request: Request) -> HttpResponse:
    """The year by quarter: kinds of round down, quarters across."""
    year = _year(request)
    every = [p for p in queries.planned_rounds() if year_of(p.state.window_end) == year]
    rows = [
        (kind, [_cell([p for p in every if p.state.kind == kind], year, q) for q in range(4)])
        for kind in KINDS
    ]
    held = queries.assurance_in_force(clock.today())
    may_run = request.person.holds(*RUNS)
    values = {
        "year": year,
        "quarters": [_quarter(year, q) for q in range(4)],
        "rows": rows,
        "count": sum(p.state.status != DROPPED for p in every),
        "late": sum(p.state.late(clock.today()) for p in every),
        "held": held,
        "near": [Place(words=_words(y), url=f"?year={y}", current=y == year) for y in (year - 1, year, year + 1)],
        "may_run": may_run,
        "can_lay_out": may_run and queries.assurance_in_force(date(year + 1, 3, 31)) is not None,
        "words": _words(year),
    }  # fmt: skip
    return render(request, "rounds/programme.html", values)


@page(may=RUNS)
def lay_out(request: Request) -> HttpResponse:
    """Plan what the framework asks for the year, as far as it is not planned yet."""
    year = _year(request)
    if request.method == "POST":
        count = acts.lay_out_year(year=year, by=request.person, at=clock.now())
        done = f"{count} round{'' if count == 1 else 's'} planned." if count else "All is planned."
        messages.success(request, done)
    return redirect(f"{reverse('rounds:programme')}?year={year}")


@page(may=RUNS)
def plan(request: Request) -> HttpResponse:
    """Plan one round by hand: a thematic, a dip sample, a re-audit of an earlier round."""
    earlier = [(r.id, r.title) for r in queries.rounds_visible_to(request.person)]
    form = PlanRoundForm(request.POST or None, rounds=earlier)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: acts.plan_round(**said, by=request.person, at=clock.now())):
            messages.success(request, "Planned.")
            year = year_of(said["window_end"])
            return redirect(f"{reverse('rounds:programme')}?year={year}")
    return render(request, "rounds/plan_round.html", {"form": form.shown()})


@page(may=SEES)
def planned(request: Request, planned_id: str) -> HttpResponse:
    """One planned round: what it cites; commission it, move it, drop it."""
    found = queries.planned_round(planned_id, to=request.person)
    move = MovePlannedForm(request.POST if "move" in request.POST else None, prefix="move")
    drop = DropForm(request.POST if "drop" in request.POST else None, prefix="drop")
    who = {"key": planned_id, "by": request.person, "at": clock.now()}
    if "move" in request.POST and move.is_valid() and move.did(lambda: acts.move_planned(**move.cleaned_data, **who)):  # type: ignore[arg-type]  # fmt: skip
        messages.success(request, "Moved.")
        return redirect("rounds:planned", planned_id)
    if "drop" in request.POST and drop.is_valid() and drop.did(lambda: acts.drop_planned(**drop.cleaned_data, **who)):  # type: ignore[arg-type]  # fmt: skip
        messages.success(request, "Dropped from the programme.")
        return redirect("rounds:planned", planned_id)
    values = {
        "one": found,
        "tag": TAGS[found.state.status],
        "late": found.state.late(clock.today()),
        "facts": _facts(found, request),
        "move": move.shown(),
        "drop": drop.shown(),
        "may_run": request.person.holds(*RUNS) and found.state.status == PLANNED,
        "year": year_of(found.state.window_end),
    }
    return render(request, "rounds/planned.html", values)


def _facts(found: Planned, request: Request) -> list[tuple[str, str]]:
    state = found.state
    rounds = {r.id: r.title for r in queries.rounds_visible_to(request.person)}
    named = dict(queries.assurance_frameworks())
    cites = named.get(state.framework)
    told = [
        ("Kind", state.kind.capitalize()),
        ("Window ends", day_in_words(state.window_end)),
        ("By", state.by),
        ("Cites", cites.title if cites else "No quality-assurance framework was in force"),
        ("Looks again at", rounds.get(state.follows, "")),
        ("Changed because", state.reason),
    ]
    return [(key, value) for key, value in told if value]


def _cell(found: list[Planned], year: int, quarter: int) -> list[Entry]:
    start = add_months(date(year, 4, 1), 3 * quarter)
    end = add_months(start, 3)
    today = clock.today()
    return [
        Entry(
            title=p.state.title,
            url=f"/rounds/{p.state.round}/" if p.state.round else f"/programme/{p.id}/",
            day=p.state.window_end,
            tag="Late" if p.state.late(today) else p.state.status.capitalize(),
            kind="warn" if p.state.late(today) else TAGS[p.state.status],
        )
        for p in found
        if start <= p.state.window_end < end
    ]


def _quarter(year: int, quarter: int) -> str:
    start = add_months(date(year, 4, 1), 3 * quarter)
    return f"{start:%B} to {add_months(start, 2):%B %Y}"


def _words(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _year(request: Request) -> int:
    asked = whole_number(request.GET.get("year", ""))
    return asked if asked and 2000 <= asked <= 2199 else year_of(clock.today())
