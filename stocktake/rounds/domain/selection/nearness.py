"""How far two children are apart: the sum over the traits, in whole numbers.

A trait without an order adds 60 where it differs. An ordered one adds its share of 60 for each
step, and 60 where one of the two is not recorded. Whole numbers are the same on every machine.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from stocktake.rounds.domain.coverage import NOT_RECORDED
from stocktake.rounds.domain.selection.candidates import ORDERED, Candidate

APART = 60  # divides into steps of a scale of 2 to 7 values
FAR = 30_000  # farther than any two children can be
MOST_CELLS = 1 << 62  # what a number of 64 bits can tell apart

Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Traits:
    """What children are told apart by: for each trait the number of every child's value, and how
    far any two values are apart."""

    values: tuple[Places, ...]
    steps: tuple[Numbers, ...]

    def distances(self, places: Sequence[int]) -> Numbers:
        """Every child of some from every other; from themselves FAR: nobody is their own neighbour."""
        own = np.array(places, dtype=np.intp)
        total = np.zeros((len(own), len(own)), dtype=np.int32)
        for values, steps in zip(self.values, self.steps, strict=True):
            total += steps[values[own]][:, values[own]]
        np.fill_diagonal(total, FAR)
        return total


def traits(children: Sequence[Candidate], spread: Sequence[str]) -> Traits:
    """The traits that the design names, of these children."""
    alike, of = numbered(child.traits for child in children)
    values, steps = [], []
    for name, column in zip(spread, zip(*alike, strict=True), strict=False):
        different, numbers = numbered(column)
        values.append(numbers[of])
        steps.append(_steps(different, ORDERED.get(name)))
    return Traits(tuple(values), tuple(steps))


def levels(columns: Sequence[Places], children: int) -> tuple[Places, ...]:
    """Cells of children alike, the finest first: in every column, then in all but the last, down to
    one cell of all. Each level holds a number for every child; those of one cell have the same."""
    cells, count = np.zeros(children, dtype=np.int64), 1
    found = [cells]
    for column in columns:
        different = int(column.max(initial=0)) + 1
        if count * different > MOST_CELLS:
            cells, count = np.unique(cells, return_inverse=True)[1], children
        cells, count = cells * different + column, count * different
        found.append(cells)
    return tuple(reversed(found))


def numbered(values: Iterable[Any]) -> tuple[list[Any], Places]:
    """The different values in their order, and for each value its number among them: each is
    looked at once, because a hundred thousand do not lie near in memory."""
    seen: defaultdict[Any, int] = defaultdict(count().__next__)
    of = np.array([seen[value] for value in values], dtype=np.int64)
    different = sorted(seen)
    order = np.empty(len(different), dtype=np.int64)
    order[[seen[value] for value in different]] = np.arange(len(different))
    return different, order[of]


def _steps(values: Sequence[str], scale: Sequence[str] | None) -> Numbers:
    """The distance between any two values of one trait."""
    table = np.full((len(values), len(values)), APART, dtype=np.int32)
    np.fill_diagonal(table, 0)
    if scale is None:
        return table
    places: Mapping[str, int] = {v: i for i, v in enumerate(scale) if v != NOT_RECORDED}
    step = APART // max(len(places) - 1, 1)
    for i, one in enumerate(values):
        for j, other in enumerate(values):
            if i != j and one in places and other in places:
                table[i, j] = step * abs(places[one] - places[other])
    return table
