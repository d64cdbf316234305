"""The frame: one stratum for each child of an Annex A workbook (the order is argued in extract.md),
and the hash from which a selection's seed is derived.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.core.strata import Stratum

ADULT = 18
# What a selection can rest on (DESIGN 5.5). Never narrative, events, case_ref, age or worker:
# those may be corrected without a sample becoming another.
SELECTS_ON = (
    "child_id", "stratum", "restricted", "in_complaint", "last_reviewed", "household_id",
    "sex", "ethnicity", "disability", "need",
)  # fmt: skip
_STATUS = {
    "Looked after child": Stratum.CLA,
    "Child Protection plan": Stratum.CP,
    "Child in need plan": Stratum.CIN,
    "Open assessment": Stratum.CIN,
}


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What the lists say of one child: `status` is list 6's, "" when not on it or closed."""

    age: int | None = None
    status: str = ""
    plan_open: bool = False  # list 7
    in_care: bool = False  # list 8
    care_leaver: bool = False  # list 9
    early_help: bool = False  # list 2, not ended


def stratum_of(child: Lists) -> Stratum | None:
    """The first that applies; None when nothing holds the case open."""
    by_status = _STATUS.get(child.status)
    adult = child.age is not None and child.age >= ADULT
    ordered = (
        (Stratum.CL, child.care_leaver and adult),
        (Stratum.CLA, child.in_care or by_status is Stratum.CLA),
        (Stratum.CP, child.plan_open or by_status is Stratum.CP),
        (Stratum.CIN, by_status is Stratum.CIN),
        (Stratum.CL, child.care_leaver),
        (Stratum.EH, child.early_help),
    )
    return next((stratum for stratum, applies in ordered if applies), None)


def question_of(child: Lists) -> str | None:
    """Where list 6 and lists 7 or 8 disagree, in words; the row stays accepted."""
    if child.status == "Looked after child" and not child.in_care:
        return "List 6 says looked after, and list 8 has no open row for this child."
    if child.status == "Child Protection plan" and not (child.plan_open or child.in_care):
        return "List 6 says child protection plan, and list 7 has no open row for this child."
    if child.status in ("Child in need plan", "Open assessment", "Closed episode"):
        other = "8" if child.in_care else "7" if child.plan_open else ""
        if other:
            return f"List 6 says {child.status.lower()}, and list {other} has an open row."
    return None


def hash_of(rows: Iterable[Sequence[object]]) -> str:
    """SHA-256 over rows of SELECTS_ON, in order of child_id: the frame's hash."""
    digest = hashlib.sha256(b"stocktake frame 1\n")
    for row in rows:
        cells = [c.isoformat() if isinstance(c, date) else c for c in row]
        digest.update(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
