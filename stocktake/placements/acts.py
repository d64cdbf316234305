"""Receiving Regulation 44 reports, sending them to commissioning, reading them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Outgoing, Person, Refused
from stocktake.people import queries as people
from stocktake.placements import queries
from stocktake.placements.domain import reports as domain
from stocktake.placements.domain.reports import ReadReport, ReceiveReport, ReportState, SendReport
from stocktake.placements.models import MonthlyReport
from stocktake.record.door import Kind, Move, locked, next_number, perform


def receive(*, what: ReceiveReport, by: Person, at: datetime) -> str:
    """Log one report and return its id. One report for each home and month."""
    month = what.month.replace(day=1)
    if (what.setting_id, month) in queries.logged_months():
        words = domain.month_in_words(month)
        raise Refused(f"A report of {what.setting_name} for {words} is already logged.")
    key = next_number("reg44")
    perform([_received(key, what)], by=by, at=at)
    return key


def receive_from_snapshot(*, snapshot: str, by: Person, at: datetime) -> tuple[str, ...]:
    """Log every report of a snapshot that has arrived and is not logged yet; return their ids."""
    waiting = queries.not_logged(snapshot)
    moves = [_received(next_number("reg44"), what) for what in waiting]
    if moves:
        perform(moves, by=by, at=at)
    return tuple(m.id for m in moves)


def send(*, ids: Sequence[str], by: Person, at: datetime) -> None:
    """Send reports to commissioning: each officer is told."""
    officers = [c.id for c in people.holders(Capacity.COMMISSIONING_OFFICER, at.date())]
    if not officers:
        raise Refused(
            "Nobody is commissioning officer now. Ask the information-governance officer to grant it."
        )
    perform([_sent(key, officers) for key in ids], by=by, at=at)


def read(*, key: str, follows: str, text: str, by: Person, at: datetime) -> None:
    """The commissioning officer has read it and says what follows."""
    perform([Move(kind=REPORT, id=key, act=ReadReport(follows=follows, text=text))], by=by, at=at)


def _received(key: str, what: ReceiveReport) -> Move:
    rests_on = (f"snapshot:{what.snapshot}",) if what.snapshot else ()
    return Move(kind=REPORT, id=key, act=what, rests_on=rests_on)


def _sent(key: str, officers: list[str]) -> Move:
    payload = {
        "to": officers,
        "about": f"reg44:{key}",
        "text": "A Regulation 44 report waits for you to read it.",
        "url": f"/placements/reports/{key}/",
    }
    return Move(
        kind=REPORT, id=key, act=SendReport(), outbox=(Outgoing(topic="notice", payload=payload),)
    )


def _load(ids: Sequence[str]) -> Mapping[str, ReportState]:
    return {row.key: _state(row) for row in locked(MonthlyReport.objects.filter(key__in=ids))}


def _state(row: MonthlyReport) -> ReportState:
    return ReportState(**{name: getattr(row, name) for name in ReportState.__dataclass_fields__})


def _save(key: str, before: ReportState | None, now: ReportState) -> None:
    facts = {name: getattr(now, name) for name in ReportState.__dataclass_fields__}
    MonthlyReport.objects.update_or_create(key=key, defaults=facts)


REPORT = Kind[ReportState](
    name="reg44",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
