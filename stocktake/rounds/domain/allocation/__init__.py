"""Allocation: who reviews which case, as a pure function of seats, reviewers and what is given."""

from stocktake.rounds.domain.allocation.proposing import (
    breaches,
    loads,
    nobody_may,
    propose,
    to_double,
    why_not,
)
from stocktake.rounds.domain.allocation.values import (
    DOUBLED,
    HOURS,
    HOURS_A_DAY,
    Load,
    Proposal,
    Reviewer,
    Seat,
)

__all__ = [
    "DOUBLED",
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
    "to_double",
    "why_not",
]
