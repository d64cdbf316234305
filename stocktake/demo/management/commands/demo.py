"""`stocktake demo`: the invented council, its April round finished and its October one under way."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings

from stocktake.core.periods import day_in_words
from stocktake.demo import starting
from stocktake.demo.cast import ROLES
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import dump
from stocktake.record.clock import now


class Command(ActCommand):
    """Make a demonstration home if there is none, and serve it."""

    help = "try it: an invented council with one round published and one under way"
    needs_home = False

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="make it, then stop")
        parser.add_argument("--out", type=Path, metavar="DIR", help="leave the report files here")
        parser.add_argument(
            "--state",
            choices=(starting.MIDFLIGHT, starting.EMPTY),
            help="midflight (the usual), or empty: people, forms and a baseline only",
        )
        parser.add_argument("--reset", action="store_true", help="make the demonstration anew")
        parser.add_argument(
            "--digest", action="store_true", help="print the digest of the canonical dump"
        )
        parser.add_argument("--port", type=int, default=8000, help="port (default: %(default)s)")

    def run(self, **options: Any) -> None:
        self._began = monotonic()
        _refuse_another_home()
        self._load(options)
        if options["out"]:
            self._leave(options["out"])
        if options["digest"]:
            self.say(dump.digest(), {"digest": dump.digest()})
        self._say_where(options["port"], serving=not options["no_serve"])
        if not options["no_serve"]:
            self._serve(options["port"])

    def _serve(self, port: int) -> None:
        """Become the server. A process of its own: what the making left running, as threads that
        read tables, would be lost in the web processes that a server forks."""
        self.stdout.flush()
        words = [sys.executable, "-m", "stocktake", "serve", "--port", str(port)]
        os.execv(sys.executable, words)  # noqa: S606 - a list of our own words, no shell

    def _load(self, options: dict[str, Any]) -> None:
        stands, wanted = starting.state(), options["state"]
        if stands and not options["reset"] and wanted in (None, stands):
            return
        if stands and not options["reset"]:
            raise BadInput(
                f"This demonstration stands {stands}. Add --reset to make it anew as {wanted}."
            )
        starting.load(wanted or starting.MIDFLIGHT, options["out"], self._progress)

    def _progress(self, text: str) -> None:
        self.stderr.write(f"{monotonic() - self._began:5.1f} s  {text}")
        self.stderr.flush()

    def _leave(self, out: Path) -> None:
        from stocktake.demo.rounds import publishing

        if starting.state() == starting.MIDFLIGHT:
            for file in publishing.leave(out):
                self.say(f"Left {file}")

    def _say_where(self, port: int, *, serving: bool) -> None:
        clock = now()
        people = ", ".join(f"{r.name} ({r.job})" for r in ROLES[2:4])
        first = "" if serving else f"Serve it with `stocktake serve --port {port}`. "
        lines = [
            "",
            f"{settings.HOME.council} is ready. Its clock stands at {day_in_words(clock.date())}.",
            f"{first}Go to http://127.0.0.1:{port}/ and choose whom to sign in as.",
            f"Begin with {people}.",
        ]
        self.say("\n".join(lines))


def _refuse_another_home() -> None:
    if settings.HOME.exists and not settings.HOME.demonstration:
        raise BadInput(
            f"The home {settings.HOME.path} is a council’s own and never becomes a demonstration. "
            "Set STOCKTAKE_HOME to another folder."
        )
