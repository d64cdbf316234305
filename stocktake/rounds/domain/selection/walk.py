"""Chances on their way to 0 or 1 under hard limits: whole numbers, and the room each limit leaves."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from stocktake.rounds.domain.selection.limits import Family
from stocktake.rounds.domain.selection.seeds import Stream


class Walk:
    """`now` holds each child's chance in parts of `whole`; `tied[i]` the reached limits of child i.

    Two children of a stratum may meet when they are tied alike: no reached limit moves then.
    """

    def __init__(
        self, now: list[int], whole: int, families: Sequence[Family], stream: Stream
    ) -> None:
        self.now, self.whole, self.families, self._stream = now, whole, families, stream
        self.tied: list[tuple[int, ...]] = [()] * len(now)
        self.ties = 0  # how many limits are reached
        self.codes = np.zeros(len(now), dtype=np.intp)  # a number for each way to be tied
        self._named: dict[tuple[int, ...], int] = {(): 0}
        self._of = [f.of for f in families]
        self._sums = [f.sums(now) for f in families]
        self._bounds = [_bounds(f, whole, len(now)) for f in families]
        self._members = [_members(f) for f in families]
        for k, family in enumerate(families):
            for group in range(len(family.names)):
                self._look(k, group)

    def undecided(self, i: int) -> bool:
        return 0 < self.now[i] < self.whole

    def meet(self, one: int, other: int) -> None:
        """One gives the other of their chance until one is decided or a limit reached: what
        `move` does with steps of 1 and -1, written out because nearly every step is one."""
        now, whole = self.now, self.whole
        ups, downs = [whole - now[one], now[other]], [now[one], whole - now[other]]
        apart = []
        for k, of in enumerate(self._of):
            gains, gives = of[one], of[other]
            if gains != gives:
                sums, (least, most) = self._sums[k], self._bounds[k]
                if gains >= 0:
                    ups.append(most - sums[gains])
                    downs.append(sums[gains] - least)
                if gives >= 0:
                    ups.append(sums[gives] - least)
                    downs.append(most - sums[gives])
                apart.append((k, gains, gives))
        up, down = min(ups), min(downs)
        change = up if self._stream.below(up + down) < down else -down
        now[one] += change
        now[other] -= change
        for k, gains, gives in apart:
            sums, (least, most) = self._sums[k], self._bounds[k]
            for group, moved in ((gains, change), (gives, -change)):
                if group >= 0:
                    sums[group] += moved
                    if not least < sums[group] < most:
                        self._look(k, group)

    def move(self, steps: Mapping[int, int]) -> None:
        """Move along a direction or against it, as far as it goes. The steps leave every reached
        limit as it is, so that they always go somewhere."""
        moved = self._moved(steps)
        self._divide(math.lcm(*steps.values(), *moved.values()))
        up, down = self._room(steps, moved, 1), self._room(steps, moved, -1)
        change = up if self._stream.below(up + down) < down else -down
        for i, step in steps.items():
            self.now[i] += step * change
        for (k, group), step in moved.items():
            self._sums[k][group] += step * change
            self._look(k, group)

    def _divide(self, by: int) -> None:
        """Into smaller parts, where a step of several would not end at a whole number of them."""
        if by == 1:
            return
        self.whole *= by
        self.now[:] = [chance * by for chance in self.now]
        self._sums = [[total * by for total in sums] for sums in self._sums]
        self._bounds = [(least * by, most * by) for least, most in self._bounds]

    def _moved(self, steps: Mapping[int, int]) -> dict[tuple[int, int], int]:
        """By family and group, how the sum of chances moves with one step."""
        moved: dict[tuple[int, int], int] = {}
        for k, family in enumerate(self.families):
            of = family.of
            for i, step in steps.items():
                if (group := of[i]) >= 0:
                    moved[k, group] = moved.get((k, group), 0) + step
        return {place: step for place, step in moved.items() if step}

    def _room(
        self, steps: Mapping[int, int], moved: Mapping[tuple[int, int], int], sign: int
    ) -> int:
        """How many steps until a child is decided or a limit is reached."""
        room = self.whole
        for i, step in steps.items():
            up = step * sign
            room = min(room, (self.whole - self.now[i]) // up if up > 0 else self.now[i] // -up)
        for (k, group), step in moved.items():
            up, now = step * sign, self._sums[k][group]
            least, most = self._bounds[k]
            room = min(room, max(most - now, 0) // up if up > 0 else max(now - least, 0) // -up)
        return room

    def _look(self, k: int, group: int) -> None:
        """A limit that is reached, or passed by what rounding left, ties its group's children."""
        least, most = self._bounds[k]
        if least < self._sums[k][group] < most:
            return
        if not self._members[k][group]:  # tied already
            return
        tie = (k << 32) + group
        alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        for i in self._members[k][group]:
            was = self.tied[i]
            now = alike.get(was) or alike.setdefault(was, tuple(sorted((*was, tie))))
            self.tied[i] = now
            self.codes[i] = self._named.setdefault(now, len(self._named))
        self._members[k][group] = []
        self.ties += 1


def _bounds(family: Family, whole: int, children: int) -> tuple[int, int]:
    """Without a most, or with a least of 0, that side can never be reached."""
    most = (family.most if family.most is not None else children + 1) * whole
    return (family.least * whole if family.least else -1), most


def _members(family: Family) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in family.names]
    for i, group in enumerate(family.of):
        if group >= 0:
            found[group].append(i)
    return found
