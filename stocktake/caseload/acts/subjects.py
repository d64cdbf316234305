"""How the door loads and saves a snapshot, and what becomes of its folder once an act stands."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from stocktake.caseload import store
from stocktake.caseload.domain import snapshots as domain
from stocktake.caseload.domain.snapshots import SnapshotState
from stocktake.caseload.models import Snapshot
from stocktake.caseload.queries.tables import root
from stocktake.core import lifecycle
from stocktake.record.door import Kind, locked


def _load(ids: Sequence[str]) -> Mapping[str, SnapshotState]:
    return {row.hash: _state(row) for row in locked(Snapshot.objects.filter(pk__in=ids))}


def _state(row: Snapshot) -> SnapshotState:
    return SnapshotState(
        status=row.status,
        source=row.source,
        as_of=row.as_of,
        made_at=row.made_at,
        made_by=row.made_by,
        cases=row.cases,
        rejected=row.rejected,
        counts=row.counts,
        columns=row.columns,
        content=row.content,
        kept=None if row.kept is None else tuple(row.kept),
    )


def _save(name: str, before: SnapshotState | None, now: SnapshotState) -> None:
    facts = {f: getattr(now, f) for f in SnapshotState.__dataclass_fields__ if f != "kept"}
    facts["kept"] = None if now.kept is None else list(now.kept)
    Snapshot.objects.update_or_create(hash=name, defaults=facts)
    # Files cannot be rolled back: they follow once the entry stands. Until then, and should the
    # machine stop in between, queries go by the row; `finish_deletions` makes up for it.
    transaction.on_commit(lambda: settle(name, now.status, now.kept))


def settle(name: str, status: str, kept: Sequence[str] | None) -> None:
    """Bring the folder to what the row says; may be repeated."""
    if status == "deleted":
        store.remove(root(), name)
    elif kept is not None:
        store.drop_narrative(root(), name, kept)


SNAPSHOT = Kind[SnapshotState](
    name="snapshot",
    load=_load,
    save=_save,
    refusal=domain.refusal,
    after=domain.after,
    capacity=lambda act, by: lifecycle.capacity_of(domain.MOVES, act, by),
)
