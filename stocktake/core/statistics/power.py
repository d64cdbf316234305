"""How likely two rounds of a size are to show a change: exact, over every pair of samples.

Both rounds sample the same number of children from a council of one size. For each pair of what
could be found, `change.least_change` says whether a change would be told; the chances of the pairs
are hypergeometric. Nothing is drawn at random.
"""

from dataclasses import dataclass

import numpy as np

from stocktake.core.statistics.change import BELIEFS, SURE
from stocktake.core.statistics.finite import Floats

OFTEN = 0.8  # of pairs of rounds: "four times in five"


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """A round's size, the chance to tell each rise (in points of a hundred), and the smallest rise
    that is told four times in five; None where none is."""

    sampled: int
    chances: tuple[float, ...]
    smallest: int | None


def power(children: int, sampled: int, start: int, rises: tuple[int, ...]) -> Power:
    """`start`: of 100 children, how many there were before. A rise past 100 counts as to 100.

    Raises ValueError where more are sampled than there are.
    """
    if not 0 < sampled <= children:
        raise ValueError("A round samples at least one child, and at most all of them.")
    says = told(children, sampled)
    before = _found(children, sampled, start)

    def chance(rise: int) -> float:
        return float(before @ says @ _found(children, sampled, min(start + rise, 100)))

    every = {rise: chance(rise) for rise in range(1, 101 - start)}
    enough = (rise for rise, found in every.items() if found >= OFTEN)
    return Power(
        sampled=sampled,
        chances=tuple(chance(rise) for rise in rises),
        smallest=next(enough, None),
    )


def told(children: int, sampled: int) -> Floats:
    """1 where finding `row` before and `column` after is told as higher for sure, else 0."""
    from scipy.stats import betabinom  # seconds to load

    unseen = np.arange(children - sampled + 1)
    sure: Floats = np.ones((sampled + 1, sampled + 1))
    for so, not_so in BELIEFS:
        totals = np.zeros((sampled + 1, children + 1))
        for found in range(sampled + 1):
            chances = betabinom.pmf(unseen, len(unseen) - 1, so + found, not_so + sampled - found)
            totals[found, found : found + len(unseen)] = chances
        below = np.hstack([np.zeros((sampled + 1, 1)), np.cumsum(totals, axis=1)[:, :-1]])
        sure *= below @ totals.T >= SURE
    return sure


def _found(children: int, sampled: int, share: int) -> Floats:
    """The chance of each number found when `share` of 100 children are so, rounded to children."""
    from scipy.stats import hypergeom

    whole = (children * share + 50) // 100
    chances: Floats = hypergeom.pmf(np.arange(sampled + 1), children, whole, sampled)
    return chances
