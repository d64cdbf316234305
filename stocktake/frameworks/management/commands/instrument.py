"""`stocktake instrument`: review forms, frameworks and themes as files."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stocktake.frameworks import acts, queries
from stocktake.frameworks.domain.content import Form, kind_of
from stocktake.frameworks.domain.reading import Unreadable
from stocktake.people.command import ActCommand, BadInput


class Command(ActCommand):
    help = "Check, add and list review forms and frameworks"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="check|add|list")
        for word, said in (
            ("check", "say every mistake in a file, with line and column"),
            ("add", "put the version in a file on the shelf"),
        ):
            words.add_parser(word, help=said).add_argument("file", type=Path)
        words.add_parser("list", help="what is on the shelf")
        words.add_parser("load", help="add the library that comes with Stocktake")

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_check(self, *, file: Path, **_: Any) -> None:
        content = readable(file)
        facts: dict[str, str] = {"kind": kind_of(content), "key": content.key, "hash": content.hash}
        items = f", {len(content.items)} items" if isinstance(content, Form) else ""
        self.say(f"Good: {facts['kind']} “{content.title}”{items}.", facts)

    def do_add(self, *, file: Path, **_: Any) -> None:
        content = readable(file)
        if kind_of(content) == "baseline":
            raise BadInput(f"{file} is a baseline. Use `stocktake baseline add`.")
        content, new = acts.add_file(path=file, by=self.by, at=self.at)
        said = "Added" if new else "This version was there already"
        self.say(f"{said}: “{content.title}”.", {"hash": content.hash, "new": new})

    def do_list(self, **_: Any) -> None:
        cards = [card for card in queries.shelf() if card.kind != "baseline"]
        lines = (f"{c.kind:<10} {c.key:<20} {c.hash[:12]}  {c.title}" for c in cards)
        self.say(
            "\n".join(lines) or "Nothing yet. Run `stocktake instrument load`.",
            [asdict(c) for c in cards],
        )

    def do_load(self, **_: Any) -> None:
        count = acts.load_library(by=self.by, at=self.at)
        self.say(f"Added {count} from the library.", {"added": count})


def readable(file: Path) -> Any:
    """The checked content of a file, or every mistake as the command's one message."""
    try:
        return acts.read_file(file)
    except Unreadable as mistakes:
        raise BadInput(str(mistakes)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}.") from None
