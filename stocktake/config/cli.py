"""The `stocktake` command: finds each room's commands, keeps mistakes to one plain sentence."""

import os
import sys

INTRO = """Stocktake: practice assurance for children's social care in England.

Usage: stocktake WORD … [--as LOGIN] [--json]

{words}

`stocktake WORD --help` teaches each. Everything is kept in the folder STOCKTAKE_HOME (default: var).
Exit code 0: done. Exit code 2: bad input, with one sentence on standard error.
"""

# In the order of a round's life; words that no room offers are left out of the help.
ORDER = (
    "demo", "serve", "check", "people", "import", "snapshot", "indicators", "baseline",
    "instrument", "programme", "round", "draw", "review", "appointment", "lens", "concern", "findings", "actions", "placements",
    "board", "report", "record", "erase", "manage",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 found something, 2 bad input."""
    words = sys.argv[1:] if arguments is None else arguments
    os.umask(0o077)  # whatever is written, children's data may be in it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stocktake.config.settings")
    sys.exit(_run(words))


def _run(words: list[str]) -> int:
    from stocktake.config import commands

    if not words or words[0] in ("-h", "--help", "help"):
        print(INTRO.format(words=commands.listing(ORDER)))
        return 0
    if words[0] == "--version":
        from stocktake import __version__

        print(__version__)
        return 0
    return commands.run(words[0], words[1:])
