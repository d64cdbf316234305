"""`stocktake import …` and `stocktake snapshot …`, also in a home that was empty a moment ago."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extracts import write_folder, write_workbook

OPEN = {"opened_on": "01/02/2020", "case_status": "c) Child in need plan"}


def stocktake(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"STOCKTAKE_HOME": str(home)}
    command = [sys.executable, "-m", "stocktake", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


def test_annex_a_into_an_empty_home_without_an_account(tmp_path: Path) -> None:
    rows = [{"child_id": "1", **OPEN}, {"child_id": "", **OPEN}]
    file = write_workbook(tmp_path / "a.xlsx", list_6=rows)
    done = stocktake(tmp_path / "home", "import", "annex-a", str(file), "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    six = next(c for c in said["lists"] if c["list"] == "6")
    assert (six["rows"], six["accepted"], six["quarantined"]) == (2, 1, 1)
    assert Path(said["quarantine"]).exists()
    listed = stocktake(tmp_path / "home", "snapshot", "list", "--json")
    assert json.loads(listed.stdout)[0]["hash"] == said["snapshot"]


def test_a_folder_with_a_mapping_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    (folder / "cases.csv").write_text("ident,stratum\n1,CIN\n")
    (tmp_path / "map.json").write_text('{"cases": {"ident": "child_id"}}')
    home, mapping = tmp_path / "home", ["--mapping", str(tmp_path / "map.json")]
    refused = stocktake(home, "import", "folder", str(folder))
    assert (refused.returncode, "No column of the file was matched" in refused.stderr) == (2, True)
    done = stocktake(home, "import", "folder", str(folder), *mapping)
    assert done.returncode == 0, done.stderr
    assert "Imported 1 open case" in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import", "annex-a", "nowhere.xlsx"], "no file or folder nowhere.xlsx"),
        (["import", "folder", ".", "--as-of", "soon"], "soon is not a date"),
        (["import", "folder", ".", "--mapping", "nowhere"], "is not a mapping"),
        (["snapshot", "show", "12345678"], "There is no snapshot"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    done = stocktake(tmp_path / "home", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_show_verify_and_delete(tmp_path: Path) -> None:
    home = tmp_path / "home"
    stocktake(home, "import", "folder", str(write_folder(tmp_path / "in")))
    name = json.loads(stocktake(home, "snapshot", "list", "--json").stdout)[0]["hash"][:10]
    assert "Child protection" in stocktake(home, "snapshot", "show", name).stdout
    assert "as it was made" in stocktake(home, "snapshot", "verify", name).stdout
    assert stocktake(home, "snapshot", "delete", name).returncode == 2
    assert stocktake(home, "snapshot", "delete", name, "--reason", "Test").returncode == 0
    assert json.loads(stocktake(home, "snapshot", "list", "--json").stdout) == []
