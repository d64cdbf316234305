"""Numbers worked out by a rule: what they add up to, and that no others would do better."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.core.strata import HELD, Stratum
from stocktake.rounds.domain.apportioning import (
    EQUAL,
    OPTIMAL,
    PROPORTIONAL,
    CannotApportion,
    Wish,
    apportioned,
)
from stocktake.rounds.domain.selection import Plan

OPEN = dict(zip(HELD, (41, 29, 12, 21, 15), strict=True))
NONE = Plan(strata=())
RULES = (EQUAL, PROPORTIONAL, OPTIMAL)


def wish(rule: str, reviews: int = 27, in_depth: int = 17, **more: Any) -> Wish:
    return Wish(rule=rule, reviews=reviews, in_depth=in_depth, **more)


@given(
    st.sampled_from(RULES),
    st.lists(st.integers(0, 60), min_size=5, max_size=5),
    st.integers(0, 80),
    st.integers(0, 80),
    st.integers(0, 9),
)
def test_numbers_add_up_and_no_group_gives_more_than_it_has(
    rule: str, sizes: list[int], reviews: int, deep: int, whole: int
) -> None:
    open_ = dict(zip(HELD, sizes, strict=True))
    try:
        plan = apportioned(NONE, open_, wish(rule, reviews, deep, whole=whole))
    except CannotApportion:
        return
    assert (plan.wanted, plan.in_depth) == (reviews, deep)
    for one in plan.strata:
        size = open_[one.stratum]
        assert min(one.in_depth, one.lighter) >= 0
        assert bool(size) <= one.wanted <= size
        assert one.wanted == size or size > whole


@settings(max_examples=30)
@given(st.lists(st.integers(2, 12), min_size=3, max_size=3), st.lists(st.integers(1, 99), min_size=3, max_size=3))  # fmt: skip
def test_no_other_numbers_let_the_estimate_vary_less(sizes: list[int], shares: list[int]) -> None:
    groups = HELD[:3]
    open_, expected = dict(zip(groups, sizes, strict=True)), dict(zip(groups, shares, strict=True))
    count = min(6, sum(sizes))
    plan = apportioned(NONE, open_, wish(OPTIMAL, count, 0, expected=expected))

    def variance(taken: tuple[int, ...]) -> float:
        rows = zip(sizes, shares, taken, strict=True)
        return sum(n * n * p * (100 - p) / k for n, p, k in rows)

    others = [t for t in product(*(range(1, n + 1) for n in sizes)) if sum(t) == count]
    best = min(map(variance, others))
    assert variance(tuple(plan.of(g).wanted for g in groups)) == pytest.approx(best)


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [(EQUAL, [6, 6, 5, 5, 5]), (PROPORTIONAL, [9, 7, 3, 5, 3]), (OPTIMAL, [9, 7, 3, 5, 3])],
)
def test_the_rules_give_what_they_say(rule: str, numbers: list[int]) -> None:
    plan = apportioned(NONE, OPEN, wish(rule))
    assert [plan.of(s).wanted for s in HELD] == numbers
    assert "27 in all, 17 of them in depth" in plan.rule


def test_a_small_group_is_taken_whole() -> None:
    plan = apportioned(NONE, OPEN, wish(PROPORTIONAL, whole=12))
    assert plan.of(Stratum.CP).wanted == 12
    assert "groups of up to 12 taken whole" in plan.rule


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (wish(EQUAL, 4, 0), "too few for at least one in each group"),
        (wish(EQUAL, 119, 0), "the frame has fewer"),
        (wish(EQUAL, 10, 11), "not more than all"),
        (wish("fixed"), "Choose how"),
    ],
)
def test_what_cannot_be_is_one_sentence(asked: Wish, sentence: str) -> None:
    with pytest.raises(CannotApportion, match=sentence):
        apportioned(NONE, OPEN, asked)
    with pytest.raises(CannotApportion):
        apportioned(NONE, {}, asked)
