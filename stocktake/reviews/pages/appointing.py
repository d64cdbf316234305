"""Discussions: what is to be arranged, offering times, picking one, moving and calling off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.notices.calendars import as_ics
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain import appointments as domain
from stocktake.reviews.forms import AskForm, MoveForm, OfferForm, PickForm, ReasonForm, TimeForm
from stocktake.reviews.queries import Appointment, ToArrange
from stocktake.rounds.domain.timetable import Visit, timetable
from stocktake.ui.forms import Form
from stocktake.ui.values import Cell

CONCERNED = frozenset(
    {Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER, Capacity.QA_MANAGER}
)
ARRANGE = frozenset({Capacity.REVIEWER, Capacity.QA_MANAGER})
CHOICES = 8  # times suggested to a reviewer, from who can be met when
DONE = {
    "pick": "The time is agreed. Everybody gets an invitation for their calendar.",
    "ask": "The reviewer is told, and offers you other times.",
    "agree": "The time is agreed. Everybody gets an invitation for their calendar.",
    "move": "Moved. Everybody's calendar is told.",
    "call_off": "Called off. Everybody's calendar is told.",
}
TAGS = {domain.AGREED: "good", domain.OFFERED: "blue", domain.ASKED: "warn"}


@page(may=CONCERNED)
def mine(request: Request) -> HttpResponse:
    """A person's appointments by time, and for a reviewer what is still to be arranged."""
    found = queries.appointments(request.person)
    reviews = request.person.holds(Capacity.REVIEWER)
    waiting = queries.to_arrange(reviewer=request.person.id) if reviews else ()
    values = {
        "rows": [row_of(one) for one in found],
        "waiting": [arrange_row(one) for one in waiting],
        "reviews": reviews,
        "gives": request.person.holds(Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER),
        "given": queries.available(request.person.id),
        "next_day": _next_day(found),
    }
    return render(request, "reviews/appointments.html", values)


@page(may=ARRANGE)
def offer(request: Request, review_id: str) -> HttpResponse:
    """Offer times for the visit to which this review belongs; some are suggested."""
    review = queries.review(review_id, to=request.person)
    visit = _visit(review_id, request.person)
    suggested = _suggested(visit, clock.now())
    typed = request.POST if request.method == "POST" else None
    form = OfferForm(typed, suggested=suggested, initial=_start(visit, suggested))
    if typed is not None and form.is_valid():
        made: list[str] = []
        if form.did(lambda: made.append(_offer(form, review_id, request.person))):
            whom = visit.worker_name or "the worker"
            done = "The time is entered" if form.cleaned_data["agreed"] else "Times are offered"
            messages.success(request, f"{done}: {whom} is told.")
            return redirect("reviews:appointment", made[0])
    missing = [c.name for c in people.cards(visit.reviewers).values() if not _gave(c.id)]
    values = {
        "review": review,
        "visit": visit,
        "form": form.shown(),
        "suggested": suggested,
        "missing": missing,
    }
    return render(request, "reviews/offer.html", values)


@page(may=CONCERNED)
def one(request: Request, appointment_id: str) -> HttpResponse:
    """One appointment: the worker picks a time; who reviews moves it or calls it off."""
    found = queries.appointment(appointment_id, request.person)
    deeds = _deeds(request, found)
    for name, deed in deeds.items():
        if name in request.POST and deed.form.is_valid() and deed.form.did(deed.do):
            messages.success(request, deed.done)
            return redirect("reviews:appointment", appointment_id)
    values = {
        "one": found,
        "status": found.state.status,
        "tag": TAGS.get(found.state.status, ""),
        "party": domain.is_party(found.state, request.person),
        "arranges": domain.arranges(found.state.reviewers, request.person),
        "offer_url": _offer_url(found, request.person),
        "forms": {name: deed.form.shown() for name, deed in deeds.items()},
        "facts": _facts(found),
    }
    return render(request, "reviews/appointment.html", values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one form of the page does, and what is said once it is done."""

    form: Form
    do: Callable[[], None]
    done: str


class Who(TypedDict):
    """Which appointment, by whom and when."""

    appointment_id: str
    by: Person
    at: datetime


def _deeds(request: Request, found: Appointment) -> dict[str, Deed]:
    """By the name of the button that sends each form."""
    who: Who = {"appointment_id": found.id, "by": request.person, "at": clock.now()}
    said = {name: request.POST if name in request.POST else None for name in DONE}
    pick = PickForm(said["pick"], times=found.state.times)
    ask = AskForm(said["ask"], prefix="ask")
    agree = TimeForm(said["agree"], prefix="agree")
    move = MoveForm(said["move"], prefix="move")
    off = ReasonForm(said["call_off"], prefix="off")
    acts_of: dict[str, tuple[Form, Callable[[], None]]] = {
        "pick": (pick, lambda: acts.agree_time(start=pick.start, **who)),
        "ask": (ask, lambda: acts.ask_for_others(words=ask.cleaned_data["words"], **who)),
        "agree": (agree, lambda: acts.agree_time(start=agree.start, **who)),
        "move": (
            move,
            lambda: acts.move_time(start=move.start, reason=move.cleaned_data["reason"], **who),
        ),
        "call_off": (off, lambda: acts.call_off(reason=off.cleaned_data["reason"], **who)),
    }
    return {n: Deed(form=form, do=do, done=DONE[n]) for n, (form, do) in acts_of.items()}


@page(may=CONCERNED)
def invitation(request: Request, appointment_id: str) -> HttpResponse:
    """The calendar file of an appointment that is agreed."""
    found = queries.appointment(appointment_id, request.person)
    if found.state.status != domain.AGREED:
        raise Refused("There is no time yet that a calendar could hold.")
    headers = {"Content-Disposition": 'attachment; filename="discussion.ics"'}
    file = as_ics(acts.invitation(found, found.state), made_at=clock.now())
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


def row_of(one: Appointment) -> tuple[Cell | str, ...]:
    """An appointment as a row: when, with whom, which cases, where it stands."""
    return (
        Cell(text=one.when, url=one.url, note=one.state.where or one.state.mode.capitalize()),
        one.worker_name,
        one.reviewer_names,
        ", ".join(one.refs),
        f"{one.state.minutes} min",
        Cell(text=one.state.status.capitalize(), tag=TAGS.get(one.state.status, "grey")),
    )


def arrange_row(one: ToArrange) -> tuple[Cell | str, ...]:
    """What is to be arranged as a row that leads to the offer."""
    return (
        Cell(
            text=one.worker_name or "No worker in the extract",
            note="" if one.reached or not one.worker_id else "No account here",
        ),
        one.team or "–",
        ", ".join(one.refs),
        f"{one.minutes} min",
        Cell(text="Offer times", url=reverse("reviews:offer", args=[one.cases[0][2]])),
    )


def _next_day(found: tuple[Appointment, ...]) -> str:
    """The day of the next appointment, as its printed page is named."""
    days = [clock.local(a.state.start).date() for a in found if a.state.start]
    coming = [day for day in days if day >= clock.today()]
    return min(coming).isoformat() if coming else ""


def _visit(review_id: str, person: Person) -> ToArrange:
    """The visit to arrange: as it stands open already, or as it would be made."""
    review = queries.review(review_id, to=person)
    state = review.state
    waiting = queries.to_arrange(round_id=review.round_id, reviewer=state.reviewer)
    for found in waiting:
        if review.case_id in found.minutes_by_case:
            return found
    for open_ in queries.open_appointments(case_id=review.case_id, reviewer_id=state.reviewer):
        now = open_.state
        cases = tuple(zip(now.cases, open_.refs, [review_id] * len(now.cases), strict=True))
        each = now.minutes // len(now.cases)
        return ToArrange(
            reviewers=now.reviewers,
            worker_id=now.worker_id,
            worker_name=now.worker_name,
            team=now.team,
            cases=cases,
            minutes_by_case=dict.fromkeys(now.cases, each),
        )
    raise Refused("This review has been discussed, or waits for another reviewer.")


def _suggested(visit: ToArrange, at: datetime) -> tuple[datetime, ...]:
    """Times at which the reviewers and, as far as they said, the worker can be met."""
    worker = people.worker_account(visit.worker_id) if visit.worker_id else None
    who = (*visit.reviewers, *((worker.id,) if worker else ()))
    open_ = queries.open_spans(who, at)
    if not all(r in open_ for r in visit.reviewers):
        return ()
    asked = Visit(id="visit", people=who, minutes=visit.minutes)
    busy = queries.busy_spans(who)
    found = timetable([asked], open_=open_, busy=busy, times=CHOICES)["visit"]
    return tuple(t for t in found if t > at + timedelta(hours=1))


def _gave(person: str) -> bool:
    return queries.available(person) is not None


def _start(visit: ToArrange, suggested: tuple[datetime, ...]) -> dict[str, object]:
    """Two times, on two days where there are, and a video meeting."""
    first = suggested[:1]
    second = [t for t in suggested if first and t.date() != first[0].date()][:1] or suggested[1:2]
    chosen = (*first, *second) if visit.reached else ()
    return {"times": [t.isoformat() for t in chosen], "mode": "video", "agreed": not visit.reached}


def _offer(form: OfferForm, review_id: str, by: Person) -> str:
    said, at = form.cleaned_data, clock.now()
    how = {"mode": said["mode"], "where": said["where"]}
    if said["agreed"]:
        return acts.arrange(review_id=review_id, start=form.starts[0], **how, by=by, at=at)
    return acts.offer_times(review_id=review_id, times=form.starts, **how, by=by, at=at)


def _offer_url(one: Appointment, person: Person) -> str:
    """Where other times are offered, for those who arrange."""
    if not domain.arranges(one.state.reviewers, person) or one.state.status == domain.AGREED:
        return ""
    theirs = [r for r in queries.reviews_visible_to(person) if r.case_id in one.state.cases]
    return reverse("reviews:offer", args=[theirs[0].id]) if theirs else ""


def _facts(one: Appointment) -> list[tuple[str, str]]:
    told = [
        ("With", one.worker_name + (f", team {one.state.team}" if one.state.team else "")),
        ("Manager", one.manager.name_and_job if one.manager else ""),
        ("Reviewer", " and ".join(card.name_and_job for card in one.reviewers)),
        ("Cases", ", ".join(one.refs)),
        ("How", one.state.mode.capitalize()),
        ("Where", one.state.where),
        ("How long", f"{one.state.minutes} minutes"),
    ]
    return [(key, value) for key, value in told if value]
