"""Windows and working days, against the vectors of the domain rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.periods import (
    Window,
    add_months,
    add_working_days,
    is_working_day,
    months_before,
    six_months_to,
)

VECTORS = [
    (date(2021, 10, 1), 45, date(2021, 12, 3)),
    (date(2021, 12, 13), 15, date(2022, 1, 6)),
    (date(2022, 4, 1), 15, date(2022, 4, 26)),
    (date(2022, 5, 4), 70, date(2022, 8, 12)),
    (date(2022, 5, 16), 20, date(2022, 6, 15)),
    (date(2023, 4, 14), 45, date(2023, 6, 21)),
    (date(2026, 4, 2), 1, date(2026, 4, 7)),
    (date(2026, 12, 10), 15, date(2027, 1, 5)),
    (date(2027, 12, 20), 20, date(2028, 1, 20)),
    (date(2022, 9, 9), 10, date(2022, 9, 26)),
]


@pytest.mark.parametrize(("start", "days", "due"), VECTORS)
def test_working_days_agree_with_the_vectors(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days) == due


@given(st.dates(date(2012, 1, 1), date(2028, 6, 1)), st.integers(1, 60))
def test_counting_by_hand_gives_the_same_day(start: date, days: int) -> None:
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    assert add_working_days(start, days) == day


def test_six_months_to_the_stocktake() -> None:
    window = six_months_to(date(2026, 10, 19))
    assert window == Window(date(2026, 4, 20), date(2026, 10, 19))
    assert window.in_words == "20 April 2026 to 19 October 2026"


def test_a_day_the_month_lacks_becomes_its_last() -> None:
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert add_months(date(2026, 11, 30), 1) == date(2026, 12, 30)


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Window(date(2026, 2, 1), date(2026, 1, 1))
