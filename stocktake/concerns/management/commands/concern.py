"""`stocktake concern list`: that urgent concerns exist and how long they have waited."""

from argparse import ArgumentParser
from typing import Any

from stocktake.concerns import queries
from stocktake.people.command import ActCommand


class Command(ActCommand):
    help = "urgent safeguarding concerns: which are open, since when, how late"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", metavar="list", required=True)
        words.add_parser("list", help="list those that exist, without what they say")

    def run(self, **options: Any) -> None:
        cards = queries.concerns_known_to(self.by)
        lines = [f"{c.id:>4}  {c.ref:<10} {c.words}" for c in cards]
        rows = [
            {
                "id": c.id,
                "ref": c.ref,
                "status": c.status,
                "raised_at": c.raised_at,
                "due_at": c.due_at,
                "overdue": c.overdue,
                "words": c.words,
            }
            for c in cards
        ]
        self.say("\n".join(lines) or "No urgent concern has been raised.", rows)
