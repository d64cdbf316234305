"""Windows of practice and working days in England.

A working day is not a Saturday, a Sunday or a bank holiday in England and Wales. The day of the
trigger is day 0, and a period ends at the end of its last working day (domain rules 3.1; the
70-day action plan of York's 2022 report lands on this count).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np


@dataclass(frozen=True, slots=True)
class Window:
    """The period of practice under review: both days belong to it."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A window cannot end before it starts.")

    @property
    def in_words(self) -> str:
        return f"{day_in_words(self.start)} to {day_in_words(self.end)}"

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


def is_thinkable(day: date) -> bool:
    """Whether a day can be meant at all: with room on both sides for any period of ours."""
    return 1900 <= day.year <= 2199


def six_months_to(end: date) -> Window:
    """The six months that end on `end`: 19 October 2026 gives 20 April to 19 October 2026."""
    return Window(months_before(end, 6) + timedelta(days=1), end)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month; a day the month lacks becomes its last."""
    index = day.year * 12 + day.month - 1 - months
    return _clamped(index // 12, index % 12 + 1, day.day)


def add_months(day: date, months: int) -> date:
    """The same day of a later month; a day the month lacks becomes its last."""
    return months_before(day, -months)


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (day 0). Vectors: domain rules 3.1."""
    if count < 0:
        raise ValueError("A period of working days cannot be negative.")
    years = tuple(range(day.year - 1, day.year + 2 + count // 200))
    result = np.busday_offset(day, count, roll="backward", holidays=_bank_holidays(years))
    return date.fromisoformat(str(result))


def is_working_day(day: date) -> bool:
    return bool(np.is_busday(day, holidays=_bank_holidays((day.year,))))


def _clamped(year: int, month: int, day: int) -> date:
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))


def bank_holidays(first: int, last: int) -> list[np.datetime64]:
    """Bank holidays in England and Wales of these years, both included."""
    return _bank_holidays(tuple(range(first, last + 1)))


@lru_cache(maxsize=64)
def _bank_holidays(years: tuple[int, ...]) -> list[np.datetime64]:
    return [np.datetime64(d) for d in holidays.country_holidays("GB", subdiv="ENG", years=years)]
