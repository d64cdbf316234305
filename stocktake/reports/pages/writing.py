"""Writing a report: the list, a new one, the workspace, one paragraph or table, and "why?"."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Refused
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reports import acts, queries
from stocktake.reports.domain.checking import place
from stocktake.reports.domain.document import Paragraph, Table
from stocktake.reports.domain.lifecycle import ReportState
from stocktake.reports.forms import EditForm, NewReportForm
from stocktake.reports.pages.links import link_to
from stocktake.reports.pages.shown import TAGS, sections, tabs
from stocktake.reports.presets import keys, preset
from stocktake.rounds import queries as rounds
from stocktake.ui.values import Cell

WRITERS = frozenset({Capacity.QA_MANAGER})
READERS = frozenset(queries.READERS)


@page(may=READERS)
def list_(request: Request) -> HttpResponse:
    """Every report, the newest first."""
    rows = [
        (
            Cell(text=card.title, url=_home(card.id, request)),
            card.committee,
            card.dated,
            Cell(text=TAGS[card.status][0], tag=TAGS[card.status][1] or "grey"),
            card.open_flags,
        )
        for card in queries.visible_to(request.person)
    ]
    values = {"rows": rows, "may_write": request.person.holds(*WRITERS)}
    return render(request, "reports/list.html", values)


@page(may=WRITERS)
def new(request: Request) -> HttpResponse:
    """Choose the round and the house style, fill the heading; the draft follows."""
    style = preset(keys()[0])
    form = NewReportForm(
        request.POST if request.method == "POST" else None,
        rounds=_rounds(request),
        presets=[(key, preset(key).title, preset(key).about) for key in keys()],
        heading=style,
    )
    if request.method == "POST" and form.is_valid():
        made: list[str] = []
        said = form.cleaned_data

        def compose() -> None:
            made.append(
                acts.compose(
                    round_id=said["round_id"],
                    preset=said["preset"],
                    heading=form.values(),
                    by=request.person,
                    at=clock.now(),
                )
            )

        if form.did(compose):
            messages.success(request, "Drafted. Read it, change what should be said otherwise.")
            return redirect("reports:one", made[0])
    asked = [line.key for line in form.asked]
    return render(request, "reports/new.html", {"form": form.shown(), "asked": asked})


@page(may=READERS)
def one(request: Request, report_id: str) -> HttpResponse:
    """The workspace: outline, paragraphs with their numbers, flags beside them; approvers move on."""
    state = queries.report(report_id, to=request.person)
    if not request.person.holds(*WRITERS):
        return redirect("reports:approve", report_id)
    return render(request, "reports/one.html", _workspace(request, state))


@page(may=WRITERS)
def edit(request: Request, report_id: str, block_id: str) -> HttpResponse:
    """Other words for one paragraph; a stale tab shows both texts and overwrites nothing."""
    state = queries.report(report_id, to=request.person)
    block = state.report.block(block_id)
    if isinstance(block, Table):
        return _edit_table(request, state, block)
    if not isinstance(block, Paragraph):
        raise NotTheirs(block_id)
    form = EditForm(
        request.POST if request.method == "POST" else None,
        initial={"text": block.text, "seen": block.text},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if form.did(
            lambda: acts.edit(
                report_id=report_id,
                block=block_id,
                seen=_lines(said["seen"]),
                text=_lines(said["text"]),
                reason=said["reason"],
                by=request.person,
                at=clock.now(),
            )
        ):
            messages.success(request, "Saved. Run the disclosure check before approval.")
            return redirect(f"/reports/{report_id}/#{block_id}")
    stale = request.method == "POST" and _lines(form["seen"].value() or "") != block.text
    values = {
        "report": state,
        "where": place(state.report, block_id),
        "block": block,
        "form": form.shown(),
        "stale": stale,
        "versions": queries.versions(state, block_id),
    }
    return render(request, "reports/edit.html", values)


@page(may=READERS)
def why(request: Request, report_id: str, block_id: str) -> HttpResponse:
    """ "Why this number?": the walk from a paragraph down to entries and evidence."""
    state = queries.report(report_id, to=request.person)
    must_be_cleared(state, request)
    block = state.report.block(block_id)
    lines = queries.why(state, block_id)
    quantities = (
        [q for s in block.sentences for q in s.quantities] if isinstance(block, Paragraph) else []
    )
    values = {
        "report": state,
        "where": place(state.report, block_id),
        "text": block.text if isinstance(block, Paragraph) else getattr(block, "title", ""),
        "quantities": quantities,
        "steps": [(line, link_to(line, request.person)) for line in lines],
        "counts": Counter(
            (line.subject or line.basis).split(":")[0] for line in lines
        ).most_common(),
        "back": _home(state.id, request),
    }
    return render(request, "reports/why.html", values)


def must_be_cleared(state: ReportState, request: Request) -> None:
    """Until the check is clean, the words may be those of a child's record: the writer's alone."""
    if not state.cleared and not request.person.holds(*WRITERS):
        raise NotTheirs("words that the check has not cleared")


def _edit_table(request: Request, state: ReportState, table: Table) -> HttpResponse:
    seen = [row.cells for row in table.rows]
    typed = [list(row) for row in seen]
    error = ""
    if request.method == "POST":
        columns = range(len(table.columns))
        typed = [[request.POST.get(f"cell-{r}-{c}", "") for c in columns] for r in range(len(seen))]
        began = [[request.POST.get(f"seen-{r}-{c}", "") for c in columns] for r in range(len(seen))]
        try:
            acts.edit_table(
                report_id=state.id,
                block=table.id,
                seen=began,
                cells=typed,
                by=request.person,
                at=clock.now(),
            )
        except Refused as no:
            error = no.sentence
        else:
            messages.success(request, "Saved. Run the disclosure check before approval.")
            return redirect(f"/reports/{state.id}/#{table.id}")
    values = {
        "report": state,
        "where": place(state.report, table.id),
        "table": table,
        "typed": typed,
        "seen": seen,
        "error": error,
    }
    return render(request, "reports/edit_table.html", values)


def _workspace(request: Request, state: ReportState) -> dict[str, object]:
    words, kind = TAGS[state.status]
    return {
        "report": state,
        "sections": sections(state, request.person),
        "tabs": tabs(state, request.path, request.person),
        "tag": words,
        "tag_kind": kind,
        "may_write": state.status != "published",
        "public": f"/published/{state.slug}/" if state.status == "published" else "",
    }


def _home(report_id: str, request: Request) -> str:
    """Where this person works on the report: writers in the text, approvers at the gate."""
    writes = request.person.holds(*WRITERS)
    return f"/reports/{report_id}/" if writes else f"/reports/{report_id}/approve/"


def _rounds(request: Request) -> list[tuple[str, str]]:
    found = rounds.rounds_visible_to(request.person)
    return [(r.id, f"{r.title} ({r.window.in_words})") for r in found if r.frozen_at]


def _lines(text: str) -> str:
    """A browser sends line ends as two characters."""
    return text.replace("\r\n", "\n").strip()
