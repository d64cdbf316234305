"""Records that go to one reviewer named beforehand: the strictest reason decides."""

from typing import Protocol

from stocktake.rounds.domain.exceptions import Exceptions

RELATIVE, RESTRICTED, COMPLAINT = "staff relative", "restricted", "in complaint"


class Flagged(Protocol):
    """A row of the frame with what routing looks at."""

    @property
    def child_id(self) -> str: ...
    @property
    def restricted(self) -> bool: ...
    @property
    def in_complaint(self) -> bool: ...


def route_for(row: Flagged, exceptions: Exceptions) -> str:
    """Why this record is routed to one reviewer; empty when it is not."""
    kinds = (
        (RELATIVE, exceptions.is_marked(row.child_id, RELATIVE)),
        (RESTRICTED, row.restricted),
        (COMPLAINT, row.in_complaint),
    )
    return next((kind for kind, applies in kinds if applies), "")
