"""A home whose tables are older than the program: one sentence that says what to do."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def stocktake(home: Path, *words: str) -> tuple[int, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "STOCKTAKE_TODAY")}
    done = subprocess.run(
        [sys.executable, "-m", "stocktake", *words], env={**kept, "STOCKTAKE_HOME": str(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_home_behind_the_program_is_told_to_catch_up(tmp_path: Path) -> None:
    assert stocktake(tmp_path / "home", "people", "list")[0] == 0
    with sqlite3.connect(tmp_path / "home" / "stocktake.sqlite3") as older:
        older.execute("ALTER TABLE people_account DROP COLUMN job")
        older.execute("DELETE FROM django_migrations WHERE app = 'reviews' AND name >= '0008'")
    code, said = stocktake(tmp_path / "home", "people", "list")
    assert (code, said.count("\n")) == (2, 1)
    assert "stocktake manage migrate" in said
