"""`stocktake people`: accounts, roles and matches, by the same acts as the roles pages."""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings

from stocktake.core.capacity import Capacity
from stocktake.people import acts, queries
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.people.domain.accounts import GrantCapacity, MakeAccount
from stocktake.record import clock

GRANTABLE = [c.value for c in Capacity if c is not Capacity.LOCAL_OPERATOR]


class Command(ActCommand):
    """list, add, grant, end, match, link."""

    help = "accounts and what they may do: list, add, grant, end, match, link"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        words.add_parser("list", help="every account with its roles today")
        add = words.add_parser("add", help="make an account and print a link to set its password")
        add.add_argument("--login", required=True, dest="account", metavar="LOGIN")
        add.add_argument("--name", required=True)
        add.add_argument("--job", default="")
        add.add_argument("--organisation", default="")
        add.add_argument("--email", default="")
        add.add_argument("--external", action="store_true", help="an outside reviewer")
        add.add_argument("--ends", metavar="YYYY-MM-DD", help="last day of an outside commission")
        _capacity(add, required=False)
        grant = words.add_parser("grant", help="grant a role to an account")
        grant.add_argument("account", metavar="LOGIN")
        grant.add_argument("--until", metavar="YYYY-MM-DD")
        _capacity(grant, required=True)
        end = words.add_parser("end", help="end a role with today as its last day")
        end.add_argument("account", metavar="LOGIN")
        end.add_argument("--capacity", required=True, choices=GRANTABLE)
        match = words.add_parser("match", help="confirm which worker of the extract an account is")
        match.add_argument("account", metavar="LOGIN")
        match.add_argument("--worker", required=True, metavar="ID")
        link = words.add_parser("link", help="print a one-time link that sets a password")
        link.add_argument("account", metavar="LOGIN")

    def run(self, **options: Any) -> None:
        getattr(self, f"_{options['word']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        self.only_for(Capacity.IG_OFFICER)
        rows = [queries.role_row(a, clock.today()) for a in queries.accounts()]
        lines = [
            f"{r.login:<20}{r.name_and_job:<40}"
            + (
                "; ".join(h.title + (f" of {h.team}" if h.team else "") for h in r.held)
                or "no role"
            )
            + ("" if r.open else " (closed)")
            for r in rows
        ]
        self.say("\n".join(lines) or "No accounts yet.", [asdict(r) for r in rows])

    def _add(self, options: dict[str, Any]) -> None:
        facts = {k: options[k] for k in ("name", "job", "organisation", "email", "external")}
        who = MakeAccount(login=options["account"], **facts, ends=_day(options["ends"]))
        first = None
        if options["capacity"]:
            first = GrantCapacity(capacity=Capacity(options["capacity"]), team=options["team"])
        key = acts.make_account(who=who, password=None, first=first, by=self.by, at=self.at)
        self._say_link(key, f"Made the account {who.login}. ")

    def _grant(self, options: dict[str, Any]) -> None:
        person = person_named(options["account"])
        acts.grant_capacity(
            person_id=person.id,
            capacity=Capacity(options["capacity"]),
            team=options["team"],
            until=_day(options["until"]),
            by=self.by,
            at=self.at,
        )
        self.say(f"Granted {options['capacity']} to {person.name}.", {"person": person.id})

    def _end(self, options: dict[str, Any]) -> None:
        person, capacity = person_named(options["account"]), Capacity(options["capacity"])
        acts.end_capacity(person_id=person.id, capacity=capacity, by=self.by, at=self.at)
        self.say(f"Ended {capacity} for {person.name}.", {"person": person.id})

    def _match(self, options: dict[str, Any]) -> None:
        person, worker = person_named(options["account"]), options["worker"]
        acts.match_worker(person_id=person.id, worker_id=worker, by=self.by, at=self.at)
        self.say(f"{person.name} is worker {worker}.", {"person": person.id, "worker": worker})

    def _link(self, options: dict[str, Any]) -> None:
        self._say_link(person_named(options["account"]).id, "")

    def _say_link(self, key: str, before: str) -> None:
        path = acts.make_password_link(person_id=key, by=self.by, at=self.at)
        link = settings.STOCKTAKE_ADDRESS + path
        text = f"{before}This link sets the password once, within three days:\n{link}"
        self.say(text, {"person": key, "link": link})


def _capacity(parser: ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--capacity", required=required, choices=GRANTABLE)
    parser.add_argument("--team", default="", help="for a team manager: the team as in the extract")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise BadInput(f"{text} is not a day like 2026-12-31.") from None
