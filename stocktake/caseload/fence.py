"""Starts the parser child and takes back what it wrote, or one sentence.

A child that crashes, runs out of time or meets a limit leaves nothing behind but the sentence.
"""

import contextlib
import json
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stocktake.caseload.parser.archive import CLOSED, Unreadable
from stocktake.caseload.parser.tables import Raw

logger = logging.getLogger(__name__)
LONGEST_NAME = 100  # of a file, in a sentence
ANSWERED = (0, 3)  # exit statuses of a child that read the source, or refused it in a sentence
SOON = 5.0  # seconds
SECONDS = 20.0  # so that a command has answered within thirty, whatever it was given
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
FILES = (*WORKBOOKS, ".csv", ".txt", ".tsv", ".zip", ".parquet", ".xml")
# Isolated, the child knows no PYTHONPATH: it is told where this very code stands.
_OWN = Path(__file__).resolve().parents[2]
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1));"
    "runpy.run_module('stocktake.caseload.parser', run_name='__main__', alter_sys=True)"
)


def read(source: Path, out: Path, *, seconds: float = SECONDS) -> tuple[Raw, ...]:
    """Read a workbook, a CSV file, or a folder or zip of them, into `out`; raises Unreadable."""
    try:
        found = source.exists()
    except OSError as barred:  # a folder above it is closed, or the name is longer than any
        raise Unreadable(CLOSED.format(source.name[:LONGEST_NAME])) from barred
    if not found:
        raise Unreadable(f"There is no file or folder {source.name}.")
    if source.is_file() and source.suffix.lower() not in FILES:
        raise Unreadable(
            f"{source.name} is neither a workbook (.xlsx, .xls, .ods) nor CSV, nor a folder or zip "
            "of CSV files."
        )
    if not (source.is_file() or source.is_dir()):
        raise Unreadable(f"{source.name} is neither a file nor a folder.")
    with _workplace(out) as place:
        status = _run_twice(source.absolute(), place, seconds)
        tables = _taken_back(place, source.name, status)
        for raw in tables:
            (place / raw.part).replace(out / raw.part)
    return tables


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """A folder for this reading alone, removed whatever happens."""
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=".reading-", dir=out))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _run_twice(source: Path, place: Path, seconds: float) -> int | None:
    """The child's exit status. One that died at once is started once more: a machine short of
    threads or memory for a moment kills a child as a hostile file does, and is no fault of the file.
    """
    started = time.monotonic()
    status = _run(source, place, seconds)
    spent = time.monotonic() - started
    if status in (None, *ANSWERED) or spent > SOON:
        return status
    logger.warning("The reader of an extract ended with status %s; trying once more.", status)
    return _run(source, place, seconds - spent)


def _run(source: Path, place: Path, seconds: float) -> int | None:
    """The child's exit status; None when its time was up. Its environment is empty."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, str(_OWN)]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; paths are arguments
        [*command, str(source), str(place)],
        cwd=place,
        env={},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
    try:
        return _waited(child, seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _waited(child: "subprocess.Popen[bytes]", seconds: float) -> int:
    """The exit status, known the moment the child ends where the system can tell it."""
    started = time.monotonic()
    with contextlib.suppress(AttributeError, OSError):  # no such call here: ask now and again
        handle = os.pidfd_open(child.pid)
        try:
            select.select([handle], [], [], seconds)
        finally:
            os.close(handle)
    return child.wait(timeout=max(0.0, seconds - (time.monotonic() - started)))


def _taken_back(place: Path, name: str, status: int | None) -> tuple[Raw, ...]:
    if status is None:
        raise Unreadable(f"{name} took longer than {SECONDS:.0f} seconds to read. Split it.")
    manifest = place / "manifest.json"
    if status not in ANSWERED or not manifest.exists():
        raise Unreadable(
            f"{name} cannot be read safely: it makes the reader ask for too much memory or time. "
            "Copy the cells that matter into a new workbook and save that."
        )
    facts = json.loads(manifest.read_text())
    if "problem" in facts:
        raise Unreadable(facts["problem"])
    tables = tuple(Raw(**table) for table in facts["tables"])
    if any(Path(raw.part).name != raw.part for raw in tables):
        raise Unreadable(f"{name} cannot be read safely.")
    return tables
