"""The answers of one case as written, put to the questions they belong to.

Nothing is dropped silently: a name that no question has, or an answer that does not fit, is
refused with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stocktake.frameworks.domain.instrument.compiled import Compiled, Unit
from stocktake.frameworks.domain.instrument.names import WINDOW
from stocktake.frameworks.domain.instrument.parts import Voice
from stocktake.frameworks.domain.instrument.values import Unfit, Value, plain, value_of

VOICES: tuple[Voice, ...] = ("record", "discussion")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that cannot stand, and why."""

    path: str
    answer: Any
    because: str

    def as_facts(self) -> dict[str, Any]:
        return {"question": self.path, "answer": self.answer, "because": self.because}


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A rating put beside the computed one. All of it is needed, and two different people."""

    rating: str
    by: str = ""
    reason: str = ""
    second: str = ""
    at: str = ""

    @property
    def lacks(self) -> str:
        """What keeps it from standing, as a sentence."""
        if not (self.by.strip() and self.second.strip() and self.reason.strip()):
            return "An override needs who made it (by), a reason and a second person (second)."
        if self.by.strip().lower() == self.second.strip().lower():
            return "The second person must be somebody else."
        return ""


@dataclass(slots=True)
class Answers:
    """What one case says, by path; rows of a sub-item by their number."""

    values: dict[str, Value] = field(default_factory=dict)
    spoken: dict[str, Value] = field(default_factory=dict)  # changed after the discussion
    rows: dict[str, tuple[dict[str, Value], ...]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    overrides: dict[str, Override] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, path: str, answer: Any, because: str) -> None:
        self.refused.append(Refusal(path, plain(answer), because))


def answers_of(done: Compiled, written: Mapping[str, Any]) -> Answers:
    """The answers in a case's mapping; what does not fit is under `refused`."""
    to = Answers()
    known = ("face", "round", "window", "items", "ratings", "overrides", "case", "says")
    for name in written:
        if name not in known:
            to.refuse(str(name), None, f"A case has no part “{name}”: {', '.join(known[:6])}.")
    for prefix in ("face", "round"):
        for name, value in _mapping(to, prefix, written.get(prefix)).items():
            _put(done, to, f"{prefix}.{name}", value, to.values)
    for name, value in _mapping(to, "window", written.get("window")).items():
        _window(to, f"window.{name}", value)
    for item, said in _mapping(to, "items", written.get("items")).items():
        _item(done, to, str(item), said)
    for unit, rating in _mapping(to, "ratings", written.get("ratings")).items():
        _given(done, to, str(unit), rating)
    for unit, said in _mapping(to, "overrides", written.get("overrides")).items():
        _override(done, to, str(unit), said)
    return to


def _mapping(to: Answers, name: str, written: Any) -> Mapping[str, Any]:
    if written is None:
        return {}
    if not isinstance(written, Mapping):
        to.refuse(name, None, "A mapping of names to answers is expected here.")
        return {}
    return {str(key): value for key, value in written.items()}


def _put(done: Compiled, to: Answers, path: str, written: Any, into: dict[str, Value]) -> None:
    slot = done.slots.get(path)
    if slot is None:
        to.refuse(path, written, "There is no question with this id.")
        return
    try:
        value = value_of(slot.question, written)
    except Unfit as unfit:
        # Naming a question that was not asked as NA says nothing new.
        if slot.when is None or str(written).strip().lower() not in ("na", "n/a"):
            to.refuse(path, written, str(unfit))
        return
    if value is not None:
        into[path] = value


def _window(to: Answers, path: str, written: Any) -> None:
    if path not in WINDOW:
        to.refuse(path, written, "A window has “from” and “to”.")
        return
    try:
        value = value_of(WINDOW[path], written)
    except Unfit as unfit:
        to.refuse(path, written, str(unfit))
        return
    if value is not None:
        to.values[path] = value


def _item(done: Compiled, to: Answers, item: str, said: Any) -> None:
    unit = done.units.get(item)
    if unit is None or unit.kind != "item":
        to.refuse(item, None, "There is no item with this id.")
        return
    for name, value in _mapping(to, item, said).items():
        if name == "reason":
            to.reasons[item] = str(value or "").strip()
        elif name == "sources":
            _sources(to, unit, value)
        elif name in VOICES and unit.twice:
            into = to.values if name == "record" else to.spoken
            for inner, one in _mapping(to, f"{item}.{name}", value).items():
                _of_item(done, to, unit, inner, one, into)
        else:
            _of_item(done, to, unit, name, value, to.values)


def _of_item(
    done: Compiled, to: Answers, unit: Unit, name: str, value: Any, into: dict[str, Value]
) -> None:
    """An answer of the item itself, of one of its sub-items, or a sub-item's answers together."""
    path = f"{unit.id}.{name}"
    if path in unit.parts and path not in done.slots:
        _part(done, to, done.units[path], value, into)
        return
    if path not in done.slots:
        inside = [p for p in unit.parts if f"{p}.{name}" in done.slots and not done.units[p].each]
        path = f"{inside[0]}.{name}" if len(inside) == 1 else path
    _put(done, to, path, value, into)


def _part(done: Compiled, to: Answers, part: Unit, said: Any, into: dict[str, Value]) -> None:
    if part.each is None:
        for name, value in _mapping(to, part.id, said).items():
            _put(done, to, f"{part.id}.{name}", value, into)
        return
    if not isinstance(said, list):
        to.refuse(part.id, None, "Give a list of answers, one for each row.")
        return
    rows: list[dict[str, Value]] = []
    for i, row in enumerate(said):
        own: dict[str, Value] = {}
        for name, value in _mapping(to, f"{part.id}[{i + 1}]", row).items():
            _put(done, to, f"{part.id}.{name}", value, own)
        rows.append(own)
    to.rows[part.id] = tuple(rows)


def _sources(to: Answers, unit: Unit, said: Any) -> None:
    ticked = [str(one) for one in said] if isinstance(said, list) else []
    wrong = [one for one in ticked if one not in unit.sources]
    if wrong or not isinstance(said, list):
        known = ", ".join(unit.sources) or "none are asked"
        to.refuse(f"{unit.id}.sources", said, f"Sources are a list of: {known}.")
        return
    to.sources[unit.id] = tuple(ticked)


def _given(done: Compiled, to: Answers, name: str, rating: Any) -> None:
    target = done.names.targets.get(f"rating:{name}")
    if target is None:
        to.refuse(f"ratings.{name}", rating, "There is no item or outcome with this id.")
        return
    try:
        to.given[name] = str(target.read(rating))
    except Unfit as unfit:
        to.refuse(f"ratings.{name}", rating, str(unfit))


def _override(done: Compiled, to: Answers, name: str, said: Any) -> None:
    target = done.names.targets.get(f"rating:{name}")
    keys = ("rating", "by", "reason", "second", "at")
    if target is None or not isinstance(said, Mapping) or not set(said) <= set(keys):
        because = f"An override names an item or outcome, with {', '.join(keys)}."
        to.refuse(f"overrides.{name}", None, because)
        return
    try:
        rating = str(target.read(said.get("rating")))
    except Unfit as unfit:
        to.refuse(f"overrides.{name}", said.get("rating"), str(unfit))
        return
    made = Override(rating=rating, **{k: str(said.get(k) or "") for k in keys[1:]})
    if made.lacks:
        to.refuse(f"overrides.{name}", rating, made.lacks)
        return
    to.overrides[name] = made
