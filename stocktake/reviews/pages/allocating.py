"""The QA manager gives reviews out, and gives returned ones to somebody else."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.strata import DEFAULT_LABELS
from stocktake.core.thread import Person
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.people.queries import PersonCard
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.states import ALLOCATED, DRAFTING, READING
from stocktake.reviews.forms import AllocationForm, ReasonForm, ReassignForm
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import SampledCase
from stocktake.ui.values import Cell, Column, Place

QA = (Capacity.QA_MANAGER,)
AFRESH = (ALLOCATED, READING)  # nothing is judged yet


@page(may=QA)
def allocation(request: Request, round_id: str) -> HttpResponse:
    """Select many cases, choose who reviews them, allocate."""
    of = rounds.round_to(round_id, to=request.person)
    given = queries.reviews_visible_to(request.person, round_id=round_id)
    waiting = queries.to_allocate(rounds.cases(round_id), given)
    shown = _of_strand(waiting, request.GET.get("strand", ""))
    typed = request.POST if request.method == "POST" else None
    who = reviewers()
    form = AllocationForm(typed, cases=[(c.place, c.ref) for c in waiting], reviewers=who)
    if typed is not None and form.is_valid():
        said = form.cleaned_data
        if form.did(
            lambda: acts.allocate(
                case_ids=said["cases"],
                reviewer_id=said["reviewer"],
                by=request.person,
                at=clock.now(),
            )
        ):
            name = people.card(said["reviewer"]).name
            count = len(said["cases"])
            messages.success(
                request, f"{count} review{'' if count == 1 else 's'} allocated to {name}."
            )
            return redirect("reviews:allocation", round_id)
    chosen = typed.getlist("cases") if typed is not None else []
    values = {
        "round": of,
        "form": form.shown(),
        "cases": [(c, DEFAULT_LABELS[c.stratum], c.place in chosen) for c in shown],
        "waiting": len(waiting),
        "strands": _strands(waiting, request),
        "returned": [r for r in given if r.state.needs_reassigning],
        "load": _load(given, who),
        "given": [_given_row(r) for r in given],
        "columns": [Column(words="Reviewer"), Column(words="Reviews", number=True)],
    }
    return render(request, "reviews/allocation.html", values)


@page(may=QA)
def reassign(request: Request, review_id: str) -> HttpResponse:
    """Give a review to another reviewer, with the reason: afresh, or from where it stands."""
    review = queries.review(review_id, to=request.person)
    others = [card for card in reviewers() if card.id != review.state.reviewer]
    form = ReassignForm(
        request.POST or None,
        reviewers=others,
        under_way=review.status not in AFRESH,
        drafting=review.status == READING and not review.state.needs_reassigning,
        initial={"reason": _reason(review)},
    )
    sent = request.method == "POST" and form.is_valid()
    if sent and form.did(lambda: _give(review, form, request.person)):
        messages.success(request, f"{review.ref} has a new reviewer.")
        return redirect("reviews:allocation", review.round_id)
    values = {"form": form.shown(), "review": review, "under_way": form.under_way}
    return render(request, "reviews/reassign.html", values)


def _give(review: Review, form: ReassignForm, by: Person) -> None:
    """A review that goes on is handed over; one whose judging begins afresh is reassigned."""
    said = form.cleaned_data
    drafts = bool(said.get("drafts"))
    who = {"review_id": review.id, "reviewer_id": said["reviewer"], "reason": said["reason"]}
    if form.under_way or drafts:
        acts.hand_over(**who, drafts=drafts, by=by, at=clock.now())
    else:
        acts.reassign(**who, by=by, at=clock.now())


@page(may=QA)
def withdraw(request: Request, review_id: str) -> HttpResponse:
    """Take a review out of the round, with the reason."""
    review = queries.review(review_id, to=request.person)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.withdraw(
                review_id=review_id, reason=reason, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, f"The review of {review.ref} is withdrawn.")
            return redirect("reviews:one", review_id)
    values = {"form": form.shown(), "review": review}
    return render(request, "reviews/withdraw.html", values)


def reviewers() -> tuple[PersonCard, ...]:
    return people.holders(Capacity.REVIEWER, clock.today())


def _reason(review: Review) -> str:
    """A returned review needs no guessing; what the link was stays with those who decide."""
    return "Conflict of interest declared" if review.state.needs_reassigning else ""


def _of_strand(cases: Sequence[SampledCase], strand: str) -> list[SampledCase]:
    return [c for c in cases if not strand or c.strand == strand]


def _strands(cases: Sequence[SampledCase], request: Request) -> tuple[Place, ...]:
    names = list(dict.fromkeys(c.strand for c in cases))
    now = request.GET.get("strand", "")
    if len(names) < 2:
        return ()
    every = Place(words=f"all {len(cases)}", url=request.path, current=not now)
    return (
        every,
        *(
            Place(
                words=f"{name} {len(_of_strand(cases, name))}",
                url=f"{request.path}?strand={name}",
                current=name == now,
            )
            for name in names
        ),
    )


def _load(given: tuple[Review, ...], who: tuple[PersonCard, ...]) -> list[tuple[str, int]]:
    return [(card.name_and_job, sum(_has(r, card) for r in given)) for card in who]


def _has(r: Review, who: PersonCard | Person) -> bool:
    return r.state.reviewer == who.id and not r.state.needs_reassigning and not r.state.withdrawn


def _given_row(r: Review) -> tuple[Cell | str, ...]:
    where = reverse("reviews:reassign", args=[r.id])
    early = r.status in (*AFRESH, *DRAFTING, "shared", "answered") and not r.state.withdrawn
    return (
        Cell(text=r.ref, url=reverse("reviews:one", args=[r.id])),
        r.stratum_label,
        r.state.depth,
        r.reviewer_name,
        r.status_words,
        Cell(text="Reassign" if r.status in AFRESH else "Hand over", url=where) if early else "",
    )
