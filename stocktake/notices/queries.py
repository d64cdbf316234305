"""The notices of a person. Nobody else reads them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from stocktake.core.thread import Person
from stocktake.notices.models import Beat, Notice
from stocktake.record import clock

_SHOWN = ("key", "about", "text", "url", "sent_at", "read_at")
_UNREAD = 'SELECT COUNT(*) FROM notices_notice WHERE "to" = %s AND read_at IS NULL'


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCard:
    """One notice as its reader sees it."""

    key: str
    about: str
    text: str
    url: str
    sent_at: datetime
    unread: bool


def visible_to(person: Person) -> "QuerySet[Notice]":
    """The room's one row filter: one's own."""
    return Notice.objects.filter(to=person.id)


def notices(person: Person, *, limit: int = 100) -> tuple[NoticeCard, ...]:
    """Unread first, then the newest."""
    rows = visible_to(person).order_by("-sent_at", "-key")[:limit]
    cards = [
        NoticeCard(
            key=key, about=about, text=text, url=url, sent_at=sent_at, unread=read_at is None
        )
        for key, about, text, url, sent_at, read_at in rows.values_list(*_SHOWN)
    ]
    return tuple(sorted(cards, key=lambda card: not card.unread))


def notice(key: str, person: Person) -> NoticeCard | None:
    """One of the person's own notices, or None."""
    return next((card for card in notices(person, limit=1000) if card.key == key), None)


def unread_count(person: Person) -> int:
    """For the menu of every page, so written out: composing it costs more than counting."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [person.id])
        return int(cursor.fetchone()[0])


def unmailed() -> tuple[tuple[str, str], ...]:
    """Notices not yet sent by e-mail, as (key, person)."""
    return tuple(Notice.objects.filter(mailed_at=None).order_by("key").values_list("key", "to"))


def ticker_age() -> timedelta | None:
    """How long ago the ticker last ran, by the server's clock; None: never in this home.

    Homes that depend on clocks show it: what is overdue is computed when read, but notices wait.
    """
    beat = Beat.objects.filter(pk=1).first()
    return clock.server_now() - beat.at if beat else None
