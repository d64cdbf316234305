"""No exported cell can act as a formula."""

import io

import polars as pl
import pytest
from openpyxl import load_workbook

from stocktake.caseload import exports
from stocktake.core import cells

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


@pytest.mark.parametrize("cell", LIVE)
def test_a_live_cell_is_defused_in_csv(cell: str) -> None:
    text = exports.csv_of(pl.DataFrame({"reason": [cell]})).decode("utf-8-sig")
    assert text.split("\r\n", 1)[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", LIVE)
def test_a_live_cell_is_text_in_excel(cell: str) -> None:
    rows = pl.DataFrame({"reason": [cell]})
    book = load_workbook(io.BytesIO(exports.sheets_of([("List 6", [cell], rows)])))
    cells = [c for row in book["List 6"].iter_rows() for c in row]
    assert [c.data_type for c in cells] == ["s", "s"]
    assert all(str(c.value).startswith("'") for c in cells)


def test_the_same_rows_are_the_same_bytes() -> None:
    sheets = [("List 6", ["a"], pl.DataFrame({"a": ["x"]}))]
    assert exports.sheets_of(sheets) == exports.sheets_of(sheets)


def test_the_neutraliser_is_what_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "LIVE", ("nothing starts so",))
    assert b"\r\n=1+1" in exports.csv_of(pl.DataFrame({"reason": ["=1+1"]}))


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    assert b"row 4 of,12" in exports.csv_of(pl.DataFrame({"a": ["row 4 of"], "b": [12]}))
