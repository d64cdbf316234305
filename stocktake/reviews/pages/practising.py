"""My practice: strengths with what they rest on, and what a worker changed; theirs alone to open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from stocktake.core.capacity import Capacity
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import queries
from stocktake.reviews.pages.practice_copy import Line, as_document, as_text, copy_of
from stocktake.reviews.pages.showing import Shown, shown
from stocktake.reviews.queries import CommentView, JudgementView, OwnReview, Review
from stocktake.rounds import queries as rounds

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShown:
    """One review as the page shows it."""

    review: Review
    round_title: str
    strengths: tuple[Shown, ...]
    changed: tuple[JudgementView, ...]
    said: tuple[CommentView, ...]


@page(may={Capacity.WORKER})
def practice(request: Request) -> HttpResponse:
    """What is strong in my work, in the reviewers' words, and what my replies changed."""
    own = [_shown(one, request) for one in queries.own_practice(request.person)]
    for one in own:
        state = one.review.state
        access.note_read(by=request.person, what=f"review:{one.review.id}", child=state.child)
    values = {
        "own": own,
        "strengths": sum(len(one.strengths) for one in own),
        "changed": sum(len(one.changed) for one in own),
        "thanks": queries.thanks_to(request.person),
    }
    return render(request, "reviews/practice.html", values)


@page(may={Capacity.WORKER})
def practice_file(request: Request) -> HttpResponse:
    """The same as a text to keep: without a case reference, a line of a child's record or a name."""
    text = as_text(_copy(request))
    return _sent(text.encode(), "text/plain; charset=utf-8", "my-practice.txt")


@page(may={Capacity.WORKER})
def practice_document(request: Request) -> HttpResponse:
    """The same for a portfolio."""
    return _sent(as_document(_copy(request), request.person), DOCX, "my-practice.docx")


def _copy(request: Request) -> Iterator[Line]:
    own = queries.own_practice(request.person)
    access.note_export(by=request.person, what="my practice", detail=f"{len(own)} reviews")
    return copy_of(own, queries.thanks_to(request.person), request.person, clock.today())


def _sent(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _shown(one: OwnReview, request: Request) -> OwnShown:
    held = queries.discussions(one.review.case_id, request.person)
    return OwnShown(
        review=one.review,
        round_title=rounds.round_(one.review.round_id).title,
        strengths=shown(one.strengths, held, request.person),
        changed=one.changed,
        said=one.said,
    )
