"""Children about whom chance alone does not decide: left out, routed to one reviewer, authorised.

Leaving a child out needs a coded reason and the approval of the assistant director, and is counted
on the certificate. Records in complaint, restricted, or of a relative of staff stay in and go to a
reviewer named beforehand. A child placed for adoption is in only with authority.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stocktake.core.strata import Stratum

REASONS: Mapping[str, str] = {
    "proceedings": "Reading now could harm court proceedings or a police investigation",
    "safety": "Reading could put somebody at risk",
    "no reviewer": "Restricted record, and no reviewer may open it",
    "closed": "Closed or moved to another authority since the extract",
    "mistake": "In the extract by mistake",
}
ADOPTION = "adoption"  # by rule, not by request
ADOPTION_WORDS = "Placed for adoption, without authority to include"
ROUTES: Mapping[str, str] = {
    "in complaint": "A complaint about the case is open",
    "restricted": "Restricted record",
    "staff relative": "Relative of a member of staff",
}
WAITING, APPROVED, REFUSED, WITHDRAWN = "waiting", "approved", "refused", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A child whom somebody asks to leave out of the selection, and what was decided."""

    child_id: str
    ref: str
    stratum: Stratum
    code: str
    words: str
    status: str
    asked_by: str = ""
    asked_at: datetime | None = None
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def reason(self) -> str:
        return ADOPTION_WORDS if self.code == ADOPTION else REASONS.get(self.code, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What the extract cannot say of a child: a relative of staff, or authority to include."""

    child_id: str
    ref: str
    kind: str  # "staff relative" or ADOPTION
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """All of a round: `routes` name the reviewer for each kind of record that has one."""

    left_out: tuple[LeftOut, ...] = ()
    marked: tuple[Marked, ...] = ()
    routes: Mapping[str, str] = field(default_factory=dict)

    @property
    def waiting(self) -> tuple[LeftOut, ...]:
        return tuple(x for x in self.left_out if x.status == WAITING)

    @property
    def approved(self) -> tuple[LeftOut, ...]:
        return tuple(x for x in self.left_out if x.status == APPROVED)

    def of(self, child_id: str) -> LeftOut | None:
        """What was last asked about a child."""
        return next((x for x in reversed(self.left_out) if x.child_id == child_id), None)

    def is_marked(self, child_id: str, kind: str) -> bool:
        return any(m.child_id == child_id and m.kind == kind for m in self.marked)
