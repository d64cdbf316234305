"""What keeps an instrument from being loaded: circles, questions nobody can reach, two ratings at
once, test vectors that fail. And what its author should know: combinations without a rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stocktake.frameworks.domain.instrument import compiling, ordering, searching, shape
from stocktake.frameworks.domain.instrument.compiled import Compiled, Unit
from stocktake.frameworks.domain.instrument.compiling import Found
from stocktake.frameworks.domain.instrument.domains import Unenumerable
from stocktake.frameworks.domain.instrument.enumerating import Enumerated, enumerated
from stocktake.frameworks.domain.instrument.logic import Not
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.instrument.values import in_words
from stocktake.frameworks.domain.instrument.words import short


@dataclass(frozen=True, slots=True)
class Sound:
    """A compiled instrument with what was found: mistakes keep it from being loaded."""

    done: Compiled
    mistakes: tuple[Found, ...]
    warnings: tuple[Found, ...] = ()


def tied(instrument: Instrument) -> Sound:
    """The instrument compiled and in order: enough to enumerate, not yet to rate."""
    wrong = shape.mistakes_of_shape(instrument)
    done, found = compiling.compiled(instrument)
    wrong += found
    if not wrong:
        done, circles = ordering.ordered(done)
        wrong += circles
    return Sound(done, tuple(wrong))


def sound(instrument: Instrument) -> Sound:
    """Everything about the instrument, its test vectors not yet run."""
    first = tied(instrument)
    if first.mistakes:
        return first
    done = first.done
    mistakes = list(_unreachable(done))
    warnings: list[Found] = []
    for unit in done.units.values():
        if unit.ways:
            wrong, worth_knowing = _rules(done, unit)
            mistakes += wrong
            warnings += worth_knowing
    return Sound(done, tuple(mistakes), tuple(warnings))


def _unreachable(done: Compiled) -> Iterator[Found]:
    for slot in done.slots.values():
        if slot.when is not None and searching.can_hold(done, slot.when) is False:
            yield (*slot.loc, "when"), f"“{short(slot.path)}” can never be asked."
    for unit in done.units.values():
        gates = [gate.when for gate in unit.gates]
        for gate in unit.gates:
            if searching.can_hold(done, gate.when) is False:
                yield gate.loc, f"“{unit.id}” can never apply."
                break
        else:
            if len(gates) > 1 and searching.can_hold(done, *gates) is False:
                yield (
                    (*unit.loc, "applies"),
                    f"“{unit.id}” can never apply: its gates exclude each other.",
                )


def _rules(done: Compiled, unit: Unit) -> tuple[list[Found], list[Found]]:
    try:
        found = enumerated(done, unit.id)
    except Unenumerable as why:
        return _searched(done, unit, str(why))
    wrong = [_overlap(done, unit, row, ways) for row, ways in found.overlap[:3]]
    return wrong, [*_never(unit, found), *_gaps(unit, found)]


def _overlap(done: Compiled, unit: Unit, row: Mapping[str, Any], ways: Iterable[str]) -> Found:
    held = [way for way in unit.ways if way.id in set(ways)]
    second = next(way for way in held if way.gives != held[0].gives)
    said = (
        f"Rules overlap: {_row(unit, row)} gives both {held[0].gives} ({held[0].id}) and "
        f"{second.gives} ({second.id}). Write “precedence”, or narrow one of them."
    )
    return (*second.loc, "when"), said


def _never(unit: Unit, found: Enumerated) -> Iterator[Found]:
    for way in unit.ways:
        if way.id in found.never:
            yield (*way.loc, "when"), f"No combination of answers meets this rule ({way.id})."


def _gaps(unit: Unit, found: Enumerated) -> Iterator[Found]:
    if found.lawful.no_rule:
        shown = "; ".join(_row(unit, row) for row in found.no_rule[:3])
        said = (
            f"“{unit.id}” has no rule for {found.lawful.no_rule} of "
            f"{found.lawful.combinations} combinations: {shown}"
        )
        yield (*unit.loc, "rating"), said + ("; …" if found.lawful.no_rule > 3 else ".")


def _searched(done: Compiled, unit: Unit, why: str) -> tuple[list[Found], list[Found]]:
    """Too many combinations to count: look for one that meets two rules instead."""
    wrong: list[Found] = []
    unsure: list[Found] = []
    for i, one in enumerate(unit.ways):
        for other in unit.ways[i + 1 :]:
            if one.gives == other.gives or {one.gives, other.gives} <= set(unit.precedence):
                continue
            meets = searching.example(done, one.when, other.when)
            if meets is None:
                said = f"It could not be settled whether {one.id} and {other.id} overlap: {why}"
                unsure.append(((*other.loc, "when"), said))
            elif meets:
                wrong.append(_overlap(done, unit, meets[0], (one.id, other.id)))
    bare = searching.example(done, *(Not(way.when) for way in unit.ways))
    if bare:
        said = f"“{unit.id}” has no rule for some combinations, such as {_row(unit, bare[0])}."
        unsure.append(((*unit.loc, "rating"), said))
    return wrong[:3], unsure[:4]


def _row(unit: Unit, row: Mapping[str, Any]) -> str:
    return ", ".join(f"{short(path, unit.id)} = {_value(value)}" for path, value in row.items())


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(row.get("rating", row)) for row in value) + "]"
    return in_words(value)
