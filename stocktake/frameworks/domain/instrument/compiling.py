"""From an instrument as written to one whose conditions are read and whose names are tied.

Whatever cannot be meant is gathered with its place in the file, all of it at once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from stocktake.frameworks.domain.instrument import counting
from stocktake.frameworks.domain.instrument.compiled import (
    Compiled,
    CrossCheck,
    Each,
    Force,
    Opening,
    Share,
    Slot,
    Unit,
    Way,
)
from stocktake.frameworks.domain.instrument.grammar import Reader, condition, literals, term
from stocktake.frameworks.domain.instrument.logic import ALWAYS, Condition, Not
from stocktake.frameworks.domain.instrument.names import Loc, Names, Place, Target, Wrong, levels_of
from stocktake.frameworks.domain.instrument.parts import (
    DEFAULT_SOURCES,
    Check,
    Forced,
    Gate,
    Instrument,
    InstrumentItem,
    Option,
    Outcome,
    Part,
    Question,
    Rating,
    Rule,
    Threshold,
)
from stocktake.frameworks.domain.instrument.values import Value

Found = tuple[Loc, str]
T = TypeVar("T")


@dataclass(slots=True)
class Gathering:
    """What is compiled so far, and what could not be meant."""

    instrument: Instrument
    names: Names
    mistakes: list[Found] = field(default_factory=list)
    slots: dict[str, Slot] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def reader(self, place: Place) -> Reader:
        return Reader(self.names, counting.WORDS, counting.AMOUNTS, place)

    def safely(
        self, reads: Callable[[Reader, Any, Loc], T], raw: Any, loc: Loc, place: Place, blank: T
    ) -> T:
        """What `reads` makes of it, or `blank` with the mistake noted."""
        try:
            return reads(self.reader(place), raw, loc)
        except Wrong as wrong:
            self.mistakes.append((wrong.loc, wrong.said))
            return blank

    def condition(self, raw: Any, loc: Loc, place: Place) -> Condition:
        blank: Condition = ALWAYS
        return blank if raw is None else self.safely(condition, raw, loc, place, blank)


def compiled(instrument: Instrument) -> tuple[Compiled, list[Found]]:
    """The compiled instrument and its mistakes; with any mistake it must not be used."""
    to = Gathering(instrument, Names(instrument))
    _questions(to, "face", instrument.face, ("face",), Place())
    _questions(to, "round", instrument.round, ("round",), Place())
    for i, item in enumerate(instrument.items):
        _item(to, item, ("items", i))
    for i, outcome in enumerate(instrument.outcomes):
        _outcome(to, outcome, ("outcomes", i))
    done = Compiled(
        instrument=instrument,
        names=to.names,
        slots=to.slots,
        units=to.units,
        checks=tuple(_check(to, c, ("checks", i)) for i, c in enumerate(instrument.checks)),
        shares=tuple(_share(to, t, ("thresholds", i)) for i, t in enumerate(instrument.thresholds)),
    )
    return done, to.mistakes


# ---- questions


def _questions(
    to: Gathering, unit: str, questions: Sequence[Question], loc: Loc, place: Place
) -> tuple[str, ...]:
    slots = [_slot(to, unit, q, (*loc, i), place) for i, q in enumerate(questions)]
    to.slots.update({slot.path: slot for slot in slots})
    return tuple(slot.path for slot in slots)


def _slot(to: Gathering, unit: str, question: Question, loc: Loc, place: Place) -> Slot:
    path = f"{unit}.{question.id}"
    asked = None if question.when is None else to.condition(question.when, (*loc, "when"), place)
    value = None
    if question.value is not None:
        value = to.safely(term, question.value, (*loc, "value"), place, None)
    return Slot(
        path=path,
        unit=unit,
        question=question,
        loc=loc,
        when=asked,
        forced=tuple(
            _force(to, to.names.targets[path], f, (*loc, "forced", i), place)
            for i, f in enumerate(question.forced)
        ),
        value=value,
        samples=_samples(to, path, question, (*loc, "samples"), place),
    )


def _samples(
    to: Gathering, path: str, question: Question, loc: Loc, place: Place
) -> tuple[Value, ...]:
    def read(reader: Reader, raw: Any, at: Loc) -> tuple[Value, ...]:
        target = to.names.targets[path]
        found = [next(iter(literals(target, one, (*at, i)))) for i, one in enumerate(raw)]
        return tuple(dict.fromkeys(found))

    return to.safely(read, question.samples, loc, place, ())


def _force(to: Gathering, target: Target, forced: Forced, loc: Loc, place: Place) -> Force:
    if (forced.to is None) == (forced.bar is None):
        to.mistakes.append((loc, "Give either “to”, the answer, or “bar”, the answers barred."))
    if (forced.when is None) == (forced.unless is None):
        to.mistakes.append((loc, "Give either “when” or “unless”."))
    key = "unless" if forced.when is None else "when"
    held = to.condition(forced.when if key == "when" else forced.unless, (*loc, key), place)
    target = replace(target, na="na")  # an answer may be barred that could not be given anyway
    to_ = _answers(to, target, forced.to, (*loc, "to"), place)
    return Force(
        when=held if key == "when" else Not(held),
        to=next(iter(to_), None),
        bar=_answers(to, target, forced.bar, (*loc, "bar"), place),
        because=forced.because,
        loc=loc,
    )


def _answers(to: Gathering, target: Target, raw: Any, loc: Loc, place: Place) -> frozenset[Value]:
    if raw is None:
        return frozenset()
    return to.safely(lambda _, one, at: literals(target, one, at), raw, loc, place, frozenset())


# ---- what is judged


def _item(to: Gathering, item: InstrumentItem, loc: Loc) -> None:
    place = Place(item=item.id)
    for i, part in enumerate(item.parts):
        _part(to, item, part, (*loc, "parts", i))
    slots = _questions(to, item.id, item.questions, (*loc, "questions"), place)
    unit = Unit(
        id=item.id,
        kind="item",
        title=item.title,
        loc=loc,
        gates=_gates(to, item.applies, (*loc, "applies"), place),
        slots=slots,
        follow_ups=_questions(to, item.id, item.follow_ups, (*loc, "follow_ups"), place),
        parts=tuple(f"{item.id}.{part.id}" for part in item.parts),
        reason=item.reason,
        sources=_sources(to, item.sources, (*loc, "sources")),
        twice=len(set(item.judged)) == 2,
    )
    to.units[item.id] = _rated(to, unit, item.rating, to.instrument.ratings, place)


def _part(to: Gathering, item: InstrumentItem, part: Part, loc: Loc) -> None:
    place = Place(item=item.id, part=part.id)
    each = None
    if part.for_each:
        where = {"of": part.for_each.table, "where": part.for_each.where or "always"}
        rows = to.safely(counting.table_rows, where, (*loc, "for_each"), place, None)
        if rows is not None:
            each = Each(rows.path, rows.where or ALWAYS, part.for_each.samples)
            columns = getattr(to.names.targets[rows.path].question, "columns", ())
            place = replace(place, columns={column.id: column for column in columns})
    unit = Unit(
        id=f"{item.id}.{part.id}",
        kind="part",
        title=part.title,
        loc=loc,
        parent=item.id,
        gates=_gates(to, part.applies, (*loc, "applies"), place),
        slots=_questions(to, f"{item.id}.{part.id}", part.questions, (*loc, "questions"), place),
        each=each,
    )
    to.units[unit.id] = _rated(to, unit, part.rating, to.instrument.ratings, place)


def _outcome(to: Gathering, outcome: Outcome, loc: Loc) -> None:
    unit = Unit(
        id=outcome.id,
        kind="outcome",
        title=outcome.title,
        loc=loc,
        gates=_gates(to, outcome.applies, (*loc, "applies"), Place()),
    )
    scale = to.instrument.outcome_ratings or to.instrument.ratings
    to.units[outcome.id] = _rated(to, unit, outcome.rating, scale, Place())


def _gates(to: Gathering, gates: Iterable[Gate], loc: Loc, place: Place) -> tuple[Opening, ...]:
    return tuple(
        Opening(to.condition(gate.when, (*loc, i, "when"), place), gate.reason, (*loc, i))
        for i, gate in enumerate(gates)
    )


def _rated(
    to: Gathering, unit: Unit, rating: Rating | None, scale: Sequence[Option], place: Place
) -> Unit:
    """The unit with the rules of its rating."""
    if rating is None:
        return unit
    loc: Loc = (*unit.loc, "rating")
    levels = levels_of(rating, tuple(scale))
    known = {*(option.id for option in scale), to.instrument.not_applicable}
    for i, level in enumerate(rating.levels):
        if scale and level not in known:
            to.mistakes.append(((*loc, "levels", i), f"There is no rating “{level}” above."))
    for i, level in enumerate(rating.precedence):
        if level not in {rule.gives for rule in rating.rules}:
            said = f"No rule gives “{level}”, so it can take no precedence."
            to.mistakes.append(((*loc, "precedence", i), said))
    may_give = {*levels, to.instrument.not_applicable}
    ways = [
        _way(to, rating, may_give, i, (*loc, "rules", i), place) for i in range(len(rating.rules))
    ]
    return replace(unit, levels=levels, ways=tuple(ways), precedence=rating.precedence)


def _way(to: Gathering, rating: Rating, may_give: set[str], i: int, loc: Loc, place: Place) -> Way:
    rule: Rule = rating.rules[i]
    if rule.gives not in may_give:
        to.mistakes.append(((*loc, "gives"), f"There is no rating “{rule.gives}” here."))
    number = sum(1 for earlier in rating.rules[: i + 1] if earlier.gives == rule.gives)
    return Way(
        id=f"{rule.gives}.{number}",
        gives=rule.gives,
        when=to.condition(rule.when, (*loc, "when"), place),
        says=rule.says,
        loc=loc,
    )


def _sources(to: Gathering, asked: tuple[str, ...] | bool, loc: Loc) -> tuple[str, ...]:
    known = tuple(s.id for s in to.instrument.sources or DEFAULT_SOURCES)
    if isinstance(asked, bool):
        return known if asked else ()
    for i, one in enumerate(asked):
        if one not in known:
            to.mistakes.append(((*loc, i), f"There is no source “{one}”: {', '.join(known)}."))
    return asked


# ---- over a whole case, and over a round


def _check(to: Gathering, check: Check, loc: Loc) -> CrossCheck:
    return CrossCheck(
        id=check.id,
        when=to.condition(check.when, (*loc, "when"), Place()),
        must=to.condition(check.must, (*loc, "must"), Place()),
        says=check.says,
        loc=loc,
    )


def _share(to: Gathering, threshold: Threshold, loc: Loc) -> Share:
    unit = to.units.get(threshold.of)
    if unit is None or not unit.ways:
        to.mistakes.append(((*loc, "of"), f"There is no item or outcome “{threshold.of}”."))
    for i, level in enumerate(threshold.counts):
        if unit is not None and level not in unit.levels:
            said = f"“{threshold.of}” has no level “{level}”."
            to.mistakes.append(((*loc, "counts", i), said))
    return Share(threshold, to.condition(threshold.also, (*loc, "also"), Place()), loc)
