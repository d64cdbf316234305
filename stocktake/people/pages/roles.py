"""Settings > Roles: accounts and what they may do, for the information-governance officer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.people import acts, queries
from stocktake.people.capacities import CAPACITIES
from stocktake.people.domain.accounts import AccountState, GrantCapacity, MakeAccount
from stocktake.people.door import Request, page
from stocktake.people.forms import CloseForm, GrantForm, MatchForm, NewAccountForm
from stocktake.record import clock

OFFICER = {Capacity.IG_OFFICER}


@page(may=OFFICER)
def roles(request: Request) -> HttpResponse:
    """Every account with its open roles."""
    listed = queries.accounts()
    values = {
        "rows": [queries.role_row(a, clock.today()) for a in listed],
        "open": sum(a.status == "open" for a in listed),
        "capacities": [CAPACITIES[c] for c in CAPACITIES if c is not Capacity.LOCAL_OPERATOR],
    }
    return render(request, "people/roles.html", values)


@page(may=OFFICER)
def new(request: Request) -> HttpResponse:
    """Make an account with its first role; nobody can sign in to it before the one-time link."""
    form = NewAccountForm(request.POST or None)
    made: list[str] = []
    if form.is_valid() and form.did(lambda: made.append(_make(request, form.cleaned_data))):
        messages.success(request, "The account is made. Now make a link to set its password.")
        return redirect("people:role", made[0])
    return render(request, "people/role_new.html", {"form": form.shown()})


@page(may=OFFICER)
def one(request: Request, key: str) -> HttpResponse:
    """One account: its roles, worker and password link. Each button is one act."""
    account = _account(key)
    forms = {
        "grant": GrantForm(_posted(request, "grant"), prefix="grant"),
        "match": MatchForm(_posted(request, "match"), prefix="match"),
        "close": CloseForm(_posted(request, "close"), prefix="close"),
    }
    form = forms.get(request.POST.get("do", ""))
    if form is not None and form.is_valid():
        said = form.cleaned_data
        if form.did(lambda: _do(request, account, said)):
            messages.success(request, "Done, and written in the record.")
            return redirect("people:role", key)
    values = {
        "account": queries.role_row(account, clock.today()),
        "own": account.key == request.person.id,
        **{name: f.shown() for name, f in forms.items()},
    }
    return render(request, "people/role_one.html", values)


@page(may=OFFICER)
def end(request: Request, key: str) -> HttpResponse:
    """End a role or a match: a button beside each."""
    account = _account(key)
    if request.method == "POST":
        capacity, worker = request.POST.get("capacity", ""), request.POST.get("worker_id", "")
        asked: dict[str, Any] = {"by": request.person, "at": clock.now(), "person_id": account.key}
        if worker:
            acts.unmatch_worker(worker_id=worker, **asked)
        elif capacity in set(Capacity):
            acts.end_capacity(capacity=Capacity(capacity), **asked)
        messages.success(request, "Ended, and written in the record.")
    return redirect("people:role", key)


@page(may=OFFICER)
def link(request: Request, key: str) -> HttpResponse:
    """Make a one-time link and show it this once."""
    account = _account(key)
    if request.method != "POST":
        return redirect("people:role", key)
    path = acts.make_password_link(person_id=account.key, by=request.person, at=clock.now())
    values = {
        "account": queries.role_row(account, clock.today()),
        "link": request.build_absolute_uri(path),
    }
    return render(request, "people/role_link.html", values)


def _account(key: str) -> AccountState:
    account = queries.account(key)
    if account is None:
        raise Http404
    return account


def _posted(request: Request, do: str) -> Any:
    return request.POST if request.POST.get("do") == do else None


def _make(request: Request, said: dict[str, Any]) -> str:
    who = MakeAccount(
        login=said["login"],
        name=said["name"],
        job=said["job"],
        organisation=said["organisation"],
        email=said["email"],
        external=said["external"],
        ends=said["ends"],
    )
    first = GrantCapacity(capacity=Capacity(said["capacity"]), team=said["team"])
    return acts.make_account(who=who, password=None, first=first, by=request.person, at=clock.now())


def _do(request: Request, account: AccountState, said: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"person_id": account.key, "by": request.person, "at": clock.now()}
    match request.POST["do"]:
        case "grant":
            capacity, team, until = Capacity(said["capacity"]), said["team"], said["until"]
            acts.grant_capacity(capacity=capacity, team=team, until=until, **asked)
        case "match":
            acts.match_worker(worker_id=said["worker_id"], **asked)
        case "close":
            acts.close_account(reason=said["reason"], **asked)
