"""What a name in a condition means: an answer, a column of the row in hand, or a rating.

A bare name means the nearest thing of that name: a question of the same sub-item, of the same
item, of one of its sub-items, then the face sheet, then an item's or outcome's rating. `face.G`,
`round.x`, `window.from` and `item.question` are always exact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from stocktake.frameworks.domain.instrument.parts import (
    Column,
    Instrument,
    InstrumentItem,
    Option,
    Question,
    Rating,
)
from stocktake.frameworks.domain.instrument.values import Unfit, Value, has_na, value_of

RATING = "rating:"
_NA_WORDS = ("na", "n/a")
WINDOW = {
    f"window.{end}": Question(id=end, ask=f"The window's {word} day", type="date")
    for end, word in (("from", "first"), ("to", "last"))
}
Loc = tuple[str | int, ...]


class Wrong(Exception):
    """Something in a condition that cannot be meant; `loc` is where in the file."""

    def __init__(self, loc: Loc, said: str) -> None:
        super().__init__(said)
        self.loc, self.said = loc, said


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for. A rating has levels and no question; `many`: one for each row."""

    path: str
    question: Question | Column | None = None
    levels: tuple[str, ...] = ()
    na: str = "na"  # what “not applicable” is called here; empty where it cannot be
    many: bool = False

    def read(self, written: Any) -> Value:
        """A literal as a value of this target. Raises Unfit."""
        if self.question is not None:
            return self._answer(written)
        said = str(written).strip()
        if said in self.levels or (self.na and said == self.na):
            return said
        if self.na and said.lower() in _NA_WORDS:
            return self.na
        raise Unfit(f"“{written}” is not one of: {', '.join(self.levels)}.")

    def _answer(self, written: Any) -> Value:
        assert self.question is not None
        question: Any = self.question
        if question.type == "computed":
            return _guess(written)
        if self.na:
            question = replace(question, na=True)
        elif str(written).strip().lower() in _NA_WORDS and not has_na(question):
            raise Unfit(f"“{question.id}” is always asked and has no answer NA.")
        if isinstance(question, Question):
            question = replace(question, min="", max="")
        value = value_of(question, written)
        if value is None:
            raise Unfit("A value is missing.")
        return value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a condition stands, which decides what a bare name means."""

    item: str = ""
    part: str = ""
    columns: Mapping[str, Column] | None = None


class Names:
    """Every name of an instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self.targets: dict[str, Target] = {p: Target(p, q, na="") for p, q in WINDOW.items()}
        self.parts: dict[str, tuple[str, ...]] = {}
        self._instrument = instrument
        for prefix, questions in (("face", instrument.face), ("round", instrument.round)):
            for question in questions:
                self._add(f"{prefix}.{question.id}", question)
        for item in instrument.items:
            self._item(item)
        for outcome in instrument.outcomes:
            levels = levels_of(outcome.rating, instrument.outcome_ratings or instrument.ratings)
            self._rating(outcome.id, levels)

    def find(self, name: str, place: Place, loc: Loc) -> Target:
        """Raises Wrong when nothing has this name."""
        if place.columns and (bare := name.removeprefix("row.")) in place.columns:
            column = place.columns[bare]
            return Target(f"row.{bare}", column, na="na" if column.na else "")
        for path in self._candidates(name, place):
            if path in self.targets:
                return self.targets[path]
        near = get_close_matches(name, [*self.targets, *self._short(place)], n=1)
        hint = f" Did you mean “{near[0].removeprefix(RATING)}”?" if near else ""
        raise Wrong(loc, f"There is nothing called “{name}” here.{hint}")

    def _candidates(self, name: str, place: Place) -> Iterator[str]:
        if name == "rating":
            yield f"{RATING}{place.item}.{place.part}" if place.part else f"{RATING}{place.item}"
        if place.part:
            yield f"{place.item}.{place.part}.{name}"
        if place.item:
            yield f"{place.item}.{name}"
            inside = [p for p in self.parts.get(place.item, ()) if f"{p}.{name}" in self.targets]
            if len(inside) == 1:
                yield f"{inside[0]}.{name}"
            yield f"{RATING}{place.item}.{name}"
            yield f"face.{name}"
        yield name
        yield f"{RATING}{name}"
        yield f"face.{name}"
        yield f"round.{name}"

    def _short(self, place: Place) -> list[str]:
        start = f"{place.item}." if place.item else "face."
        return [p.removeprefix(start) for p in self.targets if p.startswith(start)]

    def _item(self, item: InstrumentItem) -> None:
        gated = bool(item.applies)
        for question in (*item.questions, *item.follow_ups):
            self._add(f"{item.id}.{question.id}", question, gated=gated)
        self.parts[item.id] = tuple(f"{item.id}.{part.id}" for part in item.parts)
        for part in item.parts:
            for question in part.questions:
                one = gated or bool(part.applies)
                self._add(f"{item.id}.{part.id}.{question.id}", question, gated=one)
            if part.rating:
                levels = levels_of(part.rating, self._instrument.ratings)
                self._rating(
                    f"{item.id}.{part.id}",
                    levels,
                    gated=gated or bool(part.applies),
                    many=part.for_each is not None,
                )
        if item.rating:
            self._rating(item.id, levels_of(item.rating, self._instrument.ratings), gated=gated)

    def _add(self, path: str, question: Question, *, gated: bool = False) -> None:
        na = gated or has_na(question) or question.when is not None or not question.required
        self.targets[path] = Target(path, question, na="na" if na else "")

    def _rating(
        self, name: str, levels: tuple[str, ...], *, gated: bool = False, many: bool = False
    ) -> None:
        # Whether a rating can be NA is settled by its gate or rule; to name it is never wrong.
        na = self._instrument.not_applicable
        self.targets[f"{RATING}{name}"] = Target(f"{RATING}{name}", None, levels, na, many)


def levels_of(rating: Rating, scale: tuple[Option, ...]) -> tuple[str, ...]:
    """The levels a rating may take, in order: its own, or the scale's, or those its rules give."""
    if rating.levels:
        return rating.levels
    given = tuple(dict.fromkeys(rule.gives for rule in rating.rules))
    return tuple(option.id for option in scale) or given


def _guess(written: Any) -> Value:
    """A literal beside a computed value, whose kind is known only when it is worked out."""
    for kind in ("number", "date", "yes_no_na"):
        try:
            value = value_of(Column(id="x", type=kind), written)
        except Unfit:
            continue
        if value is not None:
            return value
    return str(written)
