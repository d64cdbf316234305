"""Over which answers an item or outcome is enumerated.

The domain is every question and rating that its rules look at, and the questions by which those
are asked; never one that only collects. Where no list of values is given for a number or a date,
one value is taken from each stretch that the rules tell apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from stocktake.frameworks.domain.instrument.compiled import Compiled, Slot, Unit
from stocktake.frameworks.domain.instrument.logic import (
    All,
    Answered,
    AnyOf,
    Compare,
    Condition,
    Given,
    Not,
    OneOf,
    Ref,
    Rows,
    Tally,
    Term,
    Verdict,
    paths,
)
from stocktake.frameworks.domain.instrument.names import WINDOW
from stocktake.frameworks.domain.instrument.parts import Column, Question
from stocktake.frameworks.domain.instrument.truth import truth
from stocktake.frameworks.domain.instrument.values import NA, TABLES, choices_of, date_of, number_of
from stocktake.frameworks.domain.instrument.words import short

MOST_TICKS = 16
WHOLE_RANGE = 100
CHOICES = ("yes_no", "yes_no_na", "choice", "scale")


class Unenumerable(Exception):
    """The combinations cannot be listed; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of the table of combinations. `when` None: always asked."""

    path: str
    values: tuple[Any, ...]
    when: Condition | None = None


def variables_of(done: Compiled, unit: Unit, given: Mapping[str, Any]) -> tuple[Variable, ...]:
    """The domain of a unit, each question after those by which it is asked.

    `given` are answers held fixed. Raises Unenumerable.
    """
    seen: dict[str, Variable] = {}
    wanted = [p for way in unit.ways for p in sorted(paths(way.when))]
    while wanted:
        path = wanted.pop(0)
        if path in seen or path in given:
            continue
        inputs = _inputs(done, unit, path, given)
        if inputs is not None:
            wanted += inputs
            seen.setdefault(path, Variable(path, ()))
            continue
        seen[path] = Variable(path, _values(done, unit, path, given), _asked(done, path))
        wanted += [p for p in _asks(done, path) if _is_own(done, unit, p) and p not in given]
    real = [variable for variable in seen.values() if variable.values]
    return tuple(sorted(real, key=lambda v: _place(done, v.path)))


def enumerable(done: Compiled, unit: Unit, path: str, given: Mapping[str, Any]) -> bool:
    """Whether this path has values to be listed."""
    try:
        _values(done, unit, path, given)
    except Unenumerable:
        return False
    return True


def values_of(done: Compiled, path: str) -> tuple[Any, ...]:
    """The values of one path for a search: told apart by everything in the instrument."""
    return _values(done, None, path, {})


def _place(done: Compiled, path: str) -> tuple[int, str]:
    order = (*done.order, *done.row_order)
    return (order.index(path) if path in order else -1), path


def _asked(done: Compiled, path: str) -> Condition | None:
    slot = done.slots.get(path)
    return slot.when if slot else None


def _asks(done: Compiled, path: str) -> list[str]:
    return sorted(paths(_asked(done, path)))


def _is_own(done: Compiled, unit: Unit, path: str) -> bool:
    """A question of the same item that has values to be listed."""
    slot = done.slots.get(path)
    own = slot is not None and slot.unit.split(".")[0] == unit.id.split(".")[0]
    return own and (_computed(slot) or enumerable(done, unit, path, {}))


def _computed(slot: Slot | None) -> bool:
    return slot is not None and slot.value is not None


def _inputs(done: Compiled, unit: Unit, path: str, given: Mapping[str, Any]) -> list[str] | None:
    """What a computed value is worked out from, when all of that can be listed."""
    slot = done.slots.get(path)
    if slot is None or slot.value is None or slot.samples:
        return None
    inputs = sorted(paths(slot.value))
    listed = all(
        p in given or enumerable(done, unit, p, given) or _inputs(done, unit, p, given) is not None
        for p in inputs
    )
    return inputs if listed else None


def _values(
    done: Compiled, unit: Unit | None, path: str, given: Mapping[str, Any]
) -> tuple[Any, ...]:
    if path in done.slots:
        return _of_slot(done, unit, done.slots[path])
    if path.startswith("row.") and unit and unit.each:
        table: Any = done.names.targets[unit.each.path].question
        column = next(c for c in table.columns if c.id == path.removeprefix("row."))
        return _of_column(column)
    if path in WINDOW or path.startswith("row."):
        raise Unenumerable(f"The rules look at {path}. {_HOW}")
    return _of_rating(done, done.units[path.removeprefix("rating:")], given)


_HOW = "Give it with --given, or name the comparison as a computed question and use that."


def _of_column(column: Column) -> tuple[Any, ...]:
    if column.type in CHOICES:
        return choices_of(column)
    raise Unenumerable(f"The rules look at the column {column.id}, which has no list of values.")


def _of_slot(done: Compiled, unit: Unit | None, slot: Slot) -> tuple[Any, ...]:
    asked = slot.question
    if slot.samples:
        return slot.samples
    if asked.type in CHOICES:
        return choices_of(asked)
    if asked.type == "choices":
        return _ticks(asked)
    if isinstance(slot.value, Verdict):
        return ("yes", "no")
    if asked.type in ("number", "date", "computed"):
        found = _stretches(done, unit, slot)
        return (*found, NA) if asked.na and found else found
    hint = "a list of rows" if asked.type in TABLES else "free text"
    raise Unenumerable(f"The rules look at {slot.path}, which is {hint}. {_HOW}")


def _ticks(asked: Question) -> tuple[Any, ...]:
    ids = [option.id for option in asked.options]
    if len(ids) > MOST_TICKS:
        raise Unenumerable(f"{asked.id} has {len(ids)} ticks: too many sets to list.")
    return tuple(frozenset(c) for n in range(len(ids) + 1) for c in combinations(ids, n))


def _of_rating(done: Compiled, unit: Unit, given: Mapping[str, Any]) -> tuple[Any, ...]:
    """The levels a unit can take, with NA only where its gate may close or a rule gives it."""
    levels = tuple(level for level in unit.levels if level != done.na)
    gates = [gate.when for gate in unit.gates]
    if unit.parent:
        gates += [gate.when for gate in done.units[unit.parent].gates]
    shuts = any(truth(gate, given) is not True for gate in gates)
    if shuts or any(way.gives == done.na for way in unit.ways):
        levels = (*levels, done.na)
    if unit.each is None:
        return levels
    lengths = range(unit.each.samples + 1)
    rows = [{"rating": level} for level in levels]
    return tuple(t for n in lengths for t in product(rows, repeat=n))


# ---- numbers and dates: one value from each stretch that the rules tell apart


def _stretches(done: Compiled, unit: Unit | None, slot: Slot) -> tuple[Any, ...]:
    tests = _tests(done, unit, slot.path)
    low, high = _bounds(slot)
    if tests is None or not tests:
        return _whole(slot, low, high)
    marks = {mark for test in tests for mark in _marks(test)} or {_some(slot, low)}
    step = timedelta(days=1) if any(isinstance(m, date) for m in marks) else 1
    near = [*sorted(marks), *sorted({n for mark in marks for n in (mark - step, mark + step)})]
    kept: dict[tuple[bool | None, ...], Any] = {}
    for one in near:
        if (low is None or one >= low) and (high is None or one <= high):
            kept.setdefault(tuple(truth(test, {slot.path: one}) for test in tests), one)
    return tuple(sorted(kept.values()))


def _whole(slot: Slot, low: Any, high: Any) -> tuple[Any, ...]:
    if isinstance(low, int) and isinstance(high, int) and high - low < WHOLE_RANGE:
        return tuple(range(low, high + 1))
    raise Unenumerable(f"{slot.path} has no list of values: give it “samples”.")


def _bounds(slot: Slot) -> tuple[Any, Any]:
    asked = slot.question
    if asked.type == "date":
        return tuple(date_of(b) if b else None for b in (asked.min, asked.max))  # type: ignore[return-value]
    if asked.type == "computed":
        return (0 if isinstance(slot.value, Rows | Tally) else None), None
    return number_of(asked.min or 0), (number_of(asked.max) if asked.max else None)


def _tests(done: Compiled, unit: Unit | None, path: str) -> list[Condition] | None:
    """Every comparison of this answer with a fixed value; None where it is used otherwise."""
    found: list[Condition] = []
    for condition in _conditions(done, unit):
        for leaf in leaves(condition):
            if path not in paths(leaf):
                continue
            if not _marks(leaf) and not _only_na(leaf):
                return None
            found.append(leaf)
    return list(dict.fromkeys(found))


def _conditions(done: Compiled, unit: Unit | None) -> Iterator[Condition]:
    """Everywhere an answer can matter to this unit; without one, to anything at all."""
    for one in done.units.values() if unit is None else (unit,):
        yield from (way.when for way in one.ways)
        yield from (gate.when for gate in one.gates)
    for slot in done.slots.values():
        if unit is None or slot.unit.split(".")[0] == unit.id.split(".")[0]:
            if slot.when is not None:
                yield slot.when
            if isinstance(slot.value, Verdict):
                yield slot.value.of
        if unit is None:
            yield from (force.when for force in slot.forced)


def _marks(leaf: Condition) -> tuple[Any, ...]:
    """The fixed numbers or dates that a comparison sets against one answer."""
    match leaf:
        case Compare(Ref(), _, Given(mark)) | Compare(Given(mark), _, Ref()):
            return (mark,) if not isinstance(mark, str) else ()
        case OneOf(Ref(), values):
            return tuple(v for v in values if not isinstance(v, str))
    return ()


def _only_na(leaf: Condition) -> bool:
    """Whether it asks only if there is an answer, or NA: then one answer stands for all."""
    match leaf:
        case OneOf(Ref(), values):
            return values == frozenset({NA})
        case Answered():
            return True
    return False


def _some(slot: Slot, low: Any) -> Any:
    if low is not None:
        return low
    return date(2000, 1, 1) if slot.question.type == "date" else 0


def leaves(condition: Condition | Term) -> Iterator[Condition]:
    """The comparisons of which a condition is built."""
    match condition:
        case All(of) | AnyOf(of) | Tally(of):
            for one in of:
                yield from leaves(one)
        case Not(of):
            yield from leaves(of)
        case Compare(left, _, right) if isinstance(left, Tally) or isinstance(right, Tally):
            for side in (left, right):
                if isinstance(side, Tally):
                    yield from leaves(side)
        case _:
            yield condition  # type: ignore[misc]


def names_of(paths_: Iterable[str], unit: Unit) -> str:
    return ", ".join(short(path, unit.id) for path in paths_)
