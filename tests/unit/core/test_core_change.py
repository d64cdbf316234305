"""The probability of a real change: exact, fair to both directions, and right as often as it says."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.core.statistics.change import Change, change, change_in_words, least_change, totals
from stocktake.core.statistics.finite import Group


@st.composite
def some_groups(draw: st.DrawFn) -> list[Group]:
    found = []
    for _ in range(draw(st.integers(1, 3))):
        size = draw(st.integers(1, 30))
        sampled = draw(st.integers(0, size))
        so = draw(st.integers(0, sampled))
        found.append(Group(size=size, sampled=sampled, found=so))
    return found


@settings(max_examples=60, deadline=None)
@given(some_groups(), some_groups())
def test_the_three_add_up_and_turn_round_with_the_rounds(
    before: list[Group], after: list[Group]
) -> None:
    there, back = change(before, after), change(after, before)
    assert there.higher + there.lower + there.same == pytest.approx(1)
    assert there.higher == pytest.approx(back.lower, abs=1e-9)
    assert there.same == pytest.approx(back.same, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(some_groups())
def test_totals_are_a_distribution_over_what_is_possible(groups: list[Group]) -> None:
    chances = totals(groups)
    assert chances.sum() == pytest.approx(1)
    assert not chances[: sum(g.found for g in groups)].any()


def test_one_group_is_bayes_rule_over_equally_likely_numbers() -> None:
    size, sampled, found = 9, 4, 3
    told = [math.comb(k, found) * math.comb(size - k, sampled - found) for k in range(size + 1)]
    expected = np.array(told) / sum(told)
    assert totals([Group(size=size, sampled=sampled, found=found)]) == pytest.approx(expected)


def test_what_was_seen_in_full_is_certain() -> None:
    few, many = Group(size=8, sampled=8, found=2), Group(size=12, sampled=12, found=9)
    assert change([few], [many]) == Change(higher=1, lower=0, same=0)
    assert "Higher than in April 2026: every child of both was seen" in change_in_words(
        change([few], [many]), "April 2026"
    )


def _truths(rng: np.random.Generator, count: int) -> list[tuple[float, float]]:
    """(probability told of a rise, whether it rose) over simulated councils."""
    told = []
    for _ in range(count):
        rounds, shares = [], []
        for _ in range(2):
            sizes = [int(n) for n in rng.integers(8, 40, 3)]
            so = [int(rng.integers(0, n + 1)) for n in sizes]
            found = [int(rng.hypergeometric(k, n - k, 5)) for k, n in zip(so, sizes, strict=True)]
            rounds.append(
                [Group(size=n, sampled=5, found=f) for n, f in zip(sizes, found, strict=True)]
            )
            shares.append(sum(so) / sum(sizes))
        told.append((change(rounds[0], rounds[1]).higher, float(shares[1] > shares[0])))
    return told


def test_simulated_councils_rise_as_often_as_is_said() -> None:
    told = np.array(_truths(np.random.default_rng(27), 1500))
    for low, high in itertools.pairwise((0.0, 0.2, 0.4, 0.6, 0.8, 1.0)):
        within = told[(told[:, 0] >= low) & (told[:, 0] <= high)]
        error = 4 * math.sqrt(0.25 / len(within))
        assert abs(within[:, 0].mean() - within[:, 1].mean()) < error


def test_a_bare_difference_of_percentages_is_wrong_more_often_than_what_is_said() -> None:
    """The negative control: taking every rise of the sample for a rise of the council."""
    told = np.array(_truths(np.random.default_rng(3), 400))
    sure = told[told[:, 0] >= 0.95]
    rose = told[told[:, 0] > 0.5]
    assert sure[:, 1].mean() > 0.9
    assert rose[:, 1].mean() < 0.9


def test_a_handful_is_refused_in_plain_words() -> None:
    before, after = Group(size=40, sampled=4, found=2), Group(size=40, sampled=4, found=3)
    said = change_in_words(change([before], [after]), "April 2026")
    assert said == "These reviews cannot tell a change since April 2026."


def test_all_of_nine_is_not_told_as_worse_than_nearly_all_of_many() -> None:
    """Under the flat belief alone a smaller sample would look like a fall."""
    before = [Group(size=23, sampled=6, found=6) for _ in range(4)] + [
        Group(size=21, sampled=3, found=2)
    ]
    after = [Group(size=23, sampled=2, found=2) for _ in range(5)]
    assert change(before, after).lower > 0.75
    assert "cannot tell" in change_in_words(least_change(before, after), "April 2026")


def test_a_real_turn_in_27_cases_is_told() -> None:
    before = [Group(size=23, sampled=5, found=1) for _ in range(5)]
    after = [Group(size=23, sampled=5, found=4) for _ in range(5)]
    said = change_in_words(least_change(before, after), "April 2026")
    assert said == "Higher than in April 2026: at least 19 chances in 20."
