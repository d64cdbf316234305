"""What waits to follow an entry: taken up by topic, done at least once, marked when done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from stocktake.record.models import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to do, and the entry it follows. `tries` counts the failures so far."""

    id: int
    entry: int
    payload: Mapping[str, Any]
    tries: int


def waiting(topic: str, *, limit: int = 500) -> tuple[Waiting, ...]:
    """What waits under this topic, oldest first."""
    rows = Outbox.objects.filter(topic=topic, done_at=None).order_by("pk")[:limit]
    return tuple(
        Waiting(id=row.pk, entry=row.entry_number, payload=row.payload, tries=row.tries)
        for row in rows
    )


def done(outbox_id: int, *, at: datetime) -> None:
    """It is done; saying so twice changes nothing."""
    Outbox.objects.filter(pk=outbox_id, done_at=None).update(done_at=at)


def failed(outbox_id: int) -> None:
    """It did not work this time and waits for another try."""
    Outbox.objects.filter(pk=outbox_id).update(tries=F("tries") + 1)
