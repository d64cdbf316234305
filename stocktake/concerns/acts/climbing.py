"""Going up when nobody acknowledges: the ticker writes down and tells what time has already done."""

from datetime import datetime

from stocktake.concerns import queries
from stocktake.concerns.acts.kinds import CONCERN, notice
from stocktake.concerns.domain.concern import GoUp
from stocktake.core.thread import Person, Refused
from stocktake.record.door import Move, perform

TEXT = (
    "An urgent safeguarding concern was not acknowledged in time and has come to you. Read it now."
)


def go_up(*, by: Person, at: datetime) -> int:
    """Tell the next people of every waiting concern; return how many were told.

    Safe to repeat and to run twice at once: each person of a ladder is told once, and whoever comes
    second is refused by the rule.
    """
    return sum(_told(key, person, by, at) for key, person in queries.gone_unanswered(at))


def _told(key: str, person: str, by: Person, at: datetime) -> bool:
    told = (notice([person], f"concern:{key}", TEXT, f"/concerns/{key}/"),)
    move = Move(kind=CONCERN, id=key, act=GoUp(person=person), outbox=told)
    try:
        perform([move], by=by, at=at)
    except Refused:
        return False  # another ticker was first, or it was acknowledged this moment
    return True
