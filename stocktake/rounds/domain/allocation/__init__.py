"""Allocation: who reviews which case, as a pure function of seats, reviewers and what is given."""

from stocktake.rounds.domain.allocation.proposing import (
    breaches,
    loads,
    nobody_may,
    propose,
    why_not,
)
from stocktake.rounds.domain.allocation.values import (
    HOURS,
    HOURS_A_DAY,
    Load,
    Proposal,
    Reviewer,
    Seat,
)

__all__ = [
    "HOURS",
    "HOURS_A_DAY",
    "Load",
    "Proposal",
    "Reviewer",
    "Seat",
    "breaches",
    "loads",
    "nobody_may",
    "propose",
    "why_not",
]
