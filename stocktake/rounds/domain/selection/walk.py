"""Chances on their way to 0 or 1 under hard limits: whole numbers, and the room each limit leaves."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stocktake.rounds.domain.selection.limits import Family
from stocktake.rounds.domain.selection.nearness import Places
from stocktake.rounds.domain.selection.seeds import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every walk of one design begins with, whatever its seed.

    Groups of all families are numbered through. `groups[k][i]` is the group of child i in family k;
    those in none share a last number, whose bounds are never reached. The sum of chances of group g
    can grow by `above[g]` and shrink by `below[g]` before a limit is reached.
    """

    chances: tuple[int, ...]
    whole: int
    families: tuple[Family, ...]
    groups: tuple[tuple[int, ...], ...]
    above: tuple[int, ...]
    below: tuple[int, ...]
    members: Places  # of the first group, then of the second, and so on
    ends: tuple[int, ...]  # where in `members` each group ends


def ground(chances: Sequence[int], whole: int, families: Sequence[Family]) -> Ground:
    """Chances in parts of `whole`, and the limits that they must keep to."""
    none = sum(len(family.names) for family in families)
    beyond = (len(chances) + 1) * whole  # more than all children together
    groups, above, below = list[Places](), list[int](), list[int]()
    for family in families:
        of = np.array(family.of, dtype=np.int64)
        groups.append(np.where(of < 0, none, of + len(above)))
        sums = family.sums(chances)
        most = beyond if family.most is None else family.most * whole
        least = family.least * whole if family.least else -1  # nobody's chance is below 0
        above += [most - total for total in sums]
        below += [total - least for total in sums]
    every = np.concatenate([*groups, np.array([none])])  # each family has a place for each child
    return Ground(
        chances=tuple(chances),
        whole=whole,
        families=tuple(families),
        groups=tuple(tuple(of.tolist()) for of in groups),
        above=(*above, beyond),
        below=(*below, beyond),
        members=np.argsort(every, kind="stable") % max(len(chances), 1),
        ends=tuple(np.cumsum(np.bincount(every))[:none].tolist()),
    )


class Walk:
    """`now` holds each child's chance in parts of `whole`; `tied[i]` the reached limits of child i,
    as long as they are undecided.

    Two children of a stratum may meet when they are tied alike: no reached limit moves then.
    """

    def __init__(self, start: Ground, stream: Stream) -> None:
        self.now, self.whole = [*start.chances], start.whole
        self.tied: list[tuple[int, ...]] = [()] * len(self.now)
        self.ties = 0  # how many limits are reached
        self.codes = np.zeros(len(self.now), dtype=np.intp)  # a number for each way to be tied
        self._start, self._stream = start, stream
        self._named: dict[tuple[int, ...], int] = {(): 0}
        self._above, self._below = [*start.above], [*start.below]
        self._reached = [False] * len(start.above)
        for group in range(len(start.ends)):
            self._look(group)

    def undecided(self, i: int) -> bool:
        return 0 < self.now[i] < self.whole

    def meet(self, one: int, other: int) -> None:
        """One gives the other of their chance until one is decided or a limit reached: what
        `move` does with steps of 1 and -1, written out because nearly every step is one."""
        now, above, below = self.now, self._above, self._below
        gains, gives = now[one], now[other]
        up, down = self.whole - gains, self.whole - gives
        if gives < up:
            up, down = gives, gains
        apart = []
        for groups in self._start.groups:
            if (to := groups[one]) != (from_ := groups[other]):
                up = min(up, above[to], below[from_])
                down = min(down, below[to], above[from_])
                apart.append((to, from_))
        change = up if self._stream.below(up + down) < down else -down
        now[one], now[other] = gains + change, gives - change
        for to, from_ in apart:
            above[to] -= change
            below[to] += change
            above[from_] += change
            below[from_] -= change
            if min(above[to], below[to], above[from_], below[from_]) <= 0:
                self._look(to)
                self._look(from_)

    def move(self, steps: Mapping[int, int]) -> None:
        """Move along a direction or against it, as far as it goes. The steps leave every reached
        limit as it is, so that they always go somewhere."""
        moved = self._moved(steps)
        self._divide(math.lcm(*steps.values(), *moved.values()))
        up, down = self._room(steps, moved, 1), self._room(steps, moved, -1)
        change = up if self._stream.below(up + down) < down else -down
        for i, step in steps.items():
            self.now[i] += step * change
        for group, step in moved.items():
            self._above[group] -= step * change
            self._below[group] += step * change
            self._look(group)

    def _divide(self, by: int) -> None:
        """Into smaller parts, where a step of several would not end at a whole number of them."""
        if by == 1:
            return
        self.whole *= by
        for numbers in (self.now, self._above, self._below):
            numbers[:] = [number * by for number in numbers]

    def _moved(self, steps: Mapping[int, int]) -> dict[int, int]:
        """By group, how the sum of chances moves with one step."""
        moved: dict[int, int] = {}
        for groups in self._start.groups:
            for i, step in steps.items():
                moved[groups[i]] = moved.get(groups[i], 0) + step
        return {group: step for group, step in moved.items() if step}

    def _room(self, steps: Mapping[int, int], moved: Mapping[int, int], sign: int) -> int:
        """How many steps until a child is decided or a limit is reached."""
        room = self.whole
        for i, step in steps.items():
            up = step * sign
            room = min(room, (self.whole - self.now[i]) // up if up > 0 else self.now[i] // -up)
        for group, step in moved.items():
            up = step * sign
            left = self._above[group] if up > 0 else self._below[group]
            room = min(room, max(left, 0) // abs(up))
        return room

    def _look(self, group: int) -> None:
        """A limit that is reached, or passed by what rounding left, ties its group's children."""
        if (self._above[group] > 0 and self._below[group] > 0) or self._reached[group]:
            return
        alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        start = self._start.ends[group - 1] if group else 0
        for i in self._start.members[start : self._start.ends[group]].tolist():
            if self.undecided(i):
                was = self.tied[i]
                now = alike.get(was) or alike.setdefault(was, tuple(sorted((*was, group))))
                self.tied[i] = now
                self.codes[i] = self._named.setdefault(now, len(self._named))
        self._reached[group] = True
        self.ties += 1
