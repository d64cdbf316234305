"""What strangers type: numbers that are none, and cells that would act as formulas."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.cells import LIVE, defused
from stocktake.core.numbers import whole_number
from stocktake.ui.charts.figure import csv_text
from stocktake.ui.forms import DayField


@given(st.text(max_size=30) | st.integers(min_value=0, max_value=10**9 - 1).map(str))
def test_a_number_is_read_or_none_and_never_breaks(text: str) -> None:
    number = whole_number(text)
    assert number is None or 0 <= number < 10**9


@pytest.mark.parametrize("text", ["²", "٣", "-1", "1e3", "", " 7", "9" * 5000])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert whole_number(text) is None
    assert whole_number("27") == 27


@given(st.text(max_size=20))
def test_no_cell_of_a_file_begins_as_a_formula_does(text: str) -> None:
    written = next(csv.reader(io.StringIO(csv_text([text], []), newline="")), [""])
    assert not written[0].startswith(LIVE)
    assert defused(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("live", LIVE)
def test_a_formula_stands_behind_an_apostrophe(live: str) -> None:
    assert defused(f"{live}1+1") == f"'{live}1+1"
    assert defused("27") == "27"
    assert defused(-5) == -5


@pytest.mark.parametrize("day", ["0001-01-01", "31 December 9999", "1 January 1899"])
def test_a_day_that_nobody_can_mean_is_no_date(day: str) -> None:
    field = DayField(label="Day")
    with pytest.raises(ValidationError, match="real date"):
        field.clean(day)
    assert field.clean("19 October 2026") == date(2026, 10, 19)
