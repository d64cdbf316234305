"""Placements: the inbox of Regulation 44 reports, the homes with their months, one home."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.people.door import Request, page
from stocktake.placements import acts, queries
from stocktake.placements.domain import reports as domain
from stocktake.placements.domain.reports import SEERS as WHO
from stocktake.placements.domain.reports import ReceiveReport
from stocktake.placements.forms import ReadForm, ReceiveForm
from stocktake.record import access, clock
from stocktake.ui.values import Place

SEERS = frozenset(WHO)
LOGGERS = frozenset({Capacity.QA_MANAGER, Capacity.COMMISSIONING_OFFICER})
MONTHS = 6


@page(may=SEERS)
def inbox(request: Request) -> HttpResponse:
    reports = queries.regulation44_reports(request.person)
    values = {
        "places": _places("Regulation 44 reports"),
        "unread": [r for r in reports if r.unread],
        "read": [r for r in reports if not r.unread],
        "position": queries.position(),
        "missed": [h for h in queries.homes() if h.missed],
        "may_log": request.person.holds(*LOGGERS),
        "to_log": len(queries.not_logged()) if request.person.holds(*LOGGERS) else 0,
        "to_send": _to_send(request, reports),
    }
    return render(request, "placements/inbox.html", values)


@page(may=SEERS)
def homes(request: Request) -> HttpResponse:
    months = domain.months(clock.today(), MONTHS + 1)
    values = {
        "places": _places("Homes"),
        "homes": queries.homes(),
        "months": months,
        "position": queries.position(),
        "words": domain.month_in_words,
    }
    return render(request, "placements/homes.html", values)


@page(may=SEERS)
def home(request: Request, setting_id: str) -> HttpResponse:
    try:
        found = queries.home(setting_id)
    except KeyError as unknown:
        raise NotTheirs(setting_id) from unknown
    for stay in found.stays:
        access.note_read(by=request.person, what=f"placement:{setting_id}", child=stay.child_id)
    return render(request, "placements/home.html", {"home": found})


@page(may=SEERS)
def report(request: Request, key: str) -> HttpResponse:
    found = queries.report(key, to=request.person)
    form = ReadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: acts.read(key=key, **said, by=request.person, at=clock.now())):
            messages.success(request, "Read. The board sees what follows from it.")
            return redirect("placements:inbox")
    reads = request.person.holds(Capacity.COMMISSIONING_OFFICER) and found.unread
    values = {"report": found, "form": form.shown(), "may_read": reads}
    return render(request, "placements/report.html", values)


@page(may=LOGGERS)
def receive(request: Request) -> HttpResponse:
    listed = {h.id: h.name for h in queries.homes()}
    form = ReceiveForm(
        request.POST or None,
        homes=sorted(listed.items(), key=lambda x: x[1]),
        months=tuple(reversed(domain.months(clock.today(), MONTHS + 1))),
        initial={"setting_id": request.GET.get("home", ""), "placing_authority_copy": True},
    )
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "month": date.fromisoformat(form.cleaned_data["month"])}
        what = ReceiveReport(setting_name=listed[said["setting_id"]], **said)
        if form.did(lambda: acts.receive(what=what, by=request.person, at=clock.now())):
            messages.success(request, "The report is logged.")
            return redirect("placements:inbox")
    return render(request, "placements/receive.html", {"form": form.shown(), "any": bool(listed)})


@page(may=LOGGERS)
def log(request: Request) -> HttpResponse:
    """Log every report that the latest extract tells of and that is not logged yet."""
    waiting = queries.not_logged()
    if request.method == "POST" and waiting:
        name, by = waiting[0].snapshot, request.person
        ids = acts.receive_from_snapshot(snapshot=name, by=by, at=clock.now())
        noun = "report is" if len(ids) == 1 else "reports are"
        messages.success(request, f"{len(ids)} {noun} logged.")
    return redirect("placements:inbox")


@page(may=LOGGERS)
def send(request: Request) -> HttpResponse:
    """Send what was received and not yet sent to commissioning."""
    if request.method == "POST":
        ids = _to_send(request, queries.regulation44_reports(request.person))
        if ids:
            acts.send(ids=ids, by=request.person, at=clock.now())
            noun = "report is" if len(ids) == 1 else "reports are"
            messages.success(request, f"{len(ids)} {noun} with commissioning.")
    return redirect("placements:inbox")


def _to_send(request: Request, reports: tuple[queries.Report, ...]) -> tuple[str, ...]:
    if not request.person.holds(Capacity.QA_MANAGER):
        return ()
    return tuple(r.id for r in reports if r.status == domain.RECEIVED)


def _places(current: str) -> tuple[Place, ...]:
    named = (("Regulation 44 reports", "/placements/"), ("Homes", "/placements/homes/"))
    return tuple(Place(words=w, url=u, current=w == current) for w, u in named)
