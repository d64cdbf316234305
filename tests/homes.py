"""Demonstration homes for tests: each state is made once in a run, whoever asks first, and copied.

Making one takes a minute of a processor, so that the workers of a run share them.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAID = "said.txt"  # what `stocktake demo` said
OURS = ("STOCKTAKE_SECRET_KEY", "STOCKTAKE_TODAY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def environment(home: Path) -> dict[str, str]:
    """The environment of a process that works in this home and knows nothing of the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "STOCKTAKE_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def made(state: str) -> Path:
    """A folder with `home`, `out` and `said.txt`; nobody may change what is in it."""
    shared = Path(os.environ["STOCKTAKE_TEST_HOME"]) / "homes"
    shared.mkdir(exist_ok=True)
    with _alone(shared / f"{state}.lock"):
        folder, part = shared / state, shared / f"{state}.part"
        if not folder.exists():
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            _make(state, part)
            part.rename(folder)
    return folder


def copied(state: str, to: Path) -> Path:
    """A copy of that folder, to do with as one likes."""
    return Path(shutil.copytree(made(state), to, dirs_exist_ok=True))


def _make(state: str, folder: Path) -> None:
    words = ["demo", "--no-serve", "--state", state, "--out", str(folder / "out"), "--digest"]
    done = subprocess.run(
        [sys.executable, "-m", "stocktake", *words],
        cwd=ROOT,
        env=environment(folder / "home"),
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    (folder / SAID).write_text(done.stdout)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
