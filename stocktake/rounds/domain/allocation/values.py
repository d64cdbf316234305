"""Who reviews which case: reviewers with days, groups, depths, organisations and conflicts.

A *seat* is a case as one strand reviews it; a double review has two seats, and a case that two
strands share has a seat in each. Conflicts and terms are never broken: a seat that nobody may take
stays empty and says why. Hours are spread by days available, to within one review of what no
allocation can beat, and each worker meets as few reviewers as that allows (`filling`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stocktake.core.strata import Depth, Stratum

# What a review takes with its discussion, unless the council's settings say otherwise: in depth
# three to four hours of reading and one of talking, lighter up to 45 minutes and the writing.
HOURS: Mapping[Depth, int] = {Depth.IN_DEPTH: 5, Depth.LIGHTER: 1}
HOURS_A_DAY = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """One reviewer and the terms of their commission in this round.

    `strands` they may review for; none named means all. `keeps_from` are teams whose cases they
    do not take: their own, or one that they managed.
    """

    id: str
    name: str
    organisation: str = ""
    days: float = 0.0
    strata: frozenset[Stratum] = frozenset(Stratum)
    depths: frozenset[Depth] = frozenset(Depth)
    strands: frozenset[str] = frozenset()
    keeps_from: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A review to be given to somebody. `barred`: who cannot take it, and why in words."""

    id: str
    case: str
    ref: str
    stratum: Stratum
    depth: Depth
    strand: str = ""
    worker: str = ""
    team: str = ""
    barred: Mapping[str, str] = field(default_factory=dict)
    by_depth: Mapping[Depth, int] = field(default_factory=lambda: HOURS)

    @property
    def hours(self) -> int:
        return self.by_depth[self.depth]

    @property
    def group(self) -> str:
        """Seats of one worker belong together; a case without a worker stands alone."""
        return self.worker or f"case {self.case}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one reviewer has: reviews, hours, workers to meet, and the days they have for it."""

    reviewer: str
    reviews: int
    hours: int
    workers: int
    days: float

    def over(self, hours_a_day: int) -> bool:
        """Whether this is more work than the days hold."""
        return self.hours > self.days * hours_a_day

    @property
    def a_day(self) -> float:
        return self.hours / self.days if self.days else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Reviewer by seat; the seats that nobody may take, each with the reason."""

    given: Mapping[str, str]
    empty: tuple[tuple[str, str], ...]
    least: float  # hours a day that the fullest must have, whoever takes what
    visits: int
    fewest: int
    proved: bool
