"""Clocks: every occasion on which a duty was due to a child, with how it ended. Kept as arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from stocktake.indicators.domain.rules import Pace, Rule
from stocktake.indicators.domain.spans import FAR, Days, Flags, due, number
from stocktake.indicators.domain.vocabulary import Reason, State

Small = NDArray[np.int8]
PaceDue = Callable[[Pace, NDArray[np.intp] | slice], Days]


@dataclass(frozen=True)
class Clocks:
    """One row for each clock, by child and then start.

    `stop` is the day that the clock is judged on: of the event where it is `done`, else the end of
    the arrangement or the as-of day. `row`: the row of the extract that explains it in its own
    words, or -1; None where no clock has one.
    """

    child: Days
    start: Days
    due: Days
    stop: Days
    done: Flags
    state: Small
    reason: Small
    version: Small
    row: Days | None = None

    def __len__(self) -> int:
        return len(self.child)

    def take(self, which: "Flags | NDArray[np.intp]") -> "Clocks":
        row = None if self.row is None else self.row[which]
        return Clocks(row=row, **{name: getattr(self, name)[which] for name in COLUMNS})

    @property
    def over(self) -> Days:
        """Days from due to stop; 0 when in time."""
        days: Days = np.maximum(self.stop - self.due, 0)
        return days

    @property
    def gap(self) -> Days:
        """Days from start to stop; 0 where the start is not known."""
        known = (self.start > -FAR) & (self.start < FAR) & (self.stop < FAR)
        days: Days = np.maximum(self.stop - self.start, 0)
        return days if known.all() else np.where(known, days, np.int32(0))


COLUMNS = tuple(f.name for f in fields(Clocks) if f.name != "row")


def joined(parts: Sequence[Clocks]) -> Clocks:
    """All clocks as one, part after part."""
    if len(parts) == 1:
        return parts[0]
    columns = {name: np.concatenate([getattr(p, name) for p in parts]) for name in COLUMNS}
    if all(p.row is None for p in parts):
        return Clocks(**columns)
    rows = [np.full(len(p), -1, dtype=np.int32) if p.row is None else p.row for p in parts]
    return Clocks(row=np.concatenate(rows), **columns)


def ordered(clocks: Clocks) -> Clocks:
    """By child and start; those of equal start as they were."""
    child, start = clocks.child, clocks.start
    same = child[1:] == child[:-1]
    if not ((child[1:] < child[:-1]) | (same & (start[1:] < start[:-1]))).any():
        return clocks
    return clocks.take(np.lexsort((start, child)))


def without_a_clock(child: Days, state: State, reason: "Small | Reason", start: Days) -> Clocks:
    """Rows for children to whom the duty does not apply, or of whom nothing can be told."""
    size = len(child)
    far = np.full(size, FAR, dtype=np.int32)
    why = np.full(size, reason, dtype=np.int8) if isinstance(reason, Reason) else reason
    return Clocks(
        child=child, start=start, due=far, stop=far, done=np.zeros(size, dtype=bool),
        state=np.full(size, state, dtype=np.int8), reason=why,
        version=np.full(size, -1, dtype=np.int8),
    )  # fmt: skip


def versions(rule: Rule, start: Days) -> tuple[Small, Flags]:
    """By clock the version in force on its first day, and whether there is one."""
    begins = np.array([number(v.valid_from) for v in rule.versions], dtype=np.int32)
    if len(begins) == 1 and rule.versions[0].valid_to is None:
        in_force = start >= begins[0]
        return (in_force - np.int8(1)).astype(np.int8), in_force
    version = (np.searchsorted(begins, start, side="right") - 1).astype(np.int8)
    ends = np.array(
        [number(v.valid_to) if v.valid_to else FAR for v in rule.versions], dtype=np.int32
    )
    return version, (version >= 0) & (start <= ends[version])


def relaxed(rule: Rule, version: Small) -> Flags:
    """Clocks started while the duty was relaxed: their lateness cannot be told from dates."""
    eased = np.array([v.relaxed for v in rule.versions], dtype=bool)
    return eased[version] & (version >= 0) if eased.any() else np.zeros(len(version), dtype=bool)


def due_days(
    rule: Rule, version: Small, regime: "Small | None", names: Sequence[str], pace_due: PaceDue
) -> Days:
    """Due days for all clocks: `pace_due` is asked once for each version and regime that occur."""
    found = np.full(len(version), FAR, dtype=np.int32)
    for number_, text in enumerate(rule.versions):
        for code, name in enumerate(names):
            here = version == number_
            if regime is not None:
                here &= regime == code
            pace = text.regimes.get(name, text.pace)
            if here.all():
                return pace_due(pace, slice(None))
            which = np.flatnonzero(here)
            if len(which):
                found[which] = pace_due(pace, which)
            if regime is None:
                break
    return found


def lengths(pace: Pace, start: Days) -> Days:
    """Due days of clocks that run once."""
    assert pace.due is not None
    return due(start, pace.due)
