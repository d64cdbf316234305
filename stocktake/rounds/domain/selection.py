"""Sample selection: within each stratum every order of the children is equally likely.

Each child gets a priority, the HMAC-SHA-256 of their id under the seed; the first n by priority
are the sample. A priority depends on nothing but the seed and the child, so the same frame gives
the same sample on any machine and in any row order, a child added to one stratum changes nothing
in another, and each of the N children of a stratum is selected with the exact chance n/N (simple
random sampling without replacement; an estimate may weight by it).
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from stocktake.core.strata import Depth, Stratum

METHOD = "stratified simple random, HMAC-SHA-256 order, rule 1"


class Open(Protocol):
    """A child of the frame as selection sees them: a frame's row and a certificate's fit."""

    @property
    def child_id(self) -> str: ...
    @property
    def stratum(self) -> Stratum | str: ...


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
class Plan:
    """What a round is to select; `reserves` are the next in order, kept for each stratum."""

    strata: tuple[StratumPlan, ...]
    reserves: int = 2

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


# Leans towards protection and care, where a child's situation changes fastest: 17 and 10.
USUAL = {"EH": (3, 2), "CIN": (4, 2), "CP": (4, 0), "CLA": (4, 3), "CL": (2, 3)}


def proposed(open_: Mapping[Stratum, int]) -> Plan:
    """The plan a new round begins with: the usual 27, or fewer where fewer children are open."""
    strata = []
    for stratum in Stratum:
        in_depth, lighter = USUAL[stratum]
        found = open_.get(stratum, 0)
        in_depth = min(in_depth, found)
        lighter = min(lighter, found - in_depth)
        strata.append(StratumPlan(stratum=stratum, in_depth=in_depth, lighter=lighter))
    return Plan(strata=tuple(strata))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One child in drawn order, counted from 1 in a stratum; a reserve has no depth."""

    child_id: str
    stratum: Stratum
    order: int
    depth: Depth | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumDraw:
    """From open children to the sample, for one stratum."""

    stratum: Stratum
    open: int
    in_depth: int
    lighter: int

    @property
    def drawn(self) -> int:
        return self.in_depth + self.lighter

    @property
    def chance(self) -> Fraction:
        """Each child's exact chance of being in the sample."""
        return Fraction(self.drawn, self.open) if self.open else Fraction(0)

    @property
    def chance_in_words(self) -> str:
        return f"{self.drawn} in {self.open}" if self.open else "nobody to select"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A selection: the children by stratum in drawn order, the reserves after them, the counts."""

    drawn: tuple[Drawn, ...]
    reserves: tuple[Drawn, ...]
    strata: tuple[StratumDraw, ...]


def select(rows: Iterable[Open], plan: Plan, seed: str) -> Sample:
    """Select the sample that this seed gives. `seed` is a hexadecimal string.

    Raises ValueError when a stratum has too few children or a child stands twice in the frame.
    """
    frame: dict[Stratum, list[str]] = {stratum: [] for stratum in Stratum}
    for row in rows:
        frame[Stratum(row.stratum)].append(row.child_id)
    _no_child_twice([child_id for children in frame.values() for child_id in children])
    drawn: list[Drawn] = []
    reserves: list[Drawn] = []
    counts: list[StratumDraw] = []
    for stratum in Stratum:
        children = in_order(frame[stratum], seed)
        wanted = plan.of(stratum)
        if wanted.wanted > len(children):
            raise ValueError(_too_few(wanted, len(children)))
        chosen = _with_depth(children, wanted, plan.reserves)
        drawn += [d for d in chosen if d.depth is not None]
        reserves += [d for d in chosen if d.depth is None]
        counts.append(
            StratumDraw(
                stratum=stratum,
                open=len(children),
                in_depth=wanted.in_depth,
                lighter=wanted.lighter,
            )
        )
    return Sample(drawn=tuple(drawn), reserves=tuple(reserves), strata=tuple(counts))


def in_order(child_ids: Iterable[str], seed: str) -> list[str]:
    """The children by their priority under this seed; equal priorities (never seen) by id."""
    keyed = hmac.new(bytes.fromhex(seed), digestmod="sha256")  # the key is worked in once

    def priority(child_id: str) -> tuple[bytes, str]:
        one = keyed.copy()
        one.update(child_id.encode())
        return one.digest(), child_id

    return sorted(child_ids, key=priority)


def seed_of(*, frame_hash: str, reference: str, number: str, attempt: int) -> str:
    """The seed of one attempt: nobody who lacks the committed number can know it beforehand.

    SHA-256 over the frame's hash, the round's reference, the number committed when the round was
    commissioned (hexadecimal) and the attempt, each on a line of its own.
    """
    facts = "\n".join(("stocktake seed 1", frame_hash, reference, number, str(attempt)))
    return hashlib.sha256(facts.encode()).hexdigest()


def commitment_to(number: str) -> str:
    """What is written down at commissioning: it binds the number without telling it."""
    return hashlib.sha256(f"stocktake commitment 1\n{number}".encode()).hexdigest()


def demonstration_number(reference: str) -> str:
    """The committed number of a demonstration home: fixed, so that a reset home is the same."""
    return hashlib.sha256(f"stocktake demonstration 2026\n{reference}".encode()).hexdigest()[:32]


def _with_depth(children: Sequence[str], wanted: StratumPlan, reserves: int) -> list[Drawn]:
    depths: list[Depth | None] = [Depth.IN_DEPTH] * wanted.in_depth
    depths += [Depth.LIGHTER] * wanted.lighter
    depths += [None] * (reserves if wanted.wanted else 0)
    pairs = zip(children, depths, strict=False)
    return [
        Drawn(child_id=child_id, stratum=wanted.stratum, order=order, depth=depth)
        for order, (child_id, depth) in enumerate(pairs, start=1)
    ]


def _too_few(wanted: StratumPlan, found: int) -> str:
    return (
        f"{wanted.wanted} children are planned in {wanted.stratum}, and {found} are open there. "
        "Lower the plan or choose another snapshot."
    )


def _no_child_twice(child_ids: Sequence[str]) -> None:
    if len(set(child_ids)) != len(child_ids):
        raise ValueError("A child stands twice in the frame, so their chance would be unequal.")
