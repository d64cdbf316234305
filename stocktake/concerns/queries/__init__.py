"""Reads of concerns: what they say for the few, that they exist for those who run the round."""

from stocktake.concerns.queries.explorations import (
    ExplorationView,
    exploration,
    explorations_visible_to,
    open_exploration,
)
from stocktake.concerns.queries.reading import (
    bars_sharing,
    concern,
    concerns_known_to,
    concerns_visible_to,
    counts,
    emergency,
    follow_ups_owned,
    gone_unanswered,
    open_concern,
    open_concerns,
    raised_since,
    text_for_record,
    visible_to,
    waiting_for,
)
from stocktake.concerns.queries.views import ConcernCard, ConcernView, Counts

__all__ = [
    "ConcernCard",
    "ConcernView",
    "Counts",
    "ExplorationView",
    "bars_sharing",
    "concern",
    "concerns_known_to",
    "concerns_visible_to",
    "counts",
    "emergency",
    "exploration",
    "explorations_visible_to",
    "follow_ups_owned",
    "gone_unanswered",
    "open_concern",
    "open_concerns",
    "open_exploration",
    "raised_since",
    "text_for_record",
    "visible_to",
    "waiting_for",
]
