"""`stocktake concern`: every act of a concern and of an exploration, by the same doors as the pages."""

from argparse import ArgumentParser
from typing import Any

from stocktake.concerns.domain.concern import OUTCOMES, RISKS
from stocktake.concerns.domain.exploration import DECISIONS
from stocktake.concerns.management.words import WORDS
from stocktake.people.command import ActCommand

MOMENT, DAY, TIME_HELP = "YYYY-MM-DDTHH:MM", "YYYY-MM-DD", "London time unless it says another"
PRESSES = {
    "show": "the text for the child's own record, for those named on it",
    "acknowledge": "say that it was received and is acted on: stops the clock",
    "close": "close it, once every follow-up action is verified",
}


class Command(ActCommand):
    help = "urgent safeguarding concerns: raise, acknowledge, child seen, safe now, close"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", metavar="|".join(WORDS), required=True)
        words.add_parser("list", help="those that exist, without what they say")
        for word, said in PRESSES.items():
            words.add_parser(word, help=said).add_argument("concern", metavar="CONCERN")
        _raising(words)
        _answering(words)
        _following(words)
        _exploring(words)

    def run(self, **options: Any) -> None:
        WORDS[options["word"]](self, **options)


def _on_case(one: ArgumentParser) -> None:
    one.add_argument("case", metavar="CASE", help="reference, as TH-1034")
    one.add_argument("--round", required=True, help="its reference, as 2026-10")
    one.add_argument("--head", required=True, metavar="LOGIN", help="head of service who answers")
    one.add_argument("--evidence", nargs="*", default=[], metavar="quote:7")


def _raising(words: Any) -> None:
    one = words.add_parser("raise", help="raise one; the clock starts now")
    _on_case(one)
    for name in ("--spoke-to", "--what", "--why"):
        one.add_argument(name, required=True)
    one.add_argument("--spoke-at", required=True, metavar=MOMENT, help=TIME_HELP)
    one.add_argument("--risk", required=True, choices=RISKS)
    one.add_argument("--about-manager", action="store_true", help="the manager is not told")


def _answering(words: Any) -> None:
    one = words.add_parser("bring-in", help="name a further head or the assistant director")
    one.add_argument("concern", metavar="CONCERN")
    one.add_argument("--person", required=True, metavar="LOGIN")
    one.add_argument("--why", required=True)
    one = words.add_parser("seen", help="record that the child was seen or spoken to")
    one.add_argument("concern", metavar="CONCERN")
    one.add_argument("--by", dest="by_whom", required=True, metavar="NAME")
    one.add_argument("--when", required=True, metavar=MOMENT, help=TIME_HELP)
    one.add_argument("--how", choices=("seen", "spoken to"), default="seen")
    one = words.add_parser("safe", help="mark safe now, with the outcome and the rationale")
    one.add_argument("concern", metavar="CONCERN")
    one.add_argument("--came", nargs="+", required=True, choices=OUTCOMES, metavar="OUTCOME")
    for name in ("--outcome", "--rationale", "--on-record-by"):
        one.add_argument(name, required=True)
    one.add_argument("--on-record-on", required=True, metavar=DAY)


def _following(words: Any) -> None:
    one = words.add_parser("follow-up", help="add a follow-up action")
    one.add_argument("concern", metavar="CONCERN")
    one.add_argument("--what", required=True)
    one.add_argument("--owner", required=True, metavar="LOGIN")
    one.add_argument("--due", required=True, metavar=DAY)
    for word, said in (("done", "say that it is done"), ("verify", "verify that it was done")):
        one = words.add_parser(word, help=said)
        one.add_argument("concern", metavar="CONCERN")
        one.add_argument("number", type=int, metavar="NUMBER")
        if word == "done":
            one.add_argument("--evidence", required=True)


def _exploring(words: Any) -> None:
    one = words.add_parser("explore", help="ask a head of service for further exploration")
    _on_case(one)
    one.add_argument("--question", required=True)
    one.add_argument("--why", required=True)
    one = words.add_parser("decide", help="decide an exploration")
    one.add_argument("exploration", metavar="EXPLORATION")
    one.add_argument("--decision", required=True, choices=DECISIONS)
    one.add_argument("--rationale", required=True)
