"""Reads of rounds: the rounds a person may see, their cases, the frame, the certificate."""

from stocktake.rounds.domain.values import Round, SampledCase
from stocktake.rounds.queries.frames import Frame, frame_of_attempt, frame_of_selection, refs_of
from stocktake.rounds.queries.programme import (
    Planned,
    assurance_framework,
    assurance_frameworks,
    assurance_in_force,
    cited_by,
    framework_states,
    planned_for,
    planned_round,
    planned_rounds,
    planned_states,
)
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
from stocktake.rounds.queries.reviewers import ReviewerOf, reviewers_of, terms_from, terms_of

__all__ = [
    "Frame",
    "Planned",
    "ReviewerOf",
    "Round",
    "SampledCase",
    "assurance_framework",
    "assurance_frameworks",
    "assurance_in_force",
    "attempts",
    "by_reference",
    "case",
    "cases",
    "certificate",
    "cited_by",
    "frame_of_attempt",
    "frame_of_selection",
    "framework_states",
    "planned_for",
    "planned_round",
    "planned_rounds",
    "planned_states",
    "refs_of",
    "reviewers_of",
    "round_",
    "round_to",
    "rounds",
    "rounds_visible_to",
    "state_of",
    "stored",
    "terms_from",
    "terms_of",
]
