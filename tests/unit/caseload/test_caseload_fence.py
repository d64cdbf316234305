"""Hostile files become one sentence; without the fence one of them takes the process with it."""

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import polars as pl
import pytest

from stocktake.caseload import fence
from stocktake.caseload.parser import limits
from stocktake.caseload.parser.archive import Unreadable
from tests.hostile import CELL, claims, two_far_cells, workbook


def sentence(file: Path, tmp_path: Path) -> str:
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        fence.read(file, tmp_path / "out")
    assert time.monotonic() - started < 30
    assert list((tmp_path / "out").glob("*")) == [], "nothing half imported"
    return str(refused.value)


def test_two_far_cells_are_one_sentence(tmp_path: Path) -> None:
    assert "cannot be read safely" in sentence(two_far_cells(tmp_path / "far.xlsx"), tmp_path)


def test_without_the_fence_two_far_cells_kill_the_process(tmp_path: Path) -> None:
    """Negative control, in a process to throw away, with memory bounded for the machine's sake."""
    file = two_far_cells(tmp_path / "far.xlsx")
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32));"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
        "import fastexcel\n"
        "try: fastexcel.read_excel(sys.argv[1]).load_sheet(0)\n"
        "except BaseException: sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True)
    assert done.returncode < 0, "the reader died of a signal that no `except` can catch"


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    file = workbook(tmp_path / "bomb.xlsx", CELL.format(1, "A"))
    claims(file, "xl/worksheets/sheet1.xml", 450 * 1024 * 1024)
    assert "would unpack to 450 MB" in sentence(file, tmp_path)


def test_too_many_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "parts.xlsx", "w") as packed:
        for number in range(2_001):
            packed.writestr(f"{number}", "")
    assert "2,001 parts" in sentence(tmp_path / "parts.xlsx", tmp_path)


def test_a_file_cut_short(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", CELL.format(1, "A")).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    assert "damaged or cut short" in sentence(tmp_path / "cut.xlsx", tmp_path)


def test_broken_xml_inside(tmp_path: Path) -> None:
    file = workbook(tmp_path / "broken.xlsx", "<row><c r='A1'><v>1</row>")
    assert "cannot be read as a workbook" in sentence(file, tmp_path)


def test_a_billion_laughs(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    prologue = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    file = workbook(tmp_path / "laughs.xlsx", row, prologue=prologue)
    assert "laughs.xlsx" in sentence(file, tmp_path)


def test_a_web_page_called_xls(tmp_path: Path) -> None:
    (tmp_path / "report.xls").write_text("<html><table><tr><td>1</td></tr></table></html>")
    assert "web page" in sentence(tmp_path / "report.xls", tmp_path)


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    """Excel wraps a protected .xlsx in the old container, so the signature tells."""
    (tmp_path / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048)
    assert "password" in sentence(tmp_path / "locked.xlsx", tmp_path)


def test_an_empty_file_and_none_at_all(tmp_path: Path) -> None:
    (tmp_path / "none.xlsx").touch()
    assert "is empty" in sentence(tmp_path / "none.xlsx", tmp_path)
    with pytest.raises(Unreadable, match="no file or folder"):
        fence.read(tmp_path / "nowhere.xlsx", tmp_path / "out")


def test_a_csv_with_an_open_quotation_mark(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cases.csv").write_text('child_id,stratum\n"1,CIN\n2,CP\n')
    assert "quotation mark" in sentence(tmp_path / "in", tmp_path)


def test_a_csv_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cases.csv").write_bytes(b"child_id\nZo\x81\n")
    assert "UTF-8" in sentence(tmp_path / "in", tmp_path)


def test_time_is_limited(tmp_path: Path) -> None:
    file = workbook(tmp_path / "sound.xlsx", CELL.format(1, "A"))
    with pytest.raises(Unreadable, match="took longer"):
        fence.read(file, tmp_path / "out", seconds=0.01)


def inside(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a child fenced as the parser fences itself."""
    fenced = (
        "from stocktake.caseload.parser import limits\n"
        "alone = limits.leave_the_network(); limits.bound(alone=alone); limits.no_way_out()\n"
    )
    words = [sys.executable, "-I", "-c", fenced + code]
    return subprocess.run(words, capture_output=True, text=True, env={})


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "import os; os.system('true')",
    ],
)
def test_the_child_reaches_nothing_outside(code: str) -> None:
    done = inside(code)
    assert done.returncode != 0
    assert "PermissionError" in done.stderr


def test_the_child_may_not_take_much_memory() -> None:
    assert "MemoryError" in inside(f"b'x' * {limits.MEMORY}").stderr


def test_the_child_knows_no_django_and_no_environment(tmp_path: Path) -> None:
    code = (
        "import sys, os; import stocktake.caseload.parser.sources, stocktake.caseload.parser.tables\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')), len(os.environ))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, env={}
    )
    assert done.stdout.startswith("[] ")


def test_a_zip_of_a_folder_reads_like_the_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as packed:
        packed.writestr("extract/cases.csv", "child_id,stratum\n1,CIN\n")
        packed.writestr("__MACOSX/extract/._cases.csv", "rubbish")
    raws = fence.read(tmp_path / "extract.zip", tmp_path / "out")
    assert [(r.name, r.rows) for r in raws] == [("cases.csv", 2)]


@pytest.mark.parametrize("path", ["../../escape.csv", "/etc/escape.csv", "C:\\escape.csv"])
def test_a_zip_may_not_name_a_place_outside(tmp_path: Path, path: str) -> None:
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as packed:
        packed.writestr(path, "a\n1\n")
    assert "outside itself" in sentence(tmp_path / "extract.zip", tmp_path)


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.csv").write_text('id,body\n1,"two\nlines"\n,\n2,x\n')
    raw = fence.read(tmp_path / "in", tmp_path / "out")[0]
    rows = pl.read_parquet(tmp_path / "out" / raw.part)
    assert rows["row"].to_list() == [1, 2, 4]
    assert rows["1"][1] == "two\nlines"


@pytest.mark.parametrize(("deaths", "read"), [(1, True), (2, False)])
def test_a_reader_that_died_at_once_is_started_once_more_and_no_oftener(
    deaths: int, read: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cases.csv").write_text("child_id,stratum\n1,CP\n")
    run, tried = fence._run, []

    def dying(source: Path, place: Path, seconds: float) -> int | None:
        tried.append(seconds)
        return -9 if len(tried) <= deaths else run(source, place, seconds)

    monkeypatch.setattr(fence, "_run", dying)
    if read:
        assert len(fence.read(tmp_path / "cases.csv", tmp_path / "out")) == 1
    else:
        with pytest.raises(Unreadable, match="cannot be read safely"):
            fence.read(tmp_path / "cases.csv", tmp_path / "out")
    assert len(tried) == 2
    assert sum(tried) > fence.SECONDS > tried[1]
