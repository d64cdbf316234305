"""One concern: its clock, what it says, its timed record, and what each person can do now."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.concerns import acts, queries
from stocktake.concerns.domain.concern import HEADS, KNOWERS
from stocktake.concerns.forms import BringInForm, DoneForm, FollowUpForm, SafeForm, SeenForm
from stocktake.concerns.queries.views import ConcernView
from stocktake.core.capacity import Capacity
from stocktake.core.numbers import whole_number
from stocktake.core.thread import Refused
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.ui.forms import Form, ShownForm

NAMED = (Capacity.REVIEWER, Capacity.TEAM_MANAGER, *HEADS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing this person can do now: its form, button and the message afterwards."""

    key: str
    title: str
    button: str
    form: ShownForm | None = None
    why: str = ""  # why it cannot be pressed now

    @property
    def now(self) -> bool:
        """What the concern waits for, shown open; the rest is folded."""
        return self.key in ("seen", "safe") or self.key.startswith("done-")


@page(may=(*NAMED, *KNOWERS))
def listing(request: Request) -> HttpResponse:
    """Concerns: those one reads by link, those one only knows of without."""
    values = {
        "cards": queries.concerns_known_to(request.person),
        "explorations": queries.explorations_visible_to(request.person),
        "head": request.person.holds(*HEADS),
    }
    return render(request, "concerns/list.html", values)


@page(may=NAMED)
def one(request: Request, concern_id: str) -> HttpResponse:
    """One concern; each form posts here and says which step it is."""
    view = queries.concern(concern_id, request.person)
    asked = request.POST.get("step", "") if request.method == "POST" else ""
    forms = _forms(request, view, asked)
    problems: tuple[ShownForm, ...] = ()
    if asked in forms:
        done = _do(request, view, asked, forms[asked])
        if done:
            messages.success(request, done)
            return redirect("concerns:one", concern_id)
        problems = (forms[asked].shown(),)
    elif asked:
        try:
            messages.success(request, _press(request, concern_id, asked))
            return redirect("concerns:one", concern_id)
        except Refused as no:
            messages.warning(request, no.sentence)
            return redirect("concerns:one", concern_id)
    values = {
        "concern": view,
        "steps": _steps(forms),
        "presses": _presses(request, view),
        "problems": problems,
        "emergency": queries.emergency(),
    }
    return render(request, "concerns/concern.html", values)


@page(may=NAMED)
def for_record(request: Request, concern_id: str) -> HttpResponse:
    """Plain text to copy into the child's own record."""
    text = queries.text_for_record(concern_id, request.person)
    values = {"text": text, "concern_id": concern_id}
    return render(request, "concerns/for_record.html", values)


def _forms(request: Request, view: ConcernView, asked: str) -> dict[str, Form]:
    """The forms that this person may need now, the one asked filled with what was typed."""
    state, by = view.state, request.person.id
    head = by in state.answering(clock.now())

    def data(key: str) -> object:
        return request.POST if key == asked else None

    local = clock.local(clock.now())
    now = {"seen_day": local.date(), "seen_time": local.time()}
    found: dict[str, Form] = {}
    if state.status in ("waiting", "acknowledged") and by != state.raised_by:
        found["seen"] = SeenForm(data("seen"), initial=now, prefix="seen")
    if state.status == "acknowledged" and head and state.seen_at:
        placed = {"on_record_on": local.date()}
        found["safe"] = SafeForm(data("safe"), initial=placed, prefix="safe")
    if state.status != "closed" and head:
        owners = _owners(view)
        found["follow"] = FollowUpForm(data("follow"), owners=owners, prefix="follow")
        if more := _more_heads(view):
            found["bring"] = BringInForm(data("bring"), people=more, prefix="bring")
    for action in state.follow_ups:
        if action.owner == by and action.done_at is None:
            key = f"done-{action.number}"
            found[key] = DoneForm(data(key), prefix=key)
    return found


def _owners(view: ConcernView) -> list[tuple[str, str]]:
    state = view.state
    heads = state.answering(clock.now())
    people_named = [state.manager, *heads] if state.manager else [*heads]
    return [(key, view.names[key]) for key in people_named]


def _more_heads(view: ConcernView) -> list[tuple[str, str]]:
    held = [card for capacity in HEADS for card in people.holders(capacity, clock.today())]
    named = view.state.people(clock.now())
    cards = {card.id: card.name_and_job for card in held if card.id not in named}
    return sorted(cards.items(), key=lambda pair: pair[1])


def _do(request: Request, view: ConcernView, asked: str, form: Form) -> str:
    """Do the step of a filled form; the message, or "" where it was refused."""
    if not form.is_valid():
        return ""
    act, said = _act(request, view.id, asked, form)
    return said if form.did(act) else ""


def _act(
    request: Request, concern_id: str, asked: str, form: Form
) -> tuple[Callable[[], object], str]:
    said, by, at = form.cleaned_data, request.person, clock.now()
    if isinstance(form, SeenForm):
        seen_at, how, who = form.seen_at, said["how"], said["seen_by"]
        return lambda: acts.child_seen(
            concern_id=concern_id, seen_at=seen_at, seen_by=who, how=how, by=by, at=at
        ), "Recorded when the child was seen or spoken to."
    if isinstance(form, SafeForm):
        came = {**said, "outcomes": tuple(said["outcomes"])}
        return lambda: acts.safe_now(
            concern_id=concern_id, by=by, at=at, **came
        ), "Marked safe now. The review can be shared again."
    if isinstance(form, FollowUpForm):
        return lambda: acts.add_follow_up(
            concern_id=concern_id, by=by, at=at, **said
        ), "Follow-up action added. Its owner has been told."
    if isinstance(form, BringInForm):
        return lambda: acts.bring_in(
            concern_id=concern_id, person_id=said["person"], why=said["why"], by=by, at=at
        ), "Brought in. They have been told."
    number = int(asked.partition("-")[2])
    return lambda: acts.done_follow_up(
        concern_id=concern_id, number=number, evidence=said["evidence"], by=by, at=at
    ), "Marked as done. Somebody else verifies it."


def _press(request: Request, concern_id: str, asked: str) -> str:
    """An act that needs no words: acknowledge, verify, close."""
    by, at = request.person, clock.now()
    if asked == "acknowledge":
        acts.acknowledge(concern_id=concern_id, by=by, at=at)
        return "Acknowledged. The reviewer and the team manager can see it."
    if asked == "close":
        acts.close(concern_id=concern_id, by=by, at=at)
        return "Closed."
    number = whole_number(asked.removeprefix("verify-"))
    if number is None:
        raise Refused("This step is not known. Open the concern again.")
    acts.verify_follow_up(concern_id=concern_id, number=number, by=by, at=at)
    return "Verified."


_TITLES = {
    "seen": ("Child seen or spoken to", "Record it"),
    "safe": ("Safe now", "Mark safe now"),
    "follow": ("Add a follow-up action", "Add the action"),
    "bring": ("Bring in somebody else", "Bring them in"),
}


def _steps(forms: dict[str, Form]) -> tuple[Step, ...]:
    steps = []
    for key, form in forms.items():
        number = key.partition("-")[2]
        title, button = _TITLES.get(key, (f"Follow-up {number}: say that it is done", "Done"))
        steps.append(Step(key=key, title=title, button=button, form=form.shown()))
    return tuple(steps)


def _presses(request: Request, view: ConcernView) -> tuple[Step, ...]:
    """Buttons without a form, where the person may press them."""
    state, by = view.state, request.person.id
    head = by in state.answering(clock.now())
    found = []
    if state.status == "waiting" and head:
        found.append(Step(key="acknowledge", title="", button="Acknowledge"))
    for action in state.follow_ups:
        if action.done_at and not action.verified_at and by not in (action.owner, state.raised_by):
            words = f"Verify follow-up {action.number}"
            found.append(Step(key=f"verify-{action.number}", title="", button=words))
    if state.status == "safe now" and head:
        why = acts.why_not_close(concern_id=view.id, by=request.person, at=clock.now()) or ""
        found.append(Step(key="close", title="", button="Close the concern", why=why))
    return tuple(found)
