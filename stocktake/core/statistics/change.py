"""Whether a share really changed between two rounds: the exact probability, group by group.

A belief held before looking, joined to what the sample found, leaves a beta-binomial distribution
of the children not seen (the finite-population posterior of Ericson, Journal of the Royal
Statistical Society B 31, 1969). Groups are added by convolution, and the two rounds are compared
over every pair of totals: nothing is drawn at random and no normal curve is used. A few reviews
say little, so a belief weighs: what is told is the least over three that differ widely.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stocktake.core.statistics.finite import Floats, Group

BELIEFS = ((1.0, 1.0), (0.2, 1.8), (1.8, 0.2))  # any number alike; that few are; that most are
SURE = 0.95  # from here a change is said without "probably"
LIKELY = 0.8  # below this nothing is said of a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Probabilities that the share of all children is higher, lower or the same as before."""

    higher: float
    lower: float
    same: float


def least_change(before: Sequence[Group], after: Sequence[Group]) -> Change:
    """What holds whichever belief was held beforehand; the three need not add up to one."""
    found = [change(before, after, belief) for belief in BELIEFS]
    return Change(
        higher=min(f.higher for f in found),
        lower=min(f.lower for f in found),
        same=min(f.same for f in found),
    )


def change(
    before: Sequence[Group], after: Sequence[Group], belief: tuple[float, float] = BELIEFS[0]
) -> Change:
    """Under one belief about every group. Raises ValueError where a round has no children."""
    earlier, later = totals(before, belief), totals(after, belief)
    if min(len(earlier), len(later)) < 2:
        raise ValueError("A comparison needs children in both rounds.")
    # shares compare as whole numbers: later / size of later beside earlier / size of earlier
    ours = np.arange(len(later)) * (len(earlier) - 1)
    theirs = np.arange(len(earlier)) * (len(later) - 1)
    below = np.concatenate([[0.0], np.cumsum(earlier)])
    less = below[np.searchsorted(theirs, ours, side="left")]
    less_or_same = below[np.searchsorted(theirs, ours, side="right")]
    higher = float(later @ less)
    lower = float(later @ (below[-1] - less_or_same))
    return Change(higher=higher, lower=lower, same=max(0.0, 1 - higher - lower))


def totals(groups: Sequence[Group], belief: tuple[float, float] = BELIEFS[0]) -> Floats:
    """The probability of each possible number of children, over all groups."""
    joined: Floats = np.ones(1)
    for group in groups:
        joined = np.convolve(joined, _of_one(group, *belief))
    return joined


def _of_one(group: Group, so: float, not_so: float) -> Floats:
    """Beta-binomial over those not seen, moved up by those found."""
    unseen, missed = group.size - group.sampled, group.sampled - group.found
    so, not_so = so + group.found, not_so + missed
    ways = [
        _log_beta(so + more, not_so + unseen - more)
        - _log_beta(so, not_so)
        + _log_choose(unseen, more)
        for more in range(unseen + 1)
    ]
    chances: Floats = np.zeros(group.size + 1)
    chances[group.found : group.found + unseen + 1] = np.exp(ways)
    return chances


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _log_choose(of: int, some: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)


def change_in_words(found: Change, since: str) -> str:
    """One sentence for a committee, e.g. since="April 2026"; a refusal where nothing can be said."""
    way, chance = max(("Higher", found.higher), ("Lower", found.lower), key=lambda x: x[1])
    if found.same >= LIKELY:
        return f"The same as in {since}."
    if chance >= SURE:
        return f"{way} than in {since}: {_odds(chance)}."
    if chance >= LIKELY:
        return f"Probably {way.lower()} than in {since}: {_odds(chance)}."
    return f"These reviews cannot tell a change since {since}."


def _odds(chance: float) -> str:
    """ "at least 19 chances in 20": rounded down, so that no more is said than was worked out."""
    if chance > 1 - 1e-9:
        return "every child of both was seen"
    return f"at least {math.floor(chance * 20)} chances in 20"
