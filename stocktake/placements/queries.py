"""Where our children live, and which Regulation 44 reports about those homes have come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from stocktake.caseload import queries as caseload
from stocktake.caseload.queries import PlacementRow, Regulation44Row
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person
from stocktake.people import queries as people
from stocktake.placements.domain import kinds
from stocktake.placements.domain import reports as domain
from stocktake.placements.domain.reports import ReceiveReport
from stocktake.placements.models import MonthlyReport as Row
from stocktake.record import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One Regulation 44 report as commissioning reads it."""

    id: str
    status: str
    setting_id: str
    setting_name: str
    month: date
    month_words: str
    received_on: date | None
    visited_on: date | None
    placing_authority_copy: bool
    summary: str
    sent_at: datetime | None
    read_at: datetime | None
    read_by: str
    follows: str
    text: str

    @property
    def unread(self) -> bool:
        return self.status != domain.READ

    @property
    def ref(self) -> str:
        return f"reg44:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One child's stay in a home: the case reference, never a name."""

    child_id: str  # for the access log; never shown
    case_ref: str
    age: int | None
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One setting with our children and its months of reports."""

    id: str
    name: str
    kind: str
    kind_words: str
    regulation_44: str  # what to expect, in a sentence
    provider: str
    stays: tuple[Stay, ...]
    reports: tuple[Report, ...] = field(default=())
    missed: tuple[date, ...] = field(default=())

    @property
    def missed_words(self) -> tuple[str, ...]:
        return tuple(f"no report logged for {domain.month_in_words(m)}" for m in self.missed)

    @property
    def unread(self) -> int:
        return sum(1 for r in self.reports if r.unread)

    @property
    def current(self) -> int:
        return sum(1 for s in self.stays if s.ended_on is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Placements and Regulation 44 in counts, for the board's item."""

    as_of: date | None
    by_kind: tuple[tuple[str, int], ...]  # current placements
    received: int
    unread: int
    missed: int

    @property
    def in_words(self) -> str:
        return (
            f"{self.received} Regulation 44 reports received, {self.unread} not yet read, "
            f"{self.missed} months without a report."
        )


def homes(snapshot: str | None = None) -> tuple[Home, ...]:
    """The settings of the latest snapshot (or of this one): unread and missing months first."""
    hash_ = snapshot or _latest()
    if hash_ is None:
        return ()
    frame = {row.child_id: row for row in caseload.frame(hash_)}
    found: dict[str, list[PlacementRow]] = {}
    for row in caseload.placements(hash_):
        if row.child_id in frame and _kind(row) in kinds.SETTINGS:
            found.setdefault(_setting(row), []).append(row)
    reports = _by_setting()
    listed = [_home(key, rows, frame, reports.get(key, ())) for key, rows in found.items()]
    return tuple(sorted(listed, key=lambda h: (-h.unread - len(h.missed), h.name)))


def home(setting_id: str) -> Home:
    """One setting. Raises KeyError for an unknown one."""
    return {h.id: h for h in homes()}[setting_id]


def position() -> Position:
    """Counts of current placements by kind and of reports."""
    hash_ = _latest()
    reports = _views(list(Row.objects.all()))
    current = [r for r in caseload.placements(hash_) if r.ended_on is None] if hash_ else []
    count = Counter(kinds.KINDS[_kind(r)] for r in current)
    as_of = next((s.as_of for s in caseload.snapshots() if s.hash == hash_), None)
    return Position(
        as_of=as_of,
        by_kind=tuple(sorted(count.items(), key=lambda x: (-x[1], x[0]))),
        received=len(reports),
        unread=sum(1 for r in reports if r.unread),
        missed=sum(len(h.missed) for h in homes()),
    )


def regulation44_reports(visible_to: Person) -> tuple[Report, ...]:
    """The reports that this person may see, unread first, the oldest month first."""
    return every_report() if domain.may_see(visible_to) else ()


def every_report() -> tuple[Report, ...]:
    """All reports, for acts and commands that act on all of them."""
    found = _views(list(Row.objects.all()))
    return tuple(sorted(found, key=lambda r: (not r.unread, r.month, r.setting_name)))


def waiting(who: Person) -> int:
    """How many reports wait for this person to read: for the menu, so one cheap count."""
    if not who.holds(Capacity.COMMISSIONING_OFFICER):
        return 0
    return Row.objects.filter(status=domain.SENT).count()


def report(key: str, *, to: Person) -> Report:
    """One report. Raises NotTheirs when it does not exist or is not theirs to see."""
    rows = list(Row.objects.filter(key=key))
    if not rows or not domain.may_see(to):
        raise NotTheirs(key)
    return _views(rows)[0]


def logged_months() -> set[tuple[str, date]]:
    """(setting, first day of month) of every report logged."""
    return set(Row.objects.values_list("setting_id", "month"))


def not_logged(snapshot: str | None = None) -> tuple[ReceiveReport, ...]:
    """The reports of the latest snapshot (or of this one) that have come and are not logged yet."""
    name = snapshot or _latest()
    known, found = logged_months(), []
    for row in caseload.regulation44(name) if name else ():
        what = as_received(row, name or "")
        if what.received_on is not None and (what.setting_id, what.month) not in known:
            known.add((what.setting_id, what.month))
            found.append(what)
    return tuple(found)


def as_received(row: Regulation44Row, snapshot: str) -> ReceiveReport:
    """A row of an extract as the act that logs it."""
    return ReceiveReport(
        setting_id=row.setting_id,
        setting_name=row.setting_name or row.setting_id,
        month=_month(row.month),
        received_on=row.received_on,
        visited_on=row.visited_on,
        placing_authority_copy=bool(row.placing_authority_copy),
        summary=row.summary or "",
        snapshot=snapshot,
    )


def _month(value: date | str) -> date:
    if isinstance(value, date):
        return value.replace(day=1)
    return date.fromisoformat(f"{value[:7]}-01")


def _latest() -> str | None:
    found = sorted(caseload.snapshots(), key=lambda s: (s.as_of, s.made_at))
    return found[-1].hash if found else None


def _setting(row: PlacementRow) -> str:
    return row.setting_id or row.setting_name or ""


def _kind(row: PlacementRow) -> str:
    on = min(row.ended_on or clock.today(), clock.today())
    return kinds.kind_of(row.placement_type or "", setting_id=row.setting_id or "", on=on)


def _home(
    key: str,
    rows: list[PlacementRow],
    frame: dict[str, caseload.FrameRow],
    reports: tuple[Report, ...],
) -> Home:
    last = max(rows, key=lambda r: r.started_on)
    kind = _kind(last)
    stays = [(r.started_on, r.ended_on) for r in rows]
    logged = {r.month for r in reports}
    expected = kind == kinds.HOME
    return Home(
        id=key,
        name=last.setting_name or key,
        kind=kind,
        kind_words=kinds.KINDS[kind],
        regulation_44=kinds.about_regulation_44(kind),
        provider=last.provider or "",
        stays=tuple(_stay(r, frame[r.child_id]) for r in rows),
        reports=reports,
        missed=domain.months_missed(logged, stays, today=clock.today()) if expected else (),
    )


def _stay(row: PlacementRow, child: caseload.FrameRow) -> Stay:
    return Stay(
        child_id=child.child_id,
        case_ref=child.case_ref,
        age=child.age,
        started_on=row.started_on,
        ended_on=row.ended_on,
    )


def _by_setting() -> dict[str, tuple[Report, ...]]:
    found: dict[str, list[Report]] = {}
    for one in _views(list(Row.objects.order_by("month"))):
        found.setdefault(one.setting_id, []).append(one)
    return {key: tuple(listed) for key, listed in found.items()}


def _views(rows: list[Row]) -> tuple[Report, ...]:
    names = people.cards({r.read_by for r in rows if r.read_by})
    return tuple(_view(r, names[r.read_by].name if r.read_by else "") for r in rows)


def _view(row: Row, reader: str) -> Report:
    same = [
        "status",
        "setting_id",
        "setting_name",
        "month",
        "received_on",
        "visited_on",
        "placing_authority_copy",
        "summary",
        "sent_at",
        "read_at",
        "follows",
        "text",
    ]
    return Report(
        id=row.key,
        month_words=domain.month_in_words(row.month),
        read_by=reader,
        **{name: getattr(row, name) for name in same},
    )
