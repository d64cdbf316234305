"""`stocktake draw`: certificates of sample selections, written and repeated."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from stocktake.caseload import queries as caseload
from stocktake.core.capacity import Capacity
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import access
from stocktake.rounds import printing, queries
from stocktake.rounds.domain.certificate import NotACertificate, repeat
from stocktake.rounds.domain.rounds import SEES


class Command(ActCommand):
    help = "Verify the certificate of a sample selection, or write it to a folder"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="verify|certificate")
        verify = words.add_parser(
            "verify",
            help="select again from the snapshot and compare",
            description="Exit code 0: the same; 1: something differs; 2: it cannot be verified here.",
        )
        verify.add_argument("file", type=Path)
        write = words.add_parser("certificate", help="write a round's certificate")
        write.add_argument("round", help="its reference, as 2026-10")
        write.add_argument("--out", type=Path, default=Path())

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_verify(self, *, file: Path, **_: Any) -> None:
        facts = _read(file)
        frame, frame_hash = _frame(facts.get("snapshot", ""))
        known = queries.by_reference(str(facts.get("round", {}).get("reference", "")))
        committed = known.commitment if known and known.snapshot == facts["snapshot"] else None
        try:
            found = repeat(facts, frame, frame_hash, committed)
        except NotACertificate as no:
            raise BadInput(f"Cannot verify {file.name}: {no}") from None
        if found.same:
            said = "Same list" if committed else "Same list; this home holds no record of the round"
            self.say(f"{said}: {len(facts['sample'])} references.", {"same": True})
            return
        said = "\n".join(("Not the same list.", *found.differences))
        self.say(said, {"same": False, "differences": found.differences})
        raise SystemExit(1)

    def do_certificate(self, *, round: str, out: Path, **_: Any) -> None:
        found = queries.by_reference(round)
        if found is None or not self.by.holds(*SEES, Capacity.LOCAL_OPERATOR):
            raise BadInput(f"There is no round {round}. `stocktake round list` shows them.")
        try:
            certificate = queries.certificate(found.id)
        except KeyError:
            raise BadInput("No sample has been selected in this round yet.") from None
        files = printing.write(certificate, out)
        access.note_export(by=self.by, what=f"certificate:{round}")
        self.say("Wrote " + " and ".join(map(str, files)), {"files": files})


def _read(file: Path) -> dict[str, Any]:
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"Cannot verify {file}: it cannot be read ({error}).") from None
    if not isinstance(facts, dict) or not isinstance(facts.get("round", {}), dict):
        raise BadInput(f"Cannot verify {file.name}: it is not a certificate.")
    return facts


def _frame(snapshot: str) -> tuple[Any, str]:
    try:
        return caseload.frame(snapshot), caseload.frame_hash(snapshot)
    except (LookupError, OSError, ValueError):
        raise BadInput(
            f"Cannot verify: snapshot {snapshot[:12] or '(none)'} is not in this home."
        ) from None
