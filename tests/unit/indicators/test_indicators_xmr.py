"""Process-control charts: limits by hand, each signal alone, and series without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.indicators.domain.xmr import Signal, assurance, control

STEADY = [50.0, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51]


def test_limits_are_the_mean_and_2_66_times_the_average_moving_range() -> None:
    found = control([10, 12, 11, 13])
    assert found is not None
    assert found.centre == 11.5
    assert found.upper == pytest.approx(11.5 + 2.66 * 5 / 3)
    assert found.lower == pytest.approx(11.5 - 2.66 * 5 / 3)


def test_a_moving_range_far_from_the_others_is_screened_out() -> None:
    found = control([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 60])
    assert found is not None
    assert found.upper - found.centre == pytest.approx(2.66)


def test_fewer_than_twelve_points_give_trial_limits() -> None:
    trial, fixed = control(STEADY[:11]), control([*STEADY, 90])
    assert trial is not None
    assert fixed is not None
    assert (trial.trial, fixed.trial) == (True, False)
    assert fixed.centre == pytest.approx(sum(STEADY) / 12)  # the thirteenth does not move it


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ([90.0], "outside the limits"),
        ([50.5, 50.6, 50.4, 50.6, 50.5, 50.4, 50.6], "7 points on one side of the mean"),
        ([48.0, 48.5, 49, 49.5, 50, 50.5, 51.0], "7 points in one direction"),
        ([54.5, 50.0, 54.5], "2 of 3 near the limit"),
    ],
)
def test_each_signal(more: list[float], why: str) -> None:
    found = control([*STEADY, *more], better="high")
    assert found is not None
    assert why in found.why[-1]


def test_which_side_is_better_decides_what_a_signal_means() -> None:
    for better, signal in (
        ("high", Signal.IMPROVEMENT), ("low", Signal.CONCERN), ("", Signal.CHANGE),
    ):  # fmt: skip
        found = control([*STEADY, 90], better=better)
        assert found is not None
        assert found.signals[-1] is signal


def test_six_on_one_side_are_no_signal() -> None:
    found = control([*STEADY, 50.6, 50.5, 50.6, 50.5, 50.6])
    assert found is not None
    assert not found.signalled


def test_a_share_stays_between_0_and_100_and_one_point_is_no_chart() -> None:
    found = control([99, 80, 100, 70], lowest=0, highest=100)
    assert found is not None
    assert (found.upper, control([1])) == (100, None)


def test_assurance_compares_a_target_with_the_limits() -> None:
    found = control(STEADY)
    assert found is not None
    words = [assurance(found, t, better="high") for t in (20, 50, 90)]
    assert [w.split()[0] for w in words] == ["meets", "meets", "misses"]
    assert assurance(found, 90, better="low") == "meets the target as it runs"


@given(st.lists(st.floats(0, 100), min_size=2, max_size=40))
def test_the_other_side_is_the_same_chart_upside_down(values: list[float]) -> None:
    one, other = control(values, better="high"), control([-v for v in values], better="low")
    assert one is not None
    assert other is not None
    assert one.signals == other.signals
    assert one.lower <= one.centre <= one.upper
