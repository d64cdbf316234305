"""Snapshots as listed and shown: counts, rejected rows, and what changed since the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import QuerySet

from stocktake.caseload import store
from stocktake.caseload.domain.layouts import BY_KEY
from stocktake.caseload.domain.said import Said, said
from stocktake.caseload.domain.tables import BY_NAME
from stocktake.caseload.models import Snapshot
from stocktake.caseload.queries.tables import root, table
from stocktake.core.strata import DEFAULT_LABELS, HELD, Stratum
from stocktake.people import queries as people


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCard:
    """One line of the list of snapshots."""

    hash: str
    source: str
    as_of: date
    made_at: datetime
    cases: int
    rejected: int
    status: str
    made_by: str  # name

    @property
    def short(self) -> str:
        return self.hash[:12]

    @property
    def source_title(self) -> str:
        return BY_KEY[self.source].title

    @property
    def framed(self) -> bool:
        """Whether it says which cases are open: a statutory return gives history alone."""
        return BY_KEY[self.source].framed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One returned (or questioned) row, without narrative."""

    list: str
    row: int
    column: str
    reason: str
    child_id: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs from the snapshot before of the same source."""

    since: SnapshotCard
    came: int
    left: int
    moved: tuple[tuple[str, str, int], ...]  # from stratum, to stratum, children


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage:
    """One snapshot in full: rows per list, open cases per stratum, rows per stored table."""

    card: SnapshotCard
    lists: tuple[Mapping[str, Any], ...]
    strata: tuple[tuple[str, int], ...]
    tables: tuple[tuple[str, int], ...]
    notices: tuple[str, ...]
    questioned: int
    changes: Changes | None
    narrative_kept_for: int | None

    @property
    def narrative(self) -> str:
        """What there is of narrative, in words."""
        if not dict(self.tables).get(BY_NAME["notes"].label):
            return "none"
        kept = self.narrative_kept_for
        return "kept" if kept is None else f"kept for {kept} selected children"


def snapshots() -> tuple[SnapshotCard, ...]:
    """Snapshots that stand, newest first."""
    return tuple(_card(row) for row in _rows())


def snapshot(name: str) -> SnapshotPage:
    """One that stands, by its hash or the beginning of it (at least 8). Raises LookupError."""
    row = find(name)
    counts = row.counts
    return SnapshotPage(
        card=_card(row),
        lists=tuple(counts["lists"]),
        strata=tuple((DEFAULT_LABELS[s], counts["strata"].get(s.value, 0)) for s in HELD),
        tables=tuple((BY_NAME[t].label, n) for t, n in counts["tables"].items()),
        notices=tuple(counts["notices"]),
        questioned=sum(c["questioned"] for c in counts["lists"]),
        changes=_changes(row),
        narrative_kept_for=None if row.kept is None else len(row.kept),
    )


def find(name: str) -> Snapshot:
    found = list(_rows().filter(hash__startswith=name)[:2]) if len(name) >= 8 else []
    if len(found) != 1:
        raise LookupError(
            f"There is no snapshot {name[:12]}. `stocktake snapshot list` names them."
        )
    return found[0]


def rejected_rows(name: str, kind: str = "rejected") -> tuple[Rejected, ...]:
    """The rows that were returned; kind "questions": accepted, but to be looked at."""
    return tuple(Rejected(**line) for line in rejected_table(name, kind).iter_rows(named=True))


def rejected_table(name: str, kind: str = "rejected") -> pl.DataFrame:
    """The same as a table, for a download."""
    return store.lines(root(), find(name).hash, kind)


def returned_rows(name: str) -> bytes:
    """The workbook of returned rows, to be mended and imported again."""
    file = root() / find(name).hash / store.RETURNED
    if not file.exists():
        raise LookupError("No row was returned.")
    return file.read_bytes()


def faults(name: str) -> tuple[str, ...]:
    """What is wrong with the stored files of a snapshot, in words."""
    return store.faults(root(), find(name).hash)


def remembered(source: str) -> Said:
    """What was said of the last import of this layout."""
    row = Snapshot.objects.filter(source=source).order_by("-made_at").first()
    return said(row.columns) if row else Said()


def same_content(content: str) -> str | None:
    """The standing snapshot with the same data, if any."""
    row = _rows().filter(content=content).first()
    return row.hash if row else None


def _rows() -> QuerySet[Snapshot]:
    return Snapshot.objects.exclude(status="deleted").order_by("-made_at", "hash")


def _card(row: Snapshot) -> SnapshotCard:
    return SnapshotCard(
        hash=row.hash,
        source=row.source,
        as_of=row.as_of,
        made_at=row.made_at,
        cases=row.cases,
        rejected=row.rejected,
        status=row.status,
        made_by=people.card(row.made_by).name,
    )


def _changes(row: Snapshot) -> Changes | None:
    before = _rows().filter(source=row.source, made_at__lt=row.made_at).first()
    if before is None:
        return None
    was, now = _strata(before.hash, "was"), _strata(row.hash, "now")
    both = was.join(now, on="child_id", how="full", coalesce=True)
    moved = (
        both.filter(pl.col("was") != pl.col("now")).group_by("was", "now").len().sort("was", "now")
    )
    return Changes(
        since=_card(before),
        came=both["was"].null_count(),
        left=both["now"].null_count(),
        moved=tuple(
            (DEFAULT_LABELS[Stratum(a)], DEFAULT_LABELS[Stratum(b)], n)
            for a, b, n in moved.iter_rows()
        ),
    )


def _strata(name: str, column: str) -> pl.DataFrame:
    return (
        table(name, "cases").filter("in_frame").select("child_id", pl.col("stratum").alias(column))
    )
