"""`stocktake instrument`: review forms, instruments, frameworks and themes as files."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from stocktake.core.written import Unreadable
from stocktake.frameworks import acts, queries
from stocktake.frameworks.domain.content import kind_of
from stocktake.frameworks.domain.instrument import showing
from stocktake.frameworks.domain.instrument.domains import Unenumerable
from stocktake.frameworks.domain.instrument.enumerating import enumerated
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.instrument.soundness import tied
from stocktake.frameworks.domain.instrument.vectors import fixed_facts
from stocktake.people.command import ActCommand, BadInput

T = TypeVar("T")


class Command(ActCommand):
    help = "Check, try, add and list review forms, instruments and frameworks"
    homeless = frozenset({"check", "rate", "enumerate"})  # words that need no home and no account

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(
            dest="word", required=True, metavar="check|rate|enumerate|add|list|load"
        )
        for word, said in (
            ("check", "say every mistake in a file, with line and column"),
            ("rate", "rate one case, or a round of cases, by the rules of a file"),
            ("enumerate", "count what comes of every combination of answers to an item"),
            ("add", "put the version in a file on the shelf"),
        ):
            one = words.add_parser(word, help=said)
            one.add_argument("file", type=Path)
            if word == "rate":
                one.add_argument("--answers", type=Path, required=True, metavar="FILE")
            if word == "enumerate":
                one.add_argument("--item", required=True, metavar="ID", help="item or outcome")
                one.add_argument("--given", type=Path, metavar="FILE", help="answers held fixed")
        words.add_parser("list", help="what is on the shelf")
        words.add_parser("load", help="add the library that comes with Stocktake")

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_check(self, *, file: Path, **_: Any) -> None:
        try:
            read = acts.read_with_warnings_of(file)
        except Unreadable as wrong:
            self.say("", {"mistakes": [asdict(mistake) for mistake in wrong.mistakes]})
            raise BadInput(str(wrong)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{file} cannot be read: {error}.") from None
        content = read.content
        facts: dict[str, Any] = {"kind": kind_of(content), "key": content.key, "hash": content.hash}
        items = f", {len(content.items)} items" if isinstance(content, Instrument) else ""
        lines = [f"Good: {facts['kind']} “{content.title}”{items}."]
        lines += [f"Warning: {warning}" for warning in read.warnings]
        facts["warnings"] = [asdict(warning) for warning in read.warnings]
        self.say("\n".join(lines), facts)

    def do_rate(self, *, file: Path, answers: Path, **_: Any) -> None:
        content = readable(file)
        if not isinstance(content, Instrument):
            raise BadInput(f"{file} is a {kind_of(content)}, which rates nothing.")
        facts, barred = showing.answers_facts(
            tied(content).done, plainly(acts.read_answers, answers)
        )
        version = {"key": content.key, "hash": content.hash}
        self.say("\n".join(showing.answers_lines(facts)), {**version, **facts})
        if barred:
            raise BadInput("\n".join(f"Refused: {one}" for one in barred))

    def do_enumerate(self, *, file: Path, item: str, given: Path | None, **_: Any) -> None:
        done = plainly(acts.tie_file, file)
        try:
            fixed = fixed_facts(done, plainly(acts.read_answers, given) if given else {})
            found = enumerated(done, item, fixed)
        except KeyError:
            known = ", ".join(unit.id for unit in done.units.values() if unit.ways)
            raise BadInput(f"There is no item “{item}”. Those with rules: {known}.") from None
        except Unenumerable as why:
            raise BadInput(str(why)) from None
        facts = showing.enumerated_facts(found)
        self.say("\n".join(showing.count_lines(facts)), facts)

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
    return plainly(acts.read_file, file)


def plainly(reads: Callable[[Path], T], file: Path) -> T:
    """What `reads` makes of a file; whatever is wrong becomes the command's one message."""
    try:
        return reads(file)
    except Unreadable as mistakes:
        raise BadInput(str(mistakes)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}.") from None
