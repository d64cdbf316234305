"""How far two children are apart: the sum over the traits, in whole numbers.

A trait without an order adds 60 where it differs. An ordered one adds its share of 60 for each
step, and 60 where one of the two is not recorded. Whole numbers are the same on every machine.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stocktake.rounds.domain.coverage import NOT_RECORDED
from stocktake.rounds.domain.selection.candidates import ORDERED, Candidate

APART = 60  # divides into steps of a scale of 2 to 7 values
FAR = 30_000  # farther than any two children can be

Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]


def levels(children: Sequence[Candidate], inner: Sequence[Sequence[int]]) -> tuple[Places, ...]:
    """Cells of children alike, the finest first: in every trait and every group of `inner` (the
    hard limits, the widest first), then in all but the last, down to one cell of all.

    The first of `inner` stands before the traits, the others after them.
    """
    columns = [*(_coded(c) for c in inner[:1])]
    columns += [_coded([c.traits[i] for c in children]) for i in range(len(children[0].traits))]
    columns += [_coded(c) for c in inner[1:]]
    cells = np.zeros(len(children), dtype=np.intp)
    found = [cells]
    for column in columns:
        cells = np.unique(cells * (int(column.max()) + 1) + column, return_inverse=True)[1]
        found.append(cells)
    return tuple(reversed(found))


def distances(children: Sequence[Candidate], spread: Sequence[str]) -> Numbers:
    """Every child from every other; from themselves FAR, since nobody is their own neighbour."""
    total = np.zeros((len(children), len(children)), dtype=np.int32)
    for place, name in enumerate(spread):
        values = sorted({child.traits[place] for child in children})
        codes = {value: code for code, value in enumerate(values)}
        steps = _steps(values, ORDERED.get(name))
        column = np.array([codes[child.traits[place]] for child in children], dtype=np.intp)
        total += steps[column][:, column]
    np.fill_diagonal(total, FAR)
    return total


def _coded(values: Sequence[Any]) -> Places:
    codes = {value: code for code, value in enumerate(sorted(set(values)))}
    return np.array([codes[value] for value in values], dtype=np.intp)


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
