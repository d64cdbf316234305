"""Lengths of time: the published vectors of working days, and agreement with counting by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.periods import add_months, add_working_days, is_working_day
from stocktake.indicators.domain.spans import FAR, Span, due, due_on, number

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
days = st.dates(date(1996, 1, 1), date(2044, 12, 31))


@pytest.mark.parametrize(("start", "count", "end"), VECTORS)
def test_working_days_pass_the_vectors(start: date, count: int, end: date) -> None:
    assert due_on(start, Span.read(f"{count} working days")) == end


def test_without_bank_holidays_the_vectors_fail() -> None:
    """The negative control: weekends alone, as the tool that ChAT's users know counts them."""
    naive = [np.busday_offset(str(s), n, roll="backward") for s, n, _ in VECTORS]
    assert sum(str(got) != str(end) for got, (_, _, end) in zip(naive, VECTORS, strict=True)) == 9


@given(days, st.integers(0, 70))
def test_working_days_agree_with_counting_one_by_one(start: date, count: int) -> None:
    end, left = start, count
    while left:
        end += timedelta(days=1)
        left -= is_working_day(end)
    counted = due_on(start, Span.read(f"{count} working days"))
    assert counted == (end if count or is_working_day(start) else add_working_days(start, 0))


@given(days, st.integers(1, 24))
def test_a_day_that_the_later_month_lacks_becomes_its_last(start: date, count: int) -> None:
    assert due_on(start, Span.read(f"{count} months")) == add_months(start, count)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("72 hours", date(2026, 10, 22)),
        ("6 weeks", date(2026, 11, 30)),
        ("1 calendar month", date(2026, 10, 31)),
        ("1 term", date(2027, 3, 31)),
        ("1 working day", date(2026, 10, 20)),
    ],
)
def test_other_lengths(text: str, end: date) -> None:
    assert due_on(date(2026, 10, 19), Span.read(text)) == end


@pytest.mark.parametrize("text", ["", "soon", "six weeks", "6 fortnights", "-3 days", "6weeks"])
def test_what_is_no_length_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no length of time"):
        Span.read(text)


def test_days_outside_the_table_and_days_that_never_come() -> None:
    far = np.array([FAR, number(date(1950, 1, 2))], dtype=np.int32)
    assert due(far, Span.read("1 month")).tolist() == [FAR, number(date(1950, 2, 2))]
