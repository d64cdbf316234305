"""What a schema cannot say of an instrument's parts: ids that repeat, types without what they need."""

from collections.abc import Iterable, Iterator, Sequence

from stocktake.frameworks.domain.instrument import counting
from stocktake.frameworks.domain.instrument.compiling import Found
from stocktake.frameworks.domain.instrument.names import Loc
from stocktake.frameworks.domain.instrument.parts import (
    Column,
    Instrument,
    InstrumentItem,
    Question,
    Rating,
)
from stocktake.frameworks.domain.instrument.values import TABLES, Unfit, date_of, number_of

# Words that mean something else where an id would stand.
RESERVED = {*counting.WORDS, "row", "face", "round", "window", "rating", "reason", "sources"}
RESERVED |= {"record", "discussion", "follow_ups"}


def mistakes_of_shape(instrument: Instrument) -> list[Found]:
    """Every such mistake, with its place in the file."""
    found = list(_twice(("items",), [item.id for item in instrument.items]))
    found += _twice(("outcomes",), [outcome.id for outcome in instrument.outcomes])
    found += _twice(("sections",), [section.id for section in instrument.sections])
    found += _twice(("ratings",), [option.id for option in instrument.ratings])
    found += _twice(("outcome_ratings",), [option.id for option in instrument.outcome_ratings])
    for where in ("items", "outcomes"):
        for i, one in enumerate(getattr(instrument, where)):
            found += _reserved(one.id, (where, i, "id"))
    found += _questions(instrument.face, ("face",))
    found += _questions(instrument.round, ("round",))
    items = {item.id for item in instrument.items}
    for i, outcome in enumerate(instrument.outcomes):
        if outcome.id in items:
            found.append((("outcomes", i, "id"), f"“{outcome.id}” is already an item's id."))
        found += _rating(outcome.rating, ("outcomes", i, "rating"))
    for i, item in enumerate(instrument.items):
        found += _item(instrument, item, ("items", i))
    return found


def _item(instrument: Instrument, item: InstrumentItem, loc: Loc) -> Iterator[Found]:
    yield from _questions(item.questions, (*loc, "questions"))
    yield from _questions(item.follow_ups, (*loc, "follow_ups"))
    yield from _twice((*loc, "parts"), [part.id for part in item.parts])
    if item.section and item.section not in {s.id for s in instrument.sections}:
        yield (*loc, "section"), f"There is no section “{item.section}” above."
    own = {question.id for question in item.questions}
    for i, question in enumerate(item.follow_ups):
        if question.id in own:
            yield (*loc, "follow_ups", i, "id"), f"The id “{question.id}” stands twice."
    for i, part in enumerate(item.parts):
        if part.id in own:
            yield (*loc, "parts", i, "id"), f"“{part.id}” is already a question of this item."
        yield from _reserved(part.id, (*loc, "parts", i, "id"))
        yield from _questions(part.questions, (*loc, "parts", i, "questions"))
        if part.rating:
            yield from _rating(part.rating, (*loc, "parts", i, "rating"))
    if item.rating:
        yield from _rating(item.rating, (*loc, "rating"))


def _rating(rating: Rating, loc: Loc) -> Iterator[Found]:
    if not rating.rules:
        yield (*loc, "rules"), "A rating needs at least one rule."
    yield from _twice((*loc, "levels"), rating.levels, key=None)
    yield from _twice((*loc, "precedence"), rating.precedence, key=None)


def _questions(questions: Sequence[Question], loc: Loc) -> Iterator[Found]:
    yield from _twice(loc, [question.id for question in questions])
    for i, question in enumerate(questions):
        yield from _reserved(question.id, (*loc, i, "id"))
        yield from ((at, said) for at, said in _question(question, (*loc, i)))


def _reserved(id_: str, loc: Loc) -> Iterator[Found]:
    if id_ in RESERVED:
        yield loc, f"“{id_}” is a word of the language; choose another id."


def _question(question: Question, loc: Loc) -> Iterator[Found]:
    kind = question.type
    yield from _options(question, loc)
    if kind in TABLES and not question.columns:
        yield loc, "A table needs “columns”."
    if question.columns and kind not in TABLES:
        yield (*loc, "columns"), "Only a table has columns."
    if (kind == "computed") != (question.value is not None):
        yield (
            (*loc, "type"),
            "“value” belongs to a question of type computed, and each of those needs one.",
        )
    if question.within_window and kind != "date":
        yield (*loc, "within_window"), "Only a date can be asked to lie within the window."
    if question.samples and kind not in ("number", "date", "computed"):
        yield (*loc, "samples"), "Samples belong to a number, a date or a computed value."
    yield from _bounds(question, loc)
    yield from _twice((*loc, "columns"), [column.id for column in question.columns])
    for i, column in enumerate(question.columns):
        yield from _options(column, (*loc, "columns", i))


def _options(asked: Question | Column, loc: Loc) -> Iterator[Found]:
    wants = asked.type in ("choice", "choices", "scale")
    if wants and not asked.options:
        yield (*loc, "type"), f"A question of type {asked.type} needs “options”."
    if asked.options and not wants:
        yield (*loc, "options"), f"A question of type {asked.type} has no options of its own."
    yield from _twice((*loc, "options"), [option.id for option in asked.options])


def _bounds(question: Question, loc: Loc) -> Iterator[Found]:
    for name, written in (("min", question.min), ("max", question.max)):
        if not written:
            continue
        if question.type not in ("number", "date"):
            yield (*loc, name), "Only a number or a date has bounds."
            continue
        try:
            (number_of if question.type == "number" else date_of)(written)
        except Unfit as unfit:
            yield (*loc, name), str(unfit)


def _twice(loc: Loc, ids: Iterable[str], key: str | None = "id") -> Iterator[Found]:
    seen: set[str] = set()
    for i, one in enumerate(ids):
        if one in seen:
            yield ((*loc, i, key) if key else (*loc, i)), f"The id “{one}” stands twice."
        seen.add(one)
