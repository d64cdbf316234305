"""`stocktake appointment`: times for case discussions, by the same acts as the pages."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Any

from stocktake.people.command import ActCommand
from stocktake.reviews.management import appointing

_OF_ONE: Mapping[str, tuple[str, Callable[..., None]]] = {
    "pick": ("one of the times offered, or one agreed by phone", appointing.pick),
    "move": ("move an agreed time; calendars are told", appointing.move),
    "ask": ("ask for other times", appointing.ask),
    "call-off": ("call it off; calendars are told", appointing.call_off),
    "ics": ("the calendar file of an agreed time", appointing.ics),
}
_OTHERS: Mapping[str, tuple[str, Callable[..., None]]] = {
    "list": ("appointments, and discussions that have none yet", appointing.list_),
    "offer": ("offer times for the visit that a review belongs to", appointing.offer),
    "offer-all": ("offer two times for every discussion of a round", appointing.offer_all),
    "day": ("the discussions of one day", appointing.day),
    "available": ("say on which half days you can be met", appointing.available),
}


class Command(ActCommand):
    help = "Offer, pick, move and call off times for case discussions"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(
            dest="word", required=True, metavar="|".join((*_OTHERS, *_OF_ONE))
        )
        made = {
            w: words.add_parser(w, help=said) for w, (said, _) in {**_OTHERS, **_OF_ONE}.items()
        }
        for word in _OF_ONE:
            made[word].add_argument("appointment", help="its number, as `list` shows it")
        for word in ("pick", "move"):
            made[word].add_argument("start", metavar="YYYY-MM-DDTHH:MM")
        for word in ("move", "call-off"):
            made[word].add_argument("--reason", required=True)
        made["ask"].add_argument("--words", required=True, help="what would suit")
        made["ics"].add_argument("--out", metavar="FILE", help="left out: to the screen")
        made["list"].add_argument("--round", default="", help="of one round, as 2026-10")
        made["offer"].add_argument("review", help="its number, or the reference of its case")
        made["offer"].add_argument("start", nargs="+", metavar="YYYY-MM-DDTHH:MM")
        made["offer"].add_argument("--agreed", action="store_true", help="the worker said yes")
        made["offer-all"].add_argument("round", help="its reference, as 2026-10")
        for word in ("offer", "offer-all"):
            made[word].add_argument("--mode", choices=appointing.MODES, default="video")
            made[word].add_argument("--where", default="", help="a place, or the link to the call")
        made["day"].add_argument("day", metavar="YYYY-MM-DD")
        made["available"].add_argument("halves", nargs="*", metavar="YYYY-MM-DD-am|pm")

    def run(self, **options: Any) -> None:
        {**_OTHERS, **_OF_ONE}[options.pop("word")][1](self, **options)
