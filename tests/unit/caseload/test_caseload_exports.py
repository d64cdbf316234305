"""No exported cell can act as a formula."""

import io
import zipfile

import polars as pl
import pytest

from stocktake.caseload import exports

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


@pytest.mark.parametrize("cell", LIVE)
def test_a_live_cell_is_defused_in_csv(cell: str) -> None:
    text = exports.csv_of(pl.DataFrame({"reason": [cell]})).decode("utf-8-sig")
    assert text.split("\r\n", 1)[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", LIVE)
def test_a_live_cell_is_text_in_excel(cell: str) -> None:
    book = exports.xlsx_of(pl.DataFrame({"reason": [cell]}), "Rejected rows")
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
        assert b"'" + cell.strip().encode()[:1] in packed.read("xl/sharedStrings.xml").replace(
            b"_x000D_", b""
        ).replace(b"'\t", b"'").replace(b"&apos;", b"'")


def test_the_neutraliser_is_what_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "LIVE", ("nothing starts so",))
    assert b"\r\n=1+1" in exports.csv_of(pl.DataFrame({"reason": ["=1+1"]}))


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    assert b"row 4 of,12" in exports.csv_of(pl.DataFrame({"a": ["row 4 of"], "b": [12]}))
