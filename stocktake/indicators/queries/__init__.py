"""Verdicts of snapshots, summaries and trends, and the council's own intervals."""

from stocktake.indicators.queries.children import (
    Standard,
    VerdictLine,
    of_child,
    standards_of,
)
from stocktake.indicators.queries.judging import Reading, only, reading, rules_now, tables_of
from stocktake.indicators.queries.overview import case, latest, service, team
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
from stocktake.indicators.queries.workers import members, worker_page

__all__ = [
    "Reading",
    "Standard",
    "Trend",
    "VerdictLine",
    "case",
    "figures",
    "figures_on",
    "figures_state",
    "interval_state",
    "latest",
    "local_intervals",
    "members",
    "of_child",
    "only",
    "reading",
    "rules_now",
    "service",
    "sight",
    "sight_key",
    "sight_state",
    "standards_of",
    "tables_of",
    "team",
    "trends",
    "worker_page",
]
