"""The kernel against the slow reference, over children in every state; and what would break it."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stocktake.core.periods import Window
from stocktake.indicators import national
from stocktake.indicators.domain import walking
from stocktake.indicators.domain.coverage import Coverage, Told
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.partition import Tables, split
from stocktake.indicators.domain.rows import verdicts
from stocktake.indicators.domain.rules import Pace, Rule, Rules
from stocktake.indicators.domain.spans import number
from tests.slow_triggers import slowly
from tests.timeliness import tables
from tests.timeliness_worlds import worlds

COMPARED = (
    "verdict", "now", "days_over", "due_on", "judged_on", "on_time", "late", "unsure",
    "longest_gap",
)  # fmt: skip
PROVE = os.environ.get("STOCKTAKE_PROVE") == "1"
CHILDREN, MANY = 3, 10
RULES = national.rules()
World = tuple[dict[str, list[Any]], Window, date | None]
calm = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


def fast(
    frames: Tables, window: Window, since: date | None, rules: Rules = RULES
) -> dict[tuple[str, str], dict[str, object]]:
    told = {("visits", ""): Told(since=None if since is None else number(since))}
    rows = verdicts(judge(frames, rules=rules, window=window, coverage=Coverage(told))).iter_rows(
        named=True
    )
    return {(r["child_id"], r["rule"]): {c: r[c] for c in COMPARED} for r in rows}


def differences(world: World, rules: Rules = RULES) -> list[str]:
    rows, window, since = world
    quick = fast(tables(**rows), window, since, rules)
    slow = slowly(rows, rules, window, since)
    return [
        f"{key}: kernel {quick.get(key)}, reference {slow.get(key)}"
        for key in sorted({*quick, *slow})
        if quick.get(key) != slow.get(key)
    ]


@calm
@given(worlds(size=CHILDREN))
def test_the_kernel_agrees_with_the_reference(world: World) -> None:
    assert differences(world) == []


def young(window: Window) -> Rules:
    """The rules as though each had begun in the middle of the window."""
    begins = window.start + (window.end - window.start) / 2
    made = (replace(r, versions=(replace(r.now, valid_from=begins),)) for r in RULES.rules)
    return replace(RULES, rules=tuple(made))


@settings(calm, max_examples=20, phases=[Phase.generate])
@given(worlds(size=CHILDREN))
def test_they_agree_on_gaps_that_are_older_than_the_rule(world: World) -> None:
    assert differences(world, young(world[1])) == []


@pytest.mark.prove
@pytest.mark.skipif(not PROVE, reason="STOCKTAKE_PROVE=1 runs 10,000 children")
@settings(calm, max_examples=1_000, derandomize=False)
@given(worlds(size=MANY))
def test_the_kernel_agrees_with_the_reference_on_ten_thousand_children(world: World) -> None:
    assert differences(world) == []


@settings(calm, max_examples=15)
@given(worlds(size=4), st.integers(1, 4))
def test_any_number_of_partitions_gives_the_same_rows(world: World, parts: int) -> None:
    rows, window, since = world
    frames = tables(**rows)
    together: dict[tuple[str, str], dict[str, object]] = {}
    for part in split(frames, parts):
        together |= fast(part, window, since)
    assert together == fast(frames, window, since)


@pytest.mark.parametrize("fault", ["open gap", "never visited", "first gap"])
def test_a_kernel_with_a_fault_is_found_out(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without any one of these gaps the agreement breaks."""
    monkeypatch.setattr(walking, "_walked", _faulty(walking._walked, fault))

    @settings(calm, phases=[Phase.generate])
    @given(worlds(size=CHILDREN))
    def agrees(world: World) -> None:
        assert differences(world) == []

    with pytest.raises(AssertionError):
        agrees()


def longer(rule: Rule) -> Rule:
    """The same rule with a day (or week, or month) more everywhere."""

    def more(pace: Pace) -> Pace:
        spans = {n: s for n in ("due", "then_every") if (s := getattr(pace, n)) is not None}
        return replace(pace, **{n: replace(s, count=s.count + 1) for n, s in spans.items()})

    made = (
        replace(v, pace=more(v.pace), regimes={n: more(p) for n, p in v.regimes.items()})
        for v in rule.versions
    )
    return replace(rule, versions=tuple(made))


@pytest.mark.prove
@pytest.mark.skipif(not PROVE, reason="STOCKTAKE_PROVE=1 breaks every rule by a day")
def test_each_rule_is_compared() -> None:
    """Any rule a day too generous is found out: none is agreed upon because nobody has the duty."""
    found: list[World] = []

    @settings(calm, phases=[Phase.generate], max_examples=100)
    @given(worlds(size=MANY))
    def keep(world: World) -> None:
        found.append(world)

    keep()
    known = [(tables(**rows), w, s, slowly(rows, RULES, w, s)) for rows, w, s in found]

    def unnoticed(broken: Rule) -> bool:
        wrong = tuple(longer(r) if r is broken else r for r in RULES.rules)
        return not any(
            quick.get(key) != slow.get(key)
            for frames, window, since, slow in known
            for quick in (fast(frames, window, since, replace(RULES, rules=wrong)),)
            for key in {*quick, *slow}
        )

    assert [r.id for r in RULES.rules if unnoticed(r)] == []


def _faulty(walked: Callable[..., Any], fault: str) -> Callable[..., Any]:
    def broken(rule: Any, spells: Any, events: Any, told: Any, window: Any) -> Any:
        clocks, spell = walked(rule, spells, events, told, window)
        keep = {
            "open gap": clocks.done,
            "never visited": np.isin(clocks.child, events.child),
            "first gap": np.isin(clocks.start, events.day),
        }[fault]
        return clocks.take(keep), spell[keep]

    return broken
