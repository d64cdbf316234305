"""How the tests stand: one database file for each worker, and the record's triggers in place.

The home and the engine are chosen in `tests/environment.py`, before Django reads its settings.
"""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from _pytest.nodeid import NodeId
from hypothesis import settings as generated

# No test is judged by the clock: these machines are shared, and a slow moment is no fault.
generated.register_profile("stocktake", deadline=None)
generated.load_profile("stocktake")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one `xdist_group` go to one worker, in their order.

    xdist writes the group into a name that pytest 9.2 no longer reads, so that steps of one story
    were dealt out like cards; here it is written where pytest reads it.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group is not None and not item.nodeid.endswith(f"@{group.args[0]}"):
            item._id = NodeId.parse(f"{item.nodeid}@{group.args[0]}")  # type: ignore[attr-defined]  # pytest lets a name be written here alone


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A file, not memory: twenty connections must be able to meet in one SQLite database."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        default["TEST"]["NAME"] = f"{os.environ['STOCKTAKE_TEST_HOME']}/test-{worker}.sqlite3"


@pytest.fixture(autouse=True, scope="session")
def _nothing_leaves_the_machine() -> Iterator[None]:
    """Any connection but to this machine is an error; tests/house proves that it is."""
    original = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("localhost", "127.0.0.1", "::1"):
            raise PermissionError(f"A test tried to reach {host}.")
        original(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = original  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_record() -> Iterator[None]:
    """A transactional test empties every table afterwards, which the triggers rightly refuse.

    So flushing, which only tests do, takes the triggers off first and puts them back after.
    """
    from django.core.management.commands import flush

    from stocktake.record import triggers

    original = flush.Command.handle

    def handle(self: flush.Command, **options: object) -> None:
        triggers.remove(str(options["database"]))
        try:
            original(self, **options)
        finally:
            triggers.install(str(options["database"]))

    flush.Command.handle = handle  # type: ignore[method-assign]
    yield
    flush.Command.handle = original  # type: ignore[method-assign]
