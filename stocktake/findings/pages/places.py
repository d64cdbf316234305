"""Who may open the pages of findings, and the log of what they read there."""

from collections.abc import Iterable

from stocktake.core.capacity import Capacity
from stocktake.findings.queries import Behind
from stocktake.people.door import Request
from stocktake.record import access
from stocktake.rounds import queries as rounds

SEERS = frozenset(
    {
        Capacity.QA_MANAGER,
        Capacity.BOARD_CHAIR,
        Capacity.ASSISTANT_DIRECTOR,
        Capacity.HEAD_OF_SERVICE,
    }
)
MAKERS = frozenset({Capacity.QA_MANAGER, Capacity.BOARD_CHAIR})


def note_reading(request: Request, round_id: str, judgements: Iterable[Behind]) -> None:
    """Each judgement read is about a child, so the access log says who read it."""
    children = {c.id: c.child_id for c in rounds.cases(round_id)}
    for behind in judgements:
        access.note_read(
            by=request.person,
            what=f"judgement:{behind.row.id}",
            child=children.get(behind.row.case_id, ""),
        )
