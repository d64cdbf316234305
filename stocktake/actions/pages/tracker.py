"""The tracker: every action a person may see, its counts, the burn-down, and its file."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from stocktake.actions import acts, queries
from stocktake.actions.domain.progress import Progress
from stocktake.actions.domain.recommendations import (
    DRAFTED,
    DRAFTERS,
    LEADERS,
    LEVELS,
    OWNERS,
    STATUSES,
    AgreeAction,
)
from stocktake.actions.pictures import burn_down_figure
from stocktake.actions.queries import Recommendation
from stocktake.core.numbers import whole_number
from stocktake.core.periods import day_in_words
from stocktake.people.door import Request, page
from stocktake.record import access, clock
from stocktake.record.door import Move, why_not
from stocktake.rounds import queries as rounds
from stocktake.ui.charts import csv_response, csv_text
from stocktake.ui.values import Place

SEERS = frozenset({*LEADERS, *OWNERS})
FILTERS = ("round", "status", "level", "owner")
COLUMNS = (
    "Number",
    "Round",
    "Level",
    "Theme",
    "Recommendation",
    "Case",
    "Owner",
    "Due",
    "State",
    "Overdue",
    "How we will know",
    "Evidence",
    "Where it is",
    "Verified by",
)


@page(may=SEERS)
def tracker(request: Request) -> HttpResponse:
    seen = queries.visible_to(request.person)
    of_round = tuple(r for r in seen if request.GET.get("round", "") in ("", r.round_id))
    shown = _filtered(request, of_round)
    counts = queries.progress(clock.today(), ids=[r.id for r in of_round])
    if request.GET.get("as") == "csv":
        return _file(request, shown)
    if request.GET.get("as") == "chart":
        return csv_response(burn_down_figure(counts), "burn-down")
    titles = {r.id: r.title for r in rounds.rounds()}
    values = {
        "rows": shown,
        "of_round": len(of_round),
        "counts": counts,
        "states": _states(counts),
        "figure": burn_down_figure(counts),
        "titles": titles,
        "chips": _chips(request, titles, of_round),
        "csv_url": _address(request, {"as": "csv"}),
        "chart_url": _address(request, {"as": "chart"}),
        "filters": _filters(request, seen, titles),
        "agreeable": _agreeable(request, shown),
        "draft_rounds": _draft_rounds(request),
        "one_round": request.GET.get("round", ""),
    }
    return render(request, "actions/tracker.html", values)


@page(may=SEERS)
def of_round(request: Request, round_id: str) -> HttpResponse:
    """The tab of a round: the tracker with that filter on."""
    return redirect(f"{reverse('actions:list')}?{urlencode({'round': round_id})}")


@page(may=SEERS)
def agree_many(request: Request) -> HttpResponse:
    """Agree the drafts that were listed, as drafted: all or none."""
    ids = [i for i in request.POST.getlist("id") if whole_number(i)]
    for key in ids:
        queries.recommendation(key, to=request.person)
    if ids:
        acts.agree(ids=ids, by=request.person, at=clock.now())
        noun = "action is" if len(ids) == 1 else "actions are"
        messages.success(request, f"{len(ids)} {noun} agreed. Each owner is told.")
    return redirect("actions:list")


def _filtered(request: Request, rows: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    found = (
        r
        for r in rows
        if asked["status"] in ("", r.status)
        and asked["level"] in ("", r.level)
        and asked["owner"] in ("", r.owner.id)
        and (not request.GET.get("overdue") or r.overdue)
    )
    return tuple(sorted(found, key=lambda r: (not r.overdue, r.due, int(r.id))))


def _states(counts: Progress) -> tuple[tuple[str, int], ...]:
    """The same numbers as the sentence, one by one."""
    return (
        ("Recommendations", counts.total),
        ("Done, evidence given", counts.done),
        ("Verified", counts.verified),
        ("Returned", counts.returned),
        ("Waiting to be verified", counts.awaiting),
        ("Overdue", counts.overdue),
        ("Still drafts", counts.drafted),
    )


def _filters(
    request: Request, rows: Iterable[Recommendation], titles: dict[str, str]
) -> tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]:
    """(name, label, chosen, choices) of each select."""
    listed = list(rows)
    owners = sorted({(r.owner.id, r.owner.name) for r in listed}, key=lambda x: x[1])
    of_rounds = sorted({r.round_id for r in listed}, key=int, reverse=True)
    offered = {
        "round": tuple((i, titles.get(i, i)) for i in of_rounds),
        "status": tuple((s, s.capitalize()) for s in STATUSES),
        "level": tuple((level, level.capitalize()) for level in LEVELS),
        "owner": tuple(owners),
    }
    labels = {"round": "Round", "status": "State", "level": "Level", "owner": "Owner"}
    return tuple((n, labels[n], request.GET.get(n, ""), offered[n]) for n in FILTERS)


def _chips(
    request: Request, titles: dict[str, str], rows: Iterable[Recommendation]
) -> tuple[Place, ...]:
    owners = {r.owner.id: r.owner.name for r in rows}
    asked = {n: value for n in (*FILTERS, "overdue") if (value := request.GET.get(n, ""))}
    words = {n: value.capitalize() for n, value in asked.items()}
    words |= {"round": titles.get(asked.get("round", ""), ""), "overdue": "Overdue"}
    words |= {"owner": f"Owner: {owners.get(asked.get('owner', ''), 'nobody here')}"}
    return tuple(Place(words=words[n], url=_address(request, {n: ""})) for n in asked)


def _address(request: Request, change: dict[str, str]) -> str:
    asked = {n: request.GET.get(n, "") for n in (*FILTERS, "overdue")} | change
    query = urlencode({n: v for n, v in asked.items() if v})
    return reverse("actions:list") + (f"?{query}" if query else "")


def _agreeable(request: Request, rows: Iterable[Recommendation]) -> tuple[str, ...]:
    """The listed drafts that this person could agree as they stand."""
    by, at = request.person, clock.now()
    drafts = [r for r in rows if r.status == DRAFTED]
    return tuple(
        r.id
        for r in drafts
        if not why_not(
            Move(
                kind=acts.ACTION,
                id=r.id,
                act=AgreeAction(owner=r.owner.id, due=r.due, measure=r.measure),
            ),
            by=by,
            at=at,
        )
    )


def _draft_rounds(request: Request) -> tuple[tuple[str, str], ...]:
    if not request.person.holds(*DRAFTERS):
        return ()
    return tuple((r.id, r.title) for r in rounds.rounds_visible_to(request.person))


def _file(request: Request, rows: Iterable[Recommendation]) -> HttpResponse:
    listed = list(rows)
    titles = {r.id: r.title for r in rounds.rounds()}
    access.note_export(by=request.person, what="actions", detail=f"{len(listed)} rows")
    text = csv_text(COLUMNS, [export_row(r, titles.get(r.round_id, "")) for r in listed])
    return HttpResponse(
        "\ufeff" + text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="actions.csv"'},
    )


def export_row(one: Recommendation, title: str) -> tuple[str, ...]:
    """One action as a line of the file; the writer defuses cells that look like formulas."""
    given, verified = one.last("action.evidenced"), one.last("action.verified")
    return (
        one.id,
        title,
        one.level,
        one.theme,
        one.text,
        one.case_ref,
        one.owner.name,
        day_in_words(one.due),
        one.status,
        one.overdue,
        one.measure,
        given.text if given else "",
        given.reference if given else "",
        verified.who if verified else "",
    )
