"""Exact intervals for small councils: they cover the truth, and say so when they say nothing."""

import os

import numpy as np
import pytest

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
