"""Opening a stored table. A snapshot never changes, so what was read once is kept in memory."""

from functools import lru_cache
from pathlib import Path

import polars as pl
from django.conf import settings

from stocktake.caseload import store
from stocktake.caseload.models import Snapshot


def root() -> Path:
    folder: Path = settings.HOME.folder("snapshots")
    return folder


def table(name: str, table_name: str) -> pl.DataFrame:
    """One table of a snapshot, narrative apart. LookupError: no such snapshot, or deleted."""
    _standing(name)
    return _read(root(), name, table_name)


def coverage(name: str) -> pl.DataFrame:
    """What the extract can tell at all: table, kind, holds (all, latest or none), since, columns."""
    return table(name, "coverage")


def of_child(name: str, table_name: str, child_id: str) -> pl.DataFrame:
    """The rows of one child: tables are sorted by child, so this is a search, not a scan."""
    rows = table(name, table_name)
    children = rows["child_id"]
    first = children.search_sorted(child_id, side="left")
    last = children.search_sorted(child_id, side="right")
    return rows.slice(first, last - first)


def words_of_notes(name: str, child_id: str) -> pl.DataFrame:
    """note_id, title and body of one child's notes; none once they have been dropped."""
    row = _standing(name)
    words = store.narrative(root(), name, "notes").filter(pl.col("child_id") == child_id)
    return words.clear() if row.kept is not None and child_id not in row.kept else words


def words_of_homes(name: str) -> pl.DataFrame:
    _standing(name)
    return store.narrative(root(), name, "reg44")


def _standing(name: str) -> Snapshot:
    row = Snapshot.objects.filter(pk=name).exclude(status="deleted").first()
    if row is None:
        raise LookupError(f"There is no snapshot {name[:12]}.")
    return row


@lru_cache(maxsize=24)
def _read(folder: Path, name: str, table_name: str) -> pl.DataFrame:
    return store.table(folder, name, table_name)
