"""The design of a sample, children left out by approval, and swaps before the freeze."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS, Depth
from stocktake.core.thread import Refused
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import acts, queries
from stocktake.rounds.designing_forms import (
    DesignForm,
    LeaveOutForm,
    MarkForm,
    SwapForm,
    WishForm,
    designed,
    wished,
)
from stocktake.rounds.domain.apportioning import CannotApportion, apportioned
from stocktake.rounds.domain.designing import may_decide
from stocktake.rounds.domain.exceptions import APPROVED, WAITING
from stocktake.rounds.domain.rounds import BEFORE_FREEZE
from stocktake.rounds.domain.values import Round
from stocktake.rounds.forms import PlanForm, numbers_of

DECIDERS = {Capacity.QA_MANAGER, Capacity.ASSISTANT_DIRECTOR}


@page(may={Capacity.QA_MANAGER})
def design(request: Request, round_id: str) -> HttpResponse:
    """Numbers, spread, recent reviews, limits, certain cases and routes, on one page."""
    found = queries.round_to(round_id, to=request.person)
    if found.status not in BEFORE_FREEZE:
        return redirect("rounds:one", round_id)
    said = request.POST or None
    reviewers = [
        (card.id, card.name_and_job) for card in people.holders(Capacity.REVIEWER, clock.today())
    ]
    initial = designed(found.plan, queries.refs_of(found), found.exceptions.routes)
    form = DesignForm(said, initial=initial, reviewers=reviewers, strands=len(found.strands))
    numbers = PlanForm(said, initial=numbers_of(found.plan, found.strata), strata=found.strata)
    wish = WishForm(said, initial=wished(found.plan), strata=found.strata)
    if said and "work" in said:
        numbers, found = _worked_out(wish, numbers, found)
    elif (
        said
        and all([form.is_valid(), numbers.is_valid(), wish.is_valid()])
        and form.did(lambda: _design(form, numbers, wish, found, request))
    ):
        again = " Select again to use it." if found.status == "selected" else ""
        messages.success(request, f"The design is kept.{again}")
        return redirect("rounds:one", round_id)
    values = {
        "round": found,
        "form": form.shown(),
        "plan": numbers.shown(),
        "wish": wish.shown(),
        "labels": LABELS,
        "open": found.open,
        "hours": _hours(found),
        "worked_out": bool(said and "work" in said and not wish.errors),
    }
    return render(request, "rounds/design.html", values)


@page(may=DECIDERS)
def left_out(request: Request, round_id: str) -> HttpResponse:
    """Who is left out, who asks for it, and the decision of the assistant director."""
    found = queries.round_to(round_id, to=request.person)
    word = request.POST.get("word", "")
    forms = {
        "ask": LeaveOutForm(request.POST if word == "ask" else None),
        "relative": MarkForm(request.POST if word == "relative" else None, prefix="relative"),
        "authority": MarkForm(request.POST if word == "authority" else None, prefix="authority"),
    }
    if request.method == "POST" and _done(word, forms, round_id, request):
        return redirect("rounds:left_out", round_id)
    return render(request, "rounds/left_out.html", _left_out_values(found, forms, request))


@page(may={Capacity.QA_MANAGER})
def swap(request: Request, round_id: str) -> HttpResponse:
    """One child gives way to the next reserve."""
    found = queries.round_to(round_id, to=request.person)
    if found.status != "selected":
        return redirect("rounds:one", round_id)
    last = queries.attempts(round_id)[-1]
    refs = [
        (last.refs[d.child_id], f"{last.refs[d.child_id]}, {LABELS[d.stratum].lower()}, {d.depth}")
        for d in last.standing.drawn
        if not d.certain
    ]
    form = SwapForm(request.POST or None, refs=refs)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, clock.now()
        if form.did(lambda: acts.swap_case(round_id=round_id, **said, by=request.person, at=at)):
            messages.success(request, "Swapped. It stands on the certificate with your reason.")
            return redirect("rounds:one", round_id)
    return render(request, "rounds/swap.html", {"round": found, "form": form.shown()})


LABELS = {str(stratum): words for stratum, words in DEFAULT_LABELS.items()}


def _worked_out(wish: WishForm, numbers: PlanForm, found: Round) -> tuple[PlanForm, Round]:
    """The table with the numbers of the rule, and the round as it would be with them; both as they
    were where the rule cannot be met."""
    if wish.is_valid():
        try:
            made = apportioned(found.plan, found.open, wish.wish)
        except CannotApportion as no:
            wish.refuse(str(no))
        else:
            worked = PlanForm(None, initial=numbers_of(made, found.strata), strata=found.strata)
            return worked, replace(found, plan=made)
    return numbers, found


def _hours(found: Round) -> str:
    """What the plan takes, so that the numbers can be weighed against the days there are."""
    hours, plan = queries.hours(), found.plan
    deep, light = hours.by_depth[Depth.IN_DEPTH], hours.by_depth[Depth.LIGHTER]
    total = plan.in_depth * deep + plan.lighter * light
    return (
        f"{plan.wanted} reviews take {total} hours, {-(-total // hours.a_day)} days: "
        f"{deep} hours for one in depth, {light} for a lighter one. The council’s settings say so."
    )


def _design(
    form: DesignForm, numbers: PlanForm, wish: WishForm, found: Round, request: Request
) -> None:
    acts.design(
        round_id=found.id,
        plan=wish.told(form.plan(numbers.plan()), found.open),
        routes=form.routes(),
        certain=form.certain_refs(),
        by=request.person,
        at=clock.now(),
    )


def _done(word: str, forms: dict[str, Any], round_id: str, request: Request) -> bool:
    """Do what was asked; a refusal is shown beside the form, or above where there is none."""
    by, at, child = request.person, clock.now(), request.POST.get("child", "")
    asked: dict[str, Callable[..., None]] = {
        "ask": acts.ask_to_leave_out,
        "relative": acts.mark_relative,
        "authority": acts.give_authority,
    }
    if word in asked:
        form = forms[word]
        return form.is_valid() and bool(
            form.did(lambda: asked[word](round_id=round_id, **form.cleaned_data, by=by, at=at))
        )
    decided: dict[str, Callable[[], None]] = {
        "approve": lambda: acts.decide_leave_out(
            round_id=round_id, child_id=child, approve=True, by=by, at=at
        ),
        "refuse": lambda: acts.decide_leave_out(
            round_id=round_id, child_id=child, approve=False, by=by, at=at
        ),
        "withdraw": lambda: acts.withdraw_leave_out(
            round_id=round_id, child_id=child, by=by, at=at
        ),
    }
    if word in decided:
        try:
            decided[word]()
        except Refused as no:
            messages.warning(request, no.sentence)
    return True


def _left_out_values(found: Round, forms: dict[str, Any], request: Request) -> dict[str, Any]:
    person, was = request.person, found.exceptions
    who = people.cards({x.asked_by for x in was.left_out} | {x.decided_by for x in was.left_out})
    return {
        "round": found,
        "asked": [x for x in was.left_out if x.status in (WAITING, APPROVED)],
        "ended": [x for x in was.left_out if x.status not in (WAITING, APPROVED)],
        "marked": was.marked,
        "names": {key: card.name for key, card in who.items()},
        "labels": LABELS,
        "open": found.status in BEFORE_FREEZE,
        "may_ask": person.holds(Capacity.QA_MANAGER),
        "may_decide": may_decide(person),
        "me": person.id,
        **{name: form.shown() for name, form in forms.items()},
    }
