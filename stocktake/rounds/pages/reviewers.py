"""The reviewers of a round: their days at one glance, and the terms of each."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.core.thread import NotTheirs
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.allocation import Reviewer
from stocktake.rounds.domain.terms import Terms
from stocktake.rounds.domain.values import Round
from stocktake.rounds.forms import DaysForm, TermsForm
from stocktake.rounds.queries import ReviewerOf

RUNS = (Capacity.QA_MANAGER,)


@page(may=RUNS)
def reviewers(request: Request, round_id: str) -> HttpResponse:
    """Days for every reviewer at once; groups, depths and teams stand on each one's own page."""
    of = queries.round_to(round_id, to=request.person)
    found = queries.reviewers_of(of)
    form = DaysForm(request.POST or None, reviewers=[(r.card.id, r.card.name) for r in found],
                    initial={r.card.id: in_days(r.days) for r in found if r.terms})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        terms = [replace(_terms(of, r), days=form.days(r.card.id)) for r in found]
        if form.did(
            lambda: acts.agree_terms(
                round_id=round_id, terms=terms, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, "Days saved. An allocation can be proposed from them.")
            return redirect("rounds:reviewers", round_id)
    shown = form.shown()
    values = {
        "round": of,
        "form": shown,
        "rows": [
            (r, _until(r), shown[r.card.id], _covers(r.as_allocated, of.strata), _away(r))
            for r in found
        ],
        "work": _work(of),
        "alone": len(found) == 1,
    }
    return render(request, "rounds/reviewers.html", values)


@page(may=RUNS)
def reviewer(request: Request, round_id: str, person_id: str) -> HttpResponse:
    """One reviewer's terms in this round."""
    of = queries.round_to(round_id, to=request.person)
    one = next((r for r in queries.reviewers_of(of) if r.card.id == person_id), None)
    if one is None:
        raise NotTheirs
    now = _terms(of, one)
    teams = sorted({case.team for case in queries.cases(round_id) if case.team} | {*now.keeps_from})
    initial = {"days": in_days(now.days) if one.terms else "", "strata": [*now.strata],
               "depths": [*now.depths], "keeps_from": [*now.keeps_from]}  # fmt: skip
    form = TermsForm(request.POST or None, initial=initial, teams=teams, strata=of.strata)
    if request.method == "POST" and form.is_valid():
        terms = form.terms(round_id, person_id)
        if form.did(
            lambda: acts.agree_terms(
                round_id=round_id, terms=[terms], by=request.person, at=clock.now()
            )
        ):
            messages.success(request, f"The terms of {one.card.name} are saved.")
            return redirect("rounds:reviewers", round_id)
    values = {"round": of, "one": one, "until": _until(one), "form": form.shown(), "teams": teams}
    return render(request, "rounds/reviewer.html", values)


def in_days(days: float) -> str:
    """ "4" or "4.5"."""
    return f"{days:g}"


def _terms(of: Round, one: ReviewerOf) -> Terms:
    return one.terms or Terms(round=of.id, reviewer=one.card.id, days=0)


def _until(one: ReviewerOf) -> str:
    return day_in_words(one.ends) if one.ends else "no end set"


def _covers(one: Reviewer, strata: Sequence[Stratum]) -> str:
    """ "All groups" or "Child protection, Looked after; in depth only"."""
    groups = [DEFAULT_LABELS[s] for s in strata if s in one.strata]
    said = "All groups" if len(groups) == len(strata) else ", ".join(groups)
    depths = [d.value for d in Depth if d in one.depths]
    return said if len(depths) == len(Depth) else f"{said}; {depths[0]} only"


def _away(one: ReviewerOf) -> str:
    return ", ".join(sorted(one.as_allocated.keeps_from)) or "–"


def _work(of: Round) -> str:
    """What the plan takes: "17 in depth and 10 lighter reviews take about 95 hours, 14 days"; once
    the sample is frozen, with a review for every strand of a shared case."""
    depths = [place.depth for case in queries.cases(of.id) for place in case.places]
    deep = depths.count(Depth.IN_DEPTH) if depths else of.plan.in_depth
    light = depths.count(Depth.LIGHTER) if depths else of.plan.lighter
    set_ = queries.hours()
    one_deep, one_light = set_.by_depth[Depth.IN_DEPTH], set_.by_depth[Depth.LIGHTER]
    hours = deep * one_deep + light * one_light
    return (
        f"{deep} reviews in depth and {light} lighter take about {hours} hours, "
        f"{-(-hours // set_.a_day)} working days in all: {one_deep} hours for one in "
        f"depth with its discussion, {one_light} for a lighter one."
    )
