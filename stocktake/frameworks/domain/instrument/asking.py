"""Which questions a case is asked, and which of its answers stand.

A question that is not asked counts as NA. An answer that others settle is filled in when it is
blank and refused, with the reason, when it differs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stocktake.frameworks.domain.instrument.answers import Refusal
from stocktake.frameworks.domain.instrument.compiled import Compiled, Slot, Unit
from stocktake.frameworks.domain.instrument.truth import truth, value
from stocktake.frameworks.domain.instrument.values import NA, in_words, plain
from stocktake.frameworks.domain.instrument.words import said


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer that other answers gave."""

    path: str
    answer: Any
    because: str

    def as_facts(self) -> dict[str, Any]:
        return {"question": self.path, "answer": plain(self.answer), "because": self.because}


@dataclass(slots=True)
class Sheet:
    """A case as its answers come to stand. `facts` is read by conditions."""

    done: Compiled
    facts: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, bool | None] = field(default_factory=dict)
    open: dict[str, bool | None] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)

    def for_row(self, row: Mapping[str, Any]) -> "Sheet":
        """A sheet for one row of a sub-item, which sees the case and keeps its own answers."""
        facts = {**self.facts, **{f"row.{name}": cell for name, cell in row.items()}}
        return Sheet(self.done, facts, dict(self.asked), dict(self.open))


def open_gates(sheet: Sheet, unit: Unit) -> None:
    """Note whether the unit applies: True, False, or None while that cannot be told."""
    found = [truth(gate.when, sheet.facts) for gate in unit.gates]
    sheet.open[unit.id] = False if False in found else None if None in found else True


def ask(sheet: Sheet, slot: Slot, answers: Mapping[str, Any]) -> None:
    """Settle one question; those it depends on are settled already."""
    given = answers.get(slot.path)
    shut = is_shut(sheet, sheet.done.units.get(slot.unit))
    applies = False if shut else True if slot.when is None else truth(slot.when, sheet.facts)
    sheet.asked[slot.path] = applies
    if applies is False:
        if given not in (None, NA) and not shut and slot.when is not None:
            because = f"It is asked only when {said(slot.when, slot.unit)}."
            sheet.refused.append(Refusal(slot.path, plain(given), because))
        sheet.facts[slot.path] = NA
    elif slot.value is not None:
        sheet.facts[slot.path] = value(slot.value, sheet.facts)
    else:
        _stand(sheet, slot, given)


def missing(sheet: Sheet, slots: Iterable[str]) -> tuple[str, ...]:
    """Questions without an answer that are asked, or that may yet be."""
    return tuple(
        path
        for path in slots
        if sheet.asked.get(path) is not False and sheet.facts.get(path) is None
    )


def is_shut(sheet: Sheet, unit: Unit | None) -> bool:
    """Whether an item or sub-item does not apply, so that nothing in it is asked."""
    while unit is not None:
        if sheet.open.get(unit.id) is False:
            return True
        unit = sheet.done.units.get(unit.parent)
    return False


def _stand(sheet: Sheet, slot: Slot, given: Any) -> None:
    for force in slot.forced:
        if truth(force.when, sheet.facts) is not True:
            continue
        if force.to is not None and given is None:
            given = force.to
            sheet.settled.append(Settled(slot.path, given, force.because))
        elif given is not None and (given in force.bar or force.to not in (None, given)):
            sheet.refused.append(Refusal(slot.path, plain(given), force.because))
            sheet.facts[slot.path] = None
            return
    if slot.question.within_window and (because := _outside(sheet, given)):
        sheet.refused.append(Refusal(slot.path, plain(given), because))
        given = None
    sheet.facts[slot.path] = NA if given is None and not slot.question.required else given


def _outside(sheet: Sheet, given: Any) -> str:
    first, last = (sheet.facts.get(f"window.{end}") for end in ("from", "to"))
    if not isinstance(given, date) or first is None or last is None or first <= given <= last:
        return ""
    return f"It lies outside the window, {in_words(first)} to {in_words(last)}."
