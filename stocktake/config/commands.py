"""Running one command of a room in this home."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import django
from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError


def listing(order: Sequence[str]) -> str:
    """Each word with the first line of its help."""
    django.setup()
    rows = []
    for word in order:
        command = load(word)
        if command is not None:
            first = command.help.splitlines()[0]
            rows.append(f"  {word:<12}{first[0].upper()}{first[1:].rstrip('.')}")
    return "\n".join(rows)


# Words that people look for under one room and that a room below it does: a round is allocated by
# the room that has the reviews.
ELSEWHERE = {("round", "allocate"): ("review", "allocate-round")}


def load(word: str) -> BaseCommand | None:
    """The command of this word in whichever room offers it."""
    from django.conf import settings

    for room in [*settings.ROOMS, "demo", "config"]:
        name = f"stocktake.{room}.management.commands.{word}"
        if find_spec(f"stocktake.{room}") and _exists(name):
            command: BaseCommand = import_module(name).Command()
            return command
    return None


def run(word: str, words: list[str]) -> int:
    """Run it; a person's mistake is one sentence on standard error and exit code 2."""
    if word == "manage":
        execute_from_command_line(["stocktake manage", *words])
        return 0
    django.setup()
    from stocktake.people.command import BadInput
    from stocktake.record import tables

    if words and (elsewhere := ELSEWHERE.get((word, words[0]))):
        word, words = elsewhere[0], [elsewhere[1], *words[1:]]
    command = load(word)
    if command is None:
        print(f"stocktake has no word “{word}”. `stocktake --help` lists them.", file=sys.stderr)
        return 2
    try:
        ensure_home(command, words)
        _execute(command, word, words)
    except (BadInput, CommandError) as mistake:
        print(str(mistake).removeprefix("Error: "), file=sys.stderr)
        return 2
    except DatabaseError:
        if not tables.behind():
            raise
        print(tables.BEHIND, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe went away: nothing is wrong
        return 0
    return 0


def ensure_home(command: BaseCommand, words: Sequence[str] = ()) -> None:
    """Make the home and its tables for a command that needs them: an empty home is made first."""
    from django.conf import settings

    without = not getattr(command, "needs_home", True)
    said = next((word for word in words if not word.startswith("-")), "")
    without = without or said in getattr(command, "homeless", ())
    if without or settings.HOME.exists:
        return
    from stocktake.record import home, tables

    settings.HOME.make()
    settings.SECRET_KEY = settings.HOME.secret_key()  # read before there was a home
    settings.FILE_UPLOAD_TEMP_DIR = home.uploads(settings.HOME)
    tables.make_tables()
    fill_library()


def fill_library() -> None:
    """Frameworks, forms and baselines that come with Stocktake, as versions of this home."""
    import getpass

    from stocktake.frameworks import acts
    from stocktake.people import queries
    from stocktake.record import clock

    acts.load_library(by=queries.operator(getpass.getuser()), at=clock.now())


def _execute(command: BaseCommand, word: str, words: list[str]) -> Any:
    parser = command.create_parser("stocktake", word)
    options = vars(parser.parse_args(_everywhere(words)))
    args = options.pop("args", ())
    return command.execute(*args, **options)


def _everywhere(words: list[str]) -> list[str]:
    """`--json` and `--as LOGIN` may stand anywhere: argparse wants them before the subwords."""
    front, rest, waiting = [], [], iter(words)
    for word in waiting:
        if word == "--json" or word.startswith("--as="):
            front.append(word)
        elif word == "--as":
            front += [word, next(waiting, "")]
        else:
            rest.append(word)
    return [*front, *rest]


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
