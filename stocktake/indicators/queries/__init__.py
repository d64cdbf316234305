"""Verdicts of snapshots, summaries and trends, and the council's own intervals."""

from stocktake.indicators.queries.judging import Reading, only, reading, rules_now
from stocktake.indicators.queries.standing import (
    figures,
    figures_on,
    figures_state,
    interval_state,
    local_intervals,
    sight,
    sight_key,
    sight_state,
)
from stocktake.indicators.queries.trends import Trend, trends

__all__ = [
    "Reading",
    "Trend",
    "figures",
    "figures_on",
    "figures_state",
    "interval_state",
    "local_intervals",
    "only",
    "reading",
    "rules_now",
    "sight",
    "sight_key",
    "sight_state",
    "trends",
]
