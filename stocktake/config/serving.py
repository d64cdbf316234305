"""The web server and the ticker under one command, and what must be in order before they start."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from stocktake.people.command import BadInput
from stocktake.record import triggers
from stocktake.record.home import close_to_others
from stocktake.record.tables import make_tables


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn comes without types
    """Gunicorn with our settings; it takes none from files or the environment."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from stocktake.config.wsgi import application

        return application


def prepare() -> None:
    """Bring the tables up to date; refuse to start when what guards the record is missing."""
    close_to_others(settings.HOME)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        make_tables()
    if missing := triggers.missing():
        raise BadInput(
            f"The record is not guarded: {', '.join(missing)} missing. "
            "Run `stocktake manage migrate`, then `stocktake record verify`."
        )


def refuse_if_taken(host: str, port: int) -> None:
    """One plain sentence where another program listens already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"Port {port} on {host} cannot be used: {error.strerror or error}. "
                "Choose another with --port."
            ) from error


def serve(host: str, port: int, *, workers: int, threads: int) -> None:
    """Run until stopped; the ticker is a child that stops with us."""
    connections.close_all()  # nothing open may cross a fork
    words = [sys.executable, "-m", "stocktake", "serve", "--ticker"]
    ticker = subprocess.Popen(words, env=os.environ)  # noqa: S603
    try:
        Server(_options(host, port, workers, threads)).run()
    finally:
        ticker.terminate()
        ticker.wait(timeout=10)


def disk_is_encrypted(path: Path) -> bool:
    """Whether Linux says so; False also where it cannot be told."""
    device = path.stat().st_dev
    uuid = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}/dm/uuid")
    try:
        return uuid.read_text().startswith("CRYPT-")
    except OSError:
        return False


def _options(host: str, port: int, workers: int, threads: int) -> dict[str, Any]:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,  # a large import is read while its page waits
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
        "forwarded_allow_ips": "*" if settings.BEHIND_TLS else "127.0.0.1",
        "forwarder_headers": "",  # no visitor's header takes the place of the path
        "proc_name": "stocktake",
    }
