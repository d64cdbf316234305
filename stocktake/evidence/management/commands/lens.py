"""`stocktake lens check FILE`, `stocktake lens uneven ROUND --by sex|ethnicity|disability|stratum`."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stocktake.evidence import queries
from stocktake.evidence.domain.lens import BadLexicon
from stocktake.people.command import ActCommand, BadInput
from stocktake.rounds.domain.rounds import SEES

GROUPS = ("stratum", "sex", "ethnicity", "disability")


class Command(ActCommand):
    help = "the theme lens: try a lexicon; look for phrases that fall unevenly across groups"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("check", "uneven"))
        parser.add_argument("name", help="a lexicon file (check), or a round's number (uneven)")
        parser.add_argument("--by", choices=GROUPS, default="stratum")

    def run(self, **options: Any) -> None:
        if options["what"] == "check":
            self._check(Path(options["name"]))
        else:
            self.only_for(*SEES)
            self._uneven(options["name"], options["by"])

    def _check(self, file: Path) -> None:
        if not file.is_file():
            raise BadInput(f"There is no file {file}.")
        try:
            found = queries.read_lexicon(file)
        except BadLexicon as bad:
            raise BadInput(str(bad)) from bad
        terms = {family.key: len(family.terms) for family in found.families}
        said = ", ".join(f"{key} {count}" for key, count in terms.items())
        self.say(f"{file.name} can be used. Terms: {said}.", {"ok": True, "terms": terms})

    def _uneven(self, round_id: str, by: str) -> None:
        try:
            lines = queries.uneven_terms(round_id, by)
        except LookupError as unknown:
            raise BadInput(f"There is no round {round_id}.") from unknown
        text = "\n".join(
            f"“{one.term}”: {one.has} of {one.of} records of {one.group or 'not known'}, "
            f"{one.others_have} of {one.others_of} of the others (chance {one.chance:.4f})"
            for one in lines
        )
        head = (
            f"Phrases that fall unevenly by {by}. Each is a question about how records are written."
        )
        none = f"No phrase falls unevenly by {by}, as far as these numbers can tell."
        self.say(f"{head}\n{text}" if lines else none, [asdict(one) for one in lines])
