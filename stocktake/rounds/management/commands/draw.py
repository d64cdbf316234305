"""`stocktake draw`: certificates of sample selections, written and repeated."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from stocktake.caseload import queries as caseload
from stocktake.core.capacity import Capacity
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import access
from stocktake.rounds import paper, printing, queries
from stocktake.rounds.domain.certificate import to_facts
from stocktake.rounds.domain.repeating import (
    FromSealed,
    FromSnapshot,
    NotACertificate,
    Repeated,
    frame_in,
    plan_in,
    repeat,
)
from stocktake.rounds.domain.rounds import SEES
from stocktake.rounds.domain.sealed import NotAFrame, from_file
from stocktake.rounds.domain.selection import columns_of


class Command(ActCommand):
    help = "Verify the certificate of a sample selection, or write it to a folder"

    def arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="verify|certificate")
        verify = words.add_parser(
            "verify",
            help="select again and compare",
            description=(
                "Selects again from the snapshot, where this home holds it, or from the sealed "
                "frame. Exit code 0: the same; 1: something differs; 2: cannot verify."
            ),
        )
        verify.add_argument("file", type=Path, help="the certificate, FILE.json")
        verify.add_argument(
            "--frame",
            type=Path,
            metavar="SEALED",
            help="the sealed frame, where there is no snapshot",
        )
        verify.add_argument(
            "--quick",
            action="store_true",
            help="leave out the replays of chances under hard limits",
        )
        write = words.add_parser(
            "certificate",
            help="write a round's certificate (JSON, page and PDF) and the sealed frame",
        )
        write.add_argument("round", help="its reference, as 2026-10")
        write.add_argument("--out", type=Path, default=Path())

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word']}")(**options)

    def do_verify(self, *, file: Path, frame: Path | None, quick: bool, **_: Any) -> None:
        try:
            facts = _read(file)
            found = self._repeated(facts, frame, quick=quick)
        except (NotACertificate, NotAFrame, BadInput) as no:
            why = str(no) if isinstance(no, BadInput) else f"Cannot verify {file.name}: {no}"
            if self.as_json:
                self.say("", {"same": None, "why": why})
            raise BadInput(why) from None
        if found.same:
            said = "\n".join((_same(facts, frame), *found.names))
            told = {"same": True, "references": len(facts["sample"]), "names": found.names}
            self.say(said, told)
            return
        said = "\n".join(("Not the same.", *found.differences))
        self.say(said, {"same": False, "differences": found.differences})
        raise SystemExit(1)

    def _repeated(self, facts: dict[str, Any], frame: Path | None, *, quick: bool) -> Repeated:
        plan_in(facts)  # no certificate, no search for its snapshot
        source = _source(facts, frame)
        return repeat(facts, source, _record(facts), replays=not quick)

    def do_certificate(self, *, round: str, out: Path, **_: Any) -> None:
        found = queries.by_reference(round)
        if found is None or not self.by.holds(*SEES, Capacity.LOCAL_OPERATOR):
            raise BadInput(f"There is no round {round}. `stocktake round list` shows them.")
        try:
            certificate = queries.certificate(found.id)
        except KeyError:
            raise BadInput("No sample has been selected in this round yet.") from None
        files = [*printing.write(certificate, out), paper.write(certificate, out)]
        access.note_export(by=self.by, what=f"certificate:{round}")
        self.say("Wrote " + ", ".join(map(str, files)), {"files": files})


def _same(facts: dict[str, Any], frame: Path | None) -> str:
    from_what = "the sealed frame" if frame else "the snapshot"
    recorded = "" if _record(facts) else " This home holds no record of the round."
    return f"Same list: {len(facts['sample'])} references. From {from_what}.{recorded}"


def _read(file: Path) -> dict[str, Any]:
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"Cannot verify {file}: it cannot be read ({error}).") from None
    if not isinstance(facts, dict):
        raise BadInput(f"Cannot verify {file.name}: it is not a certificate.")
    return facts


def _source(facts: dict[str, Any], frame: Path | None) -> FromSnapshot | FromSealed:
    if frame is not None:
        try:
            return FromSealed(frame=from_file(frame.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"Cannot verify: {frame} cannot be read ({error}).") from None
    snapshot = str(facts.get("snapshot", ""))
    try:
        kind, window = frame_in(facts)
        rows = caseload.frame(snapshot, kind, window)
        hashed = caseload.frame_hash(snapshot, columns_of(plan_in(facts)), kind, window)
    except (LookupError, OSError, ValueError):
        raise BadInput(
            f"Cannot verify: snapshot {snapshot[:12] or '(none)'} is not in this home. "
            "Give the sealed frame with --frame, if it was kept."
        ) from None
    return FromSnapshot(rows=rows, frame_hash=hashed)


def _record(facts: dict[str, Any]) -> dict[str, Any] | None:
    """The certificate as this home's own record gives it now, if it has the round of the snapshot."""
    told = facts.get("round")
    found = queries.by_reference(str(told["reference"])) if isinstance(told, dict) else None
    if found is None or found.snapshot != facts.get("snapshot"):
        return None
    try:
        now: dict[str, Any] = json.loads(json.dumps(to_facts(queries.certificate(found.id))))
    except KeyError:
        return None
    return now
