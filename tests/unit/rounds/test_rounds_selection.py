"""Selection: the same sample everywhere, exact and equal chances, and a control that must fail."""

import random
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.selection import (
    Plan,
    StratumPlan,
    commitment_to,
    in_order,
    seed_of,
    select,
)

SEED = "0f" * 32


@dataclass(frozen=True)
class Row:
    child_id: str
    stratum: Stratum


def frame(**counts: int) -> list[Row]:
    return [Row(f"{s}-{i}", Stratum(s)) for s, count in counts.items() for i in range(count)]


def plan(**depths: tuple[int, int]) -> Plan:
    strata = (
        StratumPlan(stratum=Stratum(s), in_depth=a, lighter=b) for s, (a, b) in depths.items()
    )
    return Plan(strata=tuple(strata))


def hexes() -> st.SearchStrategy[str]:
    return st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(seed=hexes(), shuffle=st.randoms())
def test_the_row_order_changes_nothing(seed: str, shuffle: random.Random) -> None:
    rows = frame(EH=9, CP=5)
    mixed = shuffle.sample(rows, len(rows))
    wanted = plan(EH=(2, 1), CP=(1, 1))
    assert select(rows, wanted, seed) == select(mixed, wanted, seed)


@given(seed=hexes(), extra=st.integers(min_value=1, max_value=9))
def test_a_child_added_to_another_stratum_changes_nothing_here(seed: str, extra: int) -> None:
    wanted = plan(EH=(2, 1), CP=(1, 1))
    before = select(frame(EH=9, CP=5), wanted, seed)
    after = select(frame(EH=9, CP=5 + extra), wanted, seed)
    assert [d for d in before.drawn if d.stratum == "EH"] == [
        d for d in after.drawn if d.stratum == "EH"
    ]


@given(seed=hexes())
def test_in_depth_comes_first_and_reserves_after(seed: str) -> None:
    sample = select(frame(CLA=9), plan(CLA=(2, 3)), seed)
    assert [d.depth for d in sample.drawn] == [Depth.IN_DEPTH] * 2 + [Depth.LIGHTER] * 3
    assert [d.order for d in (*sample.drawn, *sample.reserves)] == [1, 2, 3, 4, 5, 6, 7]
    assert len({d.child_id for d in (*sample.drawn, *sample.reserves)}) == 7


def chance_that_frequencies_fit(order: "object", draws: int = 3000) -> float:
    """p-value of equal inclusion of 12 children when 4 are taken, over many seeds."""
    children = [f"child-{i:02}" for i in range(12)]
    seen: Counter[str] = Counter()
    for i in range(draws):
        seed = seed_of(frame_hash="f", reference="r", number=str(i), attempt=1)
        seen.update(order(children, seed)[:4])  # type: ignore[operator]
    return float(chisquare([seen[c] for c in children]).pvalue)


def test_inclusion_frequencies_fit_the_printed_chance() -> None:
    assert chance_that_frequencies_fit(in_order) > 0.001


def test_a_biased_selector_is_found() -> None:
    """The negative control: one child of twelve is favoured in one draw of ten."""

    def biased(children: list[str], seed: str) -> list[str]:
        order = in_order(children, seed)
        favoured = int(seed[:4], 16) % 10 == 0
        return sorted(order, key=lambda c: c != "child-07") if favoured else order

    assert chance_that_frequencies_fit(biased) < 0.001


def test_the_chance_printed_is_exact() -> None:
    sample = select(frame(EH=41, CL=0), plan(EH=(3, 2)), SEED)
    early_help = next(s for s in sample.strata if s.stratum == "EH")
    assert (early_help.chance_in_words, float(early_help.chance)) == ("5 in 41", 5 / 41)


def test_a_fixed_vector_holds_on_every_machine() -> None:
    sample = select(frame(EH=6), plan(EH=(1, 1)), SEED)
    found = [d.child_id for d in (*sample.drawn, *sample.reserves)]
    assert found == ["EH-2", "EH-3", "EH-5", "EH-4"]


def test_too_few_children_is_said() -> None:
    with pytest.raises(ValueError, match="4 children are planned in CP, and 3 are open"):
        select(frame(CP=3), plan(CP=(2, 2)), SEED)


def test_a_child_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        select([*frame(CP=3), *frame(CP=1)], plan(CP=(1, 0)), SEED)


@settings(max_examples=30)
@given(number=hexes(), other=hexes())
def test_each_attempt_and_number_has_its_own_seed(number: str, other: str) -> None:
    def seed(n: str, attempt: int) -> str:
        return seed_of(frame_hash="f", reference="2026-10", number=n, attempt=attempt)

    assert seed(number, 1) != seed(number, 2)
    if number != other:
        assert seed(number, 1) != seed(other, 1)
        assert commitment_to(number) != commitment_to(other)
