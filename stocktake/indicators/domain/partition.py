"""Tables of a snapshot as arrays: children are numbered, days are whole numbers, rows keep their order.

Every table is sorted by child, so a child's rows are one run; numbering looks each run up once.
Tables without a child (workers, homes' reports, coverage) are the same for every partition.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.indicators.domain.coverage import Coverage
from stocktake.indicators.domain.spans import FAR, Days, Flags

T = TypeVar("T")
Index = NDArray[np.int64]
Tables = Mapping[str, pl.DataFrame]
BY_CHILD = (
    "cases", "visits", "supervisions", "reviews", "assessments", "plans", "missing", "placements",
    "referrals", "enquiries", "episodes", "legal_statuses", "health", "leavers",
)  # fmt: skip
SHARED = ("workers", "reg44", "coverage")
UNKNOWN = -FAR  # a day before every other: not recorded


class Rows:
    """One table with its children numbered. A column that the table lacks reads as all empty.

    What a column was read as is kept: many rules ask for the same columns. `where` makes a view.
    """

    def __init__(self, frame: pl.DataFrame, child: Days) -> None:
        self.frame, self.child = frame, child
        self._whole: Rows | None = None
        self._which: Index = np.zeros(0, dtype=np.int64)
        self._kept: dict[tuple[str, ...], NDArray[Any]] = {}
        self.codes: dict[str, tuple[NDArray[Any], list[str]]] = {}

    def __len__(self) -> int:
        return len(self.child)

    def day(self, name: str, *, empty: int = FAR) -> Days:
        """A column of dates (or moments) as days; an empty cell reads as `empty`."""
        return self._read(("day", name, str(empty)), lambda whole: _days(whole.frame, name, empty))

    def yes(self, name: str) -> Flags:
        return self._read(("yes", name), lambda whole: _flags(whole.frame, name, True))

    def no(self, name: str) -> Flags:
        return self._read(("no", name), lambda whole: _flags(whole.frame, name, False))

    def has(self, name: str) -> Flags:
        """Whether a text is written there."""
        return ~self.among(name, "")

    def among(self, name: str, *words: str) -> Flags:
        """Whether the text is one of these, case and outer spaces aside; "" is an empty cell."""
        wanted = {w.casefold() for w in words}
        return self.matching(name, ("among", *words), wanted.__contains__)

    def holding(self, name: str, words: tuple[str, ...]) -> Flags:
        """Whether the text holds any of these words."""
        parts = [w.casefold() for w in words]
        return self.matching(name, ("holding", *words), lambda text: any(p in text for p in parts))

    def matching(self, name: str, key: tuple[str, ...], test: Callable[[str], bool]) -> Flags:
        """Whether the text, without case and outer spaces, passes a test; `key` tells tests apart."""
        return self._read(("text", name, *key), lambda whole: _tested(whole, name, test))

    def text(self, name: str) -> pl.Series:
        """A column of texts as written."""
        if self._whole is not None:
            return self._whole.text(name).gather(self._which)
        column = _column(self.frame, name)
        if column is None:
            return pl.repeat("", len(self), dtype=pl.String, eager=True)
        return column.cast(pl.String).fill_null("")

    def where(self, keep: Flags) -> "Rows":
        """Only these rows, in their order."""
        which = np.flatnonzero(keep)
        part = Rows(self.frame, self.child[which])
        part._whole = self if self._whole is None else self._whole
        part._which = which if self._whole is None else self._which[which]
        return part

    def _read(self, key: tuple[str, ...], make: "Callable[[Rows], NDArray[Any]]") -> NDArray[Any]:
        whole = self if self._whole is None else self._whole
        if key not in whole._kept:
            whole._kept[key] = made = make(whole)
            made.setflags(write=False)  # shared by every rule that asks
        found = whole._kept[key]
        return found if whole is self else found[self._which]


def _tested(rows: Rows, name: str, wanted: Callable[[str], bool]) -> Flags:
    """Each text is looked at once, however many rows have it."""
    column = _column(rows.frame, name)
    if column is None:
        return np.full(len(rows), wanted(""), dtype=bool)
    if name not in rows.codes:
        filled = column.cast(pl.String).fill_null("")
        values = filled.unique()
        codes = filled.cast(pl.Enum(values)).to_physical().to_numpy()
        rows.codes[name] = codes, [v.strip().casefold() for v in values]
    codes, texts = rows.codes[name]
    found: Flags = np.array([wanted(t) for t in texts], dtype=bool)[codes]
    return found


def _days(frame: pl.DataFrame, name: str, empty: int) -> Days:
    column = _column(frame, name)
    if column is None:
        return np.full(frame.height, empty, dtype=np.int32)
    days = column.cast(pl.Date).to_physical()
    return days.fill_null(empty).to_numpy().astype(np.int32, copy=False)


def _flags(frame: pl.DataFrame, name: str, value: bool) -> Flags:
    column = _column(frame, name)
    if column is None or column.dtype == pl.Null:
        return np.zeros(frame.height, dtype=bool)
    return (column == value).fill_null(False).to_numpy()


def _column(frame: pl.DataFrame, name: str) -> pl.Series | None:
    return frame[name] if name in frame.columns else None


@dataclass(frozen=True)
class Partition:
    """Some children with all their rows, and the tables that every partition shares."""

    tables: Tables
    coverage: Coverage
    as_of: int
    _rows: dict[str, Rows] = field(default_factory=dict, repr=False)
    _made: dict[object, Any] = field(default_factory=dict, repr=False)

    def made(self, make: "Callable[[Partition], T]") -> T:
        """What a function makes of this partition, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def ids(self) -> pl.Series:
        """Every child that any table names, in order."""
        found = [
            _runs(self.tables[name]["child_id"])[1]
            for name in BY_CHILD
            if name in self.tables and self.tables[name].height
        ]
        if not found:
            return pl.Series("child_id", [], dtype=pl.String)
        return pl.concat(found).unique().sort()

    def rows(self, name: str) -> Rows:
        """A table; one that the snapshot lacks is empty."""
        if name not in self._rows:
            frame = self.tables.get(name)
            if frame is None:
                frame = pl.DataFrame({"child_id": pl.Series([], dtype=pl.String)})
            self._rows[name] = Rows(frame, _numbered(frame["child_id"], self.ids))
        return self._rows[name]

    @cached_property
    def born(self) -> Days:
        """By child; UNKNOWN where no date of birth is recorded."""
        return self.of_cases(self.rows("cases").day("date_of_birth", empty=UNKNOWN), UNKNOWN)

    @cached_property
    def opened(self) -> Days:
        return self.of_cases(self.rows("cases").day("opened_on", empty=UNKNOWN), UNKNOWN)

    @cached_property
    def closed(self) -> Days:
        """By child; FAR while open."""
        return self.of_cases(self.rows("cases").day("closed_on"), FAR)

    def of_cases(self, values: Days, other: int) -> Days:
        """A column of cases by child; a child without a case gets `other`."""
        found = np.full(len(self.ids), other, dtype=np.int32)
        found[self.rows("cases").child] = values
        return found

    def in_stratum(self, *strata: str) -> Flags:
        """By child: its case is held there."""
        found = np.zeros(len(self.ids), dtype=bool)
        cases = self.rows("cases")
        found[cases.child] = cases.among("stratum", *strata)
        return found


def prepared(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables that rules read, sorted as a snapshot sorts them where they were not."""
    return {name: _sorted(name, tables[name]) for name in (*BY_CHILD, *SHARED) if name in tables}


def _sorted(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    if name in SHARED or frame["child_id"].is_sorted():
        return frame
    return frame.sort("child_id", maintain_order=True)


def split(tables: Tables, parts: int) -> list[dict[str, pl.DataFrame]]:
    """The same tables in several partitions: a child's rows stay together."""
    ids = Partition(tables, Coverage(), 0).ids
    edges = np.linspace(0, len(ids), parts + 1).astype(int)
    found = []
    for first, last in pairwise(edges):
        some = ids[int(first) : int(last)]
        found.append(
            {
                name: frame if name in SHARED else frame.filter(frame["child_id"].is_in(some))
                for name, frame in tables.items()
            }
        )
    return found


def _runs(column: pl.Series) -> tuple[Index, pl.Series]:
    """Where each run of equal values starts, and its value."""
    starts = np.flatnonzero(column.ne_missing(column.shift(1)).to_numpy())
    if len(column) and (not len(starts) or starts[0] != 0):
        starts = np.concatenate([[0], starts])
    return starts, column.gather(starts)


def _numbered(column: pl.Series, ids: pl.Series) -> Days:
    if not len(column):
        return np.zeros(0, dtype=np.int32)
    starts, values = _runs(column)
    numbers = np.asarray(ids.search_sorted(values), dtype=np.int32)
    return np.repeat(numbers, np.diff([*starts, len(column)])).astype(np.int32, copy=False)
