"""Check answers: what will be submitted or shared, and what still keeps it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.periods import add_working_days, day_in_words
from stocktake.core.thread import Refused
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Sheet
from stocktake.reviews.acts.showing import reply_days
from stocktake.reviews.domain.answering import Blank, is_blank, said_of
from stocktake.reviews.domain.judgements import OVERALL, SAFE_NOW, Said
from stocktake.reviews.domain.states import CONSOLIDATING, DISCUSSED, DRAFTING, READY, SECOND
from stocktake.reviews.forms import SafetyForm
from stocktake.reviews.pages.framing import at_step, frame
from stocktake.reviews.pages.showing import grade_words
from stocktake.reviews.pages.timing import differing
from stocktake.ui.forms import ShownError, ShownForm


@page(may={Capacity.REVIEWER})
def check(request: Request, review_id: str) -> HttpResponse:
    """All answers on one page; the button that is lawful now, or why it is not."""
    around = frame(review_id, request.person, "desk")
    if not around.mine or around.review.status not in (*DRAFTING, CONSOLIDATING):
        return redirect("reviews:one", review_id)
    sheet = Sheet(review_id, request.person)
    access.note_read(by=request.person, what=f"review:{review_id}", child=sheet.state.child)
    errors: list[ShownError] = []
    if request.method == "POST":
        if not (missing := sheet.blanks()):
            return _ready(request, review_id, sheet)
        errors = [_error(review_id, b) for b in missing]
        _log_refusal(request, review_id)
    values = {
        "head": around,
        "rows": _rows(sheet),
        "errors": ShownForm(fields={}, errors=tuple(errors)),
        "blanks": [_error(review_id, b) for b in sheet.blanks()],
        "differing": differing(sheet),
        "two": _read_by_two(sheet),
        "submits": _submits(sheet),
        "why_not_submit": acts.why_not_submit(sheet, clock.now()) or "",
        "safe": SafetyForm(initial=dict(sheet.safety), form=sheet.form).shown(),
        "safe_version": queries.draft(review_id, SAFE_NOW, request.person).version,
        "why_not_share": acts.why_not_share(sheet, clock.now()) or "",
        "cure": _cure(sheet),
        "safety": sheet.safety,
        "safety_url": at_step(review_id, SAFE_NOW),
        "reply_by": add_working_days(clock.today(), reply_days()),
        "days": reply_days(),
    }
    return render(request, "reviews/check.html", values)


@page(may={Capacity.REVIEWER})
def share(request: Request, review_id: str) -> HttpResponse:
    """Confirm, then share: from then on the form can be read and no longer edited."""
    around = frame(review_id, request.person, "desk")
    sheet = Sheet(review_id, request.person)
    if sentence := acts.why_not_share(sheet, clock.now()):
        messages.warning(request, sentence)
        drafting = around.mine and around.review.status in DRAFTING
        return redirect("reviews:check" if drafting else "reviews:one", review_id)
    if request.method == "POST":
        day = acts.share(review_id=review_id, by=request.person, at=clock.now())
        messages.success(request, f"Shared - reply by {day_in_words(day)}.")
        return redirect("reviews:one", review_id)
    values = {
        "head": around,
        "findings": [s for s in sheet.said().values() if s.is_finding],
        "strengths": [s for s in sheet.said().values() if s.is_strength],
        "reply_by": add_working_days(clock.today(), reply_days()),
        "days": reply_days(),
    }
    return render(request, "reviews/share.html", values)


@page(may={Capacity.REVIEWER})
def submit(request: Request, review_id: str) -> HttpResponse:
    """Submit one reading of two: from then on it can be read and no longer edited."""
    around = frame(review_id, request.person, "desk")
    sheet = Sheet(review_id, request.person)
    if sentence := acts.why_not_submit(sheet, clock.now()):
        messages.warning(request, sentence)
        drafting = around.mine and around.review.status in DRAFTING
        return redirect("reviews:check" if drafting else "reviews:one", review_id)
    if request.method == "POST":
        acts.submit_reading(review_id=review_id, by=request.person, at=clock.now())
        messages.success(
            request, "Submitted. You are told when both readings are brought together."
        )
        return redirect("reviews:one", review_id)
    values = {"head": around, "two": bool(around.review.state.double)}
    return render(request, "reviews/submit.html", values)


def _read_by_two(sheet: Sheet) -> bool:
    """Whether this review is submitted for consolidation in place of being shared."""
    grade = sheet.answers.get(OVERALL, {}).get("grade", "")
    return bool(sheet.state.double) or queries.asks_for_a_second(sheet.state, grade)


def _submits(sheet: Sheet) -> bool:
    """Whether submitting is the next step: after the discussion, a second reading also without."""
    alone = sheet.state.reading == SECOND and sheet.state.status == READY
    return _read_by_two(sheet) and (alone or sheet.state.status == DISCUSSED)


def _ready(request: Request, review_id: str, sheet: Sheet) -> HttpResponse:
    try:
        acts.mark_ready(review_id=review_id, by=request.person, at=clock.now())
    except Refused as no:
        messages.warning(request, no.sentence)
        return redirect("reviews:check", review_id)
    messages.success(request, "Ready for discussion. Your judgements are submitted.")
    return redirect("reviews:one", review_id)


def _log_refusal(request: Request, review_id: str) -> None:
    """Asked for while something is blank: the act is refused, and the refusal logged."""
    try:
        acts.mark_ready(review_id=review_id, by=request.person, at=clock.now())
    except Refused:
        return


def _rows(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    """(label, what is said, words of the link, its address) for each step of the form."""
    rows = []
    for item in sheet.form.items_for(sheet.state.stratum):
        fields = sheet.answers.get(item.id, {})
        words = "" if is_blank(fields) else _summary(said_of(item, fields, sheet.case))
        rows.append(
            (item.label, words, "Change" if words else "Answer", at_step(sheet.id, item.id))
        )
    if sheet.form.graded and sheet.form.overall:
        grade = grade_words(sheet.answers.get(OVERALL, {}).get("grade", ""))
        rows.append(("Overall", grade, "Change" if grade else "Answer", at_step(sheet.id, OVERALL)))
    return rows


def _summary(said: Said) -> str:
    parts = [
        said.left_out.capitalize(),
        grade_words(said.grade),
        f"on record {said.record_depth}" if said.record_depth else "",
        f"in discussion {said.discussion_depth}" if said.discussion_depth else "",
        "strength told" if said.working else "",
        "something to develop" if said.develop else "",
    ]
    return ", ".join(p for p in parts if p)


def _error(review_id: str, blank: Blank) -> ShownError:
    return ShownError(text=blank.in_words, href=at_step(review_id, blank.item))


def _cure(sheet: Sheet) -> str:
    missing = sheet.blanks_to_share()
    return at_step(sheet.id, missing[0].item) if missing else ""
