"""When case discussions can be: times at which everybody of a visit is free, and nobody twice.

A *visit* is one meeting with a worker about all of their cases that its reviewers have. Visits with
the fewest possible times are placed first; one that finds no time left may move one other visit
out of its way. Times start on the half hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from stocktake.core.strata import Depth

STEP = timedelta(minutes=30)
MINUTES: Mapping[Depth, int] = {Depth.IN_DEPTH: 60, Depth.LIGHTER: 30}  # to talk about one case
MOST_MINUTES = 180  # longer than this nobody listens well
Free = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time, its end not included."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("A stretch of time ends after it starts.")

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One meeting to be placed: who must be there, and how long it takes."""

    id: str
    people: tuple[str, ...]
    minutes: int

    def at(self, start: datetime) -> Span:
        return Span(start=start, end=start + timedelta(minutes=self.minutes))


def in_visits(
    cases: Sequence[tuple[str, int]], people: tuple[str, ...], name: str
) -> tuple[tuple[Visit, ...], tuple[tuple[str, ...], ...]]:
    """One visit for all these cases (case, minutes), or more where it would take too long at once.

    Returns the visits and, for each, its cases.
    """
    parts: list[list[tuple[str, int]]] = []
    for case, minutes in cases:
        if not parts or sum(m for _, m in parts[-1]) + minutes > MOST_MINUTES:
            parts.append([])
        parts[-1].append((case, minutes))
    visits = tuple(
        Visit(id=f"{name}-{n}", people=people, minutes=sum(m for _, m in part))
        for n, part in enumerate(parts, 1)
    )
    return visits, tuple(tuple(case for case, _ in part) for part in parts)


def timetable(
    visits: Sequence[Visit],
    *,
    open_: Mapping[str, Sequence[Span]],
    busy: Mapping[str, Sequence[Span]] | None = None,
    times: int = 1,
) -> dict[str, tuple[datetime, ...]]:
    """Up to so many starts for each visit, the earliest first; fewer or none where there are none.

    `open_`: when a person can be met; who is not in it can be met whenever the others can. All the
    times of a visit are kept free for it, on different days where that can be. Give all times in
    one time zone.
    """
    spans = [span for whose in open_.values() for span in whose]
    if not spans:
        return {visit.id: () for visit in visits}
    diary = _Diary(spans, visits)
    for person, theirs in open_.items():
        diary.open(person, theirs)
    for person, theirs in (busy or {}).items():
        diary.close(person, theirs)
    for _ in range(times):
        _place_all(diary, visits)
    return {v.id: tuple(sorted(diary.time(i) for i in diary.placed[v.id])) for v in visits}


class _Diary:
    """The half hours from the first to the last, who is free in each, and what is placed."""

    def __init__(self, spans: Sequence[Span], visits: Sequence[Visit]) -> None:
        start = min(span.start for span in spans)
        self.first = start.replace(minute=start.minute // 30 * 30, second=0, microsecond=0)
        self.size = -(-(max(span.end for span in spans) - self.first) // STEP)
        self.placed: dict[str, list[int]] = {visit.id: [] for visit in visits}
        self.free = {p: np.ones(self.size, dtype=bool) for v in visits for p in v.people}
        self.days = np.array([self.time(i).date().toordinal() for i in range(self.size)])

    def time(self, index: int) -> datetime:
        return self.first + index * STEP

    def open(self, person: str, theirs: Sequence[Span]) -> None:
        """Free in whole half hours within these, and at no other time."""
        free = np.zeros(self.size, dtype=bool)
        for span in theirs:
            free[self._index(span.start, up=True) : self._index(span.end)] = True
        self.free[person] = free

    def close(self, person: str, theirs: Sequence[Span]) -> None:
        if person in self.free:
            for span in theirs:
                self.free[person][self._index(span.start) : self._index(span.end, up=True)] = False

    def starts(self, visit: Visit) -> Free:
        """The half hours at which this visit could start now."""
        free = np.logical_and.reduce([self.free[person] for person in visit.people])
        length, found = _length(visit), np.zeros(self.size, dtype=bool)
        if length <= self.size:
            so_far = np.concatenate([[0], np.cumsum(free)])
            found[: self.size - length + 1] = so_far[length:] - so_far[:-length] == length
        return found

    def take(self, visit: Visit, at: int) -> None:
        self.placed[visit.id].append(at)
        self._mark(visit, at, free=False)

    def give_back(self, visit: Visit, at: int) -> None:
        self.placed[visit.id].remove(at)
        self._mark(visit, at, free=True)

    def _mark(self, visit: Visit, at: int, *, free: bool) -> None:
        for person in visit.people:
            self.free[person][at : at + _length(visit)] = free

    def _index(self, time: datetime, *, up: bool = False) -> int:
        steps = -(-(time - self.first) // STEP) if up else (time - self.first) // STEP
        return max(0, min(self.size, steps))


def _place_all(diary: _Diary, visits: Sequence[Visit]) -> None:
    """One time more for each visit, the most constrained first."""
    waiting = {visit.id: visit for visit in visits}
    starts = {key: diary.starts(visit) for key, visit in waiting.items()}
    while waiting:
        key = min(waiting, key=lambda k: (int(starts[k].sum()), k))
        visit = waiting.pop(key)
        at = _choose(diary, visit, starts[key])
        if at is not None:
            diary.take(visit, at)
        elif not _make_room(diary, visits, visit):
            continue
        for other, one in waiting.items():
            if not {*one.people}.isdisjoint(visit.people):
                starts[other] = diary.starts(one)


def _choose(diary: _Diary, visit: Visit, starts: Free) -> int | None:
    """The earliest, on a day that it has no time on yet if there is one."""
    had = [diary.days[i] for i in diary.placed[visit.id]]
    other = starts & ~np.isin(diary.days, had)
    chosen = other if other.any() else starts
    return int(chosen.argmax()) if chosen.any() else None


def _make_room(diary: _Diary, visits: Sequence[Visit], visit: Visit) -> bool:
    """Place a visit by moving one that is in its way to another time; whether that could be."""
    for other in visits:
        if other.id == visit.id or {*other.people}.isdisjoint(visit.people):
            continue
        for held in [*diary.placed[other.id]]:
            diary.give_back(other, held)
            for at in np.flatnonzero(diary.starts(visit)):
                diary.take(visit, int(at))
                again = _choose(diary, other, diary.starts(other))
                if again is not None:
                    diary.take(other, again)
                    return True
                diary.give_back(visit, int(at))
            diary.take(other, held)
    return False


def _length(visit: Visit) -> int:
    return -(-timedelta(minutes=visit.minutes) // STEP)
