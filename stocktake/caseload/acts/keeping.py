"""Less is kept as a round goes on: narrative nobody selected goes, whole snapshots can."""

from collections.abc import Collection
from datetime import datetime

from stocktake.caseload.acts.subjects import SNAPSHOT, settle
from stocktake.caseload.domain.snapshots import DeleteSnapshot, DropNarrative
from stocktake.caseload.models import Snapshot
from stocktake.caseload.queries.cards import find
from stocktake.core.thread import Person, Refused
from stocktake.record.door import Move, perform


def drop_unselected_narrative_moves(*, snapshot: str, keep: Collection[str]) -> list[Move]:
    """The moves for a freeze: words of children not in `keep` go. None when they are gone already.

    A snapshot from which an earlier round has dropped narrative stays as that round left it: what
    is gone cannot be brought back by selecting again.
    """
    row = Snapshot.objects.filter(pk=snapshot).exclude(status="deleted").first()
    if row is None:
        raise Refused("The snapshot of this round has been deleted. Import the extract again.")
    if row.kept is not None or not row.counts["tables"].get("notes"):
        return []
    act = DropNarrative(kept=tuple(sorted(keep)), children_kept=len(set(keep)))
    return [Move(kind=SNAPSHOT, id=snapshot, act=act)]


def delete_snapshot(*, snapshot: str, reason: str, by: Person, at: datetime) -> None:
    """Delete a snapshot's tables and words; its row and its entries stay."""
    try:
        name = find(snapshot).hash
    except LookupError as unknown:
        raise Refused(str(unknown)) from unknown
    perform([Move(kind=SNAPSHOT, id=name, act=DeleteSnapshot(reason=reason))], by=by, at=at)


def finish_deletions() -> int:
    """Do again what a stopped machine may have left undone; returns how many rows were looked at."""
    rows = [r for r in Snapshot.objects.all() if r.status != "imported"]
    for row in rows:
        settle(row.hash, row.status, row.kept)
    return len(rows)
