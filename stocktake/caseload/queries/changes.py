"""What differs between two snapshots of one source, list by list."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stocktake.caseload import store
from stocktake.caseload.domain.layouts import BY_KEY, FOLDER
from stocktake.caseload.domain.tables import Table
from stocktake.caseload.models import Snapshot
from stocktake.caseload.queries.tables import root


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """Rows of one list that came, went, or have the same key and other cells."""

    list: str
    title: str
    added: int
    removed: int
    changed: int

    @property
    def same(self) -> bool:
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChanges:
    """Since which snapshot, and how each list differs."""

    since: str
    lists: tuple[ListChange, ...]


def before(row: Snapshot) -> Snapshot | None:
    """The snapshot of the same source that was made before this one, if it still stands."""
    rows = Snapshot.objects.exclude(status="deleted").filter(
        source=row.source, made_at__lt=row.made_at
    )
    return rows.order_by("-made_at").first()


def changes_of(name: str) -> ListChanges | None:
    """How a snapshot's rows differ from those of the one before; None when there is none."""
    row = Snapshot.objects.get(pk=name)
    earlier = before(row)
    if earlier is None:
        return None
    was, now = _rows(earlier), _rows(row)
    tables = [t for t in BY_KEY[row.source].tables if t.name in was and t.name in now]
    found = tuple(_change(t, was[t.name], now[t.name]) for t in tables)
    return ListChanges(since=earlier.hash, lists=found)


def _rows(row: Snapshot) -> Mapping[str, pl.DataFrame]:
    """What was accepted, narrative apart."""
    layout = BY_KEY[row.source]
    if layout is not FOLDER:
        return store.parts(root(), row.hash)
    return {t.name: store.table(root(), row.hash, t.name) for t in layout.tables}


def _change(table: Table, was: pl.DataFrame, now: pl.DataFrame) -> ListChange:
    cells = [c.name for c in table.columns if c.name in was.columns and c.name in now.columns]
    key = list(table.key) or cells
    was, now = was.select(cells).unique(), now.select(cells).unique()
    came = now.join(was, on=key, how="anti", nulls_equal=True).height
    went = was.join(now, on=key, how="anti", nulls_equal=True).height
    other = now.join(was, on=cells, how="anti", nulls_equal=True).height
    return ListChange(
        list=table.name, title=table.label, added=came, removed=went, changed=other - came
    )
