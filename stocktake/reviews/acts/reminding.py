"""Reminding those who have not replied, before the time to reply is over."""

from datetime import date, datetime

from django.conf import settings

from stocktake.core.periods import add_working_days, day_in_words
from stocktake.core.thread import Person, Refused
from stocktake.record.door import Move, perform
from stocktake.reviews import queries
from stocktake.reviews.acts import notices
from stocktake.reviews.acts.kinds import REVIEW
from stocktake.reviews.domain.acts import Remind
from stocktake.reviews.domain.settings import REMINDER_WORKING_DAYS
from stocktake.reviews.domain.states import ReviewState, london_day


def remind(*, by: Person, at: datetime) -> int:
    """Remind worker and manager of every review whose last day to reply is near; how many reviews.

    Safe to repeat and to run twice at once: one reminder for each day to reply by, and whoever
    comes second is refused by the rule.
    """
    days = int(settings.HOME.told(REMINDER_WORKING_DAYS.name, REMINDER_WORKING_DAYS.default))
    today = london_day(at)
    near = queries.unreplied(today, add_working_days(today, days)) if days else {}
    return sum(_reminded(key, state, by, at) for key, state in near.items())


def _reminded(key: str, state: ReviewState, by: Person, at: datetime) -> bool:
    left = {r: p for r, p in notices.repliers(state).items() if r not in state.replied}
    if not left or state.reply_by is None:
        return False
    act = Remind(reply_by=state.reply_by, roles=tuple(left))
    told = notices.about_review(state, key, _text(state.reply_by), to=left.values(), page="reply/")
    try:
        perform([Move(kind=REVIEW, id=key, act=act, outbox=told)], by=by, at=at)
    except Refused:
        return False  # another ticker was first, or the reply came in this moment
    return True


def _text(day: date) -> str:
    return f"A review of one of your cases waits for your words until {day_in_words(day)}. You can ask for more time."
