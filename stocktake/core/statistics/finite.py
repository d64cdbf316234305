"""How many children of a known number are so, from a sample of them: exact, without a normal curve.

One group: the interval that inverts the hypergeometric distribution (Wright, Exact confidence
bounds when sampling from small finite universes, 1991). Several groups, each with its own numbers:
a total is tested by the stratified estimate, the sum of what was found in each group times its
size by its sample, and how the total is split among the groups is chosen against us (Wendell and
Schmee, Exact inference for proportions from a stratified finite population, Journal of the American
Statistical Association 91, 1996). Trying every split takes too long, so who splits may even see what
was found in one group before choosing the number of the next: that chance is never less, and it is
found backwards, group by group. The interval covers the truth at least as often as it says.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Possible = npt.NDArray[np.bool_]
MOST_PARTS = 10**9  # of a child, that an estimate is counted in; finer ones are rounded
# What is worked out exactly. Beyond it numbers are taken in blocks, each at what speaks most against
# us: the interval grows a little wider, never too narrow.
EXACT = 400  # children
BLOCKS = 200  # of more children than that
MOST_NEEDS = 15_000  # kept apart, times the numbers that a group's sample can find


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
    return _interval(tuple(groups), level)


@lru_cache(maxsize=4096)
def _interval(groups: tuple[Group, ...], level: float) -> tuple[int, int]:
    total = sum(g.size for g in groups)
    other = [Group(size=g.size, sampled=g.sampled, found=g.sampled - g.found) for g in groups]
    return _least(groups, (1 - level) / 2), total - _least(other, (1 - level) / 2)


def _least(groups: Sequence[Group], tail: float) -> int:
    """The least total that is not rejected when the estimate is as great as it is, or greater."""
    known = sum(g.found for g in groups if g.sampled == g.size)
    asked = [g for g in groups if 0 < g.sampled < g.size]
    if not any(g.found for g in asked):
        return known
    asked.sort(key=lambda g: -g.size * g.size / g.sampled)  # a late choice should matter least
    parts = min(math.lcm(*(g.sampled for g in asked)), MOST_PARTS)
    worth = [round(parts * g.size / g.sampled) for g in asked]  # of each child that was found
    steps = _needs(asked, worth)
    total = sum(g.size for g in asked)
    block = 1 if total <= EXACT else math.ceil(total / BLOCKS)
    can, reached = np.ones(1, dtype=bool), np.zeros((1, 0))
    for place in range(len(asked) - 1, -1, -1):
        ways = _ways(asked[place], worth[place], steps[place], steps[place + 1], can, reached)
        can, reached = _worst_split(asked[place], block, ways, can)
    least = int(np.flatnonzero(can & (reached[:, 0] > tail))[0]) * block
    return known + max(least, sum(g.found for g in asked))


@dataclass(frozen=True, slots=True)
class _Needs:
    """What may still be needed to reach the estimate, and the most that can still come."""

    values: Counts
    most: int


def _needs(groups: Sequence[Group], worth: Sequence[int]) -> list[_Needs]:
    """Before each group and after the last: needs that are neither met nor beyond reach.

    Of too many, some are kept; whoever needs one between is taken to need the next lesser one.
    """
    most = [
        sum(w * g.sampled for w, g in zip(worth[i:], groups[i:], strict=True))
        for i in range(len(groups) + 1)
    ]
    values = np.array([sum(w * g.found for w, g in zip(worth, groups, strict=True))])
    found = [_Needs(values, most[0])]
    for group, each, rest in zip(groups, worth, most[1:], strict=True):
        values = np.unique(values[:, None] - each * np.arange(group.sampled + 1))
        values = values[(values > 0) & (values <= rest)]
        if len(values) > (most_kept := MOST_NEEDS // (group.sampled + 1)):
            values = values[np.linspace(0, len(values) - 1, most_kept).astype(int)]
        found.append(_Needs(values, rest))
    return found


def _ways(
    group: Group, worth: int, now: _Needs, then: _Needs, can: Possible, reached: Floats
) -> Floats:
    """By number found in the group, by total of the groups after it, by need before it: the
    greatest chance that these reach what is then still needed."""
    ways = np.zeros((group.sampled + 1, len(can), len(now.values)))
    for found in range(group.sampled + 1):
        left = now.values - worth * found
        kept = np.searchsorted(then.values, left, side="right") - 1
        met = (left <= 0) | ((kept < 0) & (left <= then.most))
        open_still = ~met & (left <= then.most)
        ways[found][:, open_still] = reached[:, kept[open_still]]
        ways[found][:, met] = can[:, None]
    return ways


def _worst_split(group: Group, block: int, ways: Floats, can: Possible) -> tuple[Possible, Floats]:
    """With this group: by total in blocks, whether it is possible; and the greatest chance by need."""
    many = len(can) + group.size // block
    possible, reached = np.zeros(many, dtype=bool), np.zeros((many, ways.shape[2]))
    for so, chances in _chances(group, block):
        after = slice(so, so + len(can))
        np.maximum(reached[after], np.tensordot(chances, ways, axes=1), out=reached[after])
        possible[after] |= can
    return possible, reached


def _chances(group: Group, block: int) -> Iterator[tuple[int, Floats]]:
    """Each block of numbers that the group's sample allows, with the chance to find 0, 1, 2 of
    them when there are as many as the block allows: with more, more are found."""
    ways, top = math.comb(group.size, group.sampled), group.size - group.sampled + group.found
    for number in range(group.found // block, top // block + 1):
        so = min(number * block + block - 1, top)
        each = [
            math.comb(so, found) * math.comb(group.size - so, group.sampled - found) / ways
            for found in range(group.sampled + 1)
        ]
        yield number, np.array(each)
