"""When one can be met, a day for printing, and the discussions of a whole round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words, is_thinkable, is_working_day
from stocktake.core.thread import NotTheirs
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.availability import AFTERNOON, MAY, MORNING, Half
from stocktake.reviews.forms import EverybodyForm, HalvesForm
from stocktake.reviews.pages.appointing import CONCERNED, arrange_row, row_of
from stocktake.reviews.queries import Appointment, ToArrange
from stocktake.rounds import queries as rounds
from stocktake.ui.values import Cell, Place

WEEKS = 5
WORDS = {MORNING: "morning", AFTERNOON: "afternoon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One working day of the page: its two halves as boxes (key, words, ticked)."""

    words: str
    boxes: tuple[tuple[str, str, bool], ...]


@page(may=frozenset(MAY))
def availability(request: Request) -> HttpResponse:
    """Mornings and afternoons of the coming weeks on which one can be met."""
    days = _working_days(clock.today())
    keys = [Half(day, part).key for day in days for part in (MORNING, AFTERNOON)]
    form = HalvesForm(request.POST or None, halves=keys)
    given = queries.available(request.person.id)
    if request.method == "POST":
        form = HalvesForm(request.POST, halves=keys)
        if form.is_valid() and form.did(lambda: _give(request, form)):
            messages.success(request, "Saved. Times are offered only when you can be met.")
            return redirect("reviews:appointments")
    chosen = {h.key for h in given.halves} if given else set()
    weeks: dict[date, list[Day]] = {}
    for day in days:
        monday = day - timedelta(days=day.weekday())
        weeks.setdefault(monday, []).append(_day(day, chosen))
    values = {
        "form": form.shown(),
        "weeks": [(f"Week of {day_in_words(monday)}", week) for monday, week in weeks.items()],
        "given": given,
    }
    return render(request, "reviews/availability.html", values)


@page(may=CONCERNED)
def day(request: Request, day: str) -> HttpResponse:
    """The discussions of one day, for printing: a QA manager has everybody's."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotTheirs from None
    if not is_thinkable(on):
        raise NotTheirs
    found = queries.appointments_on(on, request.person)
    every = request.person.holds(Capacity.QA_MANAGER)
    values = {
        "day": on,
        "words": f"{on:%A} {day_in_words(on)}",
        "groups": _by_reviewer(found) if every else [("", found)] if found else [],
        "near": [_place(on - timedelta(days=1)), _place(on + timedelta(days=1))],
        "printed": clock.now(),
    }
    return render(request, "reviews/day.html", values)


@page(may=(Capacity.QA_MANAGER,))
def discussions(request: Request, round_id: str) -> HttpResponse:
    """Every discussion of a round: arranged, offered, missing; offer times to all at once."""
    of = rounds.round_to(round_id, to=request.person)
    form = EverybodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.did(lambda: _offer(request, form, round_id)):  # fmt: skip
        return redirect("reviews:discussions", round_id)
    waiting = queries.to_arrange(round_id=round_id)
    found = queries.appointments(request.person, round_id=round_id)
    who = sorted({r for one in waiting for r in one.reviewers})
    silent = [r for r in who if queries.available(r) is None]
    names = {r.card.id: r.card.name for r in rounds.reviewers_of(of)}
    values = {
        "round": of,
        "form": form.shown(),
        "rows": [row_of(one) for one in found],
        "waiting": [arrange_row(one) for one in waiting],
        "silent": [names.get(key, "A reviewer") for key in silent],
        "days": _days(found),
    }
    return render(request, "reviews/discussions.html", values)


def _offer(request: Request, form: EverybodyForm, round_id: str) -> None:
    said = form.cleaned_data
    count, left = acts.offer_to_everybody(
        round_id=round_id,
        mode=said["mode"],
        where=said["where"],
        by=request.person,
        at=clock.now(),
    )
    if count:
        messages.success(
            request, f"Times are offered for {count} discussion{'' if count == 1 else 's'}."
        )
    if left:
        messages.warning(request, _left(left))


def _left(left: Sequence[ToArrange]) -> str:
    """For whom no times are offered, and what would free them."""
    reached = sorted({one.worker_name for one in left if one.reached})
    others = len(left) - sum(one.reached for one in left)
    told = []
    if reached:
        told.append(
            f"No time was found for {', '.join(reached[:6])}{' and others' if len(reached) > 6 else ''}: "
            "somebody has not said when they can be met, or has no room left."
        )
    if others:
        discussions = "1 discussion has" if others == 1 else f"{others} discussions have"
        told.append(f"{discussions} no worker with an account: agree those by phone.")
    return " ".join(told)


def _give(request: Request, form: HalvesForm) -> None:
    """What lies before the page's first day or after its last stays as it was said."""
    shown = {key for key, _ in form.fields["halves"].choices}  # type: ignore[attr-defined]
    given = queries.available(request.person.id)
    kept = [h.key for h in given.halves if h.key not in shown] if given else []
    chosen = form.cleaned_data["halves"]
    acts.give_times(halves=[*kept, *chosen], by=request.person, at=clock.now())


def _working_days(today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=n) for n in range(7 * WEEKS)]
    return [d for d in days if d >= today and is_working_day(d)]


def _day(day: date, chosen: set[str]) -> Day:
    halves = [Half(day, part) for part in (MORNING, AFTERNOON)]
    return Day(
        words=f"{day:%A} {day.day} {day:%B}",
        boxes=tuple((h.key, WORDS[h.part], h.key in chosen) for h in halves),
    )


def _by_reviewer(found: Sequence[Appointment]) -> list[tuple[str, list[Appointment]]]:
    groups: dict[str, list[Appointment]] = {}
    for one in found:
        groups.setdefault(one.reviewer_names, []).append(one)
    return sorted(groups.items())


def _place(day: date) -> Place:
    words = f"{day:%A} {day.day} {day:%B}"
    return Place(words=words, url=f"/appointments/day/{day.isoformat()}/")


def _days(found: Sequence[Appointment]) -> list[Cell]:
    """Days with appointments, each a link to its printed page."""
    days = sorted({clock.local(a.state.start).date() for a in found if a.state.start})
    return [Cell(text=f"{d:%a} {d.day} {d:%b}", url=_place(d).url) for d in days]
