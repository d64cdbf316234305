"""`stocktake findings`: the findings of a round and its baseline, to list or to add to."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from stocktake.findings import acts, queries
from stocktake.findings.pages.places import SEERS
from stocktake.people.command import ActCommand, BadInput
from stocktake.rounds import queries as rounds


class Command(ActCommand):
    """list, themes, make, judge."""

    help = "gather judgements by theme, make findings, judge the baseline"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        for word, about in (
            ("list", "the findings made"),
            ("themes", "strong k of n by theme and stratum"),
            ("baseline", "each statement of the last inspection and its verdict"),
        ):
            words.add_parser(word, help=about).add_argument("round", help="number of the round")
        make = words.add_parser("make", help="make a finding")
        make.add_argument("round")
        make.add_argument("--theme", required=True)
        make.add_argument("--strength", action="store_true", help="a strength; else to develop")
        make.add_argument("--text", required=True)
        make.add_argument("--system", default="", help="what in the system helped or hindered")
        make.add_argument("--on", action="append", default=[], help="a judgement, as entry:12")
        judge = words.add_parser("judge", help="judge a statement of the baseline")
        judge.add_argument("round")
        judge.add_argument("statement")
        judge.add_argument("verdict")
        judge.add_argument("--why", required=True)
        judge.add_argument("--on", action="append", default=[], help="evidence, as entry:12")

    def run(self, **options: Any) -> None:
        try:
            rounds.round_(options["round"])
        except KeyError as unknown:
            raise BadInput(f"There is no round {options['round']}.") from unknown
        self.only_for(*SEERS)
        getattr(self, f"_{options['word']}")(options)

    def _list(self, said: dict[str, Any]) -> None:
        found = queries.findings(said["round"])
        shown = [f"{f.id}  {f.kind}, {f.theme}: rests on {len(f.rests_on)}" for f in found]
        data = [{"id": f.id, "theme": f.theme, "kind": f.kind, "entry": f.entry} for f in found]
        self.say("\n".join(shown) or "No finding has been made yet.", data)

    def _themes(self, said: dict[str, Any]) -> None:
        found = queries.heat_map(said["round"])
        lines = [
            f"{row.label}: {row.total.in_words}  "
            + "  ".join(f"{c.stratum} {c.in_words}" for c in row.cells)
            for row in found.rows
        ]
        self.say("\n".join(lines), asdict(found))

    def _baseline(self, said: dict[str, Any]) -> None:
        found = queries.baseline_verdicts(said["round"])
        lines = [f"{v.statement}  {v.in_words}" for v in found]
        data = [{"statement": v.statement, "kind": v.kind, "verdict": v.verdict} for v in found]
        self.say("\n".join(lines), data)

    def _make(self, said: dict[str, Any]) -> None:
        key = acts.make_finding(
            round_id=said["round"],
            theme=said["theme"],
            strength=said["strength"],
            text=said["text"],
            system=said["system"],
            rests_on=said["on"],
            by=self.by,
            at=self.at,
        )
        self.say(f"Finding {key} is made.", {"id": key})

    def _judge(self, said: dict[str, Any]) -> None:
        try:
            acts.judge_baseline(
                round_id=said["round"],
                statement_id=said["statement"],
                verdict=said["verdict"],
                why=said["why"],
                rests_on=said["on"],
                by=self.by,
                at=self.at,
            )
        except KeyError as unknown:
            raise BadInput(f"The baseline has no statement {said['statement']}.") from unknown
        self.say(f"{said['statement']} is judged “{said['verdict']}”.", {"done": True})
