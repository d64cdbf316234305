"""My practice: strengths with what they rest on, and what a worker changed; theirs alone to open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import Person
from stocktake.frameworks import queries as frameworks
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import queries
from stocktake.reviews.domain.practice import without_names, words_of
from stocktake.reviews.pages.showing import Shown, shown
from stocktake.reviews.queries import CommentView, JudgementView, OwnReview, Review
from stocktake.rounds import queries as rounds


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
    }
    return render(request, "reviews/practice.html", values)


@page(may={Capacity.WORKER})
def practice_file(request: Request) -> HttpResponse:
    """The same as a text to keep: without a case reference, a line of a child's record or a name."""
    own = queries.own_practice(request.person)
    access.note_export(by=request.person, what="my practice", detail=f"{len(own)} reviews")
    return HttpResponse(
        "\n".join(_lines(own, request)) + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="my-practice.txt"'},
    )


def _shown(one: OwnReview, request: Request) -> OwnShown:
    held = queries.discussions(one.review.case_id, request.person)
    return OwnShown(
        review=one.review,
        round_title=rounds.round_(one.review.round_id).title,
        strengths=shown(one.strengths, held, request.person),
        changed=one.changed,
        said=one.said,
    )


def _lines(own: Sequence[OwnReview], request: Request) -> Iterator[str]:
    yield f"My practice: {request.person.name}"
    yield f"Written out on {day_in_words(clock.today())}."
    yield "Case references, quotes from children's records and sentences that may name somebody are"
    yield "left out. Read it through before you show it to anybody: a name can be missed."
    for one in own:
        yield from ("", rounds.round_(one.review.round_id).title)
        yield f"Reviewed by {one.review.reviewer_name}. {one.review.stratum_label}."
        carried = _Carried.of(one.review, request.person)
        yield from carried.part(
            "What is working", [(j.said.label, j.said.working) for j in one.strengths]
        )
        changes = [(j.said.label, j.second or j.reason) for j in one.changed]
        yield from carried.part("What changed after I replied", changes)
        yield from carried.part("What my manager said", [(c.by, c.words) for c in one.said])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """What of one review may go into the copy."""

    ref: str
    words: frozenset[str]
    known: frozenset[str]

    @classmethod
    def of(cls, review: Review, person: Person) -> "_Carried":
        names = (person.name, review.reviewer_name)
        return cls(
            ref=review.ref,
            words=_vocabulary(review.state.form),
            known=frozenset(part for name in names for part in name.split()),
        )

    def part(self, title: str, lines: Sequence[tuple[str, str]]) -> Iterator[str]:
        """One heading with its lines; a line of which nothing may be carried says so."""
        if lines:
            yield from ("", title)
        for label, said in lines:
            kept = without_names(said, ref=self.ref, words=self.words, known=self.known)
            yield f"- {label}: {kept.text or 'left out, as it may name somebody.'}"


def _vocabulary(form_hash: str) -> frozenset[str]:
    form = frameworks.form(form_hash)
    said = [(item.label, item.question, *(a.text for a in item.anchors)) for item in form.items]
    return words_of(text for texts in said for text in texts)
