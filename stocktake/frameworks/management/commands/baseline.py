"""`stocktake baseline`: inspections against which rounds are judged."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from stocktake.frameworks import acts, queries
from stocktake.frameworks.domain.content import facts_of, kind_of
from stocktake.frameworks.management.commands.instrument import readable
from stocktake.people.command import ActCommand, BadInput


class Command(ActCommand):
    help = "Add, list and show baseline inspections"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="add|list|show")
        words.add_parser("add", help="add the inspection in a file").add_argument("file", type=Path)
        words.add_parser("list", help="the inspections known here")
        words.add_parser("show", help="its statements").add_argument("key")

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_add(self, *, file: Path, **_: Any) -> None:
        content = readable(file)
        if kind_of(content) != "baseline":
            raise BadInput(f"{file} is a {kind_of(content)}. Use `stocktake instrument add`.")
        content, new = acts.add_file(path=file, by=self.by, at=self.at)
        said = "Added" if new else "This version was there already"
        self.say(f"{said}: “{content.title}”.", {"hash": content.hash, "new": new})

    def do_list(self, **_: Any) -> None:
        found = queries.baselines()
        lines = (f"{b.key:<24} {b.inspected_on}  {b.title}" for b in found)
        none = "None yet. Run `stocktake instrument load` or `stocktake baseline add FILE`."
        self.say("\n".join(lines) or none, [facts_of(b) for b in found])

    def do_show(self, *, key: str, **_: Any) -> None:
        try:
            found = queries.baseline(key)
        except KeyError:
            raise BadInput(
                f"There is no baseline “{key}”. `stocktake baseline list` shows them."
            ) from None
        lines = [found.title, *(f"  {s.id:<6} {s.kind}: {s.text}" for s in found.statements)]
        self.say("\n".join(lines), facts_of(found))
