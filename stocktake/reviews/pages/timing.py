"""Timeliness beside the items it bears on: the form says which rules, the extract what they found."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.core.periods import Window
from stocktake.core.thread import NotTheirs
from stocktake.evidence.pages.pane import safe_next
from stocktake.frameworks.queries import Item
from stocktake.indicators import queries as indicators
from stocktake.people.door import Request, page
from stocktake.record import access
from stocktake.reviews.acts import Sheet
from stocktake.reviews.domain.answering import said_of
from stocktake.reviews.domain.states import ReviewState
from stocktake.reviews.domain.timing import Timed, disagreement
from stocktake.reviews.pages.framing import frame
from stocktake.rounds import queries as rounds

Lines = Mapping[str, indicators.VerdictLine]


def timed_of(sheet: Sheet, item: Item) -> tuple[Timed, ...]:
    """What the rules that this item names say of the child; none once the snapshot has gone."""
    return _timed(item, _by_rule(sheet.state)) if item.timeliness else ()


def _timed(item: Item, lines: Lines) -> tuple[Timed, ...]:
    return tuple(
        Timed(
            words=lines[rule].rule.label,
            verdict=lines[rule].verdict,
            more=_more(lines[rule]),
            rule=rule,
            standard=lines[rule].standard,
        )
        for rule in item.timeliness
        if rule in lines and lines[rule].verdict != "not applicable or declined"
    )


def differing(sheet: Sheet) -> list[tuple[str, str]]:
    """(item, in a sentence how data and judgement differ), in the order of the form."""
    found, lines = [], _by_rule(sheet.state)
    for item in sheet.form.items_for(sheet.state.stratum):
        said = said_of(item, sheet.answers.get(item.id, {}), sheet.case)
        depth = None if said.left_out else said.discussion_depth or said.record_depth
        develop = "" if said.left_out else said.develop
        timed = _timed(item, lines)
        if sentence := disagreement(said.grade, timed, depth=depth, develop=develop):
            found.append((item.label, sentence))
    return found


@page(may={Capacity.REVIEWER})
def timeliness(request: Request, review_id: str) -> HttpResponse:
    """Every rule's verdict on the child of one's own review, over the window that is reviewed."""
    around = frame(review_id, request.person, "timeliness")
    if not around.mine:
        raise NotTheirs
    state = around.review.state
    access.note_read(by=request.person, what=f"timeliness:{review_id}", child=state.child)
    values = {
        "head": around,
        "lines": _lines(state),
        "window": _judged(state),
        "back": safe_next(request, reverse("reviews:one", args=[review_id])),
    }
    return render(request, "reviews/timeliness.html", values)


def _lines(state: ReviewState) -> tuple[indicators.VerdictLine, ...]:
    """The child's verdicts over the round's window, or up to the end of the case."""
    window, snapshot = _judged(state), rounds.round_(state.round).snapshot
    return indicators.of_child(snapshot, state.child, window.start, window.end)


def _judged(state: ReviewState) -> Window:
    return rounds.round_(state.round).judged(rounds.case(state.case))


def _by_rule(state: ReviewState) -> Lines:
    return {line.rule.id: line for line in _lines(state)}


def _more(line: indicators.VerdictLine) -> str:
    late = f"{line.late} late of {line.late + line.on_time}" if line.late else ""
    gap = f"longest gap {line.longest_gap} days" if line.longest_gap else ""
    return "; ".join(part for part in (late, gap, line.reason) if part)
