"""An instrument in the words of a printed form: what is asked, when, and what rates it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stocktake.frameworks.domain.instrument.compiled import Compiled, Slot, Unit
from stocktake.frameworks.domain.instrument.logic import ALWAYS
from stocktake.frameworks.domain.instrument.parts import DEFAULT_SOURCES, Option
from stocktake.frameworks.domain.instrument.values import TABLES, in_words
from stocktake.frameworks.domain.instrument.words import said, short

KINDS = {
    "yes_no": "Yes or no",
    "yes_no_na": "Yes, no or not applicable",
    "choice": "One of",
    "choices": "Any of",
    "scale": "A point on a scale",
    "number": "A number",
    "date": "A date",
    "text": "Text",
    "table": "A table, one row for each",
    "people": "A table of people",
    "computed": "Worked out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    id: str
    ask: str
    kind: str
    help: str
    options: tuple[Option, ...]
    columns: tuple[str, ...]
    notes: tuple[str, ...]  # when it is asked, what is forced, that it may be left


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRating:
    """A rule of a rating: the level it gives, and when."""

    level: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedUnit:
    """An item, a sub-item or an outcome."""

    id: str
    title: str
    help: str
    gates: tuple[tuple[str, str], ...]
    questions: tuple[PrintedQuestion, ...]
    parts: tuple["PrintedUnit", ...]
    rules: tuple[PrintedRating, ...]
    precedence: str
    follow_ups: tuple[PrintedQuestion, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A whole instrument, its items under their sections; a section without title comes first."""

    face: tuple[PrintedQuestion, ...]
    round: tuple[PrintedQuestion, ...]
    sections: tuple[tuple[str, str, tuple[PrintedUnit, ...]], ...]
    outcomes: tuple[PrintedUnit, ...]
    checks: tuple[tuple[str, str], ...]
    thresholds: tuple[tuple[str, str], ...]


def printed(done: Compiled) -> Printed:
    """The instrument as a person reads it."""
    made = done.instrument
    units = {item.id: (item.section, _unit(done, done.units[item.id])) for item in made.items}
    known = [("", "", ""), *((s.id, s.title, s.help) for s in made.sections)]
    sections = [
        (title, help_, tuple(unit for section, unit in units.values() if section == id_))
        for id_, title, help_ in known
    ]
    return Printed(
        face=_questions(done, [p for p in done.slots if p.startswith("face.")]),
        round=_questions(done, [p for p in done.slots if p.startswith("round.")]),
        sections=tuple(section for section in sections if section[2]),
        outcomes=tuple(_unit(done, done.units[outcome.id]) for outcome in made.outcomes),
        checks=tuple((check.says, said(check.must)) for check in done.checks),
        thresholds=tuple(
            (
                share.threshold.title or share.threshold.id,
                _threshold(
                    done, share.threshold.of, share.threshold.counts, share.threshold.at_least
                ),
            )
            for share in done.shares
        ),
    )


def labels_of(done: Compiled) -> dict[str, str]:
    """Rating ids with their words."""
    made = done.instrument
    found = {option.id: option.words for option in (*made.ratings, *made.outcome_ratings)}
    return {done.na: "Not applicable", **found}


def _threshold(done: Compiled, of: str, counts: Sequence[str], at_least: str) -> str:
    labels = labels_of(done)
    levels = " or ".join(labels.get(level, level) for level in counts)
    return f"{of}: {levels} in at least {at_least} % of the applicable cases"


def _unit(done: Compiled, unit: Unit) -> PrintedUnit:
    labels = labels_of(done)
    written = next((i for i in done.instrument.items if i.id == unit.id), None)
    return PrintedUnit(
        id=unit.id.split(".")[-1],
        title=unit.title,
        help=written.help if written else "",
        gates=tuple((said(gate.when, unit.id), gate.reason) for gate in unit.gates),
        questions=_questions(done, unit.slots),
        parts=tuple(_unit(done, done.units[part]) for part in unit.parts),
        rules=tuple(
            PrintedRating(
                level=labels.get(way.gives, way.gives), when=way.says or said(way.when, unit.id)
            )
            for way in unit.ways
        ),
        precedence=", then ".join(labels.get(level, level) for level in unit.precedence),
        follow_ups=_questions(done, unit.follow_ups),
        notes=tuple(_unit_notes(done, unit)),
    )


def _unit_notes(done: Compiled, unit: Unit) -> Iterator[str]:
    if unit.each:
        which = "" if unit.each.where == ALWAYS else f" where {said(unit.each.where, 'row')}"
        yield f"Asked once for each row of {short(unit.each.path)}{which}."
    if unit.twice:
        yield "Judged on the record, and again after the discussion."
    if unit.sources:
        known = {s.id: s.words for s in (*DEFAULT_SOURCES, *done.instrument.sources)}
        yield f"Sources to tick: {', '.join(known[s] for s in unit.sources)}."
    if unit.reason:
        yield "The main reason is written in words."


def _questions(done: Compiled, paths: Sequence[str]) -> tuple[PrintedQuestion, ...]:
    return tuple(_question(done.slots[path]) for path in paths)


def _question(slot: Slot) -> PrintedQuestion:
    asked = slot.question
    return PrintedQuestion(
        id=asked.id,
        ask=asked.ask,
        kind=KINDS[asked.type],
        help=asked.help,
        options=asked.options,
        columns=tuple(c.ask or c.id for c in asked.columns) if asked.type in TABLES else (),
        notes=tuple(_notes(slot)),
    )


def _notes(slot: Slot) -> Iterator[str]:
    asked = slot.question
    if slot.when is not None:
        yield f"Asked when {said(slot.when, slot.unit)}."
    if asked.na:
        yield "May be not applicable."
    if asked.within_window:
        yield "Within the window."
    if asked.min or asked.max:
        yield f"From {asked.min or 'any'} to {asked.max or 'any'}."
    for force in slot.forced:
        does = (
            f"is {in_words(force.to)}" if force.to is not None else f"is not {in_words(force.bar)}"
        )
        yield f"The answer {does} when {said(force.when, slot.unit)}. {force.because}"
    if not asked.required:
        yield "May be left blank."
