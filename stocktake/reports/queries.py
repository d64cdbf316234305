"""Reads of reports: who may see them, how one stands, its versions, and why a number is there."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from stocktake.core.capacity import Capacity
from stocktake.core.disclosure import Flag
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.record import queries as record
from stocktake.record.queries import Step
from stocktake.reports.domain.document import Block, Paragraph, Table, from_json
from stocktake.reports.domain.lifecycle import Approval, ReportState
from stocktake.reports.models import Report as Row
from stocktake.reports.models import ReportVersion

READERS = (Capacity.QA_MANAGER, Capacity.ASSISTANT_DIRECTOR, Capacity.IG_OFFICER)
LISTERS = (*READERS, Capacity.LOCAL_OPERATOR)
READ_WORDS = (Capacity.QA_MANAGER,)  # of a flag: they may be words of the record

_FLAGS = TypeAdapter(tuple[Flag, ...])
_APPROVALS = TypeAdapter(tuple[Approval, ...])
_PAIRS = TypeAdapter(tuple[tuple[str, str], ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """A report in a list."""

    id: str
    title: str
    committee: str
    dated: str
    round_id: str
    status: str
    open_flags: int
    published_at: datetime | None
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a paragraph: what it said, who wrote it and when."""

    number: int
    text: str
    by: str
    at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of "why this number?": what stands there, in words, and where it can be read."""

    depth: int
    basis: str
    act: str
    by: str
    at: datetime | None
    subject: str


def visible_to(person: Person) -> tuple[ReportCard, ...]:
    """The reports this person may see, the newest first: those who write, approve or list see all."""
    if not person.holds(*LISTERS):
        return ()
    return tuple(_card(state_of(row)) for row in Row.objects.order_by("-pk"))


def underway(person: Person) -> tuple[ReportState, ...]:
    """The reports this person may see that are not published yet, the newest first."""
    if not person.holds(*LISTERS):
        return ()
    return tuple(state_of(row) for row in Row.objects.filter(published_at=None).order_by("-pk"))


def published() -> tuple[ReportCard, ...]:
    """What is published is anybody's to read, the newest first."""
    rows = Row.objects.exclude(published_at=None).order_by("-published_at", "-pk")
    return tuple(_card(state_of(row)) for row in rows)


def report(report_id: str, *, to: Person) -> ReportState:
    """The report as it stands. Raises NotTheirs."""
    row = Row.objects.filter(key=report_id).first()
    if row is None or not to.holds(*READERS):
        raise NotTheirs(report_id)
    return state_of(row)


def report_by_slug(slug: str) -> ReportState | None:
    row = Row.objects.filter(slug=slug).first()
    return state_of(row) if row else None


def slugs(start: str) -> frozenset[str]:
    """The folder names already taken that begin so."""
    return frozenset(Row.objects.filter(slug__startswith=start).values_list("slug", flat=True))


def stands(report_id: str) -> ReportState:
    """The report for the room's own acts. Raises KeyError."""
    row = Row.objects.filter(key=report_id).first()
    if row is None:
        raise KeyError(report_id)
    return state_of(row)


def versions(state: ReportState, block_id: str) -> tuple[Version, ...]:
    """Every wording of one paragraph or table, the newest first."""
    rows = ReportVersion.objects.filter(report__key=state.id).order_by("number")
    said = {row.number: _text(from_json(row.document).block(block_id)) for row in rows}
    written = [e for e in record.entries_about("report", state.id) if e.act in _WRITES]
    names = people.cards({e.person for e in written})
    found: list[Version] = []
    for number, entry in enumerate(written, start=1):
        about = entry.said or {}
        if number == 1 or about.get("block") == block_id:
            version = Version(
                number=number,
                text=said.get(number, ""),
                by=names[entry.person].name,
                at=entry.happened_at,
                reason=str(about.get("reason", "")),
            )
            found.append(version)
    return tuple(reversed(found))


def why(state: ReportState, block_id: str) -> tuple[Line, ...]:
    """The walk from a paragraph or table down to evidence. Raises NotTheirs for an unknown one."""
    block = state.report.block(block_id)
    if block is None:
        raise NotTheirs(block_id)
    steps = record.walk(_rests_on(block))
    names = people.cards({s.entry.person for s in steps if s.entry})
    return tuple(_line(step, names) for step in steps)


def last_entry(report_id: str) -> int | None:
    return record.last_entry("report", report_id)


def state_of(row: Row) -> ReportState:
    """The report as its rules see it."""
    return ReportState(
        id=row.key,
        status=row.status,
        round_id=row.round_id,
        preset=row.preset,
        slug=row.slug,
        report=from_json(row.document),
        version=row.version,
        authors=tuple(row.authors),
        flags=_FLAGS.validate_python(row.flags),
        checked=row.checked,
        justified=_PAIRS.validate_python([tuple(pair) for pair in row.justified]),
        approvals=_APPROVALS.validate_python(row.approvals),
        published_at=row.published_at,
        files=_PAIRS.validate_python([tuple(pair) for pair in row.files]),
    )


_WRITES = ("report.drafted", "report.edited", "report.table_edited")


def _rests_on(block: Block) -> tuple[str, ...]:
    if isinstance(block, Paragraph):
        return block.rests_on
    if isinstance(block, Table):
        return tuple(dict.fromkeys(ref for row in block.rows for ref in row.rests_on))
    return ()


def _text(block: Block | None) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Table):
        return "\n".join(" | ".join(row.cells) for row in block.rows)
    return ""


def _card(state: ReportState) -> ReportCard:
    return ReportCard(
        id=state.id,
        title=state.report.title,
        committee=state.report.field("committee"),
        dated=state.report.field("dated"),
        round_id=state.round_id,
        status=state.status,
        open_flags=len(state.open_flags),
        published_at=state.published_at,
        slug=state.slug,
    )


def _line(step: Step, names: dict[str, people.PersonCard]) -> Line:
    entry = step.entry
    return Line(
        depth=step.depth,
        basis=step.basis,
        act=entry.act if entry else "",
        by=names[entry.person].name_and_job if entry else "",
        at=entry.happened_at if entry else None,
        subject=entry.subject if entry else "",
    )
