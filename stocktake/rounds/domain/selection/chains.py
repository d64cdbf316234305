"""Chains of exchange: a way for chances to move that leaves strata and reached limits as they are."""

import math
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

Number = int | Fraction
Column = Collection[int]  # the ties that a step of a child moves


class Chains:
    """Children in turn, whose columns are reduced by those before them.

    A column is what a step of the child moves: their stratum, their reached limits. Nothing is
    rounded: where limits nest every number is 1 or -1, elsewhere fractions take over.
    """

    def __init__(self) -> None:
        self._children: list[int] = []  # each independent of those before
        self._rests: list[dict[int, Number]] = []  # what is left of a child's column
        self._taken: list[dict[int, Number]] = []  # how much of which rests was taken to leave that
        self._by_tie: dict[int, int] = {}  # which of the rests takes a tie out of later columns

    def circuit(self, columns: Iterable[tuple[int, Column]]) -> dict[int, int] | None:
        """The first set of children whose columns depend on each other, with whole steps that
        cancel; None when all are independent. `columns` go on after those that are kept."""
        for child, column in columns:
            rest, taken = self._reduced(column)
            if not rest:
                return _whole({child: 1} | self._ways(taken))
            self._by_tie[min(rest)] = len(self._children)
            self._children.append(child)
            self._rests.append(rest)
            self._taken.append(taken)
        return None

    def keep(self, first: int) -> None:
        """Only the first so many children: those before the first whose column has changed."""
        for rest in self._rests[first:]:
            del self._by_tie[min(rest)]
        for found in (self._children, self._rests, self._taken):
            del found[first:]

    def _reduced(self, column: Column) -> tuple[dict[int, Number], dict[int, Number]]:
        """The earliest first: a rest brings in ties that later rests take out, and none of before."""
        by_tie = self._by_tie
        rest: dict[int, Number] = dict.fromkeys(column, 1)
        taken: dict[int, Number] = {}
        while found := [(by_tie[tie], tie) for tie in rest if tie in by_tie]:
            place, tie = min(found)
            other = self._rests[place]
            taken[place] = by = _times(rest[tie], other[tie])
            for key, value in other.items():
                if left := rest.get(key, 0) - by * value:
                    rest[key] = left
                else:
                    rest.pop(key, None)
        return rest, taken

    def _ways(self, taken: Mapping[int, Number]) -> dict[int, Number]:
        """How far the children before step when one takes a whole step, whose column is `taken`."""
        left, ways = {**taken}, dict[int, Number]()
        while left:
            place = max(left)
            if by := left.pop(place):
                ways[self._children[place]] = -by
                for before, times in self._taken[place].items():
                    left[before] = left.get(before, 0) - by * times
        return ways


def _times(one: Number, other: Number) -> Number:
    """How many times the other goes into the one."""
    return one * other if other in (1, -1) else Fraction(one) / other


def _whole(ways: Mapping[int, Number]) -> dict[int, int]:
    scale = math.lcm(*(way.denominator for way in ways.values()))
    steps = {child: int(way * scale) for child, way in ways.items()}
    shared = math.gcd(*steps.values())
    return {child: step // shared for child, step in steps.items()}
