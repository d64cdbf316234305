"""The board: its meetings, one meeting as agenda and minutes, and minuting an item."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.actions.domain.recommendations import DONE, VERIFIED
from stocktake.board import acts, queries
from stocktake.board.domain import items as domain
from stocktake.board.domain.items import MinuteItem
from stocktake.board.domain.meetings import CHAIRS, HELD, OFFICERS, CallMeeting
from stocktake.board.domain.meetings import SEERS as WHO
from stocktake.board.forms import CallForm, HoldForm, MinuteForm, PaperForm
from stocktake.board.queries import ItemView, Meeting
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.record.door import Move, why_not
from stocktake.rounds import queries as rounds

SEERS = frozenset(WHO)
ANY_CHAIR = frozenset(CHAIRS)
CALLERS = frozenset(OFFICERS)
HEADINGS = {
    domain.PAPER: "Papers received",
    "overdue": "Recommendations that are overdue",
    "returned": "Recommendations whose evidence was returned",
    "done, evidence given": "Recommendations with evidence to be verified",
    "verified": "Recommendations that a second person verified",
    "under way": "Recommendations under way",
    "agreed": "Recommendations agreed",
    "drafted": "Recommendations not agreed yet",
    "withdrawn": "Recommendations withdrawn since",
    domain.PLACEMENTS: "Placements",
    domain.BASELINE: "The last inspection",
}


@page(may=SEERS)
def meetings(request: Request) -> HttpResponse:
    titles = {r.id: r.title for r in rounds.rounds()}
    values = {
        "meetings": queries.meetings(),
        "titles": titles,
        "may_call": request.person.holds(*CALLERS),
    }
    return render(request, "board/meetings.html", values)


@page(may=SEERS)
def meeting(request: Request, meeting_id: str) -> HttpResponse:
    one = queries.meeting(meeting_id)
    listed = queries.items(meeting_id)
    by = request.person
    values = {
        "meeting": one,
        "titles": {r.id: r.title for r in rounds.rounds()},
        "counts": queries.progress_for(one),
        "groups": _groups(listed),
        "interests": sorted({p.name for i in listed for p in i.interest if p == one.chair}),
        "minutes_here": _minutes_here(one, listed, by),
        "may_run": by.holds(*CALLERS),
        "may_agree": one.status == HELD
        and one.minuted == one.items
        and by.id in (one.chair.id, one.other_chair.id),
    }
    return render(request, "board/meeting.html", values)


@page(may=CALLERS)
def call(request: Request) -> HttpResponse:
    today = clock.today()
    chairs = {c.id: c.name_and_job for o in CHAIRS for c in people.holders(o, today)}
    members = {c.id: c.name_and_job for o in WHO for c in people.holders(o, today)}
    visible = rounds.rounds_visible_to(request.person)
    form = CallForm(
        request.POST or None,
        chairs=sorted(chairs.items(), key=lambda x: x[1]),
        members=sorted(members.items(), key=lambda x: x[1]),
        rounds=[(r.id, r.title) for r in visible],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        lists = {"rounds": tuple(said["rounds"]), "members": tuple(said["members"])}
        what = CallMeeting(**{**said, **lists})
        made: list[str] = []
        if form.did(lambda: made.append(acts.call(what=what, by=request.person, at=clock.now()))):
            messages.success(request, "The meeting is called. Its agenda fills by itself.")
            return redirect("board:meeting", made[0])
    return render(request, "board/call.html", {"form": form.shown()})


@page(may=CALLERS)
def paper(request: Request, meeting_id: str) -> HttpResponse:
    one = queries.meeting(meeting_id)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(
            lambda: acts.receive_paper(
                meeting_id=meeting_id, **said, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, "The paper is on the agenda.")
            return redirect("board:meeting", meeting_id)
    return render(request, "board/paper.html", {"meeting": one, "form": form.shown()})


@page(may=CALLERS)
def hold(request: Request, meeting_id: str) -> HttpResponse:
    one = queries.meeting(meeting_id)
    asked = {p.id: p.name_and_job for p in (one.chair, one.other_chair, *one.members)}
    form = HoldForm(request.POST or None, people=asked.items(), initial={"present": list(asked)})
    if request.method == "POST" and form.is_valid():
        present = form.cleaned_data["present"]
        if form.did(
            lambda: acts.hold(
                meeting_id=meeting_id, present=present, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, "The meeting is open. Minute each item as it is taken.")
            return redirect("board:meeting", meeting_id)
    return render(request, "board/hold.html", {"meeting": one, "form": form.shown()})


@page(may=CALLERS)
def minute(request: Request, meeting_id: str, item_id: str) -> HttpResponse:
    one, item = queries.meeting(meeting_id), queries.item(meeting_id, item_id)
    form = MinuteForm(request.POST or None, decisions=_decisions(item, request.person.id))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(
            lambda: acts.minute_item(
                meeting_id=meeting_id, item_id=item_id, **said, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, f"{item.title} is minuted.")
            return redirect("board:meeting", one.id)
    values = {
        "meeting": one,
        "item": item,
        "form": form.shown(),
        "why_not": _why_not(item, request),
    }
    return render(request, "board/minute.html", values)


@page(may=ANY_CHAIR)
def agree(request: Request, meeting_id: str) -> HttpResponse:
    one = queries.meeting(meeting_id)
    if request.method == "POST":
        try:
            acts.agree_minutes(meeting_id=one.id, by=request.person, at=clock.now())
            messages.success(request, "The minutes are agreed.")
        except Refused as no:
            messages.warning(request, no.sentence)
    return redirect("board:meeting", one.id)


def _groups(items: Iterable[ItemView]) -> tuple[tuple[str, tuple[ItemView, ...]], ...]:
    """The items under their headings, in the order of the agenda."""
    return tuple(
        (HEADINGS.get(heading, heading.capitalize()), tuple(found))
        for heading, found in groupby(items, key=lambda i: i.group)
    )


def _minutes_here(one: Meeting, listed: Iterable[ItemView], by: Person) -> frozenset[str]:
    """Items that this person can minute now: those they chair, or all for the minute-taker."""
    if one.status != HELD:
        return frozenset()
    takes_minutes = by.holds(Capacity.QA_MANAGER)
    waiting = (i for i in listed if i.status == domain.LISTED)
    return frozenset(i.id for i in waiting if takes_minutes or (i.chair and i.chair.id == by.id))


def _why_not(item: ItemView, request: Request) -> str:
    """The sentence with which the plainest minute would be refused to this person now, or ""."""
    act = MinuteItem(text="-", decision=domain.NOTED)
    move = Move(kind=acts.ITEM, id=item.id, act=act)
    return why_not(move, by=request.person, at=clock.now()) or ""


def _decisions(item: ItemView, person_id: str) -> tuple[str, ...]:
    """The decisions that fit the item as it stands and the person who minutes it."""
    plain = (domain.NOTED, domain.CARRIED)
    if not item.recommendation or not item.chair or item.chair.id != person_id:
        return plain
    if item.recommendation.status == VERIFIED:
        return (*plain, domain.REOPENED)
    return (*plain, domain.RETURNED) if item.recommendation.status == DONE else plain
