"""How many children of a known number are so, from a sample of them: exact, without a normal curve.

One group: the interval that inverts the hypergeometric distribution (Wright, Exact confidence
bounds when sampling from small finite universes, 1991). Several groups, each with its own numbers:
the one-sided p-values of all groups are joined by Fisher's method and the split of the total among
groups is chosen against us, so the interval holds whatever the truth (Ottoboni, Stark, Lindeman
and McBurnett, Risk-limiting audits by stratified union-intersection tests, 2018). Both cover the
truth at least as often as they say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One stratum: `size` children, `sampled` of them by equal chance, `found` of those are so."""

    size: int
    sampled: int
    found: int

    def __post_init__(self) -> None:
        if not 0 <= self.found <= self.sampled <= self.size:
            raise ValueError("A sample lies within its group, and what is found within the sample.")


def count_interval(groups: Sequence[Group], level: float = 0.95) -> tuple[int, int]:
    """Least and greatest number of children of all groups that fit the sample at this level."""
    total = sum(g.size for g in groups)
    low = _least(groups, (1 - level) / 2)
    other = [Group(size=g.size, sampled=g.sampled, found=g.sampled - g.found) for g in groups]
    return low, total - _least(other, (1 - level) / 2)


def _least(groups: Sequence[Group], tail: float) -> int:
    """The least total that is not rejected when this many or more are found."""
    joined = np.zeros(1)
    for group in groups:
        joined = _most_of_both(joined, _logs(group))
    asked = sum(1 for g in groups if 0 < g.sampled < g.size)
    fits = np.flatnonzero(_joint(joined, max(asked, 1)) > tail)
    return int(fits[0])


def _logs(group: Group) -> Floats:
    """For each possible number in the group: the log of the chance to find as many as was found.

    Impossible numbers have minus infinity; a group nobody was sampled from says nothing.
    """
    from scipy.stats import hypergeom  # seconds to load

    whole = np.arange(group.size + 1)
    with np.errstate(divide="ignore"):
        found: Floats = np.log(
            hypergeom.sf(group.found - 1, group.size, whole, group.sampled)
            if group.sampled < group.size
            else (whole == group.found).astype(float)
        )
    found[whole < group.found] = -np.inf
    found[whole > group.size - (group.sampled - group.found)] = -np.inf
    return found


def _most_of_both(one: Floats, other: Floats) -> Floats:
    """By total: the greatest sum of logs over all ways to split it."""
    best = np.full(len(one) + len(other) - 1, -np.inf)
    for i, value in enumerate(other):
        window = best[i : i + len(one)]
        np.maximum(window, one + value, out=window)
    return best


def _joint(logs: Floats, groups: int) -> Floats:
    """Fisher's joint p-value: with one group the p-value itself."""
    from scipy.stats import chi2

    joined: Floats = np.where(np.isinf(logs), 0.0, chi2.sf(-2 * logs, 2 * groups))
    return joined
