"""Lengths of time as rules write them ("10 working days"), and due days for whole arrays of days.

Days are whole numbers since 1 January 1970, as Parquet and polars keep dates. The day of the
trigger is day 0 and a period ends with its last day (domain rules 3.1). Hours become days, since
extracts give days. A month's day that the later month lacks becomes its last. A school term is
autumn (September to December), spring (January to March) or summer (April to August), and
"1 term" ends with the term after the one in which it began; "1 calendar month" ends with the month
in which it began.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stocktake.core.periods import bank_holidays

Days = NDArray[np.int32]
Flags = NDArray[np.bool_]
FAR = 1_000_000  # a day that never comes: "still open"
EPOCH = date(1970, 1, 1)
# Looked up in this span of years; days outside it are counted one by one.
FIRST, LAST = date(1995, 1, 1), date(2045, 12, 31)
TERMS = 3


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    CALENDAR_MONTHS = "calendar months"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time. `Span.read("6 weeks")`; its text reads the same way."""

    count: int
    unit: Unit

    @classmethod
    def read(cls, text: str) -> "Span":
        """Raises ValueError with a sentence."""
        found = re.fullmatch(r"(\d{1,3}) (\w+(?: \w+)?)", text.strip())
        unit = found.group(2) if found else ""
        unit = unit if unit.endswith("s") else unit + "s"
        if found is None or unit not in [*Unit]:
            raise ValueError(f"“{text}” is no length of time: write “10 working days” or “6 weeks”")
        return cls(int(found.group(1)), Unit(unit))

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value if self.count != 1 else self.unit.value[:-1]}"


def number(day: date) -> int:
    """The day as kernel and Parquet count it."""
    return day.toordinal() - EPOCH.toordinal()


def day_of(value: int) -> date:
    return date.fromordinal(int(value) + EPOCH.toordinal())


def due(starts: Days, span: Span) -> Days:
    """The last day on time for each trigger day."""
    if span.unit in _SIMPLE:
        later: Days = starts + np.int32(_SIMPLE[span.unit](span.count))
        return later
    table = _table(span)
    at = starts - np.int32(number(FIRST))
    outside = (at < 0) | (at >= len(table))
    if not outside.any():
        found: Days = table[at]
        return found
    answers: Days = table[np.where(outside, 0, at)]
    near = outside & (np.abs(starts) < FAR // 2)
    answers[outside] = FAR
    answers[near] = _COUNTED[span.unit](starts[near], span.count)
    return answers


def due_on(start: date, span: Span) -> date:
    """The same for one day."""
    return day_of(int(due(np.array([number(start)], dtype=np.int32), span)[0]))


@lru_cache(maxsize=256)
def _table(span: Span) -> Days:
    every = np.arange(number(FIRST), number(LAST) + 1, dtype=np.int32)
    return _COUNTED[span.unit](every, span.count)


def _whole(days: NDArray[Any]) -> Days:
    counted: Days = days.astype(np.int64).astype(np.int32)
    return counted


@lru_cache(maxsize=1)
def _calendar() -> np.busdaycalendar:
    return np.busdaycalendar(holidays=bank_holidays(FIRST.year, LAST.year + 1))


def _working_days(starts: Days, count: int) -> Days:
    days = starts.astype("datetime64[D]")
    ends = np.busday_offset(days, count, roll="backward", busdaycal=_calendar())
    return _whole(ends)


def _months(starts: Days, count: int) -> Days:
    days = starts.astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    within = (days - month).astype(np.int64)
    later = month + count
    last = ((later + 1).astype("datetime64[D]") - later.astype("datetime64[D]")).astype(np.int64)
    ends = later.astype("datetime64[D]") + np.minimum(within, last - 1)
    return _whole(ends)


def _calendar_months(starts: Days, count: int) -> Days:
    """The last day of the month in which it began, or of a later one."""
    month = starts.astype("datetime64[D]").astype("datetime64[M]") + count
    return _whole(month.astype("datetime64[D]") - 1)


def _terms(starts: Days, count: int) -> Days:
    """The last day of the term that is `count` terms after the one of the start."""
    months = starts.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    year, month = np.divmod(months, 12)
    term = year * TERMS + np.searchsorted([3, 8], month, side="right") + count
    after = np.array([3, 8, 12])[term % TERMS]  # months from January to the day after its end
    ends = (term // TERMS * 12 + after).astype("datetime64[M]").astype("datetime64[D]") - 1
    return _whole(ends)


_SIMPLE: dict[Unit, Callable[[int], int]] = {
    Unit.HOURS: lambda n: -(-n // 24),
    Unit.DAYS: lambda n: n,
    Unit.WEEKS: lambda n: 7 * n,
}
_COUNTED: dict[Unit, Callable[[Days, int], Days]] = {
    Unit.WORKING_DAYS: _working_days,
    Unit.MONTHS: _months,
    Unit.CALENDAR_MONTHS: _calendar_months,
    Unit.TERMS: _terms,
}
