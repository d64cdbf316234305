"""What is dirty but readable: dates month first, lost zeros, headers again, lists without ends."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from stocktake.caseload.domain.layouts import ANNEX_A
from stocktake.caseload.domain.said import Said
from stocktake.caseload.reading import days, extracts
from stocktake.caseload.reading.checking import Checked
from tests.cast import AT
from tests.extracts import write_workbook


def first(**columns: list[str]) -> set[str]:
    return days.month_first({n: pl.Series(n, cells) for n, cells in columns.items()})


def test_two_days_above_twelve_in_the_middle_are_a_habit() -> None:
    assert first(a=["10/19/2026", "10-20-2026", "01/02/2026"]) == {"a"}


@pytest.mark.parametrize(
    "cells",
    [["10/19/2026", "01/02/2026"], ["10/19/2026", "10/20/2026", "19/10/2026"],
     ["2026-10-19", "2026-10-20"], ["19/10/2026"], [""]],
)  # fmt: skip
def test_a_slip_of_the_pen_is_none(cells: list[str]) -> None:
    assert first(a=cells) == set()


def test_a_column_that_could_be_either_follows_the_others_of_its_table() -> None:
    american = ["10/19/2026", "10/20/2026"]
    assert first(a=american, b=["01/02/2026"]) == {"a", "b"}
    assert first(a=american, b=["01/02/2026"], c=["19/10/2026"]) == {"a"}


def read(file: Path, out: Path) -> Checked:
    return extracts.checked(extracts.read(file, out, ANNEX_A, Said()), Said(), AT.date())


def test_a_list_written_month_first_is_read_so_and_comes_back_day_first(tmp_path: Path) -> None:
    born = ["02/13/2015", "02/14/2015", "03/04/2015", "soon"]
    rows = [
        {"child_id": f"{n}", "date_of_birth": b, "opened_on": "01/02/2026", "case_status": "LAC"}
        for n, b in enumerate(born)
    ]
    made = read(write_workbook(tmp_path / "a.xlsx", list_6=rows), tmp_path / "out")
    assert [str(d) for d in made.parts["6"]["date_of_birth"]][2] == "2015-03-04"
    assert str(made.parts["6"]["opened_on"][0]) == "2026-01-02"
    assert any("month first" in n for n in made.notices)
    (back,) = [r for r in made.returned if r.rows.height]
    assert "02/01/2026" in back.rows.row(0), "alone, the row would not show how it was written"


def test_identifiers_that_lost_their_zeros_are_told(tmp_path: Path) -> None:
    one = {"opened_on": "01/02/2026", "case_status": "LAC"}
    rows = [{"child_id": i, **one} for i in ("007", "7", "8", "80")]
    made = read(write_workbook(tmp_path / "a.xlsx", list_6=rows), tmp_path / "out")
    assert any("007 and 7" in n and n.startswith("1 child ") for n in made.notices)


def test_a_header_that_comes_again_is_told_as_one_thing(tmp_path: Path) -> None:
    one = {"child_id": "1", "opened_on": "01/02/2026", "case_status": "LAC"}
    again = {c.name: c.heading for c in ANNEX_A.table("6").columns}
    made = read(write_workbook(tmp_path / "a.xlsx", list_6=[one, again]), tmp_path / "out")
    assert made.rejected["reason"].to_list() == ["This is the header again."]
    assert made.unknown == (), "a header is no value that anybody would be asked about"
    assert [c.rows for c in made.lists if c.list == "6"] == [2]


def test_a_list_without_ends_is_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("List 7")
        sheet.write_row(0, 0, ["Child Unique ID", "Child Protection Plan Start Date", "Finis"])
        sheet.write_row(1, 0, ["1", "01/02/2026", "01/03/2026"])
    made = read(tmp_path / "a.xlsx", tmp_path / "out")
    assert any("every row of it counts as open" in n for n in made.notices)
