"""Two readings laid side by side without names, and the page on which a third person agrees them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import BOTH, Choice
from stocktake.reviews.domain.judgements import Said
from stocktake.reviews.domain.states import FIRST, SAFE, SECOND
from stocktake.reviews.forms import AgreedForm, ConsolidationForm
from stocktake.reviews.pages.keeping import kept
from stocktake.reviews.pages.showing import GRADES, evidence_chip, grade_words
from stocktake.reviews.queries import Double, Reading, SideBySide
from stocktake.ui.forms import ShownForm
from stocktake.ui.values import Evidence

MODERATORS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)
READERS = (*MODERATORS, Capacity.REVIEWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingShown:
    """One reading of an item as shown."""

    letter: str
    said: Said
    grade: str
    chips: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An item in both readings, with the form that agrees it where that is still open."""

    row: SideBySide
    readings: tuple[ReadingShown, ReadingShown]
    apart: str
    agreed: str
    form: ShownForm | None
    grade: str


@page(may=READERS)
def double(request: Request, double_id: str) -> HttpResponse:
    """Both readings; for whoever may consolidate them, with the form."""
    found = queries.double(double_id, to=request.person)
    rows = queries.side_by_side_of(found)
    child = queries.review(found.state.first).state.child
    writes = found.may_consolidate and not found.agreed and request.person.holds(*MODERATORS)
    if request.method == "POST" and not writes:
        raise NotTheirs
    kept = queries.draft(f"double:{double_id}", acts.CONSOLIDATION, request.person)
    typed = request.POST if request.method == "POST" else None
    forms = {
        r.item: AgreedForm(typed, prefix=r.item, initial=_own(kept.fields, r.item)) for r in rows
    }
    whole = ConsolidationForm(typed, initial={"note": kept.fields.get("note", "")})
    if typed is not None and _agreed(request, found, forms, whole):
        messages.success(request, "Brought together. Both readings stay readable beside it.")
        return redirect("reviews:double", double_id)
    access.note_read(by=request.person, what=f"double:{double_id}", child=child)
    grades = {r.item: (typed or kept.fields).get(f"{r.item}-grade", "") for r in rows}
    pairs = [_pair(r, forms[r.item].shown() if writes else None, grades[r.item]) for r in rows]
    values = {
        "double": found,
        "differ": [p for p in pairs if p.row.differs],
        "alike": [p for p in pairs if not p.row.differs],
        "writes": writes,
        "kept": kept,
        "whole": whole.shown(),
        "grades": GRADES,
        "safety": _safety(found),
        "by": people.card(found.state.by).name_and_job if found.agreed else "",
    }
    return render(request, "reviews/double.html", values)


@page(may=MODERATORS)
def keep(request: Request, double_id: str) -> HttpResponse:
    """Keep what is typed so far."""
    return kept(
        request,
        lambda save: acts.keep_consolidation(
            double_id=double_id, save=save, by=request.person, at=clock.now()
        ),
        reverse("reviews:double", args=[double_id]),
    )


def _agreed(
    request: Request, found: Double, forms: dict[str, AgreedForm], whole: ConsolidationForm
) -> bool:
    valid = [f.is_valid() for f in forms.values()]
    if not (whole.is_valid() and all(valid)):
        return False
    first = queries.first_letter(found.id)
    choices = {
        item: Choice(
            words=_reading(form.cleaned_data["words"], first),
            grade=request.POST.get(f"{item}-grade", ""),
            note=form.cleaned_data["note"],
        )
        for item, form in forms.items()
    }
    return whole.did(
        lambda: acts.agree(
            double_id=found.id,
            choices=choices,
            note=whole.cleaned_data["note"],
            by=request.person,
            at=clock.now(),
        )
    )


def _reading(letter: str, first: str) -> int:
    """Which reading a letter stands for; where nothing is chosen, that of the letter A."""
    if letter == "both":
        return BOTH
    return FIRST if (letter or "A") == first else SECOND


def _pair(row: SideBySide, form: ShownForm | None, grade: str) -> Pair:
    steps, talked = row.steps, bool(row.a.said.discussion_depth and row.b.said.discussion_depth)
    apart = "" if steps is None else f"{steps} step{'' if steps == 1 else 's'} apart"
    return Pair(
        row=row,
        readings=(_said("A", row.a, talked), _said("B", row.b, talked)),
        apart="the same" if not row.differs else apart or "one of them left it out",
        agreed=_grade(row.agreed) if row.agreed else "",
        form=form,
        grade=grade or (row.a.said.grade if not row.differs else ""),
    )


def _said(letter: str, reading: Reading, talked: bool) -> ReadingShown:
    """`talked`: both were at the discussion; else what one of them heard would tell whose it is."""
    chips = tuple(evidence_chip(e, links=False) for e in reading.evidence)
    said = reading.said if talked else replace(reading.said, discussion_depth=None)
    return ReadingShown(letter=letter, said=said, grade=_grade(reading.said), chips=chips)


def _grade(said: Said) -> str:
    return said.left_out.capitalize() or grade_words(said.grade) or "No grade"


def _safety(found: Double) -> tuple[str, ...]:
    """The answers about the child's safety where either worries; which reading gave it is not said."""
    states = [queries.review(key).state for key in (found.state.first, found.state.second)]
    worried = [s for s in states if s.safe_now and s.safe_now != SAFE]
    return tuple(sorted(f"{s.safe_now.capitalize()}. {s.safe_basis}" for s in worried))


def _own(kept: Mapping[str, str], prefix: str) -> dict[str, str]:
    start = f"{prefix}-"
    return {k.removeprefix(start): v for k, v in kept.items() if k.startswith(start)}
