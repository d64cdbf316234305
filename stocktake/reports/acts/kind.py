"""How the write door loads and saves a report, and the move that every act upon one makes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import TypeAdapter

from stocktake.core.disclosure import Flag
from stocktake.core.thread import Act, Outgoing, Person, Refused
from stocktake.record.door import Kind, Move, locked, perform
from stocktake.reports import queries
from stocktake.reports.domain import lifecycle
from stocktake.reports.domain.document import as_json
from stocktake.reports.domain.lifecycle import Approval, ReportState
from stocktake.reports.models import Report as Row
from stocktake.reports.models import ReportVersion

_FLAGS = TypeAdapter(tuple[Flag, ...])
_APPROVALS = TypeAdapter(tuple[Approval, ...])


def done(
    report_id: str, act: Act, *, by: Person, at: datetime, outbox: tuple[Outgoing, ...] = ()
) -> None:
    """Perform one act upon a report."""
    perform([move(report_id, act, outbox)], by=by, at=at)


def move(report_id: str, act: Act, outbox: tuple[Outgoing, ...] = ()) -> Move:
    """A move that answers the report's last entry and rests on it."""
    last = queries.last_entry(report_id)
    rests_on = (f"entry:{last}",) if last else ()
    return Move(kind=REPORT, id=report_id, act=act, answers=last, rests_on=rests_on, outbox=outbox)


def stands(report_id: str) -> ReportState:
    """The report as it stands. Raises Refused for an unknown one."""
    try:
        return queries.stands(report_id)
    except KeyError:
        raise Refused(f"There is no report {report_id}.") from None


def _load(ids: Sequence[str]) -> Mapping[str, ReportState]:
    return {row.key: queries.state_of(row) for row in locked(Row.objects.filter(key__in=ids))}


def _save(key: str, before: ReportState | None, now: ReportState) -> None:
    document = as_json(now.report)
    row, _ = Row.objects.update_or_create(
        key=key,
        defaults={
            "round_id": now.round_id,
            "preset": now.preset,
            "slug": now.slug,
            "status": now.status,
            "document": document,
            "version": now.version,
            "authors": list(now.authors),
            "flags": _FLAGS.dump_python(now.flags, mode="json"),
            "checked": now.checked,
            "justified": [list(pair) for pair in now.justified],
            "approvals": _APPROVALS.dump_python(now.approvals, mode="json"),
            "published_at": now.published_at,
            "files": [list(pair) for pair in now.files],
        },
    )
    if before is None or before.version != now.version:
        ReportVersion.objects.create(report=row, number=now.version, document=document)


REPORT = Kind[ReportState](
    name="report",
    load=_load,
    save=_save,
    refusal=lifecycle.refusal,
    after=lifecycle.after,
    capacity=lifecycle.capacity,
)
