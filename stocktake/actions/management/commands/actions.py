"""`stocktake actions`: list recommendations, and take each through its turns."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from stocktake.actions import acts, queries
from stocktake.actions.domain.recommendations import (
    ADEQUACY,
    LEVELS,
    NATIONAL_FRAMEWORK,
    DraftRecommendation,
)
from stocktake.actions.queries import Recommendation
from stocktake.core.capacity import Capacity
from stocktake.people.command import ActCommand, BadInput, person_named


class Command(ActCommand):
    """list, draft, agree, start, evidence, verify, return, withdraw."""

    help = "recommendations and actions, until a second person verified the evidence"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        listing = words.add_parser("list", help="every action you may see, with the counts")
        listing.add_argument("--round", help="of one round")
        _drafting(words.add_parser("draft", help="draft a recommendation from findings"))
        agree = words.add_parser("agree", help="agree drafts as they stand")
        agree.add_argument("ids", nargs="+")
        for word, about in (
            ("start", "say that work has begun"),
            ("evidence", "say what was done and where the evidence is"),
            ("verify", "verify evidence that somebody else gave"),
            ("return", "send it back with a reason and a new date"),
            ("withdraw", "withdraw with a reason"),
        ):
            one = words.add_parser(word, help=about)
            one.add_argument("id")
            one.add_argument("--text", default="", required=word != "start")
            if word == "evidence":
                one.add_argument("--reference", required=True, help="where the evidence is")
            if word == "verify":
                one.add_argument("--partly", action="store_true", help="it meets it in part")
            if word == "return":
                one.add_argument("--due", required=True, help="new date, as 2027-02-01")

    def run(self, **options: Any) -> None:
        try:
            getattr(self, f"_{options['word']}")(options)
        except KeyError as unknown:
            raise BadInput(f"There is no action {unknown.args[0]}.") from unknown

    def _list(self, said: dict[str, Any]) -> None:
        operator = self.by.holds(Capacity.LOCAL_OPERATOR)
        listed = queries.recommendations if operator else self._visible
        found = listed(said["round"])
        counts = queries.progress(self.at.date(), ids=[r.id for r in found])
        rows = [_row(r, words=not operator) for r in found]
        lines = [
            f"{r['id']:>4}  {r['due']}  {r['state']:<20}  {r['owner']:<14} {r.get('text', '')}"
            for r in rows
        ]
        self.say("\n".join([*lines, counts.in_words]), {"counts": asdict(counts), "actions": rows})

    def _visible(self, round_id: str | None) -> tuple[Recommendation, ...]:
        return queries.visible_to(self.by, round_id)

    def _draft(self, said: dict[str, Any]) -> None:
        owner = person_named(said["owner"])
        what = DraftRecommendation(
            round_id=said["round"],
            level=said["level"],
            theme=said["theme"],
            text=said["text"],
            owner=owner.id,
            due=_day(said["due"]),
            measure=said["measure"],
            rests_on=tuple(said["on"]),
            case_id=said["case"],
            nf_tag=said["framework"],
            escalated_to=said["escalated_to"],
        )
        key = acts.draft(what=what, by=self.by, at=self.at)
        self.say(f"Recommendation {key} is drafted.", {"id": key})

    def _agree(self, said: dict[str, Any]) -> None:
        acts.agree(ids=said["ids"], by=self.by, at=self.at)
        self.say(f"{len(said['ids'])} agreed.", {"agreed": said["ids"]})

    def _start(self, said: dict[str, Any]) -> None:
        acts.start(key=said["id"], text=said["text"], by=self.by, at=self.at)
        self.say("Under way.", {"id": said["id"]})

    def _evidence(self, said: dict[str, Any]) -> None:
        what = {"text": said["text"], "reference": said["reference"]}
        acts.give_evidence(key=said["id"], **what, by=self.by, at=self.at)
        self.say("Evidence given. A second person verifies it.", {"id": said["id"]})

    def _verify(self, said: dict[str, Any]) -> None:
        adequacy = ADEQUACY[1] if said["partly"] else ADEQUACY[0]
        acts.verify(key=said["id"], adequacy=adequacy, text=said["text"], by=self.by, at=self.at)
        self.say("Verified.", {"id": said["id"]})

    def _return(self, said: dict[str, Any]) -> None:
        due = _day(said["due"])
        acts.send_back(key=said["id"], reason=said["text"], due=due, by=self.by, at=self.at)
        self.say("Returned to its owner.", {"id": said["id"]})

    def _withdraw(self, said: dict[str, Any]) -> None:
        acts.withdraw(key=said["id"], reason=said["text"], by=self.by, at=self.at)
        self.say("Withdrawn.", {"id": said["id"]})


def _drafting(parser: ArgumentParser) -> None:
    parser.add_argument("--round", required=True)
    parser.add_argument("--level", choices=LEVELS, default=LEVELS[1])
    parser.add_argument("--theme", required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--owner", required=True, metavar="LOGIN")
    parser.add_argument("--due", required=True, help="as 2026-12-31")
    parser.add_argument("--measure", required=True, help="how we will know")
    parser.add_argument("--on", action="append", default=[], help="a finding, as entry:12")
    parser.add_argument("--case", default="", help="for a case action")
    parser.add_argument("--framework", default="", choices=("", *NATIONAL_FRAMEWORK))
    parser.add_argument("--escalated-to", default="", help="for a priority action: whom, when")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise BadInput(f"“{text}” is not a date like 2026-12-31.") from wrong


def _row(one: Recommendation, *, words: bool) -> dict[str, str]:
    """The operator of the home lists, and never reads what is said about a case."""
    shown = {
        "id": one.id,
        "level": one.level,
        "state": one.status,
        "owner": one.owner.name,
        "due": one.due.isoformat(),
        "overdue": one.overdue,
    }
    return {**shown, "text": one.text, "measure": one.measure} if words else shown
