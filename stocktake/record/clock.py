"""The clock of the home. Acts get `at` from here; rules never read a clock themselves.

Only a home marked as demonstration when it was made has a clock of its own, moved by its loading
and by tests; everywhere else this is the server's clock.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def server_now() -> datetime:
    """The server's own clock, also in a demonstration: when an entry was really written."""
    return datetime.now(UTC)


def now() -> datetime:
    """The stated time of an act: the demonstration's clock in a demonstration home."""
    return settings.HOME.demonstration_time() or server_now()


def today() -> date:
    """The day in London on which `now` falls."""
    return now().astimezone(LONDON).date()


def aware(moment: datetime) -> datetime:
    """A moment as a statement of our own reads it: SQLite keeps UTC without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def local(moment: datetime) -> datetime:
    """The moment as London's clocks show it."""
    return moment.astimezone(LONDON)
