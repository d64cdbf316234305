"""Counts as they may be shown: exact, as a range, or not at all.

A count of people from 1 to 5 is never shown, nor one that gives it away in the same table. 0 is
shown as 0. What a reader can work out is tested by linear programming: the least and the greatest
value each hidden cell can have, given every total that is shown.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import numpy as np

THRESHOLD = 5
LEAST_BASE = 20  # a percentage of fewer gives the count away


class Unit(StrEnum):
    """What a number counts. Only counts of people, or of what stands for one, are hidden."""

    CHILD = "child"
    REVIEW = "review"  # one for each child
    WORKER = "worker"
    CONCERN = "concern"
    JUDGEMENT = "judgement"  # about a dozen for each review
    ACTION = "action"
    STATEMENT = "statement"
    REPORT = "report"


PEOPLE = frozenset({Unit.CHILD, Unit.REVIEW, Unit.WORKER, Unit.CONCERN})


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as published: its least and greatest possible value, as the reader is told them."""

    low: int
    high: int

    @classmethod
    def exact(cls, count: int) -> "Shown":
        return cls(count, count)

    @property
    def hidden(self) -> bool:
        return self.low != self.high

    @property
    def words(self) -> str:
        if not self.hidden:
            return str(self.low)
        if (self.low, self.high) == (1, THRESHOLD):
            return f"{THRESHOLD} or fewer"
        if self.low > THRESHOLD:
            return f"{self.low} or more"
        return "not published"


def small(count: int) -> bool:
    return 1 <= count <= THRESHOLD


def split(part: int, total: int) -> tuple[Shown, Shown, Shown]:
    """A part, the rest and their total, as they may stand in one row or one sentence.

    With a total above 10 only one side can be small; both become ranges of five values. With a
    total from 6 to 10 ranges would tell which side is small, so neither is published.
    """
    rest = total - part
    if part < 0 or rest < 0:
        raise ValueError("A part lies between 0 and its total.")
    if small(total):
        few = Shown(1, THRESHOLD)
        return (few if part else Shown.exact(0), few if rest else Shown.exact(0), few)
    if not small(part) and not small(rest):
        return Shown.exact(part), Shown.exact(rest), Shown.exact(total)
    if total <= 2 * THRESHOLD:
        either = Shown(1, total - 1)
        unsaid = either if either.high > THRESHOLD else Shown(0, total)
        return unsaid, unsaid, Shown.exact(total)
    few, many = Shown(1, THRESHOLD), Shown(total - THRESHOLD, total - 1)
    return (few, many, Shown.exact(total)) if small(part) else (many, few, Shown.exact(total))


def percentage(part: int, total: int) -> str | None:
    """A whole percentage, or None where it would tell a count that is hidden."""
    if total < LEAST_BASE or split(part, total)[0].hidden:
        return None
    return f"{round(100 * part / total)}%"


Key = TypeVar("Key", bound=Hashable)  # names a cell


@dataclass(frozen=True, slots=True)
class Line(Generic[Key]):
    """One sum that a reader can do: `total` equals the sum of `parts` (keys of cells)."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def cells(self) -> tuple[Key, ...]:
        return (self.total, *self.parts)


def suppress(counts: Mapping[Key, int], lines: Sequence[Line[Key]]) -> dict[Key, Shown]:
    """Hide every small count, then as few others as it takes that none can be worked out.

    `counts`: people by cell, margins among them; `lines`: the sums that hold between cells.
    """
    hidden = {key for key, count in counts.items() if small(count)}
    while True:
        shown = _as_shown(counts, hidden)
        betrayed = given_away(shown, lines)
        more = next((k for b in betrayed for k in _companions(b, counts, hidden, lines)), None)
        if more is None:
            return shown
        hidden.add(more)


def _as_shown(counts: Mapping[Key, int], hidden: set[Key]) -> dict[Key, Shown]:
    """A reader knows that 0 is shown as 0, so what is hidden is at least 1."""
    most = max(sum(counts.values()), 2 * THRESHOLD + 1)
    return {k: Shown(min(v, 1), most) if k in hidden else Shown.exact(v) for k, v in counts.items()}


def _companions(
    key: Key, counts: Mapping[Key, int], hidden: set[Key], lines: Sequence[Line[Key]]
) -> list[Key]:
    """Cells to hide beside this one, best first: its own lines', then those the hidden ones reach."""
    own = {c for line in lines if key in line.cells for c in line.cells}
    reached = {c for line in lines if hidden & {*line.cells} for c in line.cells}
    totals = {line.total for line in lines}
    order = {
        c: (counts[c] == 0, c not in own, c in totals, counts[c], str(c))
        for c in (own | reached) - hidden
    }
    return sorted(order, key=lambda c: order[c])


def given_away(shown: Mapping[Key, Shown], lines: Sequence[Line[Key]]) -> tuple[Key, ...]:
    """Hidden cells that the sums pin to a single value from 1 to 5, in the order given."""
    hidden = [key for key, value in shown.items() if value.hidden]
    place = {key: i for i, key in enumerate(hidden)}
    sums, right = _equations(shown, lines, place)
    if not sums:
        return ()
    bounds = [(max(shown[k].low, 0), shown[k].high) for k in hidden]
    found = []
    for key in hidden:
        low, high = _reach(place[key], np.array(sums), np.array(right), bounds)
        if low == high and small(low):
            found.append(key)
    return tuple(found)


def _equations(
    shown: Mapping[Key, Shown], lines: Sequence[Line[Key]], place: Mapping[Key, int]
) -> tuple[list[list[int]], list[int]]:
    sums, right = [], []
    for line in lines:
        signs = {**dict.fromkeys(line.parts, 1), line.total: -1}
        row, known = [0] * len(place), 0
        for key, sign in signs.items():
            if key in place:
                row[place[key]] = sign
            else:
                known += sign * shown[key].low
        if any(row):
            sums.append(row)
            right.append(-known)
    return sums, right


def _reach(
    index: int, sums: np.ndarray, right: np.ndarray, bounds: list[tuple[int, int]]
) -> tuple[int, int]:
    """Least and greatest value of one hidden cell. Margins of a table keep the optimum whole."""
    from scipy.optimize import linprog  # seconds to load, and only a report's check needs it

    aim = np.zeros(len(bounds))
    ends = []
    for sign in (1, -1):
        aim[index] = sign
        answer = linprog(aim, A_eq=sums, b_eq=right, bounds=bounds, method="highs")
        if not answer.success:  # numbers that do not add up tell a reader nothing
            return bounds[index]
        ends.append(round(sign * answer.fun))
    return ends[0], ends[1]
