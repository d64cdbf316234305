"""A new round, commissioned from one page that works out the window and proposes the plan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.caseload import queries as caseload
from stocktake.caseload.domain.kinds import FrameKind, nobody
from stocktake.core.capacity import Capacity
from stocktake.core.periods import Window, day_in_words, six_months_to
from stocktake.core.strata import DEFAULT_LABELS, Depth, Stratum
from stocktake.frameworks import queries as frameworks
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.programme import PLANNED
from stocktake.rounds.domain.selection import Plan, proposed
from stocktake.rounds.forms import PlanForm, RoundForm, StrandForm, name_of, numbers_of
from stocktake.rounds.queries import Planned
from stocktake.ui.forms import DayField

WORDLESS = "narrative dropped"  # the state of a snapshot from which a sample was frozen
STRANDS: tuple[dict[str, str], ...] = (
    {"name": "The auditing firm's quarterly audit", "commissioner": "the QA manager"},
    {"name": "The chair's stocktake", "commissioner": "the assistant director"},
    {},
)


@page(may={Capacity.QA_MANAGER})
def new(request: Request) -> HttpResponse:
    """All of a round on one page; “Update” works out window and counts and saves nothing."""
    if lacking := _lacking():
        return render(request, "rounds/not_yet.html", {"sentence": lacking})
    said = request.POST or None
    updating = bool(said and ("update" in said or _other_frame(said)))
    forms = _forms(said, request)
    if said and not updating and _all_valid(forms):
        made: list[str] = []
        if forms["round"].did(lambda: made.append(_commission(forms, request))):
            if planned := _planned(request):
                acts.take_up(key=planned.id, round_id=made[0], by=request.person, at=clock.now())
            messages.success(request, "Commissioned. Workers and managers are not told yet.")
            return redirect("rounds:one", made[0])
    values = _values(forms, said, updating=updating)
    return render(request, "rounds/new.html", {**values, "planned": _planned(request)})


def _planned(request: Request) -> Planned | None:
    """The round of the programme that is commissioned here, if it is one that still waits."""
    key = request.POST.get("planned", "") or request.GET.get("planned", "")
    found = next((p for p in queries.planned_rounds() if p.id == key), None)
    return found if found and found.state.status == PLANNED else None


@page(may={Capacity.QA_MANAGER})
def window(request: Request) -> HttpResponse:
    """The window in words for the day typed so far: a fragment for the page above."""
    words = _window_in_words(request.GET.get("window_end", ""))
    return render(request, "rounds/window.html", {"window": words})


def _all_valid(forms: dict[str, Any]) -> bool:
    """Ask every form, so that all mistakes are shown at once."""
    return not [name for name, form in forms.items() if not form.is_valid()]


def _lacking() -> str:
    """What must be there before a round can be commissioned, and who brings it; or nothing."""
    if not caseload.snapshots():
        return (
            "There is no snapshot yet. Ask the data analyst to import an extract, then come back."
        )
    if not (frameworks.baselines() and frameworks.forms() and frameworks.frameworks()):
        return (
            "There is no baseline, form or framework yet. Ask whoever runs this home for "
            "“stocktake instrument load”, which brings those that come with Stocktake."
        )
    return ""


def _commission(forms: dict[str, Any], request: Request) -> str:
    said = forms["round"].cleaned_data
    strands = [forms[f"strand{i}"].strand() for i in range(len(STRANDS))]
    return acts.commission(
        title=said["title"],
        purpose=said["purpose"],
        window_end=said["window_end"],
        baseline_key=said["baseline"],
        snapshot=said["snapshot"],
        records=said["records"],
        form_in_depth=said["form_in_depth"],
        form_lighter=said["form_lighter"],
        strands=[strand for strand in strands if strand],
        plan=_plan(forms["plan"], forms["round"]),
        frame=forms["round"].kind,
        by=request.person,
        at=clock.now(),
    )


def _plan(form: PlanForm, about: RoundForm) -> Plan:
    """The typed numbers within the proposed design: its spread, and recent reviews count less."""
    said = about.cleaned_data
    window = six_months_to(said["window_end"])
    counts = queries.counts_of(said["snapshot"], about.kind, window)
    return replace(proposed(counts), strata=form.plan().strata)


def _other_frame(said: Any) -> bool:
    """Whether the numbers were shown for another kind of frame than is asked for now."""
    return said.get("counted", "") not in ("", said.get("frame", ""))


def _kind(said: Any) -> FrameKind:
    code = (said or {}).get("frame", "")
    return FrameKind(code) if code in {*FrameKind} else FrameKind.OPEN


def _forms(said: Any, request: Request) -> dict[str, Any]:
    choices = _choices()
    snapshot = (said or {}).get("snapshot") or choices["snapshot"][0][0]
    start = {"window_end": clock.today(), "records": "pointers", "snapshot": snapshot}
    start |= {"form_in_depth": "in-depth", "form_lighter": "lighter", "frame": FrameKind.OPEN.value}
    if planned := _planned(request):
        start |= {"title": planned.state.title, "window_end": planned.state.window_end}
    forms: dict[str, Any] = {"round": RoundForm(said, initial=start, choices=choices)}
    cards = people.holders(Capacity.REVIEWER, clock.today())
    reviewers = [(card.id, card.name_and_job) for card in cards]
    for i, initial in enumerate(STRANDS):
        forms[f"strand{i}"] = StrandForm(
            said, prefix=f"strand{i}", initial=initial, reviewers=reviewers, shelf=choices
        )
    kind, window = _kind(said), _window((said or start).get("window_end", ""))
    numbers = numbers_of(proposed(queries.counts_of(snapshot, kind, window)), kind.strata)
    typed = None if said and _other_frame(said) else said
    forms["plan"] = PlanForm(typed, initial=numbers, strata=kind.strata)
    return forms


def _choices() -> dict[str, list[tuple[str, str]]]:
    snapshots = sorted(caseload.snapshots(), key=lambda s: s.made_at, reverse=True)
    forms = frameworks.forms()
    return {
        "baseline": [(b.key, b.title) for b in frameworks.baselines()],
        "snapshot": [
            (s.hash, f"{day_in_words(s.as_of)}, {s.cases} open cases ({s.hash[:8]})")
            for s in snapshots
        ],
        "form_in_depth": [(f.key, f.title) for f in forms if f.depth is Depth.IN_DEPTH],
        "form_lighter": [(f.key, f.title) for f in forms if f.depth is Depth.LIGHTER],
        "frame": [(k.value, k.words.title) for k in FrameKind],
    }


def _values(forms: dict[str, Any], said: Any, *, updating: bool) -> dict[str, Any]:
    shown = {name: form.shown() for name, form in forms.items()}
    if updating:  # nothing was sent yet, so nothing is wrong yet
        shown = {name: _unblamed(form) for name, form in shown.items()}
    window, snapshot = _window(shown["round"]["window_end"].value), shown["round"]["snapshot"].value
    kind = _kind(said)
    every = {k: queries.counts_of(snapshot, k, window) for k in FrameKind}
    counts = every[kind]
    plan = [
        (
            DEFAULT_LABELS[stratum],
            counts.get(stratum, 0),
            *(shown["plan"][name_of(stratum, depth)] for depth in Depth),
        )
        for stratum in kind.strata
    ]
    return {
        "form": shown["round"],
        "strands": [shown[f"strand{i}"] for i in range(len(STRANDS))],
        "plan": plan,
        "plan_form": shown["plan"],
        "open": sum(counts.values()),
        "window": window.in_words if window else "",
        "kind": kind,
        "wordless": any(s.hash == snapshot and s.status == WORDLESS for s in caseload.snapshots()),
        "frames": [(k, _counted(k, found, window)) for k, found in every.items()],
        "nobody": "" if any(counts.values()) or not window else nobody(kind, window),
    }


def _counted(kind: FrameKind, found: Mapping[Stratum, int], window: Window | None) -> str:
    """ "41 children, 30 with no further action": what there is to choose from."""
    if window is None and kind is not FrameKind.OPEN:
        return "Enter the last day of the window first"
    total = sum(found.values())
    return f"{total} {'child' if total == 1 else 'children'}" if total else "Nobody"


def _unblamed(form: Any) -> Any:
    fields = {name: replace(f, error="") for name, f in form.fields.items()}
    return replace(form, fields=fields, errors=())


def _window_in_words(typed: str) -> str:
    """ "20 April 2026 to 19 October 2026", or nothing while the day is not a day."""
    window = _window(typed)
    return window.in_words if window else ""


def _window(typed: Any) -> Window | None:
    try:
        end = typed if isinstance(typed, date) else DayField().clean(typed)
    except ValidationError:
        return None
    return six_months_to(end) if isinstance(end, date) else None
