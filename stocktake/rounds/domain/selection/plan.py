"""What a round is to select: numbers by stratum and depth, and the wishes that shape the selection."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from stocktake.core.strata import Depth, Stratum, beside

# What a sample can be spread over, in the words of pages and of the certificate.
VARIABLES: Mapping[str, str] = {
    "sex": "sex",
    "ethnicity": "ethnic group",
    "disability": "disability",
    "need": "primary need",
    "age": "age",
    "time open": "time open",
    "team": "team",
}
# Leans towards protection and care, where a child's situation changes fastest: 17 and 10. Of what
# was received it leans to where nothing followed, and is light: there is seldom more than a decision.
USUAL = {
    "EH": (3, 2), "CIN": (4, 2), "CP": (4, 0), "CLA": (4, 3), "CL": (2, 3),
    "NFA": (0, 10), "FA": (0, 5), "NK": (0, 5),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumPlan:
    """How many children of one stratum are reviewed at each depth."""

    stratum: Stratum
    in_depth: int
    lighter: int

    @property
    def wanted(self) -> int:
        return self.in_depth + self.lighter


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A child reviewed in the last `months` keeps `part` of the others' chance; 1 of 1: as others."""

    months: int = 6
    part: tuple[int, int] = (1, 2)

    @property
    def weight(self) -> Fraction:
        return Fraction(*self.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What every sample must keep to, whatever the seed; None where nothing is asked."""

    team_least: int | None = None
    team_most: int | None = None
    worker_most: int | None = None
    household_most: int | None = None

    @property
    def any(self) -> bool:
        asked = (self.team_least, self.team_most, self.worker_most, self.household_most)
        return any(value is not None for value in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certain:
    """A child who is in the sample whatever the seed, kept apart from the random part."""

    child_id: str
    depth: Depth = Depth.IN_DEPTH
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A round's design; `reserves` are the next in order, kept for each stratum.

    `rule` tells in words how the numbers came about, since they are what binds. `shared` cases are
    reviewed by every strand of a round held in conjunction; the others by one strand each.
    """

    strata: tuple[StratumPlan, ...]
    reserves: int = 2
    rule: str = "fixed"
    spread: tuple[str, ...] = ()
    recent: Recent | None = None
    limits: Limits = Limits()
    certain: tuple[Certain, ...] = ()
    shared: int = 0

    @property
    def in_depth(self) -> int:
        return sum(s.in_depth for s in self.strata)

    @property
    def lighter(self) -> int:
        return sum(s.lighter for s in self.strata)

    @property
    def wanted(self) -> int:
        return self.in_depth + self.lighter

    def of(self, stratum: Stratum) -> StratumPlan:
        """The plan of one stratum; none is planned where it is not named."""
        found = (s for s in self.strata if s.stratum == stratum)
        return next(found, StratumPlan(stratum=stratum, in_depth=0, lighter=0))


def proposed(open_: Mapping[Stratum, int]) -> Plan:
    """The plan a new round begins with: the usual 27, or fewer where fewer children are open."""
    strata = []
    for stratum in beside(open_):
        in_depth, lighter = USUAL[stratum]
        found = open_.get(stratum, 0)
        in_depth = min(in_depth, found)
        lighter = min(lighter, found - in_depth)
        strata.append(StratumPlan(stratum=stratum, in_depth=in_depth, lighter=lighter))
    return Plan(strata=tuple(strata), spread=tuple(VARIABLES)[:4], recent=Recent())
