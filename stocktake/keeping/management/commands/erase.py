"""`stocktake erase`: carry out a decision to erase, to hold, or to lift a hold."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError

from stocktake.keeping import acts
from stocktake.keeping.forms import read_numbers
from stocktake.people.command import ActCommand, BadInput
from stocktake.record.domain import RULES


class Command(ActCommand):
    """Erase, --hold or --release, for a child or for entries by number."""

    help = "erase what entries said under a rule, or put or lift a legal hold"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--child", default="", help="all entries about this child, by its ID")
        parser.add_argument("--entries", default="", help="entry numbers, as 12,15-20")
        parser.add_argument("--rule", choices=RULES, help="needed to erase")
        parser.add_argument("--reference", required=True, help="of the decision, without a name")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--hold", action="store_true", help="put a legal hold instead")
        which.add_argument("--release", action="store_true", help="lift a legal hold instead")

    def run(self, **options: Any) -> None:
        try:
            numbers = read_numbers(options["entries"])
        except ValidationError as wrong:
            raise BadInput(wrong.messages[0]) from wrong
        what = {"entries": numbers, "child": options["child"], "reference": options["reference"]}
        if options["hold"] or options["release"]:
            act = acts.hold if options["hold"] else acts.release
            done, word = (
                act(**what, by=self.by, at=self.at),
                "held" if options["hold"] else "released",
            )
        elif not options["rule"]:
            raise BadInput(f"Say under which rule: {', '.join(RULES)}.")
        else:
            done = acts.erase(**what, rule=options["rule"], by=self.by, at=self.at)
            word = "erased"
        self.say(f"{done} entries {word}.", {word: done})
