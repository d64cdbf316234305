"""My reviews in the order agreed for the queue, and the one task of declaring conflicts."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.concerns import queries as concerns
from stocktake.core.capacity import Capacity
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Declaration
from stocktake.reviews.domain.seeing import is_reviewer
from stocktake.reviews.forms import DeclarationForm
from stocktake.reviews.pages.framing import READERS
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.ui.forms import ShownForm
from stocktake.ui.values import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The reviews of one round, as rows of a table."""

    title: str
    rows: tuple[tuple[Cell | str, ...], ...]


@page(may=READERS)
def mine(request: Request) -> HttpResponse:
    """Every review that is this person's to see; a reviewer's own come first, in queue order."""
    found = queries.reviews_visible_to(request.person)
    own = [r for r in found if is_reviewer(r.state, request.person)]
    others = [r for r in found if r not in own]
    values = {
        "queue": _by_round(queries.in_queue_order(own), request),
        "others": _by_round(others, request),
        "undeclared": sum(not r.state.conflict for r in own),
        "said": bool(queries.voices_said_by(request.person)),
        "families": bool(queries.families_open_to(request.person)),
        "is_reviewer": request.person.holds(Capacity.REVIEWER),
    }
    return render(request, "reviews/list.html", values)


@page(may={Capacity.REVIEWER})
def conflicts(request: Request) -> HttpResponse:
    """One task for everything allocated: is there a link with any of these cases?"""
    waiting = [
        r
        for r in queries.reviews_visible_to(request.person)
        if is_reviewer(r.state, request.person) and not r.state.conflict and r.status != "finalised"
    ]
    typed = request.POST if request.method == "POST" else None
    forms = {r.id: DeclarationForm(typed, prefix=f"r{r.id}") for r in waiting}
    if typed is not None and waiting and _all_valid(forms):
        said = {key: Declaration(**form.cleaned_data) for key, form in forms.items()}
        first = next(iter(forms.values()))
        if first.did(
            lambda: acts.declare_conflicts(declarations=said, by=request.person, at=clock.now())
        ):
            _thank(request, said)
            return redirect("reviews:list")
    shown: list[tuple[Review, ShownForm]] = [(r, forms[r.id].shown()) for r in waiting]
    values = {"reviews": shown, "forms": [form for _, form in shown]}
    return render(request, "reviews/conflicts.html", values)


def _all_valid(forms: dict[str, DeclarationForm]) -> bool:
    """Asked of every form, so that each shows its own error."""
    return not [form for form in forms.values() if not form.is_valid()]


def _thank(request: Request, said: dict[str, Declaration]) -> None:
    back = sum(d.conflict == "blocking" for d in said.values())
    text = "Your declaration is on the record."
    if back:
        one = "One review goes" if back == 1 else f"{back} reviews go"
        text += f" {one} back to the QA manager, and you can no longer open the case."
    messages.success(request, text)


def _by_round(found: list[Review], request: Request) -> tuple[Queue, ...]:
    ids = list(dict.fromkeys(r.round_id for r in found))
    progress = queries.progress_of([r for r in found if r.state.reviewer == request.person.id])
    titles = {key: rounds.round_(key).title for key in ids}
    open_now = concerns.open_concerns((r.case_id for r in found), to=request.person)
    return tuple(
        Queue(
            title=titles[key],
            rows=tuple(
                _row(r, progress, open_now.get(r.case_id)) for r in found if r.round_id == key
            ),
        )
        for key in ids
    )


def _row(
    r: Review, progress: dict[str, str], concern: concerns.ConcernCard | None
) -> tuple[Cell | str, ...]:
    flag = Cell(text=concern.words, tag="urgent") if concern else ""
    return (
        Cell(text=r.ref, url=reverse("reviews:one", args=[r.id])),
        r.stratum_label,
        r.state.depth,
        r.reviewer_name,
        Cell(text=r.status_words, tag=_tag(r), note=progress.get(r.id, "")),
        flag,
    )


def _tag(r: Review) -> str:
    if r.state.needs_reassigning:
        return "warn"
    return {"finalised": "good", "shared": "blue", "answered": "blue"}.get(r.status, "grey")
