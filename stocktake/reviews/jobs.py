"""What the ticker asks of this room: reminders in time, and families' numbers erased in time."""

from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews import acts


def tick() -> None:
    """One round: safe to repeat, however many tickers run."""
    ticker, at = people.operator("ticker"), clock.now()
    acts.remind(by=ticker, at=at)
    acts.forget_contacts(by=ticker, at=at)
