"""The base of every `stocktake` command: on whose behalf, in which form, and plain refusals."""

import getpass
import json
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand

from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import CAPACITY_WORDS
from stocktake.core.thread import Person, Refused
from stocktake.people import queries
from stocktake.record import clock


class BadInput(Exception):
    """One plain sentence for the person at the command line; the command ends with exit code 2."""


def person_named(login: str) -> Person:
    """Whom a login on the command line means."""
    found = queries.person_by_login(login)
    if found is None:
        raise BadInput(f"There is no account with the login {login}.")
    return found


class ActCommand(BaseCommand, ABC):
    """A command acts through the same door as the web, for a named account or the operator."""

    requires_system_checks: list[str] = []
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }
    by: Person
    at: datetime
    as_json: bool = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as",
            dest="login",
            metavar="LOGIN",
            help="act on behalf of this account; left out: the operator of this home",
        )
        parser.add_argument("--json", action="store_true", help="print JSON for a machine")
        self.arguments(parser)

    def arguments(self, parser: ArgumentParser) -> None:
        """The command's own words and flags."""

    def handle(self, *args: Any, **options: Any) -> None:
        self.as_json = bool(options["json"])
        self.by, self.at = self._who(options["login"]), clock.now()
        try:
            self.run(**options)
        except Refused as no:
            raise BadInput(no.sentence) from no

    def only_for(self, *may: Capacity) -> None:
        """What a page shows to these alone, a command shows to them and to the home's operator."""
        if not self.by.holds(*may, Capacity.LOCAL_OPERATOR):
            who = ", ".join(sorted(CAPACITY_WORDS[c] for c in may))
            raise BadInput(f"This is for {who}. Ask them if you need it.")

    @abstractmethod
    def run(self, **options: Any) -> None:
        """Do it."""

    def say(self, text: str, data: Any = None) -> None:
        """Print `data` as JSON when asked for, else the text."""
        if not self.as_json:
            self.stdout.write(text)
        elif data is not None:
            self.stdout.write(json.dumps(data, default=str, ensure_ascii=False, indent=1))

    def _who(self, login: str | None) -> Person:
        os_user = getpass.getuser()
        if login is None:
            return queries.operator(os_user)
        found = person_named(login)
        return Person(
            id=found.id,
            name=found.name,
            capacities=found.capacities,
            worker_ids=found.worker_ids,
            teams=found.teams,
            os_user=os_user,
        )
