"""What the worker said of their work: the reviewer's page to write it down, and each one's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.voices import ALLOCATED_WORKER, HEARD_IN
from stocktake.reviews.forms import VoiceForm
from stocktake.reviews.pages.framing import frame
from stocktake.reviews.queries import VoiceView


@page(may={Capacity.REVIEWER})
def voice(request: Request, review_id: str) -> HttpResponse:
    """Write down what the worker said, apart from the case; or read what one wrote."""
    around = frame(review_id, request.person, "discussion")
    if not around.mine:
        raise NotTheirs
    told = queries.voice_of(review_id, request.person)
    kept = queries.draft(review_id, acts.VOICE, request.person)
    asked = VoiceForm(
        request.POST or None,
        prompts=queries.prompts(),
        workers=people.holders(Capacity.WORKER, clock.today()),
        initial={**_told(told), **kept.fields},
    )
    writes = around.review.status in HEARD_IN
    sent = request.method == "POST" and asked.is_valid()
    if sent and asked.did(lambda: _hear(asked, review_id, request)):
        messages.success(request, "Kept apart from the review. You and they can read it.")
        return redirect("reviews:voice", review_id)
    values = {
        "head": around,
        "form": asked.shown(),
        "prompts": queries.prompts(),
        "told": told,
        "kept": kept,
        "writes": writes,
    }
    return render(request, "reviews/voice.html", values)


@page(may={Capacity.WORKER, Capacity.TEAM_MANAGER})
def said(request: Request) -> HttpResponse:
    """What this person said when asked, as the reviewers wrote it down."""
    return render(request, "reviews/said.html", {"voices": queries.voices_said_by(request.person)})


def _hear(asked: VoiceForm, review_id: str, request: Request) -> None:
    acts.hear_worker(
        review_id=review_id,
        who=asked.cleaned_data["who"],
        present=asked.cleaned_data["present"],
        answers=asked.answers,
        by=request.person,
        at=clock.now(),
    )


def _told(told: VoiceView | None) -> dict[str, str]:
    if told is None:
        return {"who": ALLOCATED_WORKER}
    known = {"who": told.state.who, "present": told.state.said_by}
    for one in told.state.answers:
        known |= {f"answer-{one.prompt}": one.answer, f"words-{one.prompt}": one.words}
    return known
