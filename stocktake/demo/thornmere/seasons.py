"""The two seasons of the demonstration: the finished April round and the October one under way."""

from dataclasses import dataclass
from datetime import date, timedelta

from stocktake.core.periods import Window, is_working_day, six_months_to


@dataclass(frozen=True)
class Season:
    """One extract: its day and the six months of practice that it covers."""

    key: str
    title: str
    as_of: date

    @property
    def window(self) -> Window:
        return six_months_to(self.as_of)

    @property
    def days(self) -> int:
        return (self.window.end - self.window.start).days

    def day(self, offset: int) -> date:
        """The day `offset` days after the window's start."""
        return self.window.start + timedelta(days=offset)


APRIL = Season("april", "April 2026 stocktake", date(2026, 4, 19))
OCTOBER = Season("october", "October 2026 stocktake", date(2026, 10, 19))
SEASONS = (APRIL, OCTOBER)


def working_day_on_or_before(day: date) -> date:
    """Nobody visits on a bank holiday; what falls on one is done the working day before."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
