"""`stocktake board`: meetings, their agenda and minutes."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from stocktake.board import acts, queries
from stocktake.board.domain.items import DECISIONS
from stocktake.board.domain.meetings import CallMeeting, may_see
from stocktake.board.queries import ItemView
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.people.command import ActCommand, BadInput, person_named


class Command(ActCommand):
    """list, show, call, paper, hold, minute, agree."""

    help = "meetings of the board: agenda, minutes, decisions"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        words.add_parser("list", help="every meeting, the latest first")
        words.add_parser("show", help="the agenda or minutes").add_argument("meeting")
        call = words.add_parser("call", help="call a meeting")
        call.add_argument("--on", required=True, help="its day, as 2027-01-08")
        call.add_argument("--chair", required=True, metavar="LOGIN")
        call.add_argument("--other-chair", required=True, metavar="LOGIN")
        call.add_argument("--round", action="append", required=True, dest="rounds")
        call.add_argument("--member", action="append", default=[], metavar="LOGIN")
        paper = words.add_parser("paper", help="put a paper on the agenda")
        paper.add_argument("meeting")
        paper.add_argument("--title", required=True)
        paper.add_argument("--text", required=True)
        hold = words.add_parser("hold", help="record who was present; fixes the agenda")
        hold.add_argument("meeting")
        hold.add_argument("--present", action="append", required=True, metavar="LOGIN")
        minute = words.add_parser("minute", help="minute one item")
        minute.add_argument("meeting")
        minute.add_argument("item", type=int, help="its number on the agenda")
        minute.add_argument("--text", required=True)
        minute.add_argument("--decision", required=True, choices=DECISIONS)
        minute.add_argument("--due", help="new date, when reopened or returned")
        words.add_parser("agree", help="agree the minutes").add_argument("meeting")

    def run(self, **options: Any) -> None:
        try:
            getattr(self, f"_{options['word']}")(options)
        except NotTheirs as unknown:
            raise BadInput("There is no such meeting or item. `stocktake board list`.") from unknown

    def _list(self, said: dict[str, Any]) -> None:
        self._must_see()
        found = queries.meetings()
        rows = [
            {
                "id": m.id,
                "held_on": m.held_on.isoformat(),
                "state": m.status,
                "chair": m.chair.name,
                "items": m.items,
                "minuted": m.minuted,
            }
            for m in found
        ]
        lines = [f"{r['id']:>3}  {r['held_on']}  {r['state']}  chair {r['chair']}" for r in rows]
        self.say("\n".join(lines) or "No meeting has been called yet.", rows)

    def _show(self, said: dict[str, Any]) -> None:
        self._must_see()
        one = queries.meeting(said["meeting"])
        words = not self.by.holds(Capacity.LOCAL_OPERATOR)
        rows = [_row(i, words=words) for i in queries.items(one.id)]
        counts = queries.progress_for(one)
        lines = [f"{r['number']:>3}. {r['title']}: {r['decision'] or r['group']}" for r in rows]
        self.say("\n".join([*lines, counts.in_words]), {"meeting": one.id, "items": rows})

    def _call(self, said: dict[str, Any]) -> None:
        what = CallMeeting(
            held_on=_day(said["on"]),
            chair=person_named(said["chair"]).id,
            other_chair=person_named(said["other_chair"]).id,
            rounds=tuple(said["rounds"]),
            members=tuple(person_named(m).id for m in said["member"]),
        )
        key = acts.call(what=what, by=self.by, at=self.at)
        self.say(f"Meeting {key} is called.", {"id": key})

    def _paper(self, said: dict[str, Any]) -> None:
        what = {"meeting_id": said["meeting"], "title": said["title"], "text": said["text"]}
        key = acts.receive_paper(**what, by=self.by, at=self.at)
        self.say("The paper is on the agenda.", {"item": key})

    def _hold(self, said: dict[str, Any]) -> None:
        present = [person_named(p).id for p in said["present"]]
        ids = acts.hold(meeting_id=said["meeting"], present=present, by=self.by, at=self.at)
        self.say(f"The meeting is open with {len(ids)} items.", {"items": ids})

    def _minute(self, said: dict[str, Any]) -> None:
        listed = {i.number: i for i in queries.items(said["meeting"]) if i.id}
        if said["item"] not in listed:
            raise BadInput(f"The meeting has no item {said['item']}.")
        acts.minute_item(
            meeting_id=said["meeting"],
            item_id=listed[said["item"]].id,
            text=said["text"],
            decision=said["decision"],
            due=_day(said["due"]) if said["due"] else None,
            by=self.by,
            at=self.at,
        )
        self.say(f"Item {said['item']} is minuted.", {"item": said["item"]})

    def _agree(self, said: dict[str, Any]) -> None:
        acts.agree_minutes(meeting_id=said["meeting"], by=self.by, at=self.at)
        self.say("The minutes are agreed.", {"meeting": said["meeting"]})

    def _must_see(self) -> None:
        if not (may_see(self.by) or self.by.holds(Capacity.LOCAL_OPERATOR)):
            raise BadInput("The board’s papers are for its officers and heads of service.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise BadInput(f"“{text}” is not a date like 2027-01-08.") from wrong


def _row(item: ItemView, *, words: bool) -> dict[str, Any]:
    """The operator of the home lists, and never reads what is said about a case."""
    shown = {
        "number": item.number,
        "title": item.title,
        "kind": item.kind,
        "group": item.group,
        "chair": item.chair.name if item.chair else "",
        "decision": item.decision,
    }
    return {**shown, "minute": item.minute} if words else shown
