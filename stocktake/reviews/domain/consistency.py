"""How one reviewer's grades stand beside what was agreed: theirs to see before anybody else.

It counts differences in both directions and makes no score of them; few cases say little, and
nobody is ranked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import add_working_days
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.judgements import SCALE

FEW = 30  # judgements below which chance alone explains most of what is seen
FIRST_TO_SEE = 10  # working days in which the figures are the reviewer's alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One judgement beside what was agreed of the same item."""

    item: str
    label: str
    own: str
    agreed: str

    @property
    def steps(self) -> int:
        """Above nought: the reviewer graded higher than what was agreed."""
        return SCALE.index(self.own) - SCALE.index(self.agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often the same, higher or lower than agreed."""

    label: str
    same: int
    higher: int
    lower: int

    @property
    def n(self) -> int:
        return self.same + self.higher + self.lower


def counts(label: str, compared: Sequence[Compared]) -> Counts:
    return Counts(
        label=label,
        same=sum(c.steps == 0 for c in compared),
        higher=sum(c.steps > 0 for c in compared),
        lower=sum(c.steps < 0 for c in compared),
    )


def warning(judgements: int, cases: int) -> str:
    """What so small a number can and cannot say, in plain words."""
    of = f"{judgements} judgement{'' if judgements == 1 else 's'} of {cases} case{'' if cases == 1 else 's'}"
    if judgements >= FEW and cases >= 10:
        return f"These are {of}. Judgements of one case lean on each other, so they count for less than they seem to."
    return f"These are {of}: far too few to say whether you grade high or low. Look at the differences themselves, and talk about them."


def open_to_others(agreed_on: date, seen: bool, today: date) -> bool:
    """Whether others may see a comparison: once its reviewer has, or their time alone with it is over."""
    return seen or today > add_working_days(agreed_on, FIRST_TO_SEE)


@dataclass(frozen=True, kw_only=True)
class SeeConsistency(Act):
    """A reviewer has looked at their own figures from these double reviews."""

    NAME: ClassVar[str] = "consistency.seen"
    person: str
    doubles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConsistencyState:
    status: str
    person: str
    doubles: tuple[str, ...]


MOVES = (Rule(act=SeeConsistency, before=(None, "seen"), after="seen", may=(Capacity.REVIEWER,)),)


def refusal(state: ConsistencyState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be said, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this comparison"):
        return sentence
    assert isinstance(act, SeeConsistency)
    return None if act.person == by.id else "Each reviewer looks at their own figures."


def after(state: ConsistencyState | None, act: Act, by: Person, at: datetime) -> ConsistencyState:
    """What has been seen by now."""
    assert isinstance(act, SeeConsistency)
    known = state.doubles if state else ()
    seen = tuple(dict.fromkeys((*known, *act.doubles)))
    return ConsistencyState(status="seen", person=by.id, doubles=seen)
