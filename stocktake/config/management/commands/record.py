"""`stocktake record`: is the record whole, what is its head, what does it say."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stocktake.keeping.pages.record import RECORD_READERS
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import access, dump, queries, verifying


class Command(ActCommand):
    """verify, anchor, digest, export."""

    help = "verify that the record is whole, print its anchor, export it"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        verify = words.add_parser(
            "verify", help="read the whole chain; exit 1 if anything is wrong"
        )
        verify.add_argument("--anchor", help="an anchor printed earlier and kept elsewhere")
        words.add_parser("anchor", help="print the head, to keep outside this home")
        words.add_parser("digest", help="one digest of every declared table, to compare two homes")
        export = words.add_parser(
            "export", help="write all entries, without what was said, as JSON lines"
        )
        export.add_argument("file")

    def run(self, **options: Any) -> None:
        getattr(self, f"_{options['word']}")(options)

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            kept = verifying.Anchor.parse(options["anchor"]) if options["anchor"] else None
        except ValueError as wrong:
            raise BadInput(str(wrong)) from wrong
        verdict = verifying.verify(kept)
        lines = [*verdict.erased, *verdict.faults]
        if verdict.clean:
            lines.append(f"The record is whole: {verdict.entries} entries.")
        self.say("\n".join(lines), asdict(verdict))
        if not verdict.clean:
            raise SystemExit(1)

    def _anchor(self, options: dict[str, Any]) -> None:
        self.say(str(verifying.anchor()), {"anchor": str(verifying.anchor())})

    def _digest(self, options: dict[str, Any]) -> None:
        found = dump.digest()
        self.say(found, {"digest": found})

    def _export(self, options: dict[str, Any]) -> None:
        self.only_for(*RECORD_READERS)
        file = Path(options["file"])
        entries = list(reversed(queries.latest(10**9)))
        with file.open("w") as out:
            for entry in entries:
                row = asdict(entry)
                del row["said"]
                out.write(json.dumps(row, default=str) + "\n")
        access.note_export(by=self.by, what="record", detail=f"{len(entries)} entries")
        self.say(f"Wrote {len(entries)} entries to {file}.", {"entries": len(entries)})
