"""Sending a notice, and noting that it was read or mailed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.thread import Person
from stocktake.notices import domain, queries
from stocktake.notices.domain import NoticeState, SendNotice
from stocktake.notices.models import Beat, Notice
from stocktake.record.door import Kind, Move, locked, perform
from stocktake.record.outbox import Waiting


def send(asked: Waiting, *, by: Person, at: datetime) -> int:
    """Send what an entry asked for to each of its people who does not have it yet; how many."""
    people = [str(p) for p in dict.fromkeys(asked.payload.get("to", ()))]
    wanted = {f"{asked.id}-{person}": person for person in people}
    there = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    moves = [
        Move(
            kind=NOTICE,
            id=key,
            act=SendNotice(
                to=person,
                about=str(asked.payload.get("about", "")),
                text=str(asked.payload.get("text", "")),
                url=str(asked.payload.get("url", "/")),
            ),
            rests_on=(f"entry:{asked.entry}",),
            concerns=(f"person:{person}",),
        )
        for key, person in wanted.items()
        if key not in there
    ]
    if moves:
        perform(moves, by=by, at=at)
    return len(moves)


def mark_read(*, keys: Sequence[str] | None, by: Person, at: datetime) -> None:
    """These notices of the reader, or all of them, count no more. Not a statement: no entry."""
    rows = queries.visible_to(by).filter(read_at=None)
    (rows if keys is None else rows.filter(key__in=keys)).update(read_at=at)


def mark_mailed(keys: Sequence[str], *, at: datetime) -> None:
    """The e-mail that says "you have something to do" has left, or there is no address."""
    Notice.objects.filter(key__in=keys, mailed_at=None).update(mailed_at=at)


def note_beat(*, at: datetime) -> None:
    """The ticker ran at this moment of the server's clock. Not a statement: no entry."""
    Beat.objects.update_or_create(pk=1, defaults={"at": at})


def _load(ids: Sequence[str]) -> Mapping[str, NoticeState]:
    return {row.key: _state(row) for row in locked(Notice.objects.filter(key__in=ids))}


def _state(row: Notice) -> NoticeState:
    return NoticeState(
        status="sent", to=row.to, about=row.about, text=row.text, url=row.url, sent_at=row.sent_at
    )


def _save(key: str, before: NoticeState | None, now: NoticeState) -> None:
    Notice.objects.create(
        key=key, to=now.to, about=now.about, text=now.text, url=now.url, sent_at=now.sent_at
    )


NOTICE = Kind[NoticeState](
    name="notice",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
