"""`stocktake indicators SNAPSHOT --as-of DATE`, `stocktake indicators rules`."""

import secrets
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stocktake.core.periods import Window, months_before
from stocktake.indicators import acts, queries
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.seeing import SERVICE
from stocktake.indicators.printing import as_json, as_text, rules_as_json, rules_as_text
from stocktake.people.command import ActCommand, BadInput

MONTHS, MOST_MONTHS, MOST_PARTS, SHORTEST_KEY = 6, 60, 4096, 32


class Command(ActCommand):
    help = "Timeliness verdicts for every child of a snapshot, rule by rule"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("snapshot", help="the snapshot's hash, 8 letters of it, or “rules”")
        parser.add_argument("--as-of", metavar="DATE", help="the day to judge as at")
        parser.add_argument("--since", metavar="DATE", help="the window's first day")
        parser.add_argument("--months", type=int, metavar="N", help="or its length, 6 if left out")
        parser.add_argument("--rule", metavar="ID", action="append", help="only this rule")
        parser.add_argument(
            "--partitions", metavar="DIR", help="write pseudonymised tables for a cluster instead"
        )
        parser.add_argument("--parts", type=int, default=32, metavar="N", help="how many, 32")
        parser.add_argument("--key-file", metavar="FILE", help="to link several such exports")
        parser.add_argument("--child", metavar="ID", action="append", help="only this child")

    def run(self, **options: Any) -> None:
        if options["snapshot"] == "rules":
            rules = queries.rules_now()
            self.say(rules_as_text(rules), rules_as_json(rules))
            return
        self.only_for(*SERVICE)
        if options["partitions"]:
            self._export(options)
            return
        as_of = _day(options["as_of"])
        try:
            found = queries.reading(options["snapshot"], as_of)
            window = _window(options, found.as_of)
            if window != found.window:
                found = queries.reading(options["snapshot"], as_of, window)
        except LookupError as unknown:
            raise BadInput(str(unknown.args[0])) from unknown
        wanted = [_rule(found, r).id for r in options["rule"] or ()]
        shown = queries.only(found, wanted, options["child"] or ())
        self.say(as_text(shown), as_json(shown))

    def _export(self, options: dict[str, Any]) -> None:
        """Without a key file the key is forgotten, and nobody can go back to the child."""
        if not 1 <= options["parts"] <= MOST_PARTS:
            raise BadInput(f"--parts is a whole number from 1 to {MOST_PARTS}.")
        folder = Path(options["partitions"])
        try:
            name = acts.export_partitions(
                snapshot=options["snapshot"], folder=folder, partitions=options["parts"],
                key=_key(options["key_file"]), by=self.by,
            )  # fmt: skip
        except LookupError as unknown:
            raise BadInput(str(unknown.args[0])) from unknown
        said = f"Snapshot {name[:12]} is in {folder} as {options['parts']} partitions."
        self.say(said, {"snapshot": name, "folder": str(folder), "partitions": options["parts"]})


def _key(file: str | None) -> bytes:
    if file is None:
        return secrets.token_bytes(32)
    try:
        key = Path(file).read_bytes().strip()
    except OSError as wrong:
        raise BadInput(f"{file} cannot be read.") from wrong
    if len(key) < SHORTEST_KEY:
        raise BadInput(f"The key must have {SHORTEST_KEY} characters or more.")
    return key


def _rule(found: queries.Reading, rule_id: str) -> Rule:
    try:
        return found.rules.of(rule_id)
    except KeyError as unknown:
        raise BadInput(f"{unknown.args[0]} `stocktake indicators rules` lists them.") from unknown


def _window(options: dict[str, Any], as_of: date) -> Window:
    since, months = _day(options["since"]), options["months"]
    if since and months:
        raise BadInput("Say --since or --months, not both.")
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise BadInput(f"--months is a whole number from 1 to {MOST_MONTHS}.")
    first = since or months_before(as_of, months or MONTHS) + timedelta(days=1)
    if first > as_of:
        raise BadInput("The window cannot begin after the as-of day.")
    return Window(first, as_of)


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise BadInput(f"{said} is not a date. Write it as 2026-10-19.") from wrong
