"""Looking for one set of answers that meets some conditions, without listing them all.

Answers are tried one question at a time; a branch is left as soon as a condition can no longer
hold. `truth` with answers missing says when that is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stocktake.frameworks.domain.instrument.compiled import Compiled
from stocktake.frameworks.domain.instrument.domains import Unenumerable, values_of
from stocktake.frameworks.domain.instrument.logic import (
    ALWAYS,
    Condition,
    Not,
    conjuncts,
    paths,
    rewritten,
)
from stocktake.frameworks.domain.instrument.truth import truth, value
from stocktake.frameworks.domain.instrument.values import NA

NEVER = Not(ALWAYS)
STEPS = 20_000  # enough for any form seen; a search given up is said, never passed over


def can_hold(done: Compiled, *conditions: Condition) -> bool | None:
    """Whether some lawful answers meet all of these; None where that cannot be settled."""
    found = _Search(done, conditions).run()
    return None if found is None else bool(found)


def example(done: Compiled, *conditions: Condition) -> list[Mapping[str, Any]] | None:
    """Answers that meet all of these, none when there are none, None where it is not settled."""
    return _Search(done, conditions).run()


@dataclass(slots=True)
class _Search:
    done: Compiled
    conditions: tuple[Condition, ...]
    steps: int = STEPS
    unsure: bool = False
    variables: list[str] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)

    def run(self) -> list[Mapping[str, Any]] | None:
        self.variables = self._wanted()
        self._narrow()
        found = self._try(0, {})
        if found is not None:
            return [found]
        return None if self.unsure or self.steps <= 0 else []

    def _narrow(self) -> None:
        """Leave out values that one condition alone rules out, and comparisons that are settled
        by what is left: most clashes show here, before anything is tried."""
        self.values = {path: self._listed(path) for path in self.variables}
        for path, asked in self._asked():
            if asked and self.values[path] and NA not in self.values[path]:
                self.values[path].append(NA)
        for one in (c for condition in self.conditions for c in conjuncts(condition)):
            for path in [p for p in paths(one) if {p} == paths(one) and self.values.get(p)]:
                left = [v for v in self.values[path] if truth(one, {path: v}) is not False]
                self.values[path] = left
                if not left:
                    self.conditions = (NEVER,)
                    return
        self.conditions = tuple(rewritten(c, self._settled) for c in self.conditions)

    def _asked(self) -> list[tuple[str, bool]]:
        slots = self.done.slots
        return [(p, p in slots and slots[p].when is not None) for p in self.variables]

    def _settled(self, leaf: Condition) -> Condition:
        names = list(paths(leaf))
        if len(names) != 1 or not self.values.get(names[0]):
            return leaf
        found = {truth(leaf, {names[0]: v}) for v in self.values[names[0]]}
        return leaf if len(found) > 1 or None in found else ALWAYS if found == {True} else NEVER

    def _wanted(self) -> list[str]:
        """Every question that matters, each after those by which it is asked."""
        open_ = [p for c in self.conditions for p in sorted(paths(c))]
        seen: dict[str, None] = {}
        while open_:
            path = open_.pop(0)
            if path in seen:
                continue
            seen[path] = None
            slot = self.done.slots.get(path)
            if slot is not None:
                open_ += sorted(paths(slot.when) | paths(slot.value))
                open_ += [p for f in slot.forced for p in sorted(paths(f.when))]
        order = {path: i for i, path in enumerate((*self.done.order, *self.done.row_order))}
        return sorted(seen, key=lambda p: order.get(p, -1))

    def _try(self, at: int, facts: dict[str, Any]) -> dict[str, Any] | None:
        self.steps -= 1
        if self.steps <= 0:
            return None
        held = [truth(condition, facts) for condition in self.conditions]
        if False in held:
            return None
        if at == len(self.variables):
            # Something that has no list of values decides: it may hold, and is not called settled.
            self.unsure = self.unsure or None in held
            return None if None in held else facts
        path = self.variables[at]
        for one in self._choices(path, facts):
            found = self._try(at + 1, facts if one is None else {**facts, path: one})
            if found is not None:
                return found
        return None

    def _choices(self, path: str, facts: Mapping[str, Any]) -> list[Any]:
        """The values worth trying here; [None] leaves the answer open."""
        slot = self.done.slots.get(path)
        listed = self.values[path]
        if slot is None:
            return listed or [None]
        asked = True if slot.when is None else truth(slot.when, facts)
        if asked is False:
            return [NA] if not listed or NA in listed else []
        if slot.value is not None and not slot.samples:
            return [value(slot.value, facts)]
        if not listed:
            return [None]
        for force in slot.forced:
            if truth(force.when, facts) is True:
                listed = [v for v in listed if v not in force.bar and force.to in (None, v)]
        own = self._listed(path)  # NA may stand for not being asked, which it is here
        return [v for v in listed if v in own] if asked else listed

    def _listed(self, path: str) -> list[Any]:
        try:
            return list(values_of(self.done, path))
        except Unenumerable:
            return []
