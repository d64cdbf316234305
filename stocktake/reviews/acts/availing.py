"""Saying when one can be met for discussions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.thread import Person
from stocktake.record.door import Kind, Move, locked, perform
from stocktake.reviews import models, queries
from stocktake.reviews.domain import availability as domain
from stocktake.reviews.domain.availability import Available, GiveTimes


def give_times(*, halves: Sequence[str], by: Person, at: datetime) -> None:
    """Say on which half days one can be met; what was said before is replaced."""
    act = GiveTimes(person=by.id, halves=tuple(sorted({*halves})))
    move = Move(kind=AVAILABILITY, id=by.id, act=act, concerns=(f"person:{by.id}",))
    perform([move], by=by, at=at)


def _load(ids: Sequence[str]) -> Mapping[str, Available]:
    rows = locked(models.Availability.objects.filter(person__in=ids))
    return {row.person: queries.available_from(row) for row in rows}


def _save(key: str, before: Available | None, now: Available) -> None:
    halves = [half.key for half in now.halves]
    models.Availability.objects.update_or_create(
        person=key, defaults={"status": now.status, "halves": halves}
    )


AVAILABILITY = Kind[Available](
    name="availability",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
