"""Exact intervals for small councils: they cover the truth, and say so when they say nothing."""

import math
import os
from itertools import product

import numpy as np
import pytest

from stocktake.core.statistics import finite
from stocktake.core.statistics.binomial import chance_interval
from stocktake.core.statistics.finite import Group, count_interval
from stocktake.core.statistics.saying import share_in_words

COUNCILS = 5_000 if os.environ.get("STOCKTAKE_PROVE") else 150


def council(rng: np.random.Generator) -> tuple[list[Group], int]:
    """A council of 60 to 400 children in five groups, a sample of about 27, and the truth."""
    sizes = rng.multinomial(int(rng.integers(60, 401)), rng.dirichlet([4] * 5))
    groups, truth = [], 0
    for size in (int(s) for s in sizes if s):
        so = int(rng.binomial(size, rng.uniform()))
        sampled = min(size, int(rng.integers(3, 9)))
        found = int(rng.hypergeometric(so, size - so, sampled))
        groups.append(Group(size=size, sampled=sampled, found=found))
        truth += so
    return groups, truth


def test_intervals_cover_the_truth_at_least_as_often_as_they_say() -> None:
    rng = np.random.default_rng(20261019)
    hits = 0
    for _ in range(COUNCILS):
        groups, truth = council(rng)
        low, high = count_interval(groups)
        hits += low <= truth <= high
    assert hits / COUNCILS >= 0.95


@pytest.mark.parametrize("coarse", [{}, {"EXACT": 4, "BLOCKS": 5}, {"MOST_NEEDS": 12}])
def test_whatever_the_truth_of_a_small_council_its_interval_holds(
    coarse: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sample that could have been taken, each at its own chance: no simulation."""
    for name, value in coarse.items():
        monkeypatch.setattr(finite, name, value)
    rng = np.random.default_rng(27)
    for _ in range(COUNCILS // 5):
        sizes = [int(s) for s in rng.integers(2, 9, size=3)]
        sampled = [int(rng.integers(1, s + 1)) for s in sizes]
        truth = [int(rng.integers(0, s + 1)) for s in sizes]
        held = 0.0
        for found in product(*(range(n + 1) for n in sampled)):
            chance = math.prod(
                math.comb(so, x) * math.comb(size - so, n - x) / math.comb(size, n)
                for so, x, size, n in zip(truth, found, sizes, sampled, strict=True)
            )
            if chance:
                design = zip(sizes, sampled, found, strict=True)
                groups = [Group(size=s, sampled=n, found=x) for s, n, x in design]
                low, high = finite._interval.__wrapped__(tuple(groups), 0.8)
                held += chance * (low <= sum(truth) <= high)
        assert held >= 0.8 - 1e-9


def test_a_sample_spread_like_the_children_says_about_as_much_as_one_from_all() -> None:
    """27 of 118 in five groups: splitting the total against us costs a child or two, no more."""
    sizes, sampled, found = (38, 26, 16, 22, 16), (6, 6, 4, 6, 5), (4, 5, 3, 5, 4)
    design = zip(sizes, sampled, found, strict=True)
    low, high = count_interval([Group(size=s, sampled=n, found=x) for s, n, x in design])
    alone = count_interval([Group(size=118, sampled=27, found=21)])
    assert (low, high) == (70, 105)
    assert alone == (71, 106)


def test_a_forgetful_interval_does_not_cover() -> None:
    """The negative control: treating the sample as if it were all of them."""
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(100):
        groups, truth = council(rng)
        share = sum(g.size * g.found / g.sampled for g in groups)
        hits += abs(share - truth) <= 1
    assert hits < 95


@pytest.mark.parametrize(
    ("group", "low", "high"),
    [
        (Group(size=12, sampled=12, found=5), 5, 5),
        (Group(size=12, sampled=4, found=0), 0, 6),
        (Group(size=12, sampled=4, found=4), 6, 12),
        (Group(size=20, sampled=0, found=0), 0, 20),
    ],
)
def test_one_group_is_the_hypergeometric_interval(group: Group, low: int, high: int) -> None:
    assert count_interval([group]) == (low, high)


def test_a_group_taken_whole_adds_its_count_and_no_doubt() -> None:
    some = Group(size=40, sampled=10, found=4)
    low, high = count_interval([some])
    whole = Group(size=6, sampled=6, found=2)
    assert count_interval([some, whole]) == (low + 2, high + 2)


def test_a_handful_is_refused_in_plain_words() -> None:
    said = share_in_words([Group(size=12, sampled=4, found=2)], "open children")
    assert said.startswith("These 4 reviews cannot say how common this is among the 12")
    assert "Nobody of these" in share_in_words([Group(size=9, sampled=0, found=0)], "children")
    assert "All that bears on it was seen: 3 of 9" in share_in_words(
        [Group(size=9, sampled=9, found=3)], "children"
    )


def test_what_can_be_said_is_said_with_whom_it_describes() -> None:
    said = share_in_words([Group(size=118, sampled=60, found=45)], "open children")
    assert said.startswith("Between ")
    assert "of the 118 open children" in said


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="within"):
        Group(size=3, sampled=4, found=1)
    with pytest.raises(ValueError, match="at least one run"):
        chance_interval(1, 0)
    assert chance_interval(0, 1000)[0] == 0.0
    assert chance_interval(1000, 1000)[1] == 1.0
