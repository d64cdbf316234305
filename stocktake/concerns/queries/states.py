"""Rows of the tables as the states that the rules know."""

from collections.abc import Set
from dataclasses import fields
from typing import Any

from stocktake.concerns import models
from stocktake.concerns.domain.concern import Concern, FollowUp, Rung
from stocktake.concerns.domain.exploration import Exploration

_NAMES = {"case": "case_id", "child": "child_id"}
# Fields of a concern that stand in rows of their own, or are lists.
APART = frozenset({"heads", "follow_ups", "evidence", "outcomes", "ladder", "gone_up"})


def concern_of(row: models.Concern) -> Concern:
    """The concern with its heads and follow-up actions."""
    rungs = sorted(row.rungs.all(), key=lambda r: r.from_at)
    return Concern(
        heads=tuple(n.person for n in sorted(row.named.all(), key=lambda n: n.order)),
        follow_ups=tuple(
            _follow_up(f) for f in sorted(row.follow_ups.all(), key=lambda f: f.number)
        ),
        evidence=tuple(row.evidence),
        outcomes=tuple(row.outcomes),
        ladder=tuple(Rung(person=r.person, from_at=r.from_at) for r in rungs),
        gone_up=tuple(Rung(person=r.person, from_at=r.told_at) for r in rungs if r.told_at),
        **columns(row, Concern, APART),
    )


def exploration_of(row: models.Exploration) -> Exploration:
    return Exploration(evidence=tuple(row.evidence), **columns(row, Exploration, {"evidence"}))


def columns(row: Any, state: type, without: Set[str]) -> dict[str, Any]:
    """The fields of a state that stand in columns of its row."""
    wanted = [f.name for f in fields(state) if f.name not in without]
    return {name: getattr(row, _NAMES.get(name, name)) for name in wanted}


def values(state: Any, without: Set[str]) -> dict[str, Any]:
    """The columns that hold a state."""
    wanted = [f.name for f in fields(state) if f.name not in without]
    return {_NAMES.get(name, name): getattr(state, name) for name in wanted}


def _follow_up(row: models.FollowUp) -> FollowUp:
    return FollowUp(**columns(row, FollowUp, set()))
