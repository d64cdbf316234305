"""Every combination of answers to an item, and what the rules make of each.

Combinations are counted with the item applicable. A question that others skip has no answer in
those combinations. `lawful` leaves out what the forced answers bar, as far as the domain can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from stocktake.frameworks.domain.instrument.combining import Mask, Table
from stocktake.frameworks.domain.instrument.compiled import Compiled, Force, Unit
from stocktake.frameworks.domain.instrument.domains import Unenumerable, Variable, variables_of
from stocktake.frameworks.domain.instrument.logic import paths
from stocktake.frameworks.domain.instrument.values import NA

MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many combinations there are and what comes of them, by rating."""

    combinations: int
    ratings: Mapping[str, int]
    no_rule: int
    overlap: int

    def as_facts(self) -> dict[str, Any]:
        counts = {**self.ratings, "no_rule": self.no_rule, "overlap": self.overlap}
        return {"combinations": self.combinations, "counts": counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumerated:
    """The counts over every combination, and over the lawful ones. Examples are combinations."""

    unit: Unit
    domain: Mapping[str, tuple[Any, ...]]
    every: Counts
    lawful: Counts
    left_aside: tuple[str, ...]  # reasons of forced answers that the domain cannot settle
    no_rule: tuple[Mapping[str, Any], ...]
    overlap: tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...]
    never: tuple[str, ...]  # rules that hold in no combination


def enumerated(
    done: Compiled, unit_id: str, given: Mapping[str, Any] | None = None, *, most: int = MOST
) -> Enumerated:
    """Count every combination of answers to an item, sub-item or outcome.

    `given` holds answers fixed by path. Raises KeyError for an unknown id, and Unenumerable with a
    plain sentence above `most` combinations or where an answer has no list of values.
    """
    unit = done.units[unit_id]
    if not unit.ways:
        raise Unenumerable(f"“{unit_id}” has no rating rules.")
    fixed = dict(given or {})
    variables = variables_of(done, unit, fixed)
    table = _table(done, variables, fixed, most)
    for gate in unit.gates:
        table.keep(~table.hold(gate.when)[1])
    held = [table.hold(way.when)[0] for way in unit.ways]
    lawful, aside = _lawful(done, variables, table)
    by_level, none, both = _sorted(unit, held, table.rows)
    shown = [path for path in _in_file(done) if path in table.values]
    shown += [path for path in table.values if path not in shown]
    return Enumerated(
        unit=unit,
        domain={path: table.values[path] for path in shown},
        every=_counts(by_level, none, both, np.ones(table.rows, dtype=bool)),
        lawful=_counts(by_level, none, both, lawful),
        left_aside=aside,
        no_rule=tuple(table.row(int(i), shown) for i in np.nonzero(none & lawful)[0][:10]),
        overlap=tuple(
            (
                table.row(int(i), shown),
                tuple(w.id for w, h in zip(unit.ways, held, strict=True) if h[i]),
            )
            for i in np.nonzero(both & lawful)[0][:10]
        ),
        never=tuple(w.id for w, h in zip(unit.ways, held, strict=True) if not h.any()),
    )


def _in_file(done: Compiled) -> list[str]:
    """Questions and ratings in the order of the file, which is how people read a combination."""
    return [*done.slots, *(unit.path for unit in done.units.values())]


def _table(
    done: Compiled, variables: tuple[Variable, ...], fixed: Mapping[str, Any], most: int
) -> Table:
    terms = {path: slot.value for path, slot in done.slots.items() if slot.value is not None}
    named = {variable.path for variable in variables}
    table = Table(fixed=fixed, terms={p: t for p, t in terms.items() if p not in named})
    for variable in variables:
        values, allowed = _allowed(table, variable)
        if int(allowed.sum()) > most:
            raise Unenumerable(_too_many(variables, most))
        table.grow(variable, values, allowed)
    return table


def _allowed(table: Table, variable: Variable) -> tuple[tuple[Any, ...], Mask]:
    """Which values the question may have in each row; NA stands for not being asked."""
    values = variable.values
    if variable.when is None:
        return values, np.ones((table.rows, len(values)), dtype=bool)
    asked, not_asked = table.hold(variable.when)
    if NA not in values:
        values = (*values, NA)
    allowed = np.zeros((table.rows, len(values)), dtype=bool)
    allowed[:, : len(variable.values)] = ~not_asked[:, None]
    allowed[:, values.index(NA)] |= ~asked
    return values, allowed


def _too_many(variables: tuple[Variable, ...], most: int) -> str:
    product = 1
    for variable in variables:
        product *= len(variable.values)
    return (
        f"There are more than {most:,} combinations of answers here (up to {product:,} over "
        f"{len(variables)} questions). Split the item into sub-items with ratings of their own, "
        "or hold some answers fixed with --given."
    )


def _lawful(
    done: Compiled, variables: tuple[Variable, ...], table: Table
) -> tuple[Mask, tuple[str, ...]]:
    """Where no forced answer is broken, and which of them the domain cannot settle."""
    lawful, aside = np.ones(table.rows, dtype=bool), []
    for variable in variables:
        slot = done.slots.get(variable.path)
        for force in slot.forced if slot else ():
            holds, not_ = table.hold(force.when)
            if not (holds | not_).all():
                beyond = sorted(p for p in paths(force.when) if p not in table.codes)
                aside.append(f"{variable.path}: {force.because} (depends on {', '.join(beyond)})")
            lawful &= ~(holds & _broken(table, variable, force))
    return lawful, tuple(aside)


def _broken(table: Table, variable: Variable, force: Force) -> Mask:
    values = table.values[variable.path]
    wrong = [v in force.bar or (force.to is not None and v != force.to) for v in values]
    broken = np.array(wrong, dtype=bool)[table.codes[variable.path]]
    if variable.when is not None:
        broken &= ~table.hold(variable.when)[1]  # what is not asked breaks nothing
    return broken


def _sorted(unit: Unit, held: list[Mask], rows: int) -> tuple[dict[str, Mask], Mask, Mask]:
    """The combinations by the rating they get, those without a rule and those with two."""
    gives = [way.gives for way in unit.ways]
    order = [*unit.levels, *gives]
    holds = {
        level: np.any([h for g, h in zip(gives, held, strict=True) if g == level], axis=0)
        for level in dict.fromkeys(level for level in order if level in gives)
    }
    number = np.sum(list(holds.values()), axis=0)
    unplaced = np.any(
        [np.zeros(rows, dtype=bool), *(h for lv, h in holds.items() if lv not in unit.precedence)],
        axis=0,
    )
    both = (number > 1) & unplaced
    ahead = np.zeros(rows, dtype=bool)
    for level in unit.precedence:
        mask = holds[level]
        holds[level] = mask & ~ahead
        ahead |= mask
    return {level: mask & ~both for level, mask in holds.items()}, number == 0, both


def _counts(by_level: Mapping[str, Mask], none: Mask, both: Mask, within: Mask) -> Counts:
    return Counts(
        combinations=int(within.sum()),
        ratings={level: int((mask & within).sum()) for level, mask in by_level.items()},
        no_rule=int((none & within).sum()),
        overlap=int((both & within).sum()),
    )
