"""Pages of timeliness: the service, a team, a child, intervals, figures about one worker."""

from stocktake.indicators.pages.intervals import interval, intervals
from stocktake.indicators.pages.overview import case, mine, service, team, trend_file
from stocktake.indicators.pages.workers import figures, worker

__all__ = [
    "case",
    "figures",
    "interval",
    "intervals",
    "mine",
    "service",
    "team",
    "trend_file",
    "worker",
]
