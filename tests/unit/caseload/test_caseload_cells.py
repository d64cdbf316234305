"""Cells as people and spreadsheets write them."""

from datetime import date

import polars as pl
import pytest

from stocktake.caseload.domain.tables import Column, Holds
from stocktake.caseload.reading import rows


def read(cell: str, holds: Holds, **facts: object) -> object:
    column = Column(name="x", holds=holds, about="", **facts)  # type: ignore[arg-type]
    return rows._understood(pl.Series([cell]), column, {})["x"].item()


@pytest.mark.parametrize(
    "cell",
    ["2026-10-19", "19/10/2026", "19.10.2026", "19-10-2026", "46314", "46314.0",
     "2026-10-19 14:30:00", "19/10/2026 14:30", "2026-10-19T14:30:00Z", "19 October 2026",
     "19 Oct 2026", "19-Oct-2026", "\u00a019/10/2026 ", "19-OCT-26", "19/10/26", "2026/10/19",
     "19th October 2026", "Monday, 19 October 2026", "Oct 19, 2026", "20261019", "19 10 2026",
     "19/10/2026 12:00:00 AM"],
)  # fmt: skip
def test_a_day_in_many_hands(cell: str) -> None:
    assert read(cell, Holds.DAY) == date(2026, 10, 19)


@pytest.mark.parametrize(
    "cell", ["", "#N/A", "31/02/2026", "10/19/2026", "soon", "19/10/026", "0001-01-01", "2026"]
)
def test_what_is_no_day(cell: str) -> None:
    assert read(cell, Holds.DAY) is None


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2026-10-19 14:30", "2026-10-19 14:30:00"),
        ("19/10/2026 09:05", "2026-10-19 09:05:00"),
        ("19/10/2026 12:05 AM", "2026-10-19 00:05:00"),
        ("19/10/2026 2:05:00 PM", "2026-10-19 14:05:00"),
        ("2026-10-19", "2026-10-19 00:00:00"),
        ("2026-07-01T12:00:00Z", "2026-07-01 13:00:00"),
        ("2026-10-19 25:00", None),
    ],
)
def test_a_moment_is_london_time(cell: str, meant: str | None) -> None:
    assert str(read(cell, Holds.MOMENT)) == str(meant)


@pytest.mark.parametrize(
    ("cell", "meant"), [("0012", "0012"), ("9212044.0", "9212044"), ("A-1", "A-1")]
)
def test_an_identifier_stays_text(cell: str, meant: str) -> None:
    assert read(cell, Holds.ID) == meant


@pytest.mark.parametrize(("cell", "meant"), [("15.9", 15), ("-1", -1), ("four", None)])
def test_ages_are_whole_years(cell: str, meant: int | None) -> None:
    assert read(cell, Holds.COUNT) == meant


@pytest.mark.parametrize(
    ("cell", "meant"), [("a) Yes", True), ("N", False), ("1", True), ("perhaps", None), ("", None)]
)
def test_yes_and_no(cell: str, meant: bool | None) -> None:
    assert read(cell, Holds.YES_NO) == meant


def test_an_empty_flag_means_its_default() -> None:
    assert read("", Holds.YES_NO, default="no") is False


def test_a_choice_is_spelt_as_in_the_contract() -> None:
    assert read("In person", Holds.CHOICE, choices=("in_person", "video")) == "in_person"
    assert read("fax", Holds.CHOICE, choices=("in_person", "video")) is None


@pytest.mark.parametrize(("cell", "meant"), [("2026-09", "2026-09"), ("01/09/2026", "2026-09")])
def test_a_month(cell: str, meant: str) -> None:
    assert read(cell, Holds.MONTH) == meant


def test_narrative_is_kept_to_the_letter() -> None:
    assert read("  #N/A \n said Ana ", Holds.WORDS) == "  #N/A \n said Ana "


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("e) PR4 - Private provision", "PR4: Private provision"),
        ("PR4: private provision", "PR4: Private provision"),
        ("s) Moon", "Moon"),
    ],
)
def test_codes_lose_letter_and_dash(cell: str, meant: str) -> None:
    assert read(cell, Holds.TEXT, codes=("PR4: Private provision",)) == meant
