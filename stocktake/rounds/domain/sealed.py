"""The sealed frame: every row that selection saw, under pseudonyms, to repeat it without a snapshot.

Its hash stands on the certificate and in the record's entry of the selection: that is the seal. The
key of the pseudonyms is on the officers' certificate alone, so the two are kept apart.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.selection import Candidate

FORMAT = "stocktake sealed frame 1"


class NotAFrame(ValueError):
    """The file is no sealed frame."""


def sealed_hash(frame: Sequence[Candidate], kind: str = FrameKind.OPEN) -> str:
    """SHA-256 over the rows in order of pseudonym, and over the kind of another frame than the open
    cases, so that a certificate cannot tell the one for the other."""
    rows = json.dumps([_row(child) for child in frame], ensure_ascii=False)
    of = "" if kind == FrameKind.OPEN else f", {kind}"
    return hashlib.sha256(f"{FORMAT}{of}\n{rows}".encode()).hexdigest()


def to_file(
    frame: Sequence[Candidate], *, reference: str, attempt: int, kind: str = FrameKind.OPEN
) -> str:
    """The file's text: one row a line, so that it can be looked at."""
    head = {
        "format": FORMAT,
        "round": reference,
        "attempt": attempt,
        "frame": str(kind),
        "hash": sealed_hash(frame, kind),
        "columns": [
            "key", "stratum", "traits", "recent", "team", "worker", "household", "certain",
            "left_out",
        ],
    }  # fmt: skip
    rows = ",\n".join(json.dumps(_row(child), ensure_ascii=False) for child in frame)
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [\n' + rows + "\n]}\n"


def from_file(text: str) -> tuple[Candidate, ...]:
    """The rows of a sealed frame. Raises NotAFrame."""
    try:
        told: Mapping[str, Any] = json.loads(text)
        if told["format"] != FORMAT:
            raise NotAFrame("The file is not a sealed frame that this program knows.")
        return tuple(_candidate(row) for row in told["rows"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotAFrame(f"The sealed frame is not whole: {error}.") from None


def _row(child: Candidate) -> list[Any]:
    return [
        child.key,
        str(child.stratum),
        [*child.traits],
        child.recent,
        child.team,
        child.worker,
        child.household,
        str(child.certain) if child.certain else None,
        child.left_out,
    ]


def _candidate(row: Sequence[Any]) -> Candidate:
    key, stratum, traits, recent, team, worker, household, certain, left_out = row
    return Candidate(
        key=str(key),
        stratum=Stratum(stratum),
        traits=tuple(str(t) for t in traits),
        recent=recent is True,
        team=str(team),
        worker=str(worker),
        household=str(household),
        certain=Depth(certain) if certain else None,
        left_out=left_out is True,
    )
