"""What conditions and amounts come to over the facts of a case.

Three answers are possible: true, false, and None where an answer that matters is missing. A
comparison with NA, or of unlike kinds, is false. Facts are anything with `get(path)`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from stocktake.core.periods import add_months
from stocktake.frameworks.domain.instrument.logic import (
    All,
    Answered,
    AnyOf,
    Between,
    Column,
    Compare,
    Condition,
    Given,
    Not,
    OneOf,
    Op,
    Ref,
    Rows,
    Sum,
    Tally,
    Term,
    Ticks,
    Verdict,
)
from stocktake.frameworks.domain.instrument.values import NA, NO, YES


@dataclass(frozen=True, slots=True)
class Span:
    """A count of which only the bounds are known so far."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class OfRow:
    """Facts of one row laid over those of the case."""

    row: Mapping[str, Any]
    beyond: Any

    def get(self, path: str) -> Any:
        if path.startswith("row."):
            return self.row.get(path.removeprefix("row."))
        return self.beyond.get(path)


def truth(condition: Condition, facts: Any) -> bool | None:
    """Whether it holds; None where that depends on something not answered yet."""
    match condition:
        case All(of):
            return _all(truth(one, facts) for one in of)
        case AnyOf(of):
            return _not(_all(_not(truth(one, facts)) for one in of))
        case Not(of):
            return _not(truth(of, facts))
        case Compare(left, op, right):
            return compare(value(left, facts), op, value(right, facts))
        case OneOf(of, values):
            found = value(of, facts)
            return None if found is None else _in(found, values)
        case Ticks(path, how, values):
            return _ticks(facts.get(path), how, values)
        case Answered(path):
            return facts.get(path) is not None


def value(term: Term, facts: Any) -> Any:
    """What a term comes to; None where it cannot be told yet."""
    match term:
        case Given(given):
            return given
        case Ref(path):
            return facts.get(path)
        case Tally(of):
            return _span(truth(one, facts) for one in of)
        case Rows(path, where):
            return _rows(facts.get(path), where, facts)
        case Column():
            return _column(term, facts)
        case Between(unit, start, end):
            return _between(unit, value(start, facts), value(end, facts))
        case Verdict(of):
            return {True: YES, False: NO, None: None}[truth(of, facts)]
        case Sum(of, minus):
            return _sum([value(t, facts) for t in of], [value(t, facts) for t in minus])


def compare(left: Any, op: Op, right: Any) -> bool | None:
    """Two values, either of which may be a count known only within bounds."""
    if left is None or right is None:
        return None
    if isinstance(left, Span) or isinstance(right, Span):
        return _compare_spans(_as_span(left), op, _as_span(right))
    if op == "is":
        return bool(left == right)
    if op == "is_not":
        return bool(left != right)
    if not _alike(left, right):
        return False
    return bool(_ORDER[op](left, right))


_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "less_than": lambda a, b: a < b,
    "at_most": lambda a, b: a <= b,
    "more_than": lambda a, b: a > b,
    "at_least": lambda a, b: a >= b,
}


def _all(found: Iterable[bool | None]) -> bool | None:
    unknown = False
    for one in found:
        if one is False:
            return False
        unknown = unknown or one is None
    return None if unknown else True


def _not(found: bool | None) -> bool | None:
    return None if found is None else not found


def _in(found: Any, values: frozenset[Any]) -> bool | None:
    if isinstance(found, Span):
        inside = [n in values for n in range(found.low, found.high + 1)]
        return None if len(set(inside)) > 1 else inside[0]
    return found in values


def _ticks(ticked: Any, how: str, values: frozenset[str]) -> bool | None:
    if ticked is None:
        return None
    found = frozenset() if ticked == NA else frozenset(ticked)
    if how == "any":
        return bool(found & values)
    return found >= values if how == "all" else found <= values


def _span(found: Iterable[bool | None]) -> int | Span:
    every = list(found)
    low, open_ = every.count(True), every.count(None)
    return Span(low, low + open_) if open_ else low


def _rows(table: Any, where: Condition | None, facts: Any) -> int | Span | None:
    if table is None:
        return None
    if table == NA:
        return 0
    if where is None:
        return len(table)
    return _span(truth(where, OfRow(row, facts)) for row in table)


def _column(term: Column, facts: Any) -> Any:
    table = facts.get(term.path)
    if table is None:
        return None
    rows = () if table == NA else table
    fits = [True if term.where is None else truth(term.where, OfRow(r, facts)) for r in rows]
    cells = [row.get(term.column) for row, fit in zip(rows, fits, strict=True) if fit is not False]
    if None in fits or None in cells:
        return None
    cells = [cell for cell in cells if cell != NA]
    if term.how == "sum":
        return sum(cells, start=0)
    if not cells:
        return NA
    return min(cells) if term.how == "least" else max(cells)


def _between(unit: str, start: Any, end: Any) -> int | str | None:
    if start is None or end is None:
        return None
    if not isinstance(start, date) or not isinstance(end, date):
        return NA
    if unit == "days":
        return (end - start).days
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and add_months(start, months) > end:
        months -= 1
    if months < 0 and add_months(start, months) < end:
        months += 1
    return months


def _sum(plus: list[Any], minus: list[Any]) -> Any:
    if None in plus or None in minus:
        return None
    if NA in plus or NA in minus:
        return NA
    if any(isinstance(v, Span) for v in (*plus, *minus)):
        ups, downs = [_as_span(v) for v in plus], [_as_span(v) for v in minus]
        low = sum(s.low for s in ups) - sum(s.high for s in downs)
        return Span(low, sum(s.high for s in ups) - sum(s.low for s in downs))
    return sum(plus, start=0) - sum(minus, start=0)


def _as_span(found: Any) -> Span:
    return found if isinstance(found, Span) else Span(found, found)


def _alike(left: Any, right: Any) -> bool:
    numbers = (int, Decimal)
    if isinstance(left, numbers) and isinstance(right, numbers):
        return True
    return type(left) is type(right) and isinstance(left, date)


def _compare_spans(left: Span, op: Op, right: Span) -> bool | None:
    if not isinstance(left.low, int) or not isinstance(right.low, int):
        return op == "is_not"
    ends = [(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    found = {compare(a, op, b) for a, b in ends}
    overlaps = left.low <= right.high and right.low <= left.high
    if op in ("is", "is_not") and overlaps and left.low + right.low != left.high + right.high:
        return None
    return found.pop() if len(found) == 1 else None
