"""Hard limits as groups of children with a least and a most, and chances that meet them on average.

A selection can keep to its limits and still have known chances when the limits hold for the sum of
chances in each group. Where they do not, chances are scaled group by group and stratum by stratum
until they do (Bregman, The relaxation method of finding the common point of convex sets, 1967):
the smallest change in proportion, alike for children alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from stocktake.rounds.domain.selection.candidates import Candidate
from stocktake.rounds.domain.selection.chances import CannotSelect, Stake
from stocktake.rounds.domain.selection.nearness import Places, numbered
from stocktake.rounds.domain.selection.plan import Limits

SWEEPS = 3_000
CLOSE = 1e-10  # reviews by which a sum of chances may miss a limit
NEARLY = 1e-6  # with limits that leave no room the sums come near more slowly; this still rounds
FINE = 1 << 40  # chances in parts of this, where they had to be scaled

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One limit: for each child the number of their group (-1: none), and the group's bounds."""

    name: str  # "team", "worker", "household"
    of: tuple[int, ...]
    names: tuple[str, ...]
    least: int
    most: int | None

    def sums(self, values: Sequence[int]) -> list[int]:
        """The sum of whole numbers in each group."""
        total = [0] * (len(self.names) + 1)  # the last, which is also -1, for those in no group
        for group, value in zip(self.of, values, strict=True):
            total[group] += value
        return total[:-1]

    def broken(self, taken: Iterable[int]) -> list[str]:
        """Groups of which a number outside the bounds is taken, given the places of those taken."""
        count = Counter(self.of[i] for i in taken)
        most = len(self.of) if self.most is None else self.most
        return [n for g, n in enumerate(self.names) if not self.least <= count[g] <= most]


def families(children: Sequence[Candidate], limits: Limits) -> tuple[Family, ...]:
    """The limits that are asked for, as groups of these children."""
    return tuple(_families(children, limits))


def _families(children: Sequence[Candidate], limits: Limits) -> Iterator[Family]:
    for name, least, most in (
        ("household", None, limits.household_most),
        ("worker", None, limits.worker_most),
        ("team", limits.team_least, limits.team_most),
    ):
        if least is None and most is None:
            continue
        values, numbers = numbered(map(attrgetter(name), children))
        nobodys = values[:1] == [""]  # "" is the first in order, and no group
        yield Family(
            name=name,
            of=tuple((numbers - nobodys).tolist()),
            names=tuple(values[nobodys:]),
            least=least or 0,
            most=most,
        )


def fitted(found: Sequence[Stake], groups: Sequence[Family]) -> tuple[list[int], int]:
    """Chances of all strata's children in turn, in parts of one whole, with every limit met on
    average. Exact where no chance had to be scaled. Raises CannotSelect where none can be found."""
    whole = int(np.lcm.reduce([s.whole for s in found], dtype=object))
    exact = [chance * (whole // s.whole) for s in found for chance in s.chances]
    if all(_holds(family, exact, whole) for family in groups):
        return exact, whole
    start = np.array([chance / whole for chance in exact])
    fixed = np.array([c.certain is not None for s in found for c in s.children], dtype=bool)
    strata = np.repeat(np.arange(len(found)), [len(s.children) for s in found])
    wanted = np.array([s.plan.wanted for s in found], dtype=float)
    scaled = _scaled(start, fixed, groups, strata.astype(np.int64), wanted)
    return _in_parts(scaled, fixed, found), FINE


def _holds(family: Family, chances: Sequence[int], whole: int) -> bool:
    most = None if family.most is None else family.most * whole
    return all(
        family.least * whole <= s and (most is None or s <= most) for s in family.sums(chances)
    )


def _scaled(
    chances: Floats, fixed: npt.NDArray[np.bool_], groups: Sequence[Family], strata: Places,
    wanted: Floats,
) -> Floats:  # fmt: skip
    """Plain products, quotients and sums in a set order: the same bits on every machine."""
    held = [_held(family) for family in groups]
    held.append((strata, wanted, wanted))
    miss = 0.0
    for _ in range(SWEEPS):
        miss = max(_miss(chances, *one) for one in held)
        if miss <= CLOSE:
            break
        for one in held:
            chances = _towards(chances, fixed, *one)
    if miss > NEARLY:
        raise CannotSelect("The limits cannot all be met.")
    return chances


def _held(family: Family) -> tuple[Places, Floats, Floats]:
    """Each child's group, and each group's least and most: those in none are a last one without."""
    size = len(family.names)
    of = np.array(family.of, dtype=np.int64)
    least, most = np.full(size + 1, float(family.least)), np.full(size + 1, np.inf)
    least[size] = -np.inf
    if family.most is not None:
        most[:size] = family.most
    return np.where(of < 0, size, of), least, most


def _sums(values: Floats, of: Places, size: int) -> Floats:
    """Added one after the other, in the order of children, which no machine does differently."""
    return np.bincount(of, weights=values, minlength=size).astype(np.float64, copy=False)


def _miss(chances: Floats, of: Places, least: Floats, most: Floats) -> float:
    sums = _sums(chances, of, len(least))
    return float(max((least - sums).max(initial=0.0), (sums - most).max(initial=0.0)))


def _towards(
    chances: Floats, fixed: npt.NDArray[np.bool_], of: Places, least: Floats, most: Floats
) -> Floats:
    """Scale the chances that can move so that each group's sum lies within its bounds."""
    for _ in range(4):  # a chance cut at 1 leaves the rest to the others
        sums = _sums(chances, of, len(least))
        if bool(((least <= sums) & (sums <= most)).all()):
            break  # every factor would be 1
        still = fixed | ((chances >= 1.0) & (sums < least)[of])
        kept = _sums(np.where(still, chances, 0.0), of, len(least))
        aim = np.minimum(np.maximum(sums, least), most) - kept
        free = sums - kept
        scale = np.where(free > 0.0, np.maximum(aim, 0.0) / np.where(free > 0.0, free, 1.0), 1.0)
        factor = np.where(still, 1.0, scale[of])
        chances = np.minimum(chances * factor, 1.0)
        if not bool(((chances >= 1.0) & ~still & (factor > 1.0)).any()):
            break
    return chances


def _in_parts(chances: Floats, fixed: npt.NDArray[np.bool_], found: Sequence[Stake]) -> list[int]:
    """In parts of FINE; what rounding leaves of a stratum goes to its children, a part each."""
    parts = [int(chance * FINE) for chance in chances.tolist()]
    start = 0
    for stake in found:
        places = range(start, start + len(stake.children))
        movable = [i for i in places if not fixed[i] and 0 < parts[i] < FINE]
        left = stake.plan.wanted * FINE - sum(parts[i] for i in places)
        before = 0
        while left not in (0, before):
            before = left
            each = left // len(movable) or (1 if left > 0 else -1)
            for i in movable:
                change = max(-parts[i], min(each, FINE - parts[i]))
                change = min(change, left) if left > 0 else max(change, left)
                parts[i] += change
                left -= change
        start += len(stake.children)
    return parts
