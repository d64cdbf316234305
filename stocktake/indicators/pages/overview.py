"""Timeliness of the service, of a team and of a child, with trends as charts, tables and files."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.indicators import queries
from stocktake.indicators.domain import seeing
from stocktake.indicators.domain.figures import DECIDERS
from stocktake.indicators.domain.vocabulary import Verdict
from stocktake.indicators.pictures import chart
from stocktake.people.door import Request, page
from stocktake.record import access
from stocktake.ui.charts import csv_response

SERVICE = frozenset(seeing.SERVICE)
TEAM = SERVICE | {Capacity.TEAM_MANAGER}
CASE = frozenset({*seeing.CHILD, Capacity.TEAM_MANAGER, Capacity.WORKER})
OWN = frozenset({Capacity.TEAM_MANAGER, Capacity.WORKER})


@page(may=SERVICE)
def service(request: Request) -> HttpResponse:
    """Every rule for every child, by team, with two years of months where the extract has them."""
    snapshot = queries.latest()
    if snapshot is None:
        return render(request, "indicators/service.html", {"overview": None})
    values = {
        "overview": queries.service(snapshot),
        "figures": [(t.key, chart(t)) for t in queries.trends(snapshot)],
        "verdicts": [v.value for v in Verdict],
        "figures_on": queries.figures_on(),
        "may_decide": request.person.holds(*DECIDERS),
    }
    return render(request, "indicators/service.html", values)


@page(may=TEAM)
def team(request: Request, name: str) -> HttpResponse:
    """One team: its strata, and the children who are out of timescale now."""
    snapshot = _latest(name)
    values = {
        "name": name,
        "overview": queries.team(snapshot, name, to=request.person),
        "figures": [(t.key, chart(t)) for t in queries.trends(snapshot, team=name)],
        "verdicts": [v.value for v in Verdict],
        "may_open_cases": request.person.holds(*CASE),
        "may_open_service": request.person.holds(*SERVICE),
        "members": queries.members(snapshot, name, to=request.person),
    }
    return render(request, "indicators/team.html", values)


@page(may=CASE)
def case(request: Request, child_id: str) -> HttpResponse:
    """One child's verdicts; a read of the child's record, so it is logged."""
    found = queries.case(_latest(child_id), child_id, to=request.person)
    access.note_read(by=request.person, what="timeliness", child=child_id)
    may_team = seeing.may_see_team(request.person, found.team) and found.team
    return render(request, "indicators/case.html", {"case": found, "may_team": bool(may_team)})


@page(may=OWN)
def mine(request: Request) -> HttpResponse:
    """From the menu: a manager's teams, a worker's own figures."""
    teams = sorted(request.person.teams) if request.person.holds(Capacity.TEAM_MANAGER) else []
    own = sorted(request.person.worker_ids) if queries.figures_on() else []
    if len(teams) == 1 and not own:
        return redirect("indicators:team", teams[0])
    values = {"teams": teams, "own": own, "on": queries.figures_on()}
    return render(request, "indicators/mine.html", values)


@page(may=TEAM)
def trend_file(request: Request, key: str) -> HttpResponse:
    """The numbers of one chart: of the service, or with `?team=` of one team."""
    name = request.GET.get("team", "")
    if not (seeing.may_see_team(request.person, name) if name else request.person.holds(*SERVICE)):
        raise NotTheirs(name)
    trends = {t.key: t for t in queries.trends(_latest(key), team=name)}
    if key not in trends:
        raise NotTheirs(key)
    access.note_export(by=request.person, what=f"timeliness:{key}", detail=name)
    return csv_response(chart(trends[key]), f"timeliness-{key}")


def _latest(asked: str) -> str:
    snapshot = queries.latest()
    if snapshot is None:
        raise NotTheirs(asked)
    return snapshot
