"""`stocktake placements`: homes, Regulation 44 reports, receiving and sending them."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from stocktake.caseload import queries as caseload
from stocktake.core.capacity import Capacity
from stocktake.people.command import ActCommand, BadInput
from stocktake.placements import acts, queries
from stocktake.placements.domain.reports import RECEIVED, may_see


class Command(ActCommand):
    """homes, reports, receive, send."""

    help = "homes of our children and their Regulation 44 reports"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        words.add_parser("homes", help="each home, with months that have no report")
        words.add_parser("reports", help="reports received, unread first")
        receive = words.add_parser("receive", help="log the reports of a snapshot")
        receive.add_argument("snapshot", help="its hash, or the beginning of it")
        receive.add_argument("--send", action="store_true", help="and send them to commissioning")
        words.add_parser("send", help="send what was received to commissioning")

    def run(self, **options: Any) -> None:
        getattr(self, f"_{options['word']}")(options)

    def _homes(self, said: dict[str, Any]) -> None:
        self._must_see()
        found = queries.homes()
        lines = [f"{h.name}  {h.kind_words}  {'; '.join(h.missed_words)}".rstrip() for h in found]
        data = [
            {"id": h.id, "name": h.name, "kind": h.kind, "missed": h.missed_words} for h in found
        ]
        self.say("\n".join(lines) or "No home is known yet.", data)

    def _reports(self, said: dict[str, Any]) -> None:
        self._must_see()
        found = queries.every_report()
        lines = [f"{r.id:>4}  {r.setting_name}, {r.month_words}: {r.status}" for r in found]
        data = [{**asdict(r), "summary": None, "text": None, "follows": None} for r in found]
        self.say("\n".join(lines) or "No report has been received yet.", data)

    def _receive(self, said: dict[str, Any]) -> None:
        hashes = [s.hash for s in caseload.snapshots() if s.hash.startswith(said["snapshot"])]
        if len(hashes) != 1:
            raise BadInput(f"{len(hashes)} snapshots begin with {said['snapshot']}.")
        ids = acts.receive_from_snapshot(snapshot=hashes[0], by=self.by, at=self.at)
        if said["send"] and ids:
            acts.send(ids=ids, by=self.by, at=self.at)
        self.say(f"{len(ids)} reports logged.", {"ids": ids})

    def _send(self, said: dict[str, Any]) -> None:
        ids = [r.id for r in queries.every_report() if r.status == RECEIVED]
        if ids:
            acts.send(ids=ids, by=self.by, at=self.at)
        self.say(f"{len(ids)} reports sent to commissioning.", {"ids": ids})

    def _must_see(self) -> None:
        if not (may_see(self.by) or self.by.holds(Capacity.LOCAL_OPERATOR)):
            raise BadInput("Placements are for commissioning, the QA manager and leaders.")
