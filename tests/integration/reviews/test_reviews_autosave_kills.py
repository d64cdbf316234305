"""SIGKILL of a real server in the middle of autosave: nothing acknowledged is lost, nothing doubled.

The server runs on a home (on PostgreSQL: in a database) of its own, outside the tests' database.
Killing a process is not a power cut: what the disk itself forgets is not tried here.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.saving.clients import save_under_fire, served

KILLS = 200 if os.environ.get("STOCKTAKE_PROVE") else 3
EARLY = 20 if os.environ.get("STOCKTAKE_PROVE") else 2


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the house's own on the tests' PostgreSQL, or nothing: SQLite in its home."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg
    from psycopg import sql

    name = f"saving_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    base, _, options = server.partition("?")
    yield base.rsplit("/", 1)[0] + f"/{name}" + (f"?{options}" if options else "")
    with psycopg.connect(server, autocommit=True) as db:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        db.execute(drop)


def test_no_acknowledged_save_is_lost_and_none_is_doubled(tmp_path: Path, database: str) -> None:
    with served(tmp_path, database=database) as house:
        known = save_under_fire(house, kills=KILLS)
    assert (known.lost, known.doubled, known.conflicts) == (0, 0, 0)
    assert known.dump["sound"] == "ok"
    assert known.kills == KILLS
    assert len(known.acknowledged) >= KILLS
    assert known.retried > 0, "no save was in flight when the server died: nothing was tried"


@pytest.mark.prove
def test_a_server_that_acknowledges_before_it_commits_is_found_out(
    tmp_path: Path, database: str
) -> None:
    """The negative control of the test above."""
    with served(tmp_path, "--early", database=database) as house:
        known = save_under_fire(house, kills=EARLY)
    assert known.lost > 0
