"""Double reviews of a round: the plan, whom to give a second reading, and how far each has come."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.states import ALLOCATED, CONSOLIDATING, DRAFTING
from stocktake.reviews.forms import PlanForm, ReasonForm, SecondReaderForm
from stocktake.reviews.queries import Double, Review
from stocktake.rounds import queries as rounds
from stocktake.ui.values import Cell

QA = (Capacity.QA_MANAGER,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A case that chance selected for a second reading, and what has come of it."""

    ref: str
    words: str
    kind: str


@page(may=QA)
def doubles(request: Request, round_id: str) -> HttpResponse:
    """The plan, the second readers, and every double review of the round."""
    of = rounds.round_to(round_id, to=request.person)
    given = [r for r in queries.reviews_of(round_id) if not r.state.withdrawn]
    plan = queries.plan(round_id)
    planning = _plan_form(request, plan is not None)
    giving = _second_form(request, _free(given))
    if _planned(request, round_id, planning) or _given(request, giving):
        return redirect("reviews:doubles", round_id)
    values = {
        "round": of,
        "plan": plan,
        "planning": planning.shown(),
        "giving": giving.shown() if _free(given) else None,
        "selected": _selected(round_id, given),
        "waiting": queries.waits_for_a_second(round_id),
        "rows": [_row(d) for d in queries.doubles_of(round_id, request.person)],
    }
    return render(request, "reviews/doubles.html", values)


@page(may=QA)
def end_double(request: Request, double_id: str) -> HttpResponse:
    """Give up a second reading before both are in, with the reason."""
    try:
        state = queries.double_state(double_id)
    except KeyError:
        raise NotTheirs from None
    review = queries.review(state.first, to=request.person)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.end_double(
                double_id=double_id, reason=reason, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, f"{review.ref} is read once. The reason is on the record.")
            return redirect("reviews:doubles", state.round)
    return render(request, "reviews/read_once.html", {"form": form.shown(), "review": review})


@page(may=QA)
def read_once(request: Request, review_id: str) -> HttpResponse:
    """Let a review be shared without the second reading that its grade asks for."""
    review = queries.review(review_id, to=request.person)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.read_once(
                review_id=review_id, reason=reason, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, f"{review.ref} can be shared. The reason is on the record.")
            return redirect("reviews:doubles", review.round_id)
    return render(request, "reviews/read_once.html", {"form": form.shown(), "review": review})


def _plan_form(request: Request, planned: bool) -> PlanForm:
    typed = request.POST if request.POST.get("do") == "plan" else None
    form = PlanForm(typed, initial={"share": 10, "extremes": True})
    if not planned:
        del form.fields["reason"]
    return form


def _second_form(request: Request, free: list[Review]) -> SecondReaderForm:
    typed = request.POST if request.POST.get("do") == "give" else None
    cases = [(r.case_id, f"{r.ref}, read by {r.reviewer_name}") for r in free]
    who = people.holders(Capacity.REVIEWER, clock.today())
    return SecondReaderForm(typed, cases=cases, reviewers=who)


def _planned(request: Request, round_id: str, form: PlanForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    said = form.cleaned_data
    done = form.did(
        lambda: acts.plan_doubles(
            round_id=round_id,
            share=said["share"],
            extremes=said["extremes"],
            reason=said.get("reason", ""),
            by=request.person,
            at=clock.now(),
        )
    )
    if done:
        messages.success(request, "Planned. The cases selected by chance are listed below.")
    return done


def _given(request: Request, form: SecondReaderForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    said = form.cleaned_data
    done = form.did(
        lambda: acts.begin_double(
            case_id=said["case"], reviewer_id=said["reviewer"], by=request.person, at=clock.now()
        )
    )
    if done:
        name = people.card(said["reviewer"]).name
        messages.success(request, f"{name} reads the case as well. Each is blind to the other.")
    return done


def _free(given: list[Review]) -> list[Review]:
    """What can still be read a second time: those submitted for it first."""
    found = [
        r
        for r in given
        if not r.state.double
        and not r.state.needs_reassigning
        and r.status in (ALLOCATED, *DRAFTING, CONSOLIDATING)
    ]
    return sorted(found, key=lambda r: r.status != CONSOLIDATING)


def _selected(round_id: str, given: list[Review]) -> list[Selected]:
    plan = queries.plan(round_id)
    if plan is None:
        return []
    known = {r.case_id: r for r in given}
    cases = {c.id: c for c in rounds.cases(round_id)}
    return [_came_of(cases[key].ref, known.get(key)) for key in plan.cases if key in cases]


def _came_of(ref: str, review: Review | None) -> Selected:
    if review is None:
        return Selected(ref=ref, words="not allocated yet", kind="")
    if review.state.double:
        return Selected(ref=ref, words="has two readers", kind="good")
    if review.state.single:
        return Selected(ref=ref, words=f"read once: {review.state.single}", kind="")
    late = review.status not in (ALLOCATED, *DRAFTING, CONSOLIDATING)
    words = "shared after one reading" if late else "waits for a second reader"
    return Selected(ref=ref, words=words, kind="" if late else "warn")


def _row(d: Double) -> tuple[Cell | str, ...]:
    first, second = (queries.review(key) for key in (d.state.first, d.state.second))
    where = d.url if d.state.both_in else reverse("reviews:end_double", args=[d.id])
    todo = "See both" if d.agreed or not d.may_consolidate else "Bring together"
    return (
        Cell(text=d.ref, url=reverse("reviews:one", args=[d.state.first])),
        d.stratum_label,
        " and ".join(sorted((first.reviewer_name, second.reviewer_name))),
        d.state.why.capitalize(),
        Cell(text=_words(d), tag="good" if d.agreed else "blue" if d.state.both_in else "grey"),
        Cell(text=todo if d.state.both_in else "Read once instead", url=where),
    )


def _words(d: Double) -> str:
    if d.agreed:
        return "Consolidated"
    return "To consolidate" if d.state.both_in else "Being read"
