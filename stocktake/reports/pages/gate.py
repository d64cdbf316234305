"""The gate before publication: the disclosure check, two approvals, publishing, a preview."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from stocktake.core.thread import NotTheirs
from stocktake.people.door import Request, page
from stocktake.record import clock
from stocktake.reports import acts, publishing, queries
from stocktake.reports.domain import lifecycle
from stocktake.reports.domain.checking import unsupported
from stocktake.reports.domain.lifecycle import ReportState
from stocktake.reports.domain.public import Marks, public
from stocktake.reports.forms import ApproveForm, JustifyForm, PublishForm
from stocktake.reports.pages.shown import TAGS, approvals, flagged, flags, sections, tabs
from stocktake.reports.pages.writing import READERS, WRITERS, must_be_cleared
from stocktake.reports.render.folder import report_files
from stocktake.reports.render.page import page_files

APPROVERS = frozenset(lifecycle.APPROVERS)


@page(may=WRITERS)
def check(request: Request, report_id: str) -> HttpResponse:
    """Run the check; mend each flag or say why it may stand."""
    state = queries.report(report_id, to=request.person)
    if request.method == "POST":
        found = acts.check(report_id=report_id, by=request.person, at=clock.now())
        said = "No flag." if not found else f"{len(found)} to look at."
        messages.success(request, f"Checked. {said}")
        return redirect("reports:check", report_id)
    return _check_page(request, state)


@page(may=WRITERS)
def justify(request: Request, report_id: str, flag: int) -> HttpResponse:
    """Say why the words of one flag may be published."""
    state = queries.report(report_id, to=request.person)
    form = JustifyForm(request.POST if request.method == "POST" else None)
    shown = flags(state, request.person)
    if not 0 <= flag < len(shown):
        raise NotTheirs(f"flag {flag}")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.did(
            lambda: acts.justify(
                report_id=report_id, flag=flag, reason=reason, by=request.person, at=clock.now()
            )
        ):
            messages.success(request, "Kept with your reason. Both approvers see it.")
            return redirect("reports:check", report_id)
    values = {"report": state, "flag": shown[flag], "form": form.shown()}
    return render(request, "reports/justify.html", values)


@page(may=READERS)
def approve(request: Request, report_id: str) -> HttpResponse:
    """What an approver needs: the words, where flags were, and why they stand."""
    state = queries.report(report_id, to=request.person)
    form = ApproveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if form.did(
            lambda: acts.approve(report_id=report_id, note=note, by=request.person, at=clock.now())
        ):
            messages.success(request, "Approved. Your approval holds for exactly these words.")
            return redirect("reports:approve", report_id)
    values = {
        **_around(request, state),
        "form": form.shown(),
        "flags": flags(state, request.person),
        "approvals": approvals(state),
        "why_not": acts.why_not_approve(report_id=report_id, by=request.person, at=clock.now()),
        "is_approver": request.person.holds(*APPROVERS),
        "sections": sections(state, request.person) if state.cleared else (),
    }
    return render(request, "reports/approve.html", values)


@page(may=WRITERS)
def publish(request: Request, report_id: str) -> HttpResponse:
    """Say what publishing means, then publish."""
    state = queries.report(report_id, to=request.person)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.did(lambda: acts.publish(report_id=report_id, by=request.person, at=clock.now()))
    ):
        messages.success(request, "Published. Anyone can read it without signing in.")
        return redirect("reports:publish", report_id)
    refused = acts.why_not_publish(report_id=report_id, by=request.person, at=clock.now())
    values = {
        **_around(request, state),
        "form": form.shown(),
        "approvals": approvals(state),
        "why_not": refused,
        "address": f"/published/{state.slug}/",
    }
    return render(request, "reports/publish.html", values)


@page(may=READERS)
def preview(request: Request, report_id: str, name: str = "index.html") -> HttpResponse:
    """The page as it will be published, or one of its files; nothing is written."""
    state = queries.report(report_id, to=request.person)
    must_be_cleared(state, request)
    shown = public(state.report, Marks(draft=True, published="Draft: not published."))
    at = clock.now()
    files = page_files(shown, ())
    if name not in files and name.startswith("committee-report."):
        files = report_files(shown, at)
    kind = publishing.TYPES.get(f".{name.rsplit('.', 1)[-1]}")
    if name not in files or kind is None:
        raise NotTheirs(name)
    return HttpResponse(files[name], content_type=kind)


def _check_page(request: Request, state: ReportState) -> HttpResponse:
    shown = flags(state, request.person)
    values = {
        **_around(request, state),
        "open": [flag for flag in shown if flag.open],
        "blocks": flagged(state, request.person),
        "elsewhere": [f for f in shown if f.open and f.block == "heading"],
        "kept": [flag for flag in shown if not flag.open],
        "checked": state.checked == state.report.digest,
        "unsupported": len(unsupported(state.report)),
    }
    return render(request, "reports/check.html", values)


def _around(request: Request, state: ReportState) -> dict[str, object]:
    words, kind = TAGS[state.status]
    writes = request.person.holds(*WRITERS)
    return {
        "report": state,
        "tabs": tabs(state, request.path, request.person) if writes else (),
        "tag": words,
        "tag_kind": kind,
        "back": f"/reports/{state.id}/" if writes else "/reports/",
    }
