"""Who may open the pages of findings."""

from stocktake.core.capacity import Capacity

SEERS = frozenset(
    {
        Capacity.QA_MANAGER,
        Capacity.BOARD_CHAIR,
        Capacity.ASSISTANT_DIRECTOR,
        Capacity.HEAD_OF_SERVICE,
    }
)
MAKERS = frozenset({Capacity.QA_MANAGER, Capacity.BOARD_CHAIR})
