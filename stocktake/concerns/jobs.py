"""What the ticker asks of this room: concerns that nobody acknowledged go up."""

from stocktake.concerns import acts
from stocktake.people import queries as people
from stocktake.record import clock


def tick() -> None:
    """One round: safe to repeat, however many tickers run."""
    acts.go_up(by=people.operator("ticker"), at=clock.now())
