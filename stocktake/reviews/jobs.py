"""What the ticker asks of this room: those who have not replied are reminded in time."""

from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.reviews import acts


def tick() -> None:
    """One round: safe to repeat, however many tickers run."""
    acts.remind(by=people.operator("ticker"), at=clock.now())
