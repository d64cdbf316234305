"""Realised inclusion fits the exact chances, the sample is spread; controls that must fail.

`make prove` runs 20,000 selections, `make test` as many as show a bias of the control's size.
"""

import os

import numpy as np
import pytest

from stocktake.rounds.domain.selection import Limits, prepare
from stocktake.rounds.domain.selection.drawing import selected
from tests.selection_fit import agree, biased, counts, fits, simple, uneven
from tests.selection_frames import frame, plan, seed_number

RUNS = 20_000 if os.environ.get("STOCKTAKE_PROVE") else 400
FRAME = frame(EH=12, CIN=9, CP=6)
PLAN = plan(EH=(2, 2), CIN=(2, 1), CP=(1, 1))
LIMITS = Limits(team_least=1, team_most=3, worker_most=1, household_most=1)


def test_inclusion_fits_its_exact_chance_for_every_child() -> None:
    ready = prepare(FRAME, PLAN)
    assert fits(ready, counts(ready, RUNS), RUNS)


def test_a_biased_selector_does_not_fit() -> None:
    """The negative control: one child of early help is favoured in every other selection."""
    ready = prepare(FRAME, PLAN)
    assert not fits(ready, counts(ready, RUNS, biased), RUNS)


def test_with_limits_the_chances_aimed_at_are_met_and_two_runs_agree() -> None:
    limited = plan(EH=(2, 2), CIN=(2, 1), CP=(1, 1), limits=LIMITS)
    ready = prepare(FRAME, limited)
    one, other = counts(ready, RUNS), counts(ready, RUNS, first=1_000_001)
    assert agree(one, other, RUNS)
    assert fits(ready, one, RUNS)
    assert not agree(one, counts(ready, RUNS, biased), RUNS)


def test_a_sample_is_spread_over_the_traits_and_a_simple_one_is_not() -> None:
    """The negative control is simple random sampling: its samples are less even."""
    ready = prepare(frame(EH=60, CIN=40), plan(EH=(5, 5), CIN=(4, 4), recent=False))
    runs = 60 if RUNS < 5_000 else 1_000
    ours = [uneven(ready, selected(ready, seed_number(i))) for i in range(runs)]
    theirs = [uneven(ready, simple(ready, seed_number(i))) for i in range(runs)]
    error = np.sqrt((np.var(ours) + np.var(theirs)) / runs)
    assert np.mean(theirs) - np.mean(ours) > 4 * error


@pytest.mark.parametrize("runs", [300 if RUNS < 5_000 else RUNS])
def test_the_depths_are_fair_too(runs: int) -> None:
    from scipy import stats

    from stocktake.rounds.domain.selection import draw

    ready = prepare(frame(CLA=10), plan(CLA=(2, 2), recent=False))
    deep = dict.fromkeys((c.key for c in ready.children), 0)
    for number in range(runs):
        for child in draw(ready, seed_number(number)).drawn:
            deep[child.key] += child.depth == "in depth"
    assert stats.chisquare([*deep.values()]).pvalue > 1e-6
