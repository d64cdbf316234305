"""The desk: record on the left, one theme of the form on the right, everything saved as it is typed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.numbers import whole_number
from stocktake.core.thread import NotTheirs, Refused
from stocktake.evidence.pages.pane import ThemeButton, record_pane
from stocktake.frameworks.queries import Item
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Sheet, Stale
from stocktake.reviews.domain.answering import is_blank
from stocktake.reviews.domain.asked import FACE
from stocktake.reviews.domain.judgements import LEFT_OUT, OVERALL, SAFE_NOW
from stocktake.reviews.domain.states import DRAFTING
from stocktake.reviews.domain.timing import Timed
from stocktake.reviews.forms import ItemForm, OverallForm, SafetyForm
from stocktake.reviews.pages.asking import AskedPane, asked_pane
from stocktake.reviews.pages.framing import at_step, frame
from stocktake.reviews.pages.showing import GRADES
from stocktake.reviews.pages.timing import timed_of
from stocktake.reviews.queries import DraftView
from stocktake.ui.forms import ShownForm
from stocktake.ui.values import Place

CHOICES = ("grade", "record_depth", "discussion_depth", "left_out", "answer", "stance", "agrees")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPane:
    """The form side: one step of it. `kind`: "item", SAFE_NOW or OVERALL."""

    kind: str
    key: str
    number: int
    of: int
    place: int  # among all steps
    title: str
    question: str
    help: str
    item: Item | None
    form: ShownForm
    asked: AskedPane | None
    draft: DraftView
    steps: tuple[Place, ...]
    next_key: str
    next_words: str
    spoken: tuple[tuple[str, str], ...]  # discussion and what was said of this item in it
    timed: tuple[Timed, ...]  # what the extract says of the dates it bears on
    talks: bool  # whether the discussion's own fields are asked

    @property
    def grade(self) -> str:
        return self.draft.fields.get("grade", "")

    @property
    def record_depth(self) -> str:
        return self.draft.fields.get("record_depth", "")

    @property
    def discussion_depth(self) -> str:
        return self.draft.fields.get("discussion_depth", "")


@page(may={Capacity.REVIEWER})
def desk(request: Request, review_id: str) -> HttpResponse:
    """The record and the form of one's own review."""
    around = frame(review_id, request.person, "desk")
    if not around.mine or around.review.status not in DRAFTING:
        return redirect("reviews:one", review_id)
    sheet = Sheet(review_id, request.person)
    pane = _form_pane(sheet, request)
    own = reverse("reviews:desk", args=[review_id])
    here = f"{own}?{urlencode({'item': pane.key})}"
    record = record_pane(
        request, case_id=sheet.state.case, here=here, themes=_themes(sheet, pane.key)
    )
    access.note_read(by=request.person, what=f"review:{review_id}", child=sheet.state.child)
    blanks = sheet.blanks()
    items = sheet.form.items_for(sheet.state.stratum)
    values = {
        "head": around,
        "pane": record,
        "form_pane": pane,
        "review_form": sheet.form,
        "grades": GRADES if sheet.form.graded else (),
        "quotes": [q for q in record.quotes if q.item == pane.key],
        "pointers": [p for p in record.pointers if p.item == pane.key],
        "judged": len(items) - len({b.item for b in blanks} & {i.id for i in items}),
        "asked": len(items),
        "why_not_ready": acts.why_not_ready(sheet, clock.now()) or "",
        "cure": at_step(review_id, blanks[0].item) if blanks else "",
        "tab": "form" if request.GET.get("tab") == "form" else "record",
        "saved": f"Saved at {clock.local(pane.draft.at):%H:%M}" if pane.draft.at else "",
    }
    return render(request, "reviews/desk.html", values)


@page(may={Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER})
def save(request: Request, review_id: str) -> HttpResponse:
    """Save a draft: a script is answered in JSON, a form goes on to where its button leads."""
    if request.method != "POST":
        raise NotTheirs
    typed = {k: v for k, v in request.POST.items() if isinstance(v, str)}
    item = typed.get("item", "")
    script = "application/json" in request.headers.get("Accept", "")
    try:
        draft = acts.save_draft(
            review_id=review_id,
            item=item,
            fields=typed,
            based_on=whole_number(typed.get("based_on", "")),
            save_id=typed.get("save_id", ""),
            after=typed.get("after", "").split(),
            by=request.person,
            at=clock.now(),
        )
    except Stale as stale:
        return not_saved(request, review_id, item, typed, theirs=stale.theirs, script=script)
    except Refused as no:
        return not_saved(request, review_id, item, typed, sentence=no.sentence, script=script)
    at = clock.local(draft.at or clock.now())
    if script:
        return JsonResponse({"version": draft.version, "saved": f"Saved at {at:%H:%M}"})
    messages.success(request, f"Saved at {at:%H:%M}.")
    return redirect(_onward(request, review_id, typed))


def not_saved(
    request: Request,
    review_id: str,
    item: str,
    typed: dict[str, str],
    *,
    sentence: str = "",
    theirs: DraftView | None = None,
    script: bool = False,
) -> HttpResponse:
    """Nothing is lost: what was typed here, and what stands there, one beside the other."""
    sentence = sentence or "This answer was changed in another window after you opened this one."
    if script:
        return JsonResponse({"sentence": sentence}, status=409 if theirs else 422)
    left_out = (
        "csrfmiddlewaretoken",
        "item",
        "based_on",
        "save_id",
        "after",
        "next_item",
        "to",
        "tab",
    )
    mine = {k: v for k, v in typed.items() if k not in left_out and v}
    saved = dict(theirs.fields) if theirs else {}
    names = [n for n in dict.fromkeys((*mine, *saved)) if mine.get(n, "") != saved.get(n, "")]
    values = {
        "review_id": review_id,
        "item": item,
        "sentence": sentence,
        "differ": [
            (n.replace("_", " ").capitalize(), mine.get(n, ""), saved.get(n, "")) for n in names
        ],
        "mine": mine,
        "both": {**mine, **{n: _both(n, mine.get(n, ""), saved.get(n, "")) for n in names}},
        "theirs": theirs,
        "back": _onward(request, review_id, typed),
    }
    return render(request, "reviews/not_saved.html", values, status=409 if theirs else 403)


def _both(name: str, mine: str, saved: str) -> str:
    """One text after the other; of a choice, the one made here."""
    if mine and saved and name not in CHOICES:
        return f"{saved}\n\n{mine}"
    return mine or saved


def _onward(request: Request, review_id: str, typed: dict[str, str]) -> str:
    """Where the button leads: another theme, the check, or the reply page."""
    if typed.get("to") == "check":
        return reverse("reviews:check", args=[review_id])
    if typed.get("to") == "questions":
        own = reverse("reviews:desk", args=[review_id])
        return f"{own}?{urlencode({'item': typed.get('item', ''), 'tab': 'form'})}#questions"
    if typed.get("item", "").startswith((acts.REPLY, acts.COMMENT)):
        return reverse("reviews:reply", args=[review_id])
    whole = {acts.DISCUSSION: "discussion", acts.FEEDBACK: "feedback", acts.ANSWERS: "responses"}
    whole[acts.VOICE] = "voice"
    if name := whole.get(typed.get("item", "")):
        return reverse(f"reviews:{name}", args=[review_id])
    item = typed.get("next_item") or typed.get("item", "")
    return at_step(review_id, item)


def _form_pane(sheet: Sheet, request: Request) -> FormPane:
    items = sheet.form.items_for(sheet.state.stratum)
    keys = [FACE] if sheet.form.face else []
    keys += [i.id for i in items]
    ends = [OVERALL] if sheet.form.graded and sheet.form.overall else []
    keys += [*ends, SAFE_NOW]
    asked = request.GET.get("item", "")
    key = asked if asked in keys else _where_left(sheet, keys)
    item = next((i for i in items if i.id == key), None)
    draft = queries.draft(sheet.id, key, request.person)
    next_key = keys[(keys.index(key) + 1) % len(keys)]
    held = queries.discussions(sheet.state.case, sheet.by) if sheet.state.discussed_on else ()
    title, question, help_ = _words(sheet, key, item)
    heard = queries.roles_heard(sheet.id) if item and item.sources else {}
    return FormPane(
        kind="item" if item else key,
        key=key,
        number=keys.index(key) + (0 if sheet.form.face else 1),
        place=keys.index(key) + 1,
        of=len(items) if item else len(keys),
        title=title,
        question=question,
        help=help_,
        item=item,
        form=_fields(sheet, item, key, draft),
        asked=asked_pane(sheet.case, key, draft.fields, heard) if sheet.case else None,
        draft=draft,
        steps=_steps(sheet, keys, key),
        next_key=next_key,
        next_words=_words(sheet, next_key, next((i for i in items if i.id == next_key), None))[0],
        spoken=tuple((d.in_words, d.points[key]) for d in held if key in d.points),
        timed=timed_of(sheet, item) if item else (),
        talks=sheet.state.status != "reading",
    )


def _fields(sheet: Sheet, item: Item | None, key: str, draft: DraftView) -> ShownForm:
    initial = dict(draft.fields)
    if item:
        return ItemForm(initial=initial, form=sheet.form, item=item).shown()
    if key == SAFE_NOW:
        return SafetyForm(initial=initial, form=sheet.form).shown()
    return OverallForm(initial=initial).shown()


def _words(sheet: Sheet, key: str, item: Item | None) -> tuple[str, str, str]:
    if item:
        return item.label, item.question, item.help
    if key == SAFE_NOW:
        return "Is this child safe now?", "", ""
    if key == FACE:
        return "About the case", "Facts that the form’s questions depend on.", ""
    return "Overall grade", sheet.form.overall, ""


def _where_left(sheet: Sheet, keys: list[str]) -> str:
    """The step that the reviewer saved last; before that the first."""
    left = queries.left_at(sheet.id, sheet.by)
    return left if left in keys else keys[0]


def _steps(sheet: Sheet, keys: list[str], current: str) -> tuple[Place, ...]:
    missing = {b.item for b in (*sheet.blanks(), *sheet.blanks_to_share())}
    return tuple(
        Place(
            words=_words(sheet, k, next((i for i in sheet.form.items if i.id == k), None))[0],
            url=at_step(sheet.id, k),
            current=k == current,
            note=_note(sheet, k, missing),
        )
        for k in keys
    )


def _note(sheet: Sheet, key: str, missing: set[str]) -> str:
    fields = sheet.answers.get(key, {})
    if fields.get("left_out") in LEFT_OUT:
        return "left out"
    begun = bool(fields) and (key in (FACE, OVERALL, SAFE_NOW) or not is_blank(fields))
    return "done" if begun and key not in missing else ""


def _themes(sheet: Sheet, key: str) -> list[ThemeButton]:
    """The theme in hand first, so that a quote goes there with one press."""
    items = sheet.form.items_for(sheet.state.stratum)
    ordered = sorted(items, key=lambda i: i.id != key)
    return [ThemeButton(id=i.id, label=i.label) for i in ordered]
