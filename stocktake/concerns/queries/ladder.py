"""Who is told of a concern at once, and who next: from the council's settings."""

from datetime import datetime

from django.conf import settings

from stocktake.concerns.domain import settings as told
from stocktake.core.capacity import Capacity
from stocktake.core.periods import is_working_day
from stocktake.core.settings import Setting
from stocktake.people import queries as people
from stocktake.record import clock


def setting(which: Setting) -> object:
    """What the council set, or our default."""
    return settings.HOME.told(which.name, which.default)


def hours_for(risk: str) -> int:
    """How long the head of service has: 1 hour first, and 4 where risk is "no"."""
    return int(str(setting(told.HOURS_NO_RISK if risk == "no" else told.HOURS_AT_RISK)))


def is_office_time(at: datetime) -> bool:
    """Whether somebody is at a desk: a working day in England, between the council's hours."""
    local = clock.local(at)
    start, end = (int(str(setting(s))) for s in (told.OFFICE_FROM, told.OFFICE_TO))
    return is_working_day(local.date()) and start <= local.hour < end


def on_call(at: datetime) -> tuple[str, ...]:
    """The people on call who can answer a concern today."""
    return _able(_listed(setting(told.ON_CALL)), at)


def ladder(head: str, at: datetime) -> tuple[str, ...]:
    """Who is told in turn after the head: the deputy, the assistant directors, who is on call."""
    deputies = setting(told.DEPUTIES)
    login = people.card(head).login
    deputy = deputies.get(login, "") if isinstance(deputies, dict) else ""
    day = clock.local(at).date()
    directors = tuple(c.id for c in people.holders(Capacity.ASSISTANT_DIRECTOR, day))
    named = (*_able((deputy,) if deputy else (), at), *directors, *on_call(at))
    return tuple(dict.fromkeys(p for p in named if p != head))


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, (list, tuple)) else ()


def _able(logins: tuple[str, ...], at: datetime) -> tuple[str, ...]:
    """Their ids, without those who hold no role that answers concerns today."""
    day = clock.local(at).date()
    able = {
        card.login: card.id
        for capacity in (Capacity.HEAD_OF_SERVICE, Capacity.ASSISTANT_DIRECTOR)
        for card in people.holders(capacity, day)
    }
    return tuple(able[login] for login in logins if login in able)
