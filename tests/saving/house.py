"""A real server on a home of its own that can be killed and started again in a fraction of a second.

Run as `python -m tests.saving.house FOLDER`: it makes the home, a review being read and a signed-in
session, says so in one line of JSON, and then does what it is told, a word on each line:
`start`, `kill` (SIGKILL to the whole process group), `dump`, `quit`. Everything is imported and
resolved before the first start, so that a start is a fork. With `--states` the home has a review in
each state that the desk knows, in place of the one.
"""

import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

THREADS, WORKERS = 8, 2


def main(folder: Path, *, early: bool, states: bool) -> None:
    """Answer each word until `quit` or the end of the input."""
    facts = _prepared_apart(folder, states=states)
    if early:
        _acknowledge_before_commit()
    port = _free_port()
    _say({**facts, "port": port})
    running = 0
    for line in sys.stdin:
        word = line.strip()
        if word == "start":
            running = _start(port)
            _say({"started": running})
        elif word == "kill":
            os.killpg(running, signal.SIGKILL)
            os.waitpid(running, 0)
            running = 0
            _say({"killed": True})
        elif word == "dump":
            _say(_dump())
        else:
            break
    if running:
        os.killpg(running, signal.SIGKILL)


def _prepared_apart(folder: Path, *, states: bool) -> dict[str, Any]:
    """Prepare in a process of its own: what a thread pool of this one holds is lost at a fork, and
    the first page that asks for it would wait for ever."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(theirs, json.dumps(_prepare(folder, states=states)).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        facts: dict[str, Any] = json.loads(told.read())
    os.waitpid(child, 0)
    _load(folder)
    return facts


def _load(folder: Path) -> None:
    """Everything that a server imports and resolves, before the first fork."""
    os.environ["STOCKTAKE_HOME"] = str(folder / "home")
    os.environ["STOCKTAKE_SECRET_KEY"] = "for tests only"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
    import django

    django.setup()
    from django.urls import get_resolver

    assert get_resolver().url_patterns


def _prepare(folder: Path, *, states: bool) -> dict[str, Any]:
    """The home, a review being read (or one in each state), a session of its reviewer."""
    os.environ["STOCKTAKE_HOME"] = str(folder / "home")
    os.environ["STOCKTAKE_SECRET_KEY"] = "for tests only"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
    from stocktake.record.home import Home

    Home(folder / "home").make(demonstration=True, council="Thornmere (fictional)")
    import django

    django.setup()
    from django.db import connections

    from stocktake.record.tables import make_tables
    from tests.cast import sign_in
    from tests.review_desk import make_round, reading_by

    make_tables()
    if states:
        from tests import desk_states

        made = desk_states.make(folder)
        connections.close_all()
        return made
    cast = make_round(folder)
    review = reading_by(cast)
    client = sign_in(cast.owen)
    here = {"SERVER_NAME": "127.0.0.1", "HTTP_ACCEPT": "application/json"}
    warm = client.post(f"/reviews/{review}/save/", {"item": "visits", "working": "Warm."}, **here)
    assert warm.status_code == 200, "nothing can be saved, so nothing can be proved"
    connections.close_all()
    return {"review": review, "session": client.cookies["sessionid"].value}


def _acknowledge_before_commit() -> None:
    """The negative control: say that it is saved, and save a moment later."""
    from stocktake.record import clock
    from stocktake.reviews import acts
    from stocktake.reviews.queries import DraftView

    honest = acts.save_draft

    def hasty(**said: Any) -> DraftView:
        def later() -> None:
            time.sleep(0.05)
            with contextlib.suppress(Exception):
                honest(**said)

        threading.Thread(target=later, daemon=True).start()
        version = (said["based_on"] or 0) + 1
        return DraftView(item=said["item"], fields={}, version=version, at=clock.now())

    acts.save_draft = hasty  # type: ignore[assignment]


def _start(port: int) -> int:
    """Fork a server of its own process group, and wait until it answers."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        from stocktake.config import serving

        options = serving._options("127.0.0.1", port, WORKERS, THREADS)
        serving.Server({**options, "loglevel": "critical"}).run()
        os._exit(0)
    for _ in range(2000):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return child
        time.sleep(0.005)
    raise RuntimeError("The server did not start within 10 seconds.")


def _dump() -> dict[str, Any]:
    """Every saved version, and what the engine says of itself."""
    from django.db import connection, connections

    with connection.cursor() as cursor:
        cursor.execute("SELECT item, version, save_id, fields FROM reviews_draft ORDER BY id")
        rows = [
            {"item": i, "version": v, "save_id": s, "fields": f if isinstance(f, dict) else json.loads(f)}
            for i, v, s, f in cursor.fetchall()
        ]  # fmt: skip
        sound = "ok"
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            sound = cursor.fetchone()[0]
    connections.close_all()
    return {"rows": rows, "sound": sound}


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _say(said: dict[str, Any]) -> None:
    print(json.dumps(said, default=datetime.isoformat), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), early="--early" in sys.argv, states="--states" in sys.argv)
