"""The worker's and the manager's reply: deadline, strengths, then findings, each to be answered."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.numbers import whole_number
from stocktake.core.periods import day_in_words
from stocktake.core.thread import NotTheirs
from stocktake.evidence import queries as evidence
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import COMMENT, REPLY, Stale
from stocktake.reviews.acts.showing import reply_days
from stocktake.reviews.domain.states import MANAGER, WORKER
from stocktake.reviews.forms import CommentForm, ReplyForm
from stocktake.reviews.pages.desk import not_saved
from stocktake.reviews.pages.framing import Frame, frame
from stocktake.reviews.pages.showing import NOT_OPENED, Shown, of_review, opened_by_reviewer
from stocktake.reviews.queries import DraftView, ReplyView
from stocktake.rounds import queries as rounds
from stocktake.ui.forms import ShownForm
from stocktake.ui.values import Evidence

PARTIES = (Capacity.WORKER, Capacity.TEAM_MANAGER)
STANCE_WORDS = {
    "accept": ("Accepted", "good"),
    "clarify": ("Clarified", "blue"),
    "challenge": ("Challenged", "plum"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnswer:
    """One finding with the draft of an answer to it."""

    shown: Shown
    number: int
    form: ShownForm
    draft: DraftView
    stance: str
    words: str
    kind: str
    cited: tuple[Evidence, ...]
    other: ReplyView | None  # what the other party has said, once it has replied

    @property
    def id(self) -> str:
        return self.shown.judgement.id

    @property
    def done(self) -> bool:
        wordy = bool(self.draft.fields.get("words", "").strip())
        return self.stance == "accept" or (bool(self.stance) and wordy)


@page(may=PARTIES)
def reply(request: Request, review_id: str) -> HttpResponse:
    """Read what was found and draft the answers; nothing is sent from here."""
    around = _open(request, review_id, "reply")
    if around is None:
        return redirect("reviews:responses", review_id)
    if request.method == "POST":
        return _save(request, review_id, around)
    access.note_read(by=request.person, what=f"review:{review_id}", child=around.review.state.child)
    return render(request, "reviews/reply.html", _values(request, around))


@page(may=PARTIES)
def send(request: Request, review_id: str) -> HttpResponse:
    """Check what will be sent, then send it: the words then stand as written."""
    around = _open(request, review_id, "reply")
    if around is None:
        return redirect("reviews:responses", review_id)
    values = _values(request, around)
    if not values["ready"]:
        messages.warning(request, str(values["why_not"]))
        return redirect("reviews:reply", review_id)
    if request.method == "POST":
        acts.submit_response(
            review_id=review_id, role=around.role, by=request.person, at=clock.now()
        )
        messages.success(
            request, f"Sent. {around.review.reviewer_name} answers each challenge with a reason."
        )
        return redirect("reviews:responses", review_id)
    return render(request, "reviews/reply_check.html", values)


def _open(request: Request, review_id: str, tab: str) -> Frame | None:
    """The frame while this person can still reply; None when that is over."""
    around = frame(review_id, request.person, tab)
    if not around.role:
        raise NotTheirs
    state = around.review.state
    over = state.status == "finalised" or around.role in state.replied or bool(state.feedback)
    late = state.reply_by is not None and clock.today() > state.reply_by
    return None if over or late else around


def _values(request: Request, around: Frame) -> dict[str, object]:
    judged, due = of_review(request, around.review), around.review.state.reply_by
    findings = _to_answer(request, around, judged)
    kept = queries.draft(around.id, COMMENT, request.person)
    left = [f for f in findings if not f.done]
    manager = around.role == MANAGER
    said_any = any(f.stance for f in findings) or kept.fields.get("agrees") == "on"
    wordless = [f for f in findings if f.stance and not f.done]
    ready = (said_any or bool(kept.fields.get("words"))) and not wordless if manager else not left
    newest = max((f.draft.at for f in findings if f.draft.at), default=kept.at)
    return {
        "head": around,
        "strengths": sorted((j for j in judged if j.said.is_strength), key=lambda j: not j.chips),
        "reply_by": f"{due:%A} {day_in_words(due)}" if due else "",
        "findings": findings,
        "family": queries.family_heard(around.id, request.person),
        "answered": len(findings) - len(left),
        "left": left[0] if left else None,
        "ready": ready,
        "why_not": _why_not(manager, left, wordless),
        "comment": CommentForm(initial=dict(kept.fields)).shown(),
        "comment_version": kept.version,
        "manager": manager,
        "worker_replied": WORKER in around.review.state.replied,
        "saved": f"Saved at {clock.local(newest):%H:%M}." if newest else "",
        "days": reply_days(),
        "points_to": rounds.round_(around.review.round_id).records,
    }


def _why_not(manager: bool, left: list[ToAnswer], wordless: list[ToAnswer]) -> str:
    if wordless:
        return f"Say in your own words what you would add or what is wrong in finding {wordless[0].number}."
    if manager:
        return "Answer a finding, or say that you agree with the worker's reply."
    return f"Answer finding {left[0].number} to send your reply." if left else ""


def _to_answer(request: Request, around: Frame, judged: tuple[Shown, ...]) -> list[ToAnswer]:
    kept = queries.drafts(around.id, request.person)
    gathered = queries.gathered(around.review.case_id, request.person)
    cited = _cited(request, around)
    found = []
    for number, one in enumerate((j for j in judged if j.said.is_finding), 1):
        key = f"{REPLY}{one.judgement.id}"
        draft = kept.get(key) or DraftView(item=key, fields={})
        stance = draft.fields.get("stance", "")
        words, kind = STANCE_WORDS.get(stance, ("Not answered", ""))
        other = one.judgement.reply_of(WORKER if around.role == MANAGER else MANAGER)
        found.append(
            ToAnswer(
                shown=one,
                number=number,
                form=ReplyForm(initial=dict(draft.fields), prefix=one.judgement.id).shown(),
                draft=draft,
                stance=stance,
                words=words,
                kind=kind,
                cited=tuple(cited[ref] for ref in gathered.get(key, ()) if ref in cited),
                other=other,
            )
        )
    return found


def _cited(request: Request, around: Frame) -> dict[str, Evidence]:
    """This person's own quotes and pointers, each of which they can take away again."""
    found: dict[str, Evidence] = {}
    case_id, read = around.review.case_id, opened_by_reviewer(around.review)
    for quote in evidence.quotes(case_id, request.person):
        gone = reverse("evidence:drop_quote", args=[quote.id])
        where = reverse("evidence:quote", args=[quote.id])
        found[quote.ref] = Evidence(
            where=quote.source,
            text=quote.exact,
            url=where,
            remove_url=gone,
            note="" if quote.note_id in read else NOT_OPENED,
        )
    for one in evidence.pointers(case_id, request.person):
        gone = reverse("evidence:drop_pointer", args=[one.id])
        found[one.ref] = Evidence(where=one.source, text=one.shows, remove_url=gone)
    return found


def _save(request: Request, review_id: str, around: Frame) -> HttpResponse:
    """Keep every answer typed on the page; then stay, check, or go and point to a note."""
    typed = {k: v for k, v in request.POST.items() if isinstance(v, str)}
    script = "application/json" in request.headers.get("Accept", "")
    versions: dict[str, int] = {}
    for item, fields, based_on in _answers_in(typed, review_id):
        try:
            draft = acts.save_draft(
                review_id=review_id,
                item=item,
                fields=fields,
                based_on=based_on,
                save_id=f"{typed['save_id']} {item}" if typed.get("save_id") else "",
                after=[f"{one} {item}" for one in typed.get("after", "").split()],
                by=request.person,
                at=clock.now(),
            )
        except Stale as stale:
            mine = {**fields, "item": item}
            return not_saved(request, review_id, item, mine, theirs=stale.theirs, script=script)
        versions[item] = draft.version
    if script:
        return JsonResponse(
            {"versions": versions, "saved": f"Saved at {clock.local(clock.now()):%H:%M}"}
        )
    return _onward(typed, review_id, around)


def _onward(typed: dict[str, str], review_id: str, around: Frame) -> HttpResponse:
    here = reverse("reviews:reply", args=[review_id])
    if key := typed.get("point"):
        notes = rounds.round_(around.review.round_id).records == "notes"
        name = "evidence:record" if notes else "evidence:add_pointer"
        back = urlencode({"for": f"{REPLY}{key}", "back": f"{here}#finding-{key}"})
        return redirect(f"{reverse(name, args=[around.review.case_id])}?{back}")
    if typed.get("to") == "check":
        return redirect("reviews:send", review_id)
    return redirect(here)


def _answers_in(
    typed: dict[str, str], review_id: str
) -> list[tuple[str, dict[str, str], int | None]]:
    """(draft item, its fields, the version they were typed upon) for everything on the page."""
    found: list[tuple[str, dict[str, str], int | None]] = []
    for judgement in queries.judgements(review_id):
        mark = typed.get(f"{judgement.id}-version")
        if mark is None:
            continue
        names = ("stance", "words")
        fields = {n: typed[f"{judgement.id}-{n}"] for n in names if f"{judgement.id}-{n}" in typed}
        found.append((f"{REPLY}{judgement.id}", fields, whole_number(mark)))
    if "comment-version" in typed:
        fields = {"words": typed.get("words", ""), "agrees": typed.get("agrees", "")}
        found.append((COMMENT, fields, whole_number(typed["comment-version"])))
    return found
