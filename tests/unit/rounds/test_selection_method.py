"""Selection: the same sample everywhere, with the design's depths, reserves and certain cases."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.selection import Plan, Recent, Sample, StratumPlan, select
from stocktake.rounds.domain.selection.chances import CannotSelect, shared, stakes
from tests.selection_frames import SEED, frame, plan

FRAME = frame(EH=19, CP=8)
WANTED = plan(EH=(2, 3), CP=(1, 1))


def hexes() -> st.SearchStrategy[str]:
    return st.binary(min_size=32, max_size=32).map(bytes.hex)


def of(sample: Sample, stratum: str) -> list[str]:
    return [d.key for d in (*sample.drawn, *sample.reserves) if d.stratum == stratum]


@given(seed=hexes(), shuffle=st.randoms())
def test_the_row_order_changes_nothing(seed: str, shuffle: random.Random) -> None:
    mixed = shuffle.sample(FRAME, len(FRAME))
    assert select(FRAME, WANTED, seed) == select(mixed, WANTED, seed)


@given(seed=hexes(), extra=st.integers(min_value=1, max_value=9))
def test_a_child_added_to_another_stratum_changes_nothing_here(seed: str, extra: int) -> None:
    more = [*FRAME, *(replace(c, key=f"x{c.key}") for c in frame(CP=extra))]
    assert of(select(FRAME, WANTED, seed), "EH") == of(select(more, WANTED, seed), "EH")


@given(seed=hexes(), extra=st.integers(min_value=1, max_value=9))
def test_a_child_left_out_changes_nothing(seed: str, extra: int) -> None:
    """Whoever is outside the frame of selection cannot change who is selected from it."""
    out = [replace(c, key=f"out{c.key}", left_out=True) for c in frame(EH=extra)]
    before, after = select(FRAME, WANTED, seed), select([*FRAME, *out], WANTED, seed)
    assert of(before, "EH") == of(after, "EH")
    assert [s.left_out for s in after.strata if s.stratum == "EH"] == [extra]


@given(seed=hexes())
def test_in_depth_comes_first_and_reserves_after(seed: str) -> None:
    sample = select(FRAME, plan(EH=(2, 3), CP=(1, 1)), seed)
    own = [d for d in sample.drawn if d.stratum == "EH"]
    assert [d.depth for d in own] == [Depth.IN_DEPTH] * 2 + [Depth.LIGHTER] * 3
    assert [d.order for d in own] == [1, 2, 3, 4, 5]
    assert [d.order for d in sample.reserves if d.stratum == "EH"] == [6, 7]
    assert len(set(of(sample, "EH"))) == 7


def test_a_fixed_vector_holds_on_every_machine() -> None:
    sample = select(FRAME, WANTED, SEED)
    assert of(sample, "EH") == [f"EH-{n:04}" for n in (10, 5, 15, 14, 7, 3, 18)]
    assert of(sample, "CP") == [f"CP-{n:04}" for n in (4, 3, 0, 6)]


def test_a_stratum_that_is_planned_whole_is_taken_whole() -> None:
    sample = select(FRAME, plan(EH=(0, 0), CP=(4, 4)), SEED)
    assert sorted(d.key for d in sample.drawn) == sorted(c.key for c in FRAME if c.stratum == "CP")
    taken = next(s for s in sample.strata if s.stratum == "CP")
    assert (taken.take_all, taken.chance_in_words) == (True, "all")


def test_certain_cases_are_in_whatever_the_seed_and_apart_from_the_random_part() -> None:
    sure = [replace(c, certain=Depth.LIGHTER) if c.key == "EH-0003" else c for c in FRAME]
    for number in range(20):
        sample = select(sure, WANTED, f"{number:064x}")
        case = next(d for d in sample.drawn if d.key == "EH-0003")
        assert (case.certain, case.depth) == (True, Depth.LIGHTER)
    early = next(s for s in sample.strata if s.stratum == "EH")
    assert (early.certain, early.drawn) == (1, 5)
    recent = sum(c.recent for c in sure if c.stratum == "EH" and not c.certain)
    assert Fraction(*(early.chance or (0, 1))) == Fraction(4, 1) / (18 - Fraction(recent, 2))


def test_a_recent_review_lowers_a_chance_and_never_to_nothing() -> None:
    usual, recent = shared(5, 30, 10, Fraction(1, 2))
    assert recent == usual / 2
    assert usual * 30 + recent * 10 == 5
    assert shared(9, 8, 4, Fraction(1, 2)) == (Fraction(9, 10), Fraction(9, 20))
    assert shared(11, 8, 4, Fraction(1, 2)) == (Fraction(1), Fraction(3, 4)), "none above 1"


@settings(max_examples=60)
@given(
    size=st.integers(min_value=1, max_value=60),
    months=st.sampled_from([(1, 2), (1, 3), (1, 1)]),
    data=st.data(),
)
def test_chances_add_up_to_the_plan(
    size: int, months: tuple[int, int], data: st.DataObject
) -> None:
    count = data.draw(st.integers(min_value=0, max_value=size))
    wanted = replace(plan(CLA=(count, 0)), recent=Recent(part=months))
    stake = next(s for s in stakes(frame(size, CLA=size), wanted) if s.stratum == "CLA")
    assert sum(stake.chances) == count * stake.whole
    assert all(0 <= chance <= stake.whole for chance in stake.chances)


def test_many_are_selected_as_few_are() -> None:
    """More than the pivotal method compares at once: those alike meet first."""
    many = frame(CIN=1400)
    sample = select(many, plan(CIN=(20, 20)), SEED)
    assert len({d.key for d in sample.drawn}) == 40
    chosen = Counter(c.traits[0] for c in many if c.key in {d.key for d in sample.drawn})
    assert all(abs(n - 20) <= 5 for n in chosen.values())


def test_too_few_children_is_said() -> None:
    with pytest.raises(
        CannotSelect, match="9 children are planned in child protection, and the frame has 8"
    ):
        select(FRAME, plan(CP=(4, 5)), SEED)


def test_an_empty_stratum_with_a_plan_is_said() -> None:
    with pytest.raises(
        CannotSelect, match="1 children are planned in care leavers, and the frame has 0"
    ):
        select(FRAME, plan(CL=(1, 0)), SEED)


def test_more_for_certain_than_planned_is_said() -> None:
    sure = [replace(c, certain=Depth.IN_DEPTH) for c in frame(CP=3)]
    with pytest.raises(CannotSelect, match="3 children are in for certain in child protection"):
        select(sure, plan(CP=(2, 1)), SEED)


def test_a_child_twice_is_refused() -> None:
    with pytest.raises(CannotSelect, match="twice"):
        select([*FRAME, FRAME[0]], WANTED, SEED)


def test_a_plan_without_spread_or_recent_reviews_is_simple_and_exact() -> None:
    wanted = Plan(strata=(StratumPlan(stratum=Stratum.EH, in_depth=3, lighter=2),))
    sample = select([replace(c, traits=()) for c in frame(EH=41)], wanted, SEED)
    early = next(s for s in sample.strata if s.stratum == "EH")
    assert (early.chance, early.chance_in_words) == ((5, 41), "5 in 41")
