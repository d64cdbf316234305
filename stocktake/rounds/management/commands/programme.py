"""`stocktake programme`: the quality-assurance framework, and the rounds planned under it."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Any

from stocktake.people.command import ActCommand
from stocktake.rounds.domain.programme import KINDS
from stocktake.rounds.management import programming

_WORDS: Mapping[str, tuple[str, Callable[..., None]]] = {
    "frameworks": ("every version of the framework, the one in force marked", programming.versions),
    "framework": ("one version as a document", programming.framework),
    "draft": ("draft a version from a file, or change a draft", programming.draft),
    "adopt": ("adopt a draft, as assistant director", programming.adopt),
    "list": ("every planned round", programming.list_),
    "lay-out": ("plan what the framework asks for a year", programming.lay_out),
    "plan": ("plan one round by hand", programming.plan),
    "move": ("move a planned round to another window", programming.move),
    "drop": ("take a planned round out, with the reason", programming.drop),
}


class Command(ActCommand):
    help = "Draft and adopt the quality-assurance framework; plan the rounds under it"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="|".join(_WORDS))
        made = {word: words.add_parser(word, help=said) for word, (said, _) in _WORDS.items()}
        for word in ("framework", "adopt"):
            made[word].add_argument("key", help="its number, as `frameworks` shows it")
        made["draft"].add_argument("file", metavar="FILE.json")
        made["draft"].add_argument("--key", default="", help="the draft that it changes")
        made["lay-out"].add_argument("year", type=int, help="in which the council’s year begins")
        one = made["plan"]
        one.add_argument("--kind", required=True, choices=KINDS)
        one.add_argument("--title", required=True)
        one.add_argument("--window-end", required=True, metavar="YYYY-MM-DD")
        one.add_argument("--done-by", required=True, metavar="WHOM", help="by whom it is held")
        one.add_argument("--follows", default="", metavar="ROUND", help="looked at again, 2026-04")
        for word in ("move", "drop"):
            made[word].add_argument("key", help="its number, as `list` shows it")
            made[word].add_argument("--reason", required=True)
        made["move"].add_argument("--window-end", required=True, metavar="YYYY-MM-DD")

    def run(self, **options: Any) -> None:
        _WORDS[options.pop("word")][1](self, **options)
