"""A reviewer's terms in one round: days, groups and depths, and the teams they keep away from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.lifecycle import Rule
from stocktake.core.strata import Depth, Stratum
from stocktake.core.thread import Act, Person
from stocktake.rounds.domain.rounds import RUNS

MOST_DAYS = 200


@dataclass(frozen=True, kw_only=True)
class AgreeTerms(Act):
    """What a reviewer's commission in this round holds; agreed again, it takes the earlier place.

    `can_review`: they are a reviewer today. `closed`: the round is over. `unknown`: teams named
    that no case of the round has.
    """

    NAME: ClassVar[str] = "terms.agreed"
    round: str
    reviewer: str
    days: float
    strata: tuple[Stratum, ...] = tuple(Stratum)
    depths: tuple[Depth, ...] = tuple(Depth)
    keeps_from: tuple[str, ...] = ()
    can_review: bool = field(default=True, metadata={"record": False})
    closed: bool = field(default=False, metadata={"record": False})
    unknown: tuple[str, ...] = field(default=(), metadata={"record": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms as they stand."""

    round: str
    reviewer: str
    days: float
    strata: tuple[Stratum, ...] = tuple(Stratum)
    depths: tuple[Depth, ...] = tuple(Depth)
    keeps_from: tuple[str, ...] = ()
    status: str = "agreed"


MOVES = (Rule(act=AgreeTerms, before=(None, "agreed"), after="agreed", may=RUNS),)


def refusal(state: Terms | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why these terms may not be agreed now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="these terms"):
        return sentence
    assert isinstance(act, AgreeTerms)
    if act.closed:
        return "This round is closed: its reviewers' terms stand as they are."
    if not act.can_review:
        return "Choose somebody who is a reviewer today."
    if not 0 <= act.days <= MOST_DAYS or (act.days * 2) % 1:
        return f"Give days in whole or half days, from 0 to {MOST_DAYS}."
    if not act.strata or not act.depths:
        return "Choose at least one group and one depth, or give no days."
    if act.unknown:
        return f"No case of this round is with a team called “{act.unknown[0]}”."
    return None


def after(state: Terms | None, act: Act, by: Person, at: datetime) -> Terms:
    """The terms once agreed."""
    assert isinstance(act, AgreeTerms)
    return Terms(**act.body(), status=lifecycle.next_status(MOVES, state, act))
