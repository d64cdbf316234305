"""`stocktake snapshot list`, `show HASH`, `verify HASH`, `delete HASH --reason …`."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.snapshots import SEES
from stocktake.caseload.queries import SnapshotCard, SnapshotPage
from stocktake.people.command import ActCommand, BadInput


class Command(ActCommand):
    help = "List, show, verify or delete the snapshots that imports made"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("word", choices=["list", "show", "verify", "delete"])
        parser.add_argument("hash", nargs="?", default="", help="the hash, or 8 letters of it")
        parser.add_argument("--reason", default="", help="why it is deleted")

    def run(self, **options: Any) -> None:
        self.only_for(*SEES)
        if options["word"] == "list":
            cards = queries.snapshots()
            self.say("\n".join(_line(c) for c in cards) or "No snapshots.", [*map(_facts, cards)])
            return
        page = self._page(options["hash"])
        if options["word"] == "show":
            self.say(_text(page), asdict(page))
        elif options["word"] == "verify":
            self._verify(page)
        else:
            acts.delete_snapshot(
                snapshot=page.card.hash, reason=options["reason"], by=self.by, at=self.at
            )
            self.say(f"Deleted snapshot {page.card.hash}.", {"deleted": page.card.hash})

    def _page(self, name: str) -> SnapshotPage:
        try:
            return queries.snapshot(name)
        except LookupError as unknown:
            raise BadInput(str(unknown)) from unknown

    def _verify(self, page: SnapshotPage) -> None:
        faults = queries.faults(page.card.hash)
        if faults:
            raise BadInput(f"Snapshot {page.card.short} is not as it was made. {' '.join(faults)}")
        self.say(f"Snapshot {page.card.hash} is as it was made.", {"faults": []})


def _line(card: SnapshotCard) -> str:
    return (
        f"{card.short}  {card.source:<8} {card.as_of}  {card.cases:>6} open cases"
        f" {card.rejected:>5} rejected  {card.status}"
    )


def _facts(card: SnapshotCard) -> dict[str, Any]:
    return asdict(card)


def _text(page: SnapshotPage) -> str:
    lines = [_line(page.card), page.card.hash]
    lines += [f"  {words:<18} {n:>6}" for words, n in page.strata]
    lines += [
        f"  {c['title']:<50} {c['rows']:>6} rows {c['accepted']:>6} accepted"
        f" {c['rejected']:>5} rejected"
        for c in page.lists
    ]
    return "\n".join(lines)
