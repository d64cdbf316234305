"""One review: where it stands, what is next, what was judged."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.core.thread import NotTheirs, Person
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.states import FIRST, OPEN_TO_PARTIES
from stocktake.reviews.pages.framing import READERS, Frame, frame
from stocktake.reviews.pages.showing import of_review
from stocktake.reviews.pages.thanking import may_thank
from stocktake.reviews.queries import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What this person can do next. `post`: the button acts at once, else it opens a page."""

    words: str
    url: str
    post: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """A case that two people read. `id` where both readings may be opened now."""

    id: str
    agreed: bool
    sealed: bool


@page(may=READERS)
def one(request: Request, review_id: str) -> HttpResponse:
    """The overview of a review."""
    around = frame(review_id, request.person, "one")
    review = around.review
    seen = review.state
    judged = of_review(request, review) if not around.role else ()
    if judged or seen.status in OPEN_TO_PARTIES:
        access.note_read(by=request.person, what=f"review:{review_id}", child=seen.child)
    values = {
        "head": around,
        "step": _step(around, request),
        "rows": _rows(review),
        "judged": judged,
        "two": _two(around, request.person),
        "thanks": may_thank(around, request),
        "discussions": queries.discussions(review.case_id, request.person),
        "sees_conflict": around.mine or request.person.holds(Capacity.QA_MANAGER),
        "manages": request.person.holds(Capacity.QA_MANAGER) and not around.mine,
    }
    return render(request, "reviews/overview.html", values)


@page(may={Capacity.REVIEWER})
def start(request: Request, review_id: str) -> HttpResponse:
    """Start reading: from here on the desk is open."""
    if request.method != "POST":
        raise NotTheirs
    acts.start_reading(review_id=review_id, by=request.person, at=clock.now())
    messages.success(request, "You are reading this review. Everything you write is saved.")
    return redirect("reviews:desk", review_id)


def _step(around: Frame, request: Request) -> Step | None:
    if around.role:
        return _party_step(around)
    if not around.mine:
        return None
    state, key = around.review.state, around.id
    if not state.conflict:
        return Step(words="Declare whether you have a conflict", url=reverse("reviews:conflicts"))
    steps: dict[str, Step | None] = {
        "allocated": Step(
            words="Start reading", url=reverse("reviews:start", args=[key]), post=True
        ),
        "reading": Step(words="Go on reading", url=reverse("reviews:desk", args=[key])),
        "ready for discussion": Step(
            words="Record the discussion", url=reverse("reviews:discussion", args=[key])
        ),
        "discussed": Step(
            words="Check answers and share", url=reverse("reviews:check", args=[key])
        ),
        "consolidating": _after_consolidation(around),
        "shared": Step(words="See the responses", url=reverse("reviews:responses", args=[key])),
        "answered": Step(words="Answer the reply", url=reverse("reviews:responses", args=[key])),
    }
    return steps.get(state.status)


def _after_consolidation(around: Frame) -> Step | None:
    """The first reader shares what was agreed; until then both wait."""
    state = around.review.state
    if not state.agreed or state.reading != FIRST:
        return None
    return Step(words="Check answers and share", url=reverse("reviews:check", args=[around.id]))


def _two(around: Frame, person: Person) -> Two | None:
    """What to say of a case that two people read, and where both readings stand for this person."""
    state = around.review.state
    if not state.double or around.role:
        return None
    seen = {d.id for d in queries.doubles_visible_to(person)}
    sealed = not queries.may_read(around.review, person)
    return Two(id=state.double if state.double in seen else "", agreed=state.agreed, sealed=sealed)


def _party_step(around: Frame) -> Step | None:
    state, key = around.review.state, around.id
    if state.feedback and around.role not in state.replied:
        return Step(
            words="Confirm the feedback meeting", url=reverse("reviews:responses", args=[key])
        )
    if state.status in OPEN_TO_PARTIES[:2] and around.role not in state.replied:
        return Step(words="Reply to this review", url=reverse("reviews:reply", args=[key]))
    return None


def _rows(review: Review) -> list[tuple[str, str]]:
    s = review.state
    rows = [
        ("Reviewer", review.reviewer_name),
        ("Strand", s.strand),
        ("Allocated", _when(s.allocated_at)),
        ("Ready for discussion", _when(s.ready_at)),
        ("Discussed", day_in_words(s.discussed_on) if s.discussed_on else ""),
        ("Shared", _when(s.shared_at)),
        ("Reply by", day_in_words(s.reply_by) if s.reply_by else ""),
        ("What came of it", review.reply_outcome),
        ("Finalised", _when(s.finalised_at)),
    ]
    return [(key, value) for key, value in rows if value]


def _when(at: datetime | None) -> str:
    return day_in_words(clock.local(at).date()) if at else ""
