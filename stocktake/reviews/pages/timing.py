"""Timeliness beside the items it bears on: the form says which rules, the extract what they found."""

from collections.abc import Mapping

from stocktake.frameworks.queries import Item
from stocktake.indicators import queries as indicators
from stocktake.reviews.acts import Sheet
from stocktake.reviews.domain.answering import said_of
from stocktake.reviews.domain.timing import Timed, disagreement
from stocktake.rounds import queries as rounds

Lines = Mapping[str, indicators.VerdictLine]


def timed_of(sheet: Sheet, item: Item) -> tuple[Timed, ...]:
    """What the rules that this item names say of the child; none once the snapshot has gone."""
    return _timed(item, _lines(sheet)) if item.timeliness else ()


def _timed(item: Item, lines: Lines) -> tuple[Timed, ...]:
    return tuple(
        Timed(
            words=lines[rule].rule.label,
            verdict=lines[rule].verdict,
            more=_more(lines[rule]),
        )
        for rule in item.timeliness
        if rule in lines and lines[rule].verdict != "not applicable or declined"
    )


def differing(sheet: Sheet) -> list[tuple[str, str]]:
    """(item, in a sentence how data and judgement differ), in the order of the form."""
    found, lines = [], _lines(sheet)
    for item in sheet.form.items_for(sheet.state.stratum):
        said = said_of(item, sheet.answers.get(item.id, {}), sheet.case)
        depth = None if said.left_out else said.discussion_depth or said.record_depth
        develop = "" if said.left_out else said.develop
        timed = _timed(item, lines)
        if sentence := disagreement(said.grade, timed, depth=depth, develop=develop):
            found.append((item.label, sentence))
    return found


def _lines(sheet: Sheet) -> Lines:
    """The child's verdicts over the round's window, by rule."""
    of = rounds.round_(sheet.state.round)
    told = indicators.of_child(of.snapshot, sheet.state.child, of.window_start, of.window_end)
    return {line.rule.id: line for line in told}


def _more(line: indicators.VerdictLine) -> str:
    late = f"{line.late} late of {line.late + line.on_time}" if line.late else ""
    gap = f"longest gap {line.longest_gap} days" if line.longest_gap else ""
    return "; ".join(part for part in (late, gap, line.reason) if part)
