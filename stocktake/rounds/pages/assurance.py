"""The council's quality-assurance framework: its versions, a draft, its adoption."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.periods import day_in_words
from stocktake.people import queries as people
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.programme import DRAFT, KINDS, AssuranceFramework
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.forms import ActivityForm, FrameworkForm
from stocktake.ui.values import Cell

RUNS = (Capacity.QA_MANAGER,)
COLUMNS = ("Round", "What it looks at", "How often", "By whom", "Cases")


@page(may=SEES)
def frameworks(request: Request) -> HttpResponse:
    """All versions, the one in force marked."""
    held = queries.assurance_in_force(clock.today())
    rows = [
        (
            Cell(text=one.title, url=f"/programme/frameworks/{key}/"),
            day_in_words(one.holds_from),
            Cell(text="In force", tag="good")
            if held and held[0] == key
            else Cell(text=one.status.capitalize(), tag="blue" if one.status == DRAFT else "grey"),
        )
        for key, one in queries.assurance_frameworks()
    ]
    values = {"rows": rows, "may_run": request.person.holds(*RUNS)}
    return render(request, "rounds/assurance_list.html", values)


@page(may=RUNS)
def new(request: Request, key: str = "") -> HttpResponse:
    """Draft a framework: a line for each kind of round; an empty line is none."""
    now = queries.assurance_framework(key, to=request.person) if key else None
    forms = _forms(request, now)
    head = forms["head"]
    assert isinstance(head, FrameworkForm)
    lines = [f for f in forms.values() if isinstance(f, ActivityForm)]
    if request.method == "POST" and all([f.is_valid() for f in forms.values()]):  # noqa: C419 - all errors at once
        made: list[str] = []
        said = head.cleaned_data
        activities = [one for line in lines if (one := line.activity())]
        if head.did(
            lambda: made.append(
                acts.draft_framework(
                    **said, activities=activities, key=key, by=request.person, at=clock.now()
                )
            )
        ):
            messages.success(request, "Saved as a draft. An assistant director adopts it.")
            return redirect("rounds:assurance_one", made[0])
    values = {"head": head.shown(), "lines": [(f.kind, f.shown()) for f in lines], "key": key}
    return render(request, "rounds/assurance_draft.html", values)


@page(may=SEES)
def one(request: Request, key: str) -> HttpResponse:
    """One framework as a document."""
    found = queries.assurance_framework(key, to=request.person)
    who = people.cards([p for p in (found.drafted_by, found.adopted_by) if p])
    values = {
        "key": key,
        "one": found,
        "columns": COLUMNS,
        "rows": [
            (a.kind.capitalize(), a.what, a.often, a.by, f"{a.cases}") for a in found.activities
        ],
        "drafted_by": who[found.drafted_by].name_and_job,
        "adopted_by": who[found.adopted_by].name_and_job if found.adopted_by else "",
        "draft": found.status == DRAFT,
        "may_run": request.person.holds(*RUNS),
        "may_adopt": request.person.holds(Capacity.ASSISTANT_DIRECTOR),
    }
    return render(request, "rounds/assurance.html", values)


@page(may=(Capacity.ASSISTANT_DIRECTOR,))
def adopt(request: Request, key: str) -> HttpResponse:
    """Adopt a draft."""
    queries.assurance_framework(key, to=request.person)
    if request.method == "POST":
        acts.adopt_framework(key=key, by=request.person, at=clock.now())
        messages.success(request, "Adopted. Rounds planned from its day on cite it.")
    return redirect("rounds:assurance_one", key)


def _forms(
    request: Request, now: AssuranceFramework | None
) -> dict[str, FrameworkForm | ActivityForm]:
    said = request.POST if request.method == "POST" else None
    start = {
        "title": now.title if now else "Quality-assurance framework",
        "holds_from": now.holds_from if now else clock.today(),
        "text": now.text if now else "",
    }
    forms: dict[str, FrameworkForm | ActivityForm] = {"head": FrameworkForm(said, initial=start)}
    stands = {a.kind: a for a in now.activities} if now else {}
    for n, kind in enumerate(KINDS):
        forms[kind] = ActivityForm(said, prefix=f"a{n}", kind=kind, now=stands.get(kind))
    return forms
