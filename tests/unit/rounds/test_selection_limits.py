"""Hard limits: kept by every sample, their chances known, and a clash said in one sentence."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from stocktake.rounds.domain.selection import Limits, prepare, select
from stocktake.rounds.domain.selection.chains import Chains
from stocktake.rounds.domain.selection.chances import CannotSelect
from tests.selection_frames import SEED, frame, plan

DEPTHS = {"EH": (3, 2), "CIN": (4, 2), "CP": (2, 0), "CLA": (2, 2)}


@settings(max_examples=40, deadline=None)
@given(
    number=st.integers(min_value=1, max_value=10_000),
    limits=st.builds(
        Limits,
        team_least=st.sampled_from([None, 1, 2]),
        team_most=st.sampled_from([None, 4, 5]),
        worker_most=st.sampled_from([None, 1, 2]),
        household_most=st.sampled_from([None, 1]),
    ),
)
def test_no_sample_breaks_a_limit(number: int, limits: Limits) -> None:
    children = frame(number, EH=30, CIN=25, CP=8, CLA=20)
    try:
        sample = select(children, plan(limits=limits, **DEPTHS), f"{number:064x}")
    except CannotSelect:
        event("the wishes clash")
        return
    by_key = {c.key: c for c in children}
    chosen = [by_key[d.key] for d in sample.drawn]
    teams = Counter(c.team for c in chosen)
    assert len(chosen) == 17
    assert all(teams[c.team] >= (limits.team_least or 0) for c in children)
    for name, most in (
        ("team", limits.team_most),
        ("worker", limits.worker_most),
        ("household", limits.household_most),
    ):
        found = Counter(getattr(c, name) for c in chosen)
        assert max(found.values()) <= (most or 99)


@given(shuffle=st.randoms())
@settings(max_examples=10, deadline=None)
def test_the_row_order_changes_nothing_under_limits(shuffle: random.Random) -> None:
    children = frame(3, EH=20, CIN=15)
    wanted = plan(EH=(3, 2), CIN=(2, 2), limits=Limits(team_least=1, worker_most=1))
    mixed = shuffle.sample(children, len(children))
    assert select(children, wanted, SEED) == select(mixed, wanted, SEED)


def test_a_fixed_vector_holds_under_limits_on_every_machine() -> None:
    limits = Limits(team_least=1, team_most=3, worker_most=1, household_most=1)
    sample = select(frame(5, EH=20, CIN=15), plan(EH=(2, 2), CIN=(2, 1), limits=limits), SEED)
    early = ["EH-0000", "EH-0005", "EH-0017", "EH-0012"]
    assert [d.key for d in sample.drawn] == [*early, "CIN-0010", "CIN-0003", "CIN-0002"]


def test_households_across_workers_are_kept_apart_too() -> None:
    """Limits that do not nest: brothers and sisters with different workers in different teams."""
    children = [replace(c, household=f"H{i % 14}") for i, c in enumerate(frame(7, EH=20, CIN=22))]
    wanted = plan(EH=(3, 2), CIN=(3, 2), limits=Limits(worker_most=1, household_most=1))
    for number in range(25):
        chosen = {d.key for d in select(children, wanted, f"{number:064x}").drawn}
        households = Counter(c.household for c in children if c.key in chosen)
        assert max(households.values()) == 1


def test_chances_under_limits_add_up_and_keep_the_limits_on_average() -> None:
    children = frame(9, EH=30, CIN=25)
    ready = prepare(children, plan(EH=(3, 2), CIN=(3, 2), limits=Limits(team_least=1, team_most=2)))
    sums = Counter[str]()
    for child, chance in zip(ready.children, ready.chances, strict=True):
        sums[child.team] += chance / ready.whole
    assert all(1 - 1e-6 <= total <= 2 + 1e-6 for total in sums.values())
    assert abs(sum(sums.values()) - 10) < 1e-6


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(team_least=4), "at least 4 from each team, and 17 reviews as planned by group"),
        (Limits(team_most=2), "at most 2 from a team, and 17 reviews as planned by group"),
        (Limits(team_least=3), "What would free them: at least 2 from each team, or planning"),
        (
            Limits(team_least=2, worker_most=1),
            "at least 2 from each team, and at most 1 for a worker",
        ),
    ],
)
def test_a_clash_names_two_wishes_and_what_would_free_them(limits: Limits, said: str) -> None:
    children = frame(4, EH=30, CIN=25, CP=8, CLA=20)
    if limits.worker_most:  # as many workers as reviews, but only one in Team 0
        children = [replace(c, worker="W0" if c.team == "Team 0" else c.key) for c in children]
    with pytest.raises(CannotSelect, match=r"Two wishes clash") as no:
        prepare(children, plan(limits=limits, **DEPTHS))
    assert said in str(no.value)


def test_a_team_of_one_cannot_give_two() -> None:
    children = [replace(c, team="Tiny" if i == 0 else c.team) for i, c in enumerate(frame(EH=30))]
    with pytest.raises(CannotSelect, match=r"a team with only 1 child \(Tiny\)"):
        prepare(children, plan(EH=(8, 6), limits=Limits(team_least=2)))


def test_a_child_without_a_team_or_worker_is_held_by_no_limit() -> None:
    children = [replace(c, team="", worker="") for c in frame(EH=6)]
    sample = select(children, plan(EH=(2, 1), limits=Limits(team_most=1, worker_most=1)), SEED)
    assert len(sample.drawn) == 3


def test_a_chain_of_exchange_leaves_everything_as_it_is() -> None:
    columns = {1: {-1: 1, 7: 1}, 2: {-1: 1, 8: 1}, 3: {-2: 1, 7: 1}, 4: {-2: 1, 8: 1}}
    steps = Chains().circuit(columns.items()) or {}
    for tie in (-1, -2, 7, 8):
        assert sum(step * columns[i].get(tie, 0) for i, step in steps.items()) == 0
    assert set(map(abs, steps.values())) == {1}
    assert Chains().circuit([(1, {-1: 1}), (2, {-2: 1})]) is None
