"""What people do about concerns and explorations."""

from stocktake.concerns.acts.answering import (
    acknowledge,
    add_follow_up,
    bring_in,
    child_seen,
    close,
    done_follow_up,
    safe_now,
    verify_follow_up,
    why_not_close,
)
from stocktake.concerns.acts.climbing import go_up
from stocktake.concerns.acts.exploring import decide_exploration, open_exploration
from stocktake.concerns.acts.raising import raise_concern

__all__ = [
    "acknowledge",
    "add_follow_up",
    "bring_in",
    "child_seen",
    "close",
    "decide_exploration",
    "done_follow_up",
    "go_up",
    "open_exploration",
    "raise_concern",
    "safe_now",
    "verify_follow_up",
    "why_not_close",
]
