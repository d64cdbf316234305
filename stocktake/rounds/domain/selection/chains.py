"""Chains of exchange: a way for chances to move that leaves strata and reached limits as they are."""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

Number = int | Fraction
Column = Mapping[int, int]  # how far a step moves each tie, by the tie's number


def circuit(columns: Iterable[tuple[int, Column]]) -> dict[int, int] | None:
    """The first set of children whose columns depend on each other, with whole steps that cancel.

    `columns`: for each child in turn, what a step of theirs moves (their stratum, their reached
    limits). None when all are independent. Nothing is rounded: where limits nest every number is
    1 or -1, elsewhere fractions take over.
    """
    reduced: dict[int, tuple[int, dict[int, Number], dict[int, Number]]] = {}
    for child, column in columns:
        rest: dict[int, Number] = {**column}
        ways: dict[int, Number] = {child: 1}
        while pivots := rest.keys() & reduced.keys():
            for pivot in sorted(pivots, key=lambda row: reduced[row][0]):
                if pivot in rest:
                    _, other, other_ways = reduced[pivot]
                    by = _times(rest[pivot], other[pivot])
                    _take_away(rest, other, by)
                    _take_away(ways, other_ways, by)
        if not rest:
            return _whole(ways)
        reduced[min(rest)] = (len(reduced), rest, ways)
    return None


def _times(one: Number, other: Number) -> Number:
    """How many times the other goes into the one."""
    return one * other if other in (1, -1) else Fraction(one) / other


def _take_away(one: dict[int, Number], other: Mapping[int, Number], by: Number) -> None:
    for key, value in other.items():
        left = one.get(key, 0) - by * value
        if left:
            one[key] = left
        else:
            one.pop(key, None)


def _whole(ways: Mapping[int, Number]) -> dict[int, int]:
    scale = math.lcm(*(way.denominator for way in ways.values()))
    steps = {child: int(way * scale) for child, way in ways.items()}
    shared = math.gcd(*steps.values())
    return {child: step // shared for child, step in steps.items()}
