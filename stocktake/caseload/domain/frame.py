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
CLOSED = "Closed episode"  # a status of list 6
# What a selection can rest on (DESIGN 5.5). Never narrative, events, case_ref, age or worker:
# those may be corrected without a sample becoming another.
SELECTS_ON = (
    "child_id", "stratum", "restricted", "in_complaint", "last_reviewed", "household_id",
    "sex", "ethnicity", "disability", "need",
)  # fmt: skip
STATUS = {
    "Looked after child": Stratum.CLA,
    "Child Protection plan": Stratum.CP,
    "Child in need plan": Stratum.CIN,
    "Open assessment": Stratum.CIN,
}


# The first that applies; each is a property of `Lists`, and a column of the same name in reading.
PRECEDENCE = (
    ("adult_leaver", Stratum.CL),
    ("looked_after", Stratum.CLA),
    ("protected", Stratum.CP),
    ("in_need", Stratum.CIN),
    ("care_leaver", Stratum.CL),
    ("early_help", Stratum.EH),
)


@dataclass(frozen=True, kw_only=True)
class Lists:
    """What the lists say of one child: `status` is list 6's, "" when not on it or closed."""

    age: int | None = None
    status: str = ""
    plan_open: bool = False  # list 7
    in_care: bool = False  # list 8
    care_leaver: bool = False  # list 9
    early_help: bool = False  # list 2, not ended

    @property
    def adult_leaver(self) -> bool:
        return self.care_leaver and self.age is not None and self.age >= ADULT

    @property
    def looked_after(self) -> bool:
        return self.in_care or STATUS.get(self.status) is Stratum.CLA

    @property
    def protected(self) -> bool:
        return self.plan_open or STATUS.get(self.status) is Stratum.CP

    @property
    def in_need(self) -> bool:
        return STATUS.get(self.status) is Stratum.CIN


def stratum_of(child: Lists) -> Stratum | None:
    """The first that applies; None when nothing holds the case open."""
    return next((stratum for name, stratum in PRECEDENCE if getattr(child, name)), None)


def question_of(child: Lists) -> str | None:
    """Where list 6 and lists 7 or 8 disagree, in words; the row stays accepted."""
    if child.status == "Looked after child" and not child.in_care:
        return "List 6 says looked after, and list 8 has no open row for this child."
    if child.status == "Child Protection plan" and not (child.plan_open or child.in_care):
        return "List 6 says child protection plan, and list 7 has no open row for this child."
    if child.status in ("Child in need plan", "Open assessment", CLOSED):
        other = "8" if child.in_care else "7" if child.plan_open else ""
        if other:
            return f"List 6 says {child.status.lower()}, and list {other} has an open row."
    return None


def hash_of(rows: Iterable[Sequence[object]], of: str = "") -> str:
    """SHA-256 over rows of SELECTS_ON, in order of child_id: the frame's hash. `of` names another
    frame than the open cases, so that no certificate can tell the one for the other."""
    digest = hashlib.sha256(f"stocktake frame 1{of and f', {of}'}\n".encode())
    for row in rows:
        cells = [c.isoformat() if isinstance(c, date) else c for c in row]
        digest.update(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
