"""Browsers at autosave against a server that dies under them: what was acknowledged, what was not.

Each client writes its own answer, one save after another, as the page's script does: an
unanswered save is sent again with its own id until it is answered, and only then the next.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
CSRF = "a" * 32


@dataclass
class Served:
    """A house of `tests.saving.house`, told what to do."""

    process: "subprocess.Popen[str]"
    facts: dict[str, Any]

    def tell(self, word: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.heard()

    def heard(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the house of the test fell silent"
        return dict(json.loads(line))


@dataclass
class Saved:
    """What the clients know. `acknowledged`: (item, save id, text) of each save answered."""

    acknowledged: list[tuple[str, str, str]] = field(default_factory=list)
    conflicts: int = 0
    retried: int = 0
    kills: int = 0
    dump: dict[str, Any] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """Saves that were acknowledged and are not there."""
        there = {(r["item"], r["save_id"], r["fields"].get("working")) for r in self.dump["rows"]}
        return sum(one not in there for one in self.acknowledged)

    @property
    def doubled(self) -> int:
        """Saves that are there more than once."""
        ids = [r["save_id"] for r in self.dump["rows"] if r["save_id"]]
        return len(ids) - len(set(ids))


@contextmanager
def served(folder: Path, *words: str, database: str = "") -> Iterator[Served]:
    """A house, with its server started."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STOCKTAKE_")}
    environment |= {"DATABASE_URL": database} if database else {}
    if not database:
        environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tests.saving.house", str(folder), *words]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:  # leaving closes its input, which ends it
        house = Served(process, {})
        house.facts = house.heard()
        house.tell("start")
        yield house


def save_under_fire(house: Served, *, kills: int, clients: int = 20, seed: int = 1) -> Saved:
    """Clients save without pause while the server is killed and started again, `kills` times."""
    known, stop = Saved(), threading.Event()
    threads = [
        threading.Thread(target=_client, args=(house, f"client-{n}", known, stop))
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    dice = random.Random(seed)
    while known.kills < kills:
        before = len(known.acknowledged)
        while len(known.acknowledged) == before:
            time.sleep(0.01)  # not under way yet: a kill now would prove nothing
        time.sleep(dice.uniform(0, 0.2))
        house.tell("kill")
        known.kills += 1
        house.tell("start")
    stop.set()
    for thread in threads:
        thread.join(timeout=60)
    known.dump = house.tell("dump")
    return known


def _client(house: Served, item: str, known: Saved, stop: threading.Event) -> None:
    line, version, number = Line(house), 0, 0
    while not stop.is_set():
        number += 1
        fields = {
            "item": item,
            "based_on": str(version),
            "save_id": str(uuid.uuid4()),
            "working": f"{item} wrote this as number {number}.",
        }
        status, said, tries = line.until_answered(f"/reviews/{house.facts['review']}/save/", fields)
        known.retried += tries > 1
        if status == 409:
            known.conflicts += 1
            break
        if status == 200:
            version = said["version"]
            known.acknowledged.append((item, fields["save_id"], fields["working"]))
    line.close()


@dataclass
class Line:
    """One client's connection, opened again when it breaks."""

    house: Served
    connection: http.client.HTTPConnection | None = None

    def until_answered(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, Any], int]:
        """Status, answer and the number of tries: the same again until there is an answer."""
        tries = 0
        while True:
            tries += 1
            answer = self.post(path, fields)
            if answer is not None:
                return (*answer, tries)
            self.close()
            time.sleep(0.01)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, Any]] | None:
        """Status and answer, or None where there was none."""
        facts = self.house.facts
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={facts['session']}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
        }
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", facts["port"], timeout=5)
        try:
            self.connection.request("POST", path, urlencode(fields), headers)
            answer = self.connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        if answer.status >= 500:
            return None
        return answer.status, json.loads(body) if body.startswith(b"{") else {}

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None
