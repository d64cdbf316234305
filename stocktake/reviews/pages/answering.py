"""Replies beside findings: the reviewer keeps or changes with a reason, then finalises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Refused
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.record.door import Move, why_not
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Decision
from stocktake.reviews.acts.kinds import REVIEW
from stocktake.reviews.domain.acts import Finalise
from stocktake.reviews.domain.states import ANSWERED, OPEN_TO_PARTIES, SHARED
from stocktake.reviews.forms import (
    ConfirmForm,
    DecisionForm,
    FinaliseForm,
    MeetingForm,
    MoreTimeForm,
    ReplyForm,
)
from stocktake.reviews.pages.framing import READERS, Frame, frame
from stocktake.reviews.pages.showing import GRADES, Shown, of_review, opened_by_reviewer
from stocktake.ui.forms import ShownForm

SECONDS = (Capacity.QA_MANAGER, Capacity.BOARD_CHAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A finding, the replies to it and, where it waits for one, the reviewer's decision."""

    shown: Shown
    decide: ShownForm | None


@page(may=READERS)
def responses(request: Request, review_id: str) -> HttpResponse:
    """What each party said, verbatim, beside what was found."""
    around = _shown(request, review_id, "responses")
    judged = of_review(request, around.review)
    decides = around.mine and around.review.status in (SHARED, ANSWERED)
    kept = queries.draft(review_id, acts.ANSWERS, request.person)
    second = not decides and _may_settle(request, around)
    waiting = [j for j in judged if (j.judgement.to_second if second else j.judgement.to_answer)]
    forms = _decision_forms(request, waiting, kept.fields) if decides or second else {}
    if request.method == "POST" and forms and _answered(request, review_id, forms, second):
        return redirect("reviews:responses", review_id)
    confirm = _confirm_form(request, around)
    if request.method == "POST" and confirm is not None and _confirmed(request, around, confirm):
        return redirect("reviews:responses", review_id)
    access.note_read(by=request.person, what=f"review:{review_id}", child=around.review.state.child)
    shown_forms = {key: form.shown() for key, form in forms.items()}
    values = {
        "head": around,
        "beside": [Beside(shown=j, decide=shown_forms.get(j.judgement.id)) for j in judged
                   if j.said.is_finding or j.judgement.replies],
        "forms": list(shown_forms.values()),
        "comments": queries.comments(review_id),
        "outcome": around.review.reply_outcome,
        "kept": kept,
        "second": second,
        "opened": opened_by_reviewer(around.review),
        "confirm": confirm.shown() if confirm else None,
        "grades": GRADES,
        "why_not_final": _why_not_final(request, around),
        "finalises": _may_finalise(request, around),
    }  # fmt: skip
    return render(request, "reviews/responses.html", values)


@page(may={Capacity.REVIEWER, Capacity.QA_MANAGER})
def finalise(request: Request, review_id: str) -> HttpResponse:
    """Finalise, after a page that says what that means."""
    around = _shown(request, review_id, "responses")
    if sentence := _why_not_final(request, around):
        messages.warning(request, sentence)
        return redirect("reviews:responses", review_id)
    form = FinaliseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        could = not form.cleaned_data["could_not_reply"]
        acts.finalise(review_id=review_id, could_reply=could, by=request.person, at=clock.now())
        messages.success(request, f"The review of {around.ref} is final.")
        return redirect("reviews:one", review_id)
    values = {"head": around, "outcome": around.review.reply_outcome, "form": form.shown()}
    return render(request, "reviews/finalise.html", values)


@page(may={Capacity.REVIEWER, Capacity.QA_MANAGER})
def more_time(request: Request, review_id: str) -> HttpResponse:
    """Allow more time to reply, and say why."""
    around = _shown(request, review_id, "responses")
    form = MoreTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day: date = form.cleaned_data["reply_by"]
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.allow_more_time(
                review_id=review_id,
                reply_by=day,
                reason=reason,
                by=request.person,
                at=clock.now(),
            )
        ):
            messages.success(request, "More time is allowed. The worker and the manager are told.")
            return redirect("reviews:responses", review_id)
    return render(request, "reviews/more_time.html", {"head": around, "form": form.shown()})


@page(may={Capacity.REVIEWER})
def feedback(request: Request, review_id: str) -> HttpResponse:
    """Record a feedback meeting: what was said of each finding, for the others to confirm."""
    around = _shown(request, review_id, "responses")
    if not around.mine:
        raise NotTheirs
    findings = [j for j in of_review(request, around.review) if j.said.is_finding]
    typed = request.POST if request.method == "POST" else None
    kept = queries.draft(review_id, acts.FEEDBACK, request.person)
    meeting = MeetingForm(typed, initial={"held_on": clock.today(), **kept.fields})
    keys = [j.judgement.id for j in findings]
    forms = {k: ReplyForm(typed, prefix=k, initial=_own(kept.fields, k)) for k in keys}
    whole = [meeting.is_valid(), *(f.is_valid() for f in forms.values())]
    if typed is not None and all(whole):
        said = meeting.cleaned_data
        answers = {
            key: Answer(stance=f.cleaned_data["stance"], words=f.cleaned_data["words"])
            for key, f in forms.items()
            if f.cleaned_data["stance"]
        }
        if meeting.did(
            lambda: acts.record_feedback(
                review_id=review_id,
                held_on=said["held_on"],
                mode=said["mode"],
                attendees=meeting.people,
                answers=answers,
                by=request.person,
                at=clock.now(),
            )
        ):
            messages.success(request, "Recorded. The worker and the manager are asked to confirm.")
            return redirect("reviews:responses", review_id)
    values = {
        "head": around,
        "form": meeting.shown(),
        "kept": kept,
        "findings": [(j, forms[j.judgement.id].shown()) for j in findings],
    }
    return render(request, "reviews/feedback.html", values)


@page(may=READERS)
def versions(request: Request, review_id: str) -> HttpResponse:
    """Every version as it was shown, side by side, and what changed between them."""
    around = _shown(request, review_id, "versions")
    access.note_read(by=request.person, what=f"review:{review_id}", child=around.review.state.child)
    found = queries.versions(review_id)
    values = {
        "head": around,
        "versions": found,
        "lines": queries.side_by_side(found),
        "grades": dict(GRADES),
    }
    return render(request, "reviews/versions.html", values)


def _shown(request: Request, review_id: str, tab: str) -> Frame:
    """Responses and versions exist once the review is shared."""
    around = frame(review_id, request.person, tab)
    if around.review.status not in OPEN_TO_PARTIES:
        raise Refused("This review is not shared yet. Replies come after sharing.")
    return around


def _decision_forms(
    request: Request, waiting: Sequence[Shown], kept: Mapping[str, str]
) -> dict[str, DecisionForm]:
    typed = request.POST if request.method == "POST" else None
    return {
        j.judgement.id: DecisionForm(
            typed,
            prefix=j.judgement.id,
            initial={
                "working": j.said.working,
                "develop": j.said.develop,
                **_own(kept, j.judgement.id),
            },
        )
        for j in waiting
    }


def _own(kept: Mapping[str, str], prefix: str) -> dict[str, str]:
    """The fields of one form among those of a page kept whole."""
    start = f"{prefix}-"
    return {k.removeprefix(start): v for k, v in kept.items() if k.startswith(start)}


def _answered(
    request: Request, review_id: str, forms: dict[str, DecisionForm], second: bool
) -> bool:
    """Do what was decided; a form without a decision is left for later."""
    decisions: dict[str, Decision] = {}
    for key, form in forms.items():
        if not form.is_valid() or not form.cleaned_data["decision"]:
            continue
        said = form.cleaned_data
        changes = None
        if said["decision"] == "change":
            scales = ("grade", "record_depth", "discussion_depth")
            typed = {n: request.POST[f"{key}-{n}"] for n in scales if f"{key}-{n}" in request.POST}
            changes = {"working": said["working"], "develop": said["develop"], **typed}
        decisions[key] = Decision(reason=said["why"], changes=changes)
    if not forms:
        return False
    first = next(iter(forms.values()))
    first.is_valid()
    done = first.did(
        lambda: (acts.decide_challenges if second else acts.answer_replies)(
            review_id=review_id, decisions=decisions, by=request.person, at=clock.now()
        )
    )
    if done:
        messages.success(request, "Your answer stands beside the reply, with its reason.")
    return done


def _may_settle(request: Request, around: Frame) -> bool:
    """Whether this person is a second person for challenges that the reviewer did not accept."""
    state = around.review.state
    shown = around.review.status in (SHARED, ANSWERED) and not around.role
    had = (state.reviewer, *state.earlier)
    return shown and request.person.holds(*SECONDS) and request.person.id not in had


def _confirmed(request: Request, around: Frame, form: ConfirmForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data["comment"]
    done = form.did(
        lambda: acts.confirm_feedback(
            review_id=around.id, role=around.role, comment=said, by=request.person, at=clock.now()
        )
    )
    if done:
        messages.success(request, "Confirmed. The meeting stands as your reply.")
    return done


def _confirm_form(request: Request, around: Frame) -> ConfirmForm | None:
    state = around.review.state
    if not (state.feedback and around.role and around.role not in state.replied):
        return None
    return ConfirmForm(request.POST if request.method == "POST" else None)


def _may_finalise(request: Request, around: Frame) -> bool:
    in_time = around.review.status in (SHARED, ANSWERED)
    return in_time and (around.mine or request.person.holds(Capacity.QA_MANAGER))


def _why_not_final(request: Request, around: Frame) -> str:
    if not _may_finalise(request, around):
        return "This review cannot be finalised now."
    move = Move(kind=REVIEW, id=around.id, act=Finalise())
    return why_not(move, by=request.person, at=clock.now()) or ""
