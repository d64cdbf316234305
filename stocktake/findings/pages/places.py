"""The tabs that the pages of one round's findings share."""

from django.urls import reverse

from stocktake.core.capacity import Capacity
from stocktake.ui.values import Place

SEERS = frozenset(
    {
        Capacity.QA_MANAGER,
        Capacity.BOARD_CHAIR,
        Capacity.ASSISTANT_DIRECTOR,
        Capacity.HEAD_OF_SERVICE,
    }
)
MAKERS = frozenset({Capacity.QA_MANAGER, Capacity.BOARD_CHAIR})


def places(round_id: str, current: str) -> tuple[Place, ...]:
    """Themes, findings, baseline, recommendations of one round."""
    named = (
        ("Themes", reverse("findings:themes", args=[round_id])),
        ("Findings", reverse("findings:list", args=[round_id])),
        ("Baseline", reverse("findings:baseline", args=[round_id])),
        ("Recommendations", f"/actions/?round={round_id}"),
    )
    return tuple(Place(words=w, url=u, current=w == current) for w, u in named)
