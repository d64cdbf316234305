"""Conditions over a table of combinations at once: the same answers as `truth`, column by column.

Each comparison is worked out once for every value it can meet and then looked up for all rows, so
`truth` stays the only place where a comparison is defined.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from stocktake.frameworks.domain.instrument.domains import Variable
from stocktake.frameworks.domain.instrument.logic import (
    All,
    AnyOf,
    Compare,
    Condition,
    Given,
    Not,
    Ref,
    Tally,
    Term,
    paths,
)
from stocktake.frameworks.domain.instrument.truth import Span, compare, truth, value

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Both = tuple[Mask, Mask]  # where it holds, where it does not; neither: cannot be told


@dataclass(slots=True)
class Table:
    """Combinations as codes: one array for each variable, all of the same length."""

    values: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    codes: dict[str, Codes] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)  # computed values, by path
    rows: int = 1

    def grow(self, variable: Variable, values: tuple[Any, ...], allowed: Mask) -> None:
        """Each row once for each of its allowed values."""
        at, code = np.nonzero(allowed)
        self.codes = {path: codes[at] for path, codes in self.codes.items()}
        self.values[variable.path] = values
        self.codes[variable.path] = code.astype(np.int64)
        self.rows = len(at)

    def keep(self, mask: Mask) -> None:
        self.codes = {path: codes[mask] for path, codes in self.codes.items()}
        self.rows = int(mask.sum())

    def row(self, at: int, order: Sequence[str]) -> dict[str, Any]:
        """One combination, its answers in this order."""
        return {path: self.values[path][int(self.codes[path][at])] for path in order}

    def hold(self, condition: Condition) -> Both:
        """Where a condition holds and where it does not."""
        match condition:
            case All(of):
                return self._all([self.hold(one) for one in of])
            case AnyOf(of):
                yes, no = self._all([self.hold(Not(one)) for one in of])
                return no, yes
            case Not(of):
                yes, no = self.hold(of)
                return no, yes
            case Compare(Tally(of), op, Given(number)):
                held = [self.hold(one) for one in of]
                low = np.sum([yes for yes, _ in held], axis=0)
                high = np.sum([~no for _, no in held], axis=0)
                return self._counted(low, high, len(of), op, number)
        return self._looked_up(condition)

    def _all(self, found: Sequence[Both]) -> Both:
        yes, no = np.ones(self.rows, dtype=bool), np.zeros(self.rows, dtype=bool)
        for one, other in found:
            yes, no = yes & one, no | other
        return yes, no

    def _counted(self, low: Any, high: Any, most: int, op: Any, number: Any) -> Both:
        size = most + 1
        lookup = [
            compare(Span(a, b) if a != b else a, op, number) if a <= b else None
            for a in range(size)
            for b in range(size)
        ]
        return _split(lookup, low * size + high)

    def _looked_up(self, condition: Condition) -> Both:
        """One comparison, worked out for every value of the variables that it looks at."""
        names = sorted(self._variables(paths(condition)))
        code = np.zeros(self.rows, dtype=np.int64)
        for name in names:
            code = code * len(self.values[name]) + self.codes[name]
        found = [
            truth(condition, _Facts(self, dict(zip(names, chosen, strict=True))))
            for chosen in product(*(self.values[name] for name in names))
        ]
        return _split(found, code)

    def _variables(self, wanted: frozenset[str]) -> set[str]:
        """The table's columns behind these paths, computed values traced to their inputs."""
        found = {path for path in wanted if path in self.codes}
        for path in wanted - found:
            if path in self.terms and path not in self.fixed:
                found |= self._variables(paths(self.terms[path]))
        return found


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one combination says, computed values worked out when asked for."""

    table: Table
    chosen: Mapping[str, Any]

    def get(self, path: str) -> Any:
        if path in self.chosen:
            return self.chosen[path]
        if path in self.table.fixed:
            return self.table.fixed[path]
        term = self.table.terms.get(path)
        return None if term is None else value(term, self)


def _split(found: Sequence[bool | None], code: Codes) -> Both:
    yes = np.array([one is True for one in found], dtype=bool)
    no = np.array([one is False for one in found], dtype=bool)
    return yes[code], no[code]


__all__ = ["Both", "Codes", "Mask", "Ref", "Table"]
