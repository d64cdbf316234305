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

__all__ = [
    "Reading",
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
]
