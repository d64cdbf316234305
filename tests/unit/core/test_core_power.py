"""What size of round shows what size of change: it agrees with the comparison it foretells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.core.statistics.change import SURE, least_change
from stocktake.core.statistics.finite import Group
from stocktake.core.statistics.power import OFTEN, power, told


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 60), st.data())
def test_it_says_what_the_comparison_of_two_rounds_would_say(
    children: int, data: st.DataObject
) -> None:
    sampled = data.draw(st.integers(1, min(children, 20)))
    before, after = (data.draw(st.integers(0, sampled)) for _ in range(2))
    groups = [[Group(size=children, sampled=sampled, found=n)] for n in (before, after)]
    chance = least_change(*groups).higher
    if abs(chance - SURE) > 1e-9:
        assert told(children, sampled)[before, after] == (chance >= SURE)


def test_foretold_is_how_often_simulated_rounds_tell_it() -> None:
    rng, runs = np.random.default_rng(7), 4_000
    says = told(118, 27)
    one, other = (rng.hypergeometric(n, 118 - n, 27, runs) for n in (59, 94))
    assert power(118, 27, 50, (30,)).chances[0] == pytest.approx(says[one, other].mean(), abs=0.04)


def test_more_reviews_tell_more_and_all_children_tell_everything() -> None:
    few, more, whole = (power(118, n, 50, (0, 20)) for n in (10, 40, 118))
    assert few.chances[1] < more.chances[1] < whole.chances[1] == pytest.approx(1)
    assert whole.chances[0] == 0
    assert whole.smallest == 1
    assert power(118, 2, 50, (50,)).smallest is None


def test_the_smallest_rise_is_told_often_enough_and_the_one_below_is_not() -> None:
    found = power(118, 27, 50, ())
    assert found.smallest is not None
    below, here = power(118, 27, 50, (found.smallest - 1, found.smallest)).chances
    assert below < OFTEN <= here


def test_a_round_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one child"):
        power(10, 0, 50, ())
