"""What is done to rounds."""

from stocktake.rounds.acts.commissioning import (
    ROUND,
    begin_moves,
    close_round,
    commission,
    freeze_sample,
    select_sample,
)

__all__ = [
    "ROUND",
    "begin_moves",
    "close_round",
    "commission",
    "freeze_sample",
    "select_sample",
]
