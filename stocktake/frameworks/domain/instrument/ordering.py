"""In which order the questions and ratings of an instrument can be settled, or the circle in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from stocktake.frameworks.domain.instrument.compiled import Compiled, Slot, Unit
from stocktake.frameworks.domain.instrument.compiling import Found
from stocktake.frameworks.domain.instrument.logic import paths

GATE = "gate:"
Needs = dict[str, frozenset[str]]


def ordered(done: Compiled) -> tuple[Compiled, list[Found]]:
    """The instrument with `order` filled in; a circle is a mistake instead."""
    needs = _needs(done)
    by_row = {path: _slot_needs(done.slots[path]) for path in row_slots(done)}
    try:
        found = tuple(TopologicalSorter(needs).static_order())
        rows = tuple(TopologicalSorter(by_row).static_order())
    except CycleError as circle:
        return done, [_told(done, list(circle.args[1]))]
    order = tuple(node for node in found if node in needs)
    return replace(done, order=order, row_order=tuple(p for p in rows if p in by_row)), []


def row_slots(done: Compiled) -> frozenset[str]:
    """Questions of sub-items that are asked row by row, settled with their sub-item."""
    return frozenset(path for unit in done.units.values() if unit.each for path in unit.slots)


def _needs(done: Compiled) -> Needs:
    """What each question, gate and rating depends on."""
    by_row = row_slots(done)
    needs: Needs = {p: _slot_needs(slot) for p, slot in done.slots.items()}
    for unit in done.units.values():
        needs[GATE + unit.id] = frozenset(p for gate in unit.gates for p in paths(gate.when))
        needs[unit.path] = _unit_needs(done, unit)
    for unit in done.units.values():
        if unit.each:
            inner = frozenset(unit.slots)
            needs[unit.path] |= {p for s in unit.slots for p in needs[s]} - inner
            needs[unit.path] |= needs[GATE + unit.id] - inner
    needs = {node: of for node, of in needs.items() if node not in by_row}
    for unit in done.units.values():
        _behind_the_gate(unit, needs)
    return needs


def _slot_needs(slot: Slot) -> frozenset[str]:
    sets = [force.when for force in slot.forced if force.to is not None]
    return frozenset((*paths(slot.when), *paths(slot.value), *_of(map(paths, sets))))


def _unit_needs(done: Compiled, unit: Unit) -> frozenset[str]:
    found = {GATE + unit.id, *_of(paths(way.when) for way in unit.ways)}
    found |= {done.units[part].path for part in unit.parts}
    if unit.parent:
        found.add(GATE + unit.parent)
    if unit.each:
        return frozenset({*found, unit.each.path, *paths(unit.each.where)} - set(unit.slots))
    return frozenset({*found, *unit.slots})


def _behind_the_gate(unit: Unit, needs: Needs) -> None:
    """A question waits for its gate, save those by which the gate itself is opened."""
    for gate in {GATE + unit.id, GATE + unit.parent} - {GATE}:
        opens = _everything_before(gate, needs)
        for path in unit.slots:
            if path in needs and path not in opens:
                needs[path] |= {gate}


def _everything_before(node: str, needs: Mapping[str, frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    open_ = [node]
    while open_:
        for one in needs.get(open_.pop(), frozenset()):
            if one not in seen:
                seen.add(one)
                open_.append(one)
    return seen


def _told(done: Compiled, circle: list[str]) -> Found:
    """The circle in words, at the first place in it that stands in the file."""
    # graphlib gives what comes before first; a reader expects "A depends on B".
    circle = list(reversed(circle))
    start = next(i for i, node in enumerate(circle) if not node.startswith(GATE))
    body = circle[:-1]
    turned = [*body[start:], *body[:start], body[start]] if start < len(body) else circle
    words = " depends on ".join(_word(node) for node in turned)
    first = turned[0]
    loc = done.slots[first].loc if first in done.slots else done.units[first.split(":")[1]].loc
    return loc, f"These go round in a circle: {words}."


def _word(node: str) -> str:
    if node.startswith(GATE):
        return f"whether {node.removeprefix(GATE)} applies"
    return f"“{node.removeprefix('rating:')}”"


def _of(many: Iterable[frozenset[str]]) -> list[str]:
    return [path for one in many for path in one]
