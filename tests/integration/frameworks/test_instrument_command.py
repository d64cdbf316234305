"""`stocktake instrument` on the command line: no home and no account, one plain message, exit 2."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.osri import OSRI

ROOT = Path(__file__).resolve().parents[3]
FOUR = {"A1": [], "C1": [], "A": 1, "C": "yes"}


def run(folder: Path, *words: str) -> tuple[int, Any, str]:
    """Exit code, the JSON on standard output, standard error; the home is never made."""
    home = folder / "home"
    done = subprocess.run(
        [sys.executable, "-m", "stocktake", "instrument", *words, "--json"],
        cwd=ROOT,
        env={**os.environ, "STOCKTAKE_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not home.exists()
    return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None, done.stderr


def test_a_file_is_checked_and_counted_without_a_home(tmp_path: Path) -> None:
    code, facts, _ = run(tmp_path, "enumerate", str(OSRI), "--item", "6")
    assert code == 0
    assert (facts["item"], facts["combinations"]) == ("6", 9)
    assert facts["counts"] == {"strength": 5, "ani": 3, "no_rule": 1, "overlap": 0}


def test_a_file_that_overlaps_is_refused_by_check_and_still_counted(tmp_path: Path) -> None:
    file = tmp_path / "trap.yaml"
    file.write_text(OSRI.read_text().replace("      precedence: [strength, ani]\n", ""))
    code, facts, told = run(tmp_path, "check", str(file))
    assert code == 2
    assert facts["mistakes"][0]["said"].startswith("Rules overlap:")
    assert told.startswith("trap.yaml:")
    assert run(tmp_path, "enumerate", str(file), "--item", "6")[1]["counts"]["overlap"] == 2


def test_a_case_is_rated_and_a_barred_answer_refused(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    for b, code in ((None, 0), ("yes", 2)):
        four = {**FOUR, **({"B": b} if b else {})}
        answers.write_text(json.dumps({"face": {"G": "foster"}, "items": {"4": four}}))
        came, facts, told = run(tmp_path, "rate", str(OSRI), "--answers", str(answers))
        assert came == code
        assert facts["ratings"]["4"] == ("strength" if code == 0 else "refused")
    assert told == "Refused: 4.B = yes: There was one placement only.\n"
