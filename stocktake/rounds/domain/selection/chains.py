"""Chains of exchange: a way for chances to move that leaves strata and reached limits as they are."""

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

Number = int | Fraction
Column = Mapping[int, int]  # how far a step moves each tie, by the tie's number


class Chains:
    """Children in turn, whose columns are reduced by those before them.

    A column is what a step of the child moves: their stratum, their reached limits. Nothing is
    rounded: where limits nest every number is 1 or -1, elsewhere fractions take over.
    """

    def __init__(self) -> None:
        self._reduced: dict[int, tuple[int, dict[int, Number], dict[int, Number]]] = {}

    def circuit(self, columns: Iterable[tuple[int, Column]]) -> dict[int, int] | None:
        """The first set of children whose columns depend on each other, with whole steps that
        cancel; None when all are independent. `columns` go on after those that are kept."""
        for child, column in columns:
            rest, ways = self._rest(child, column)
            if not rest:
                return _whole(ways)
            self._reduced[min(rest)] = (len(self._reduced), rest, ways)
        return None

    def keep(self, first: int) -> None:
        """Only the first so many children: those before the first whose column has changed. Each
        was independent of those before, so each has one row."""
        if first < len(self._reduced):
            self._reduced = {p: row for p, row in self._reduced.items() if row[0] < first}

    def _rest(self, child: int, column: Column) -> tuple[dict[int, Number], dict[int, Number]]:
        reduced = self._reduced
        rest: dict[int, Number] = {**column}
        ways: dict[int, Number] = {child: 1}
        while pivots := rest.keys() & reduced.keys():
            for pivot in pivots if len(pivots) == 1 else sorted(pivots, key=_row_of(reduced)):
                if pivot in rest:
                    _, other, other_ways = reduced[pivot]
                    by = _times(rest[pivot], other[pivot])
                    _take_away(rest, other, by)
                    _take_away(ways, other_ways, by)
        return rest, ways


def _row_of(reduced: Mapping[int, tuple[int, Any, Any]]) -> Callable[[int], int]:
    return lambda pivot: reduced[pivot][0]


def _times(one: Number, other: Number) -> Number:
    """How many times the other goes into the one."""
    return one * other if other in (1, -1) else Fraction(one) / other


def _take_away(one: dict[int, Number], other: Mapping[int, Number], by: Number) -> None:
    if not by:
        return
    for key, value in other.items():
        if left := one.get(key, 0) - by * value:
            one[key] = left
        else:
            one.pop(key, None)


def _whole(ways: Mapping[int, Number]) -> dict[int, int]:
    scale = math.lcm(*(way.denominator for way in ways.values()))
    steps = {child: int(way * scale) for child, way in ways.items()}
    shared = math.gcd(*steps.values())
    return {child: step // shared for child, step in steps.items()}
