"""`stocktake report`: build a draft from a round, check it, approve it, publish it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from stocktake.core.thread import NotTheirs
from stocktake.people.command import ActCommand, BadInput
from stocktake.reports import acts, publishing, queries
from stocktake.reports.domain.checking import place
from stocktake.reports.domain.lifecycle import ReportState
from stocktake.reports.domain.public import Marks, public
from stocktake.reports.presets import keys
from stocktake.reports.queries import READ_WORDS
from stocktake.reports.render.folder import report_files
from stocktake.rounds import queries as rounds


class Command(ActCommand):
    help = "Build a committee report from a round; check, approve and publish it"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(
            dest="word", required=True, metavar="build|check|approve|publish|list"
        )
        build = words.add_parser("build", help="draft a report from a round")
        build.add_argument("round", help="the round's reference, as 2026-10")
        build.add_argument("--preset", default=keys()[0], help=f"house style: {', '.join(keys())}")
        build.add_argument("--heading", action="append", default=[], metavar="KEY=VALUE",
                           help="a line of the heading table, as dated='8 February 2027'")  # fmt: skip
        build.add_argument("--out", help="also write the draft's three files to this folder")
        words.add_parser("list", help="every report and where it stands")
        for word, said in (
            ("check", "run the disclosure check; exit code 1 while a flag is open"),
            ("approve", "approve these words, as one of the two who must"),
            ("publish", "write the public folder"),
        ):
            one = words.add_parser(word, help=said)
            one.add_argument("report", help="its number, as 1")
            if word == "publish":
                one.add_argument("--out", help="also copy the published files to this folder")

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_build(
        self, *, round: str, preset: str, heading: list[str], out: str | None, **_: Any
    ) -> None:
        found = rounds.by_reference(round)
        if found is None:
            raise BadInput(f"There is no round {round}. `stocktake round list` shows them.")
        if preset not in keys():
            raise BadInput(f"There is no house style {preset}. There is: {', '.join(keys())}.")
        values = dict(_pair(text) for text in heading)
        key = acts.compose(round_id=found.id, preset=preset, heading=values, by=self.by, at=self.at)
        state = queries.stands(key)
        if out:
            marks = Marks(demonstration=bool(settings.HOME.demonstration), draft=True)
            publishing.write(Path(out), report_files(public(state.report, marks), self.at))
        self.say(f"Report {key} drafted: {state.report.title}.", {"report": key})

    def do_list(self, **_: Any) -> None:
        cards = queries.visible_to(self.by)
        lines = [f"{c.id:>4}  {c.status:<14}{c.title}" for c in cards]
        data = [{"report": c.id, "status": c.status, "title": c.title} for c in cards]
        self.say("\n".join(lines) or "No report that you may see.", data)

    def do_check(self, *, report: str, **_: Any) -> None:
        acts.check(report_id=self._report(report).id, by=self.by, at=self.at)
        state = self._report(report)
        reads = self.by.holds(*READ_WORDS)
        found = [
            {"where": place(state.report, f.where), "rule": f.rule, "words": f.words * reads}
            for f in state.open_flags
        ]
        lines = [f"{f['where']}: {f['rule']} {f['words']!r}" for f in found]
        self.say("\n".join(lines) or "No open flag.", found)
        if found:
            raise SystemExit(1)

    def do_approve(self, *, report: str, **_: Any) -> None:
        acts.approve(report_id=self._report(report).id, by=self.by, at=self.at)
        state = self._report(report)
        self.say(f"Approved. The report is “{state.status}”.", {"status": state.status})

    def do_publish(self, *, report: str, out: str | None, **_: Any) -> None:
        state = self._report(report)
        folder = acts.publish(report_id=state.id, by=self.by, at=self.at)
        if out:
            names = [name for name, _ in queries.stands(state.id).files]
            publishing.write(Path(out), {n: (folder / n).read_bytes() for n in names})
        self.say(f"Published in {folder}.", {"folder": str(folder), "slug": state.slug})

    def _report(self, key: str) -> ReportState:
        try:
            return queries.report(key, to=self.by)
        except NotTheirs:
            raise BadInput(f"There is no report {key} that you may see.") from None


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise BadInput(f"Write a heading line as KEY=VALUE, not {text}.")
    return key.strip(), value.strip()
