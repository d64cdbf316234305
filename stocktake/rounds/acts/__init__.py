"""What is done to rounds."""

from stocktake.rounds.acts.agreeing import TERMS, agree_terms
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
    "TERMS",
    "agree_terms",
    "begin_moves",
    "close_round",
    "commission",
    "freeze_sample",
    "select_sample",
]
