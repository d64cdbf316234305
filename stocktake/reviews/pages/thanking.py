"""Thanking a worker: one form, for whoever may read the review and did not do the work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import NotTheirs
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.states import OPEN_TO_PARTIES, WORKER
from stocktake.reviews.domain.thanks import THANKERS
from stocktake.reviews.forms import ThanksForm
from stocktake.reviews.pages.framing import Frame, frame


def may_thank(around: Frame, request: Request) -> bool:
    """Whether this page is for whoever asks: the review is shared, and the work somebody else's."""
    shared = around.review.status in OPEN_TO_PARTIES and not around.review.state.withdrawn
    return shared and around.role != WORKER and request.person.holds(*THANKERS)


@page(may=frozenset(THANKERS))
def thank(request: Request, review_id: str) -> HttpResponse:
    """Write thanks, or read the ones that one wrote."""
    around = frame(review_id, request.person, "thank")
    if not may_thank(around, request):
        raise NotTheirs
    form, by = ThanksForm(request.POST or None), request.person
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if form.did(lambda: acts.thank(review_id=review_id, words=words, by=by, at=clock.now())):
            messages.success(request, "They read it under “My practice”. Nobody else does.")
            return redirect("reviews:one", review_id)
    said = queries.thanks_said(review_id, request.person)
    return render(
        request, "reviews/thank.html", {"head": around, "form": form.shown(), "said": said}
    )
