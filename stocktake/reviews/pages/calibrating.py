"""Calibration cases: the QA manager puts one before everybody, each rates it alone, then it is talked about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth
from stocktake.core.thread import NotTheirs
from stocktake.frameworks import queries as frameworks
from stocktake.frameworks.queries import Form as ReviewForm
from stocktake.frameworks.queries import Item
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.calibrations import Reference
from stocktake.reviews.forms import ClosingForm, OpeningForm
from stocktake.reviews.pages.agreement import MODERATORS, QA, figure_of
from stocktake.reviews.pages.keeping import kept
from stocktake.reviews.pages.showing import GRADES, grade_words
from stocktake.reviews.queries import CalibrationCase, Results
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRate:
    """One item of a calibration case with what is typed of it so far."""

    item: str
    label: str
    question: str
    anchors: tuple[tuple[str, str], ...]
    grade: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One item once it is closed: the reference and every reviewer's grade, by letter."""

    label: str
    reference: str
    why: str
    grades: tuple[str, ...]
    apart: str
    whys: tuple[tuple[str, str], ...]


@page(may=QA)
def calibrations(request: Request, round_id: str) -> HttpResponse:
    """The calibration cases of a round; put another before everybody."""
    of = rounds.round_to(round_id, to=request.person)
    review_form = _form(of)
    form = OpeningForm(request.POST or None, vignettes=queries.vignettes())
    if request.method == "POST" and form.is_valid():
        title, text, reference = _chosen(request, form, review_form)
        if form.did(
            lambda: acts.open_calibration(
                round_id=round_id,
                title=title,
                text=text,
                reference=reference,
                required=form.cleaned_data["required"],
                by=request.person,
                at=clock.now(),
            )
        ):
            messages.success(request, "Every reviewer is asked to rate it, each alone.")
            return redirect("reviews:calibrations", round_id)
    values = {
        "round": of,
        "form": form.shown(),
        "cases": queries.calibrations_of(round_id, request.person),
        "items": [(i, request.POST.get(f"{i.id}-grade", ""), request.POST.get(f"{i.id}-why", "")) for i in _graded(review_form)],
        "grades": GRADES,
    }  # fmt: skip
    return render(request, "reviews/calibrations.html", values)


@page(may=(*MODERATORS, Capacity.REVIEWER))
def calibration(request: Request, calibration_id: str) -> HttpResponse:
    """Read and rate it; once it is closed, what everybody rated."""
    case = queries.calibration(calibration_id, to=request.person)
    asks = not case.closed and not case.mine and request.person.holds(Capacity.REVIEWER)
    closes = not case.closed and request.person.holds(Capacity.QA_MANAGER)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _posted(request, case, form, asks=asks, closes=closes):
        return redirect("reviews:calibration", calibration_id)
    own = queries.draft(f"calibration:{calibration_id}", acts.RATING, request.person)
    results = queries.calibration_results(case, request.person)
    values = {
        "case": case,
        "round": rounds.round_(case.state.round),
        "asks": asks,
        "closes": closes,
        "form": form.shown(),
        "kept": own,
        "items": _to_rate(case, _typed(request) or own.fields) if asks else (),
        "grades": GRADES,
        "results": results,
        "rated": _rated(results) if results else (),
        "figures": _figures(results) if results else (),
    }
    return render(request, "reviews/calibration.html", values)


@page(may={Capacity.REVIEWER})
def keep(request: Request, calibration_id: str) -> HttpResponse:
    """Keep a rating that is not given yet."""
    return kept(
        request,
        lambda save: acts.keep_calibration(
            calibration_id=calibration_id, save=save, by=request.person, at=clock.now()
        ),
        reverse("reviews:calibration", args=[calibration_id]),
    )


def _posted(
    request: Request, case: CalibrationCase, form: ClosingForm, *, asks: bool, closes: bool
) -> bool:
    if closes and request.POST.get("do") == "close":
        learnt = form.cleaned_data["learnt"]
        return form.did(
            lambda: acts.close_calibration(
                calibration_id=case.id, learnt=learnt, by=request.person, at=clock.now()
            )
        )
    if not asks:
        raise NotTheirs
    ratings = {
        r.item: (request.POST.get(f"{r.item}-grade", ""), request.POST.get(f"{r.item}-why", ""))
        for r in case.state.reference
    }
    done = form.did(
        lambda: acts.rate_calibration(
            calibration_id=case.id, ratings=ratings, by=request.person, at=clock.now()
        )
    )
    if done:
        messages.success(request, "Thank you. You see what others rated once it is closed.")
    return done


def _typed(request: Request) -> dict[str, str]:
    return {k: v for k, v in request.POST.items() if isinstance(v, str)}


def _form(of: Round) -> ReviewForm:
    return frameworks.form(of.form_of(Depth.IN_DEPTH))


def _graded(form: ReviewForm) -> list[Item]:
    return [i for i in form.items if i.graded]


def _chosen(
    request: Request, form: OpeningForm, review_form: ReviewForm
) -> tuple[str, str, tuple[Reference, ...]]:
    """The title, the text and the reference: of a text that comes along, or of one's own."""
    labels = {i.id: i.label for i in _graded(review_form)}
    for one in queries.vignettes():
        if one.key == form.cleaned_data["vignette"]:
            given = {k: v for k, v in one.reference.items() if k in labels}
            return one.title, one.text, _reference(labels, given)
    typed = {
        k: (request.POST.get(f"{k}-grade", ""), request.POST.get(f"{k}-why", "").strip())
        for k in labels
    }
    given = {k: v for k, v in typed.items() if v[0]}
    return form.cleaned_data["title"], form.cleaned_data["text"], _reference(labels, given)


def _reference(labels: dict[str, str], given: dict[str, tuple[str, str]]) -> tuple[Reference, ...]:
    return tuple(
        Reference(item=k, label=labels[k], grade=grade, why=why)
        for k, (grade, why) in given.items()
    )


def _to_rate(case: CalibrationCase, fields: Mapping[str, str]) -> list[ToRate]:
    known = {i.id: i for i in _form(rounds.round_(case.state.round)).items}
    return [
        ToRate(
            item=r.item,
            label=r.label,
            question=known[r.item].question if r.item in known else "",
            anchors=tuple((a.label, a.text) for a in known[r.item].anchors)
            if r.item in known
            else (),
            grade=fields.get(f"{r.item}-grade", ""),
            why=fields.get(f"{r.item}-why", ""),
        )
        for r in case.state.reference
    ]


def _rated(results: Results) -> list[Rated]:
    return [
        Rated(
            label=i.reference.label,
            reference=grade_words(i.reference.grade),
            why=i.reference.why,
            grades=tuple(grade_words(g) or "–" for g in i.grades),
            apart="the same" if not i.apart else f"{i.apart} step{'' if i.apart == 1 else 's'} apart",
            whys=tuple((letter, why) for letter, why in zip(results.letters, i.whys, strict=True) if why),
        )
        for i in results.items
    ]  # fmt: skip


def _figures(results: Results) -> list[tuple[str, str]]:
    found = results.agreement
    return [
        ("Same grade", figure_of(found.percent, percent=True)),
        ("AC1", figure_of(found.ac1)),
        ("AC2", figure_of(found.ac2)),
    ]
