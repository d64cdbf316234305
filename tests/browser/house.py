"""A demonstration home with a real server on it, and the means to look behind its pages."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.homes import ROOT, copied, environment

NEW = "new"  # no demonstration: as a council begins
LONDON = ZoneInfo("Europe/London")


@dataclass
class House:
    """One demonstration home with its server running, and the means to look behind it."""

    home: Path
    out: Path
    address: str
    environment: dict[str, str]
    checked: set[str] = field(default_factory=set)

    def run(self, *words: str) -> str:
        """One `stocktake` command in this home; its standard output."""
        return self.python("-m", "stocktake", *words)

    def python(self, *words: str) -> str:
        """Python run on this home; its standard output."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read the home's own database; nothing can be written this way."""
        with sqlite3.connect(f"file:{self._database}?mode=ro", uri=True) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(query, values)]

    def entries(self, act: str) -> list[dict[str, Any]]:
        """The entries of this act, oldest first, with what was said."""
        found = self.rows(
            "SELECT e.*, b.said FROM record_entry e LEFT JOIN record_body b ON b.entry_id = e.number"
            " WHERE e.act = ? ORDER BY e.number",
            act,
        )
        return [{**row, "said": json.loads(row["said"] or "{}")} for row in found]

    def awaited(self, act: str) -> list[dict[str, Any]]:
        """The entries of an act that the server does by itself, once there is one."""
        for _ in range(150):
            if found := self.entries(act):
                return found
            time.sleep(0.2)
        raise AssertionError(f"No {act} within 30 seconds.")

    def accesses(self, event: str) -> list[dict[str, Any]]:
        """The access log's rows of this event."""
        return self.rows("SELECT * FROM record_access WHERE event = ? ORDER BY id", event)

    def drafts(self, event: str) -> list[dict[str, Any]]:
        """The draft log's rows of this event: drafts stand outside the record."""
        return self.rows("SELECT * FROM evidence_draftevent WHERE event = ? ORDER BY id", event)

    def move_to(self, moment: str) -> None:
        """Move the demonstration's clock, "2026-11-03 09:00" in London."""
        at = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
        part = self.home / ".clock.part"
        part.write_text(at.isoformat())
        part.replace(self.home / "clock")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What happens inside is taken back: another end of the same story."""
        clock = (self.home / "clock").read_text()
        with sqlite3.connect(":memory:") as before:
            with sqlite3.connect(self._database) as live:
                live.backup(before)
            try:
                yield
            finally:
                with sqlite3.connect(self._database, timeout=20) as live:
                    before.backup(live)
                (self.home / "clock").write_text(clock)

    @property
    def _database(self) -> Path:
        return self.home / "stocktake.sqlite3"


@contextmanager
def serving(state: str) -> Iterator[House]:
    """A home in this state with its server, both taken away afterwards; "new" has nothing in it.

    WALK_HOME names a folder that holds one already, for whoever works on a later step.
    """
    given = os.environ.get("WALK_HOME")
    folder = Path(given or tempfile.mkdtemp(prefix="stocktake-browser-"))
    if not given and state != NEW:
        copied(state, folder)
    address = f"http://127.0.0.1:{_free_port()}"
    house = House(folder / "home", folder / "out", address, environment(folder / "home"))
    server = _serve(house)
    try:
        yield house
    finally:
        server.terminate()
        server.wait(timeout=20)
        if not given:
            shutil.rmtree(folder, ignore_errors=True)


def _serve(house: House) -> "subprocess.Popen[bytes]":
    port = house.address.rsplit(":", 1)[1]
    words = [sys.executable, "-m", "stocktake", "serve", "--port", port]
    server = subprocess.Popen(words, cwd=ROOT, env=house.environment)
    for _ in range(150):
        try:
            urllib.request.urlopen(house.address + "/account/login/", timeout=2)
            return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise RuntimeError("The server did not start within 30 seconds.")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
