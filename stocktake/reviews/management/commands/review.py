"""`stocktake review`: every act of a review from the command line, by the same doors as the pages."""

from argparse import ArgumentParser
from typing import Any

from stocktake.people.command import ActCommand
from stocktake.reviews.management import families, moving
from stocktake.reviews.management.words import WORDS

_ON_ONE = {
    "show": "where it stands and what was judged",
    "start": "start reading",
    "ready": "submit the judgements made from the record",
    "share": "share it with the worker and the manager",
    "finalise": "finalise it",
}
_FROM_FILE = {
    "declare": "declare conflicts",
    "judge": "save answers, quotes and pointers; with ready: true, submit them",
    "discuss": "record a discussion",
    "reply": "send a reply as worker or as manager",
    "feedback": "record a feedback meeting",
    "answer": "keep or change judgements that were clarified or challenged",
}


class Command(ActCommand):
    help = "Allocate, judge, discuss, share, reply to and finalise reviews"

    def arguments(self, parser: ArgumentParser) -> None:
        every = "|".join(
            (
                "list",
                "allocate",
                "allocate-round",
                *_ON_ONE,
                *_FROM_FILE,
                "reassign",
                "hand-over",
                "withdraw",
            )
        )
        words = parser.add_subparsers(dest="word", required=True, metavar=every)
        words.add_parser("list", help="reviews and their stage").add_argument(
            "--round", default="", help="of one round, as 2026-10"
        )
        one = words.add_parser("allocate", help="give cases to a reviewer, all or none")
        one.add_argument("--strand", default="", help="whose review, where strands share a case")
        one.add_argument("cases", nargs="+", metavar="CASE", help="references, as TH-1034")
        one.add_argument("--round", required=True, help="its reference, as 2026-10")
        one.add_argument("--to", required=True, metavar="LOGIN")
        for word, said in _ON_ONE.items():
            words.add_parser(word, help=said).add_argument("review", metavar="REVIEW")
        for word, said in _FROM_FILE.items():
            words.add_parser(word, help=said).add_argument("file", metavar="FILE.json")
        self._others(words)

    def _others(self, words: Any) -> None:
        one = words.add_parser("allocate-round", help="as `stocktake round allocate`")
        one.add_argument("round", help="its reference, as 2026-10")
        one.add_argument("--propose", action="store_true", help="say who, and allocate nothing")
        one = words.add_parser("reassign", help="give a review to another reviewer")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--to", required=True, metavar="LOGIN")
        one.add_argument("--reason", required=True)
        one = words.add_parser("hand-over", help="give a review under way to another, as it stands")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--to", required=True, metavar="LOGIN")
        one.add_argument("--reason", required=True)
        one.add_argument("--drafts", action="store_true", help="what is being written, too")
        one = words.add_parser("withdraw", help="take a review out of its round")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--reason", required=True)
        one = words.add_parser("more-time", help="allow more time to reply")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--until", required=True, metavar="YYYY-MM-DD")
        one.add_argument("--reason", required=True)
        words.choices["finalise"].add_argument(
            "--could-not-reply",
            action="store_true",
            help="worker and manager were away, ill or gone: nothing published rests on it",
        )
        moving.arguments(words)
        families.arguments(words)
        one = words.add_parser("confirm", help="confirm a feedback meeting as worker or manager")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--role", required=True, choices=("worker", "manager"))
        one.add_argument("--comment", default="")

    def run(self, **options: Any) -> None:
        WORDS[options["word"]](self, **options)
