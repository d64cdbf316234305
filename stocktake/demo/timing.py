"""The demonstration's clock, moved along as its people work."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from stocktake.record.clock import LONDON


def on(day: str | date, hour: int = 9, minute: int = 0) -> datetime:
    """Move the clock to this moment in London, and return it: the time of the next act."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    told = datetime(when.year, when.month, when.day, hour, minute, tzinfo=LONDON)
    moment = told.astimezone(UTC)
    settings.HOME.set_demonstration_time(moment)
    return moment


class Day:
    """A working day: each step takes a few minutes, so no two acts share a moment."""

    def __init__(self, day: str | date, hour: int = 9) -> None:
        self._moment = on(day, hour)

    def next(self, minutes: int = 3) -> datetime:
        """The time of the next act, the clock moved to it."""
        self._moment += timedelta(minutes=minutes)
        settings.HOME.set_demonstration_time(self._moment)
        return self._moment
