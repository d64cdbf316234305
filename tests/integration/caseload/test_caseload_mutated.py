"""Mutated files through the fence and the parser: nothing falls over, nothing is half imported."""

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stocktake.caseload import fence
from stocktake.caseload.domain.layouts import BY_KEY
from stocktake.caseload.domain.said import Said
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.reading import extracts
from tests.biff import xls
from tests.hostile import two_far_cells
from tests.mutated import mutated, ods, sound
from tests.parser_server import Gone, Server, server

PROVE = bool(os.environ.get("STOCKTAKE_PROVE"))
SHARES = 2
FILES = 50_000 if PROVE else 30  # of each share
SECONDS = 26 * 60  # a slow machine takes as many as fit, and says how many that were
LAYOUTS = {".xml": "cin", ".csv": "folder", ".zip": "folder"}
AS_OF = date(2026, 10, 19)


def outcome(file: Path, out: Path) -> str:
    """Read and check one file as an import does: "" or the sentence; anything else is raised."""
    layout = BY_KEY[LAYOUTS.get(file.suffix, "annex-a")]
    try:
        extract = extracts.read(file, out, layout, Said())
        made = extracts.checked(extract, Said(), AS_OF)
    except Unreadable as refused:
        said = str(refused)
        assert said.strip()
        assert "\n" not in said.replace(file.name, "")
        return said
    assert all(c.accepted + c.rejected == c.rows for c in made.lists)
    return ""


@pytest.mark.parametrize("share", range(SHARES))
def test_mutated_files_end_in_a_sentence_or_in_every_row(
    share: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    chance, kinds = random.Random(f"stocktake {share}"), sound(tmp_path)
    until, ends = time.monotonic() + SECONDS, Counter[bool]()
    with server() as parser:
        monkeypatch.setattr(fence, "_run", parser.run)
        for number in range(FILES):
            if time.monotonic() > until:
                break
            suffix, content = mutated(chance, kinds)
            file, out = tmp_path / f"cases{suffix}", tmp_path / "out"
            file.write_bytes(content)
            try:
                said = outcome(file, out)
            except Exception as wrong:
                raise AssertionError(f"file {number} of share {share}, {suffix}") from wrong
            left = [p.name for p in out.glob(".reading-*")]
            assert not left, f"file {number}: {said}"
            shutil.rmtree(out, ignore_errors=True)
            ends[bool(said)] += 1
    record_property("files", ends.total())
    print(f"share {share}: {ends.total()} files, {ends[True]} ended in a sentence")
    assert min(ends[True], ends[False]) > 0, "files of both ends are among them"


def test_the_sound_files_of_each_kind_come_in(tmp_path: Path) -> None:
    """The other half of the claim: not everything is refused. With the real child."""
    for suffix, content in sound(tmp_path).items():
        (tmp_path / f"cases{suffix}").write_bytes(content)
        assert outcome(tmp_path / f"cases{suffix}", tmp_path / "out") == "", suffix
        shutil.rmtree(tmp_path / "out")


def test_a_spreadsheet_of_libreoffice_comes_in_row_by_row(tmp_path: Path) -> None:
    rows = [["Child Unique ID", "CIN Start Date", "Case status"], ["0007", "01/02/2026", "CIN"]]
    file = ods(tmp_path / "a.ods", "List 6", [*rows, ["", "01/02/2026", "CIN"]])
    extract = extracts.read(file, tmp_path / "out", BY_KEY["annex-a"], Said())
    made = extracts.checked(extract, Said(), AS_OF)
    six = next(c for c in made.lists if c.list == "6")
    assert (six.rows, six.accepted, six.rejected) == (2, 1, 1)
    assert made.tables["cases"]["child_id"].to_list() == ["0007"]


def test_an_old_workbook_comes_in_row_by_row(tmp_path: Path) -> None:
    """Numbers of days are dates; an id of digits keeps its noughts."""
    rows = [["Annex A, January"], ["Child Unique ID", "CIN Start Date", "Case status"]]
    file = tmp_path / "a.xls"
    file.write_bytes(xls({"List 6": [*rows, ["0007", 46054, "CIN"], ["", 46054, "CIN"]]}))
    extract = extracts.read(file, tmp_path / "out", BY_KEY["annex-a"], Said())
    made = extracts.checked(extract, Said(), AS_OF)
    six = next(c for c in made.lists if c.list == "6")
    assert (six.rows, six.accepted, six.rejected) == (2, 1, 1)
    kept = made.tables["cases"].select("child_id", "opened_on").row(0)
    assert kept == ("0007", date(2026, 2, 1))


def killed(parser: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(fence, "_run", parser.run)
    return outcome(two_far_cells(tmp_path / "far.xlsx"), tmp_path / "out")


def test_the_file_that_aborts_its_reader_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server() as parser:
        assert "cannot be read safely" in killed(parser, tmp_path, monkeypatch)
        assert "cannot be read safely" in killed(parser, tmp_path, monkeypatch), "it lives on"


def test_without_the_child_the_same_file_kills_the_harness(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the parser in the process itself takes the process with it."""
    with server("--here") as parser, pytest.raises(Gone):
        killed(parser, tmp_path, monkeypatch)
