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

    `stop` is the day that the clock is judged on: `met`, or the end of the arrangement, or the
    as-of day. `over`: days from due to stop, 0 when in time. `gap`: days from start to stop, 0
    where the start is unknown. `row`: the row of the extract (of an assessment) or the spell that it
    belongs to, or -1.
    """

    child: Days
    start: Days
    due: Days
    met: Days
    stop: Days
    over: Days
    gap: Days
    state: Small
    reason: Small
    version: Small
    row: Days

    def __len__(self) -> int:
        return len(self.child)

    def take(self, which: "Flags | NDArray[np.intp]") -> "Clocks":
        return Clocks(*(getattr(self, f.name)[which] for f in fields(Clocks)))


def joined(parts: Sequence[Clocks]) -> Clocks:
    """All clocks of a rule as one."""
    if len(parts) == 1:
        return parts[0]
    return Clocks(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Clocks)))


def ordered(clocks: Clocks) -> Clocks:
    """By child and start; those of equal start as they were."""
    child, start = clocks.child, clocks.start
    later = (child[1:] > child[:-1]) | ((child[1:] == child[:-1]) & (start[1:] >= start[:-1]))
    return clocks if later.all() else clocks.take(np.lexsort((start, child)))


def stacked(parts: Sequence[Clocks]) -> tuple[NDArray[np.int16], Clocks]:
    """The clocks of several rules one after another, and by clock the number of its rule."""
    rule = np.repeat(np.arange(len(parts), dtype=np.int16), [len(p) for p in parts])
    return rule, Clocks(
        *(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Clocks))
    )


def without_a_clock(child: Days, state: State, reason: "Small | Reason", start: Days) -> Clocks:
    """Rows for children to whom the duty does not apply, or of whom nothing can be told."""
    size = len(child)
    far = np.full(size, FAR, dtype=np.int32)
    none = np.zeros(size, dtype=np.int32)
    why = np.full(size, reason, dtype=np.int8) if isinstance(reason, Reason) else reason
    return Clocks(
        child=child, start=start, due=far, met=far, stop=far, over=none, gap=none,
        state=np.full(size, state, dtype=np.int8), reason=why,
        version=np.full(size, -1, dtype=np.int8), row=np.full(size, -1, dtype=np.int32),
    )  # fmt: skip


def versions(rule: Rule, start: Days) -> tuple[Small, Flags]:
    """By clock the version in force on its first day, and whether there is one."""
    begins = np.array([number(v.valid_from) for v in rule.versions], dtype=np.int32)
    if len(begins) == 1:
        version = np.zeros(len(start), dtype=np.int8)
        version[start < begins[0]] = -1
    else:
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
