"""More hostile files: what acts, what lies elsewhere, what is no text; each one sentence."""

import stat
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from stocktake.caseload import fence
from stocktake.caseload.domain.layouts import ANNEX_A
from stocktake.caseload.domain.said import Said
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.reading import extracts
from tests.hostile import CELL, claims, with_part, workbook


def sentence(file: Path, tmp_path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        fence.read(file, tmp_path / "out")
    assert list((tmp_path / "out").glob("*")) == [], "nothing half imported"
    said = str(refused.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("part", "word"),
    [("xl/vbaProject.bin", "macros"), ("xl/externalLinks/externalLink1.xml", "other files")],
)
def test_what_acts_or_lies_elsewhere_is_refused(tmp_path: Path, part: str, word: str) -> None:
    assert word in sentence(with_part(tmp_path / "a.xlsx", part), tmp_path)


def test_entities_are_refused_before_anybody_expands_them(tmp_path: Path) -> None:
    prologue = '<!DOCTYPE x [<!ENTITY a "1">]>'
    file = workbook(tmp_path / "a.xlsx", CELL.format(1, "A"), prologue=prologue)
    assert "entities" in sentence(file, tmp_path)


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    text = "x" * 10_000_000
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    assert "longer than Excel allows" in sentence(workbook(tmp_path / "a.xlsx", row), tmp_path)
    (tmp_path / "cases.csv").write_text(f"child_id\n{text}\n")
    assert "1 MB" in sentence(tmp_path / "cases.csv", tmp_path)


def test_a_million_empty_rows_are_no_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 1_000_001))
    file = workbook(tmp_path / "a.xlsx", CELL.format(1, "A") + rows)
    assert [r.rows for r in fence.read(file, tmp_path / "out")] == [1]


@pytest.mark.prove
def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory says 1 kB; 600 MB come out. The limit on memory stops it."""
    file = workbook(tmp_path / "a.xlsx", "<!--" + " " * 600_000_000 + "-->" + CELL.format(1, "A"))
    claims(file, "xl/worksheets/sheet1.xml", 1000)
    assert "a.xlsx" in sentence(file, tmp_path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"child_id\n1\x002\n", "NUL"),
        (b"PK\x03\x04 rest", "is a workbook"),
        (b"child_id\n\xff\x02\n", "UTF-8"),
        (b"child_id\n\x81\n", "UTF-8"),
    ],
)
def test_a_csv_that_is_no_text(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "cases.csv").write_bytes(content)
    assert word in sentence(tmp_path / "cases.csv", tmp_path)


@pytest.mark.parametrize("text", ["\ufeffa\tb\n1\t2\n", "a;b\n1;2\n", "a,b\n1,2\n"])
def test_separators_and_wide_text_are_understood(tmp_path: Path, text: str) -> None:
    code = "utf-16-le" if text.startswith("\ufeff") else "utf-8"
    (tmp_path / "cases.csv").write_bytes(text.encode(code))
    assert [(r.rows, r.width) for r in fence.read(tmp_path / "cases.csv", tmp_path / "out")] == [
        (2, 2)
    ]


def test_plain_csv_of_windows_is_read_and_said_so(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes("child_id\nZo\u00eb\n".encode("cp1252"))
    (one,) = fence.read(tmp_path / "cases.csv", tmp_path / "out")
    assert pl.read_parquet(tmp_path / "out" / one.part)["0"].to_list()[1] == "Zo\u00eb"
    assert "Windows" in one.note


def test_a_title_without_separators_hides_none(tmp_path: Path) -> None:
    text = "Children in need, October\n\nid;name;born\n1;Ada, Lee, and, others;2015\n"
    (tmp_path / "cases.csv").write_text(text)
    assert [r.width for r in fence.read(tmp_path / "cases.csv", tmp_path / "out")] == [3]


def test_a_zip_of_a_workbook_says_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("in/annex.xlsx", "x")
    assert "the workbook annex.xlsx" in sentence(tmp_path / "a.zip", tmp_path)


def test_a_zip_may_hold_parquet(tmp_path: Path) -> None:
    pl.DataFrame({"pers_person_id": ["1"]}).write_parquet(tmp_path / "ssd_person.parquet")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(tmp_path / "ssd_person.parquet", "ssd_person.parquet")
    assert [r.rows for r in fence.read(tmp_path / "a.zip", tmp_path / "out")] == [2]


def test_a_sheet_that_can_be_seen_goes_before_a_hidden_one(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("List 6 old", "List 6", "List 7"):
            book.add_worksheet(name).write_row(0, 0, ["Child Unique ID", name])
        book.worksheets()[1].activate()
        book.worksheets()[0].hide()
        book.worksheets()[2].hide()
    extract = extracts.read(tmp_path / "a.xlsx", tmp_path / "out", ANNEX_A, Said())
    assert [p.source for p in extract.parts] == ["List 6", "List 7"]
    assert extract.notes == ("\u201cList 7\u201d is a hidden sheet, and was read.",)


def test_links_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cases.csv").symlink_to("/etc/hostname")
    assert "is a link or a device" in sentence(tmp_path / "in", tmp_path)
    entry = zipfile.ZipInfo("cases.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(entry, "/etc/hostname")
    assert "holds a link" in sentence(tmp_path / "a.zip", tmp_path)


def test_a_file_that_may_not_be_read_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("child_id\n1\n")
    (tmp_path / "cases.csv").chmod(0)
    assert "closed to the account" in sentence(tmp_path / "cases.csv", tmp_path)
    with pytest.raises(Unreadable, match="closed to the account"):
        fence.read(tmp_path / f"{'x' * 300}.csv", tmp_path / "out")


def test_a_name_of_no_known_kind(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert "neither a workbook" in sentence(tmp_path / "a.pdf", tmp_path)
