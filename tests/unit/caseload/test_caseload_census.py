"""The census as a stream: blocks become rows, and hostile XML one sentence."""

from pathlib import Path

import polars as pl
import pytest

from stocktake.caseload import fence
from stocktake.caseload.parser.archive import Unreadable

CHILD = (
    "<Child><ChildIdentifiers><LAchildID>007</LAchildID>stray<GenderCurrent>1</GenderCurrent>"
    "</ChildIdentifiers><CINdetails><CINreferralDate>2026-01-02</CINreferralDate>"
    "<Section47><S47ActualStartDate>2026-01-05</S47ActualStartDate></Section47>"
    "</CINdetails></Child>"
)


def read(tmp_path: Path, inside: str, prologue: str = "") -> dict[str, pl.DataFrame]:
    file = tmp_path / "census.xml"
    file.write_text(f"{prologue}<Message><Children>{inside}</Children></Message>")
    raws = fence.read(file, tmp_path / "out")
    return {r.name: pl.read_parquet(tmp_path / "out" / r.part) for r in raws}


def test_every_block_is_a_row_with_its_child(tmp_path: Path) -> None:
    tables = read(tmp_path, CHILD)
    assert tables["enquiries"].row(1)[:3] == (2, "007", "2026-01-05")
    assert "007" in tables["children"].row(1)
    assert "1" in tables["children"].row(1), "the older name of sex"


@pytest.mark.parametrize(
    ("inside", "prologue", "word"),
    [
        (CHILD, '<!DOCTYPE x [<!ENTITY a "1">]>', "entities"),
        (CHILD[:-3], "", "no sound XML"),
        ("", "", "no CIN census"),
        ("<a>" * 60 + "</a>" * 60, "", "nested deeper"),
    ],
)
def test_what_is_no_census_is_one_sentence(
    tmp_path: Path, inside: str, prologue: str, word: str
) -> None:
    with pytest.raises(Unreadable, match=word):
        read(tmp_path, inside, prologue)
