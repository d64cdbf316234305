"""What an extract can tell: which tables and kinds it holds, since when, or only the latest of each.

Without it nobody could tell a child who was never visited from an extract that holds no visits,
nor a late first visit from an extract that begins after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

# An extract that begins later than its children's clocks shows it: so many children, each without
# any event for so long, were all missed before the first event of the table.
CHILDREN, DAYS = 10, 60
EVENTS = {
    "visits": "happened_on", "supervisions": "held_on", "reviews": "held_on", "health": "held_on",
}  # fmt: skip
TABLES = (*EVENTS, "plans", "assessments", "missing", "reg44", "referrals", "enquiries")
CLOCKS = {"cases": "opened_on", "plans": "started_on", "placements": "started_on"}


class Held(StrEnum):
    ALL = "all"
    LATEST = "latest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one table or kind: `since` is the day its rows begin, None where unknown."""

    held: Held = Held.ALL
    since: int | None = None
    columns: frozenset[str] | None = None

    def tells(self, column: str) -> bool:
        """Whether the extract has this column; assumed where it does not say."""
        return self.columns is None or not self.columns or column in self.columns


@dataclass(frozen=True)
class Coverage:
    """By table and kind, as the snapshot's `coverage` says; what it is silent on is held whole."""

    lines: Mapping[tuple[str, str], Told] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()  # rules of which the whole extract holds no event
    begins: Mapping[str, int] = field(default_factory=dict)  # by rule the day its events begin

    @classmethod
    def read(cls, frame: pl.DataFrame | None) -> "Coverage":
        """From the snapshot's table (table, kind, holds, since, columns), or all where None."""
        if frame is None:
            return cls()
        since = frame["since"].cast(pl.Date).to_physical()
        return cls(
            {
                (row["table"], str(row["kind"]).casefold()): Told(
                    Held(row["holds"]), day, frozenset(row["columns"] or ())
                )
                for row, day in zip(frame.iter_rows(named=True), since, strict=True)
            }
        )

    def of(self, table: str, *kinds: str) -> Told:
        """What is told of these kinds of a table: the fullest of them, or of the table as a whole."""
        found = [self.lines[key] for k in kinds if (key := (table, k.casefold())) in self.lines]
        whole = self.lines.get((table, ""))
        if whole is not None:
            found.append(whole)
        if not found:
            known = any(t == table for t, _ in self.lines)
            return Told(Held.NONE) if known else Told()
        return min(found, key=lambda told: [*Held].index(told.held))


def completed(coverage: Coverage, tables: Mapping[str, pl.DataFrame]) -> Coverage:
    """With the day each table of events begins, where the extract does not say but its rows show it.

    A property of the whole extract: asked once, before it is split into partitions.
    """
    lines = dict(coverage.lines)
    for name in TABLES:
        if name not in tables and (name, "") not in lines:
            lines[(name, "")] = Told(Held.NONE)
    clocks = _earliest_clock(tables)
    for table, column in EVENTS.items():
        told = Coverage(lines).of(table)
        if told.held is not Held.ALL or told.since is not None or not _has(tables, table, column):
            continue
        since = _begins(clocks, tables[table][column])
        if since is not None:
            lines[(table, "")] = Told(Held.ALL, since, told.columns)
            for key, line in coverage.lines.items():
                if key[0] == table and line.held is Held.ALL and line.since is None:
                    lines[key] = Told(Held.ALL, since, line.columns)
    told = Coverage(lines).of("reg44")
    if told.held is Held.ALL and told.since is None and _has(tables, "reg44", "month"):
        lines[("reg44", "")] = Told(Held.ALL, _first_month(tables["reg44"]), told.columns)
    return Coverage(lines, coverage.silent, coverage.begins)


def _first_month(reports: pl.DataFrame) -> int | None:
    """The first day of the earliest month that any report is about."""
    month = reports["month"].cast(pl.String).str.slice(0, 7).drop_nulls()
    days = (month + "-01").str.to_date("%Y-%m-%d", strict=False).to_physical().drop_nulls()
    first = days.min()
    return first if isinstance(first, int) else None


def _has(tables: Mapping[str, pl.DataFrame], table: str, column: str) -> bool:
    return table in tables and column in tables[table].columns


def _earliest_clock(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """By child, the first day on which any clock started."""
    found = [
        tables[name].select("child_id", pl.col(column).cast(pl.Date).alias("day"))
        for name, column in CLOCKS.items()
        if _has(tables, name, column)
    ]
    if not found:
        return pl.Series("day", [], dtype=pl.Date)
    return pl.concat(found).drop_nulls().group_by("child_id").agg(pl.col("day").min())["day"]


def _begins(clocks: pl.Series, events: pl.Series) -> int | None:
    days = events.cast(pl.Date).to_physical().drop_nulls()
    if not len(days):
        return None
    earliest = int(days.min())  # type: ignore[arg-type]
    waiting = int((clocks.to_physical() < earliest - DAYS).sum())
    return earliest if waiting >= CHILDREN else None
