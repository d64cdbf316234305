"""Propose who reviews what, see the loads, change what should be otherwise, allocate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.forms import SeatsForm
from stocktake.reviews.queries import RoundSeats
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.allocation import (
    Load,
    Proposal,
    Seat,
    breaches,
    loads,
    propose,
    why_not,
)
from stocktake.ui.forms import ShownField
from stocktake.ui.values import Cell, Column

LOADS = (
    Column(words="Reviewer"),
    Column(words="Reviews", number=True),
    Column(words="Hours a day", number=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One open seat with the field that says who takes it."""

    seat: Seat
    group: str
    worker: str
    note: str
    field: ShownField


@page(may=(Capacity.QA_MANAGER,))
def proposal(request: Request, round_id: str) -> HttpResponse:
    """“Work out the loads” and “Propose again” change nothing; “Allocate as shown” does."""
    of = rounds.round_to(round_id, to=request.person)
    found = queries.seats_of(of)
    said = request.POST if request.method == "POST" else None
    again = said is not None and "again" in said
    made = propose(found.seats, found.reviewers, {**found.given, **_kept(found, said, again)})
    start = {**made.given, **_kept(found, said, again)}
    form = SeatsForm(
        None if again else said, seats=[(s, _able(found, s)) for s in found.open], initial=start
    )
    if said is not None and "allocate" in said and form.is_valid():
        filled: list[int] = []
        if form.did(lambda: filled.append(_fill(round_id, form.given, request))):
            messages.success(request, f"{_reviews(filled[0])} allocated.")
            return redirect("reviews:allocation", round_id)
    chosen = form.chosen()
    values = {
        "round": of,
        "form": form.shown(),
        "lines": _lines(found, form, made),
        "columns": LOADS,
        "loads": _load_rows(found, chosen),
        "about": _about(found, made) if not said or again else "",
        "told": _told(found, chosen, made),
        "ready": any(r.days for r in found.reviewers),
    }
    return render(request, "reviews/proposal.html", values)


def _fill(round_id: str, given: Mapping[str, str], request: Request) -> int:
    return acts.fill_seats(round_id=round_id, given=given, by=request.person, at=clock.now())


def _kept(found: RoundSeats, said: QueryDict | None, again: bool) -> dict[str, str]:
    """What a person changed by hand stays when the rest is proposed again."""
    if said is None or not again:
        return {}
    able = {s.id: {key for key, _ in _able(found, s)} for s in found.open}
    return {
        s.id: now
        for s in found.open
        if (now := said.get(s.id, "")) in able[s.id] and now != said.get(f"was-{s.id}", "")
    }


def _able(found: RoundSeats, seat: Seat) -> list[tuple[str, str]]:
    """Who may take a seat; days are advice when somebody chooses by hand."""
    return [
        (r.id, r.name)
        for r in found.reviewers
        if why_not(r, seat) in (None, "has no days in this round")
    ]


def _lines(found: RoundSeats, form: SeatsForm, made: Proposal) -> list[Line]:
    shown, empty = form.shown(), dict(made.empty)
    lines = [
        Line(
            seat=seat,
            group=DEFAULT_LABELS[seat.stratum],
            worker=found.cases[seat.id].worker_name,
            note="Returned"
            if seat.id in found.waiting
            else _second(seat) or _also(found, seat) or empty.get(seat.id, ""),
            field=shown[seat.id],
        )
        for seat in found.open
    ]
    return sorted(lines, key=lambda x: (x.seat.team, x.worker, x.seat.ref, x.seat.id))


def _second(seat: Seat) -> str:
    return "Second reading" if seat.id.endswith("-2") else ""


def _also(found: RoundSeats, seat: Seat) -> str:
    """Which strand a seat is for, where several review the case."""
    strands = {s.strand for s in found.seats if s.case == seat.case}
    return f"Strand: {seat.strand}" if len(strands) > 1 else ""


def _load_rows(found: RoundSeats, chosen: Mapping[str, str]) -> list[tuple[Cell | str | int, ...]]:
    names = {r.id: r.name for r in found.reviewers}
    return [
        (
            Cell(text=names[x.reviewer], note=f"{x.hours} hours in {_days(x.days)}"),
            x.reviews,
            f"{x.a_day:.1f}" if x.days else "–",
        )
        for x in loads(found.seats, found.reviewers, {**found.given, **chosen})
    ]


def _days(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}"


def _about(found: RoundSeats, made: Proposal) -> str:
    """How good the proposal is, in words that can be checked."""
    if not made.given:
        return ""
    return (
        f"Hours are spread by days: whoever takes what, somebody has at least {made.least:.1f} hours "
        f"a day, and here nobody is more than one review above that. {_meetings(found, made)}"
    )


def _meetings(found: RoundSeats, made: Proposal) -> str:
    meets: dict[str, set[str]] = {}
    every = {**found.given, **made.given}
    for seat in found.seats:
        if seat.worker and seat.id in every:
            meets.setdefault(seat.worker, set()).add(every[seat.id])
    several = sum(len(reviewers) > 1 for reviewers in meets.values())
    if not several:
        return "Every worker meets one reviewer."
    few = ", the fewest that this allows" if made.proved else ""
    return f"{several} of {len(meets)} workers meet more than one reviewer{few}."


def _told(found: RoundSeats, chosen: Mapping[str, str], made: Proposal) -> list[str]:
    """What the QA manager should know before allocating, a sentence each."""
    every = {**found.given, **chosen}
    told: list[str] = []
    if any(r.days for r in found.reviewers):  # else the page says above that nobody has days
        told += breaches(found.seats, found.reviewers, every)
        told += _empty(found, [one for one in made.empty if one[0] not in chosen])
    told += _over(
        found,
        [x for x in loads(found.seats, found.reviewers, every) if x.over(rounds.hours().a_day)],
    )
    told += [
        f"{r.name} has no days in this round, so nothing is proposed for them."
        for r in found.reviewers
        if not r.days
    ]
    return [*dict.fromkeys([*told, *_unreached(found)])]


def _empty(found: RoundSeats, empty: Sequence[tuple[str, str]]) -> list[str]:
    """Why seats stay empty: those whom nobody can take for the same reasons in one sentence."""
    refs = {seat.id: seat.ref for seat in found.seats}
    told: dict[str, list[str]] = {}
    for seat, why in empty:
        first = f"Nobody can take {refs[seat]}: "
        told.setdefault(why.removeprefix(first), []).append(refs[seat] if first in why else "")
    return [
        f"Nobody can take {_some(list(dict.fromkeys(cases)))}: {why}" if cases[0] else why
        for why, cases in told.items()
    ]


def _over(found: RoundSeats, full: Sequence[Load]) -> list[str]:
    names = {r.id: r.name for r in found.reviewers}
    who = _some([names[x.reviewer] for x in full if x.days], "people")
    if not who:
        return []
    return [
        f"{who} would have more than {rounds.hours().a_day} hours of work for each of their days. "
        "Agree more days, or give some of it to another reviewer."
    ]


def _unreached(found: RoundSeats) -> list[str]:
    """Cases whose worker or manager cannot be told, because the extract or the accounts lack them."""
    cases = {case.id: case for case in found.cases.values()}.values()
    alone = [c.ref for c in cases if not c.worker_id]
    adrift = [c.ref for c in cases if c.worker_id and not c.team]
    workers = people.worker_accounts(c.worker_id for c in cases)
    unknown = [c.ref for c in cases if c.worker_id and c.worker_id not in workers]
    managers = people.managers_of_teams(c.team for c in cases)
    unled = [c.ref for c in cases if c.team and c.team not in managers]
    said: list[tuple[Sequence[str], str]] = [
        (
            alone,
            "have no worker in the extract: nobody is told, and nobody can reply but a manager.",
        ),
        (adrift, "have a worker with no team: no manager is told or can reply."),
        (unknown, "have a worker without an account here: they are not told until it is matched."),
        (unled, "are with a team that has no manager here: nobody is told for it."),
    ]
    return [f"{_some(refs)} {words}" for refs, words in said if refs]


def _some(names: Sequence[str], things: str = "cases") -> str:
    """ "TH-1034", "TH-1034 and TH-1041", "12 cases (TH-1034 and others)"."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{len(names)} {things} ({names[0]} and others)"


def _reviews(count: int) -> str:
    return f"{count} review{'' if count == 1 else 's'}"
