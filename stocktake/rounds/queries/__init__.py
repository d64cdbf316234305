"""Reads of rounds: the rounds a person may see, their cases, the certificate."""

from stocktake.rounds.domain.values import Round, SampledCase
from stocktake.rounds.queries.reading import (
    attempts,
    by_reference,
    case,
    cases,
    certificate,
    round_,
    round_to,
    rounds,
    rounds_visible_to,
    state_of,
    stored,
)

__all__ = [
    "Round",
    "SampledCase",
    "attempts",
    "by_reference",
    "case",
    "cases",
    "certificate",
    "round_",
    "round_to",
    "rounds",
    "rounds_visible_to",
    "state_of",
    "stored",
]
