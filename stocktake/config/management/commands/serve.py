"""`stocktake serve`: web server, worker and ticker under one command."""

import os
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.conf import settings

from stocktake.config import serving, ticker
from stocktake.people.command import ActCommand


class Command(ActCommand):
    """Serve this home until stopped with Ctrl-C."""

    help = "serve this home: web pages, notices and clocks, until Ctrl-C"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port (default: %(default)s)")
        parser.add_argument(
            "--workers",
            type=int,
            default=min(2, os.cpu_count() or 1),
            help="web processes (default: %(default)s)",
        )
        parser.add_argument(
            "--threads", type=int, default=8, help="threads in each (default: %(default)s)"
        )
        parser.add_argument("--ticker", action="store_true", help=SUPPRESS)

    def run(self, **options: Any) -> None:
        if options["ticker"]:
            ticker.run()
            return
        host, port = options["host"], options["port"]
        serving.prepare()
        serving.refuse_if_taken(host, port)
        self._say_where(host, port)
        serving.serve(host, port, workers=options["workers"], threads=options["threads"])

    def _say_where(self, host: str, port: int) -> None:
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared only
        lines = [f"Stocktake is at http://{shown}:{port}/  (stop it with Ctrl-C)"]
        if settings.HOME.demonstration:
            lines.append("This is a demonstration: choose on that page whom to sign in as.")
        elif not serving.disk_is_encrypted(settings.HOME.path):
            lines.append(
                f"Cannot tell whether the disk under {settings.HOME.path} is encrypted. "
                "Children's records must lie on an encrypted disk."
            )
        self.say("\n".join(lines))
        self.stdout.flush()
