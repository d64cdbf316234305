"""A form's own questions as the desk shows them: fields, what is not asked, what the rules give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.core.periods import day_in_words
from stocktake.frameworks.domain.instrument.compiled import Slot, Unit
from stocktake.frameworks.domain.instrument.parts import DEFAULT_SOURCES
from stocktake.frameworks.domain.instrument.printing import labels_of
from stocktake.frameworks.domain.instrument.values import (
    TABLES,
    choices_of,
)
from stocktake.frameworks.domain.instrument.words import said, short
from stocktake.reviews.domain.asked import (
    FACE,
    NONE,
    YES_NO,
    Drafted,
    Fields,
    answer_words,
    because,
    field_of,
)
from stocktake.ui.forms import ShownField
from stocktake.ui.values import Choice

SPARE = 2  # blank rows under a table, so that it grows without a script
WORDS = {**YES_NO, NONE: "None of these"}
NOBODY: Mapping[str, date] = {}
INLINE = 4  # as many radios stand in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One row of a table, or one person that a sub-item is asked for."""

    title: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. Exactly one of `field`, `ticks`, `rows` or `settled` is drawn."""

    id: str
    ask: str
    help: str
    field: ShownField | None = None
    inline: bool = False
    ticks: tuple[tuple[str, Choice], ...] = ()  # field name and box
    rows: tuple[AskedRow, ...] = ()
    none: ShownField | None = None  # “there are none”, for a table
    settled: str = ""  # the answer that others gave, or that is worked out
    why: str = ""  # why it is settled, or when it would be asked
    before: str = ""  # what was answered on the record
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedGroup:
    """The questions of an item, or of one sub-item."""

    title: str
    shut: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPane:
    """Everything that the engine brings to one step of the form."""

    groups: tuple[AskedGroup, ...]
    shut: str  # why the item does not apply
    sources: tuple[tuple[str, Choice], ...]
    reason: ShownField | None
    rating: str  # what the rules give, in words; empty for an item that they do not rate
    because: str
    rates: bool
    own: tuple[ShownField, ...]  # rating otherwise: the rating, why, and who agreed
    overridden: bool


def asked_pane(
    case: Drafted, key: str, fields: Fields, heard: Mapping[str, date] = NOBODY
) -> AskedPane | None:
    """The engine's side of a step; None where it brings nothing. `heard`: who of the family was
    heard beside the review, and when: offered as a source, never ticked for the reviewer."""
    if key == FACE:
        slots = [p for p in case.done.slots if p.startswith("face.")]
        group = AskedGroup(title="", shut="", questions=_questions(case, slots, fields, "face"))
        return AskedPane(
            groups=(group,), shut="", sources=(), reason=None, rating="", because="",
            rates=False, own=(), overridden=False,
        )  # fmt: skip
    unit = case.done.units.get(key)
    if unit is None or unit.kind != "item":
        return None
    judged = case.judged(key)
    return AskedPane(
        groups=tuple(_groups(case, unit, fields)),
        shut=case.shut(key) or "",
        sources=tuple(_sources(case, unit, fields, heard)),
        reason=_area("main_reason", "The main reason for this rating", fields)
        if unit.reason
        else None,
        rating=_rating_words(case, key),
        because=because(judged),
        rates=bool(unit.ways),
        own=_own(case, unit, fields) if unit.ways else (),
        overridden=judged.override is not None,
    )


def _groups(case: Drafted, unit: Unit, fields: Fields) -> Iterator[AskedGroup]:
    if unit.slots:
        yield AskedGroup(title="", shut="", questions=_questions(case, unit.slots, fields, unit.id))
    for part in (case.done.units[p] for p in unit.parts):
        title = part.title or short(part.id, unit.id)
        if part.each:
            yield from _by_row(case, unit, part, fields)
            continue
        judged = case.judged(part.id)
        shut = judged.because if judged.status == "not_applicable" and not judged.way else ""
        questions = () if shut else _questions(case, part.slots, fields, unit.id)
        yield AskedGroup(title=title, shut=shut, questions=questions)
    if unit.follow_ups:
        questions = _questions(case, unit.follow_ups, fields, unit.id)
        yield AskedGroup(title="After the rating", shut="", questions=questions)


def _by_row(case: Drafted, unit: Unit, part: Unit, fields: Fields) -> Iterator[AskedGroup]:
    """A sub-item once for each person it is asked for."""
    rows = case.rows(part)
    bare = short(part.id, unit.id)
    for i, row in enumerate(rows):
        name = next((str(v) for v in row.values() if v), f"{i + 1}")
        yield AskedGroup(
            title=f"{part.title or bare}: {name}",
            shut="",
            questions=tuple(
                _plain_question(case.done.slots[p], fields, f"{bare}[{i}].{short(p, part.id)}")
                for p in part.slots
            ),
        )
    if not rows:
        yield AskedGroup(title=part.title or bare, shut="Nobody is listed yet.", questions=())


def _questions(
    case: Drafted, paths: tuple[str, ...] | list[str], fields: Fields, unit: str
) -> tuple[Asked, ...]:
    asked = (case.done.slots[path] for path in paths)
    return tuple(_question(case, s, fields, unit) for s in asked if not _behind_gate(case, s))


def _behind_gate(case: Drafted, slot: Slot) -> bool:
    """Whether nothing need be said of it, because its item or sub-item does not apply."""
    return case.rated.asked.get(slot.path) is False and slot.when is None


def _question(case: Drafted, slot: Slot, fields: Fields, unit: str) -> Asked:
    name = short(slot.path, unit)
    stands = case.rated.facts.get(slot.path)
    if case.rated.asked.get(slot.path) is False and slot.when is not None:
        return _told(slot, why=f"Asked only when {said(slot.when, slot.unit)}.")
    if slot.value is not None:
        return _told(slot, settled=_words(slot, stands))
    forced = case.forced(slot.path)
    if forced is not None and not fields.get(field_of(name)):
        return _told(slot, settled=_words(slot, forced.answer), why=forced.because)
    return _plain_question(slot, fields, name, twice=case.spoken and case.twice(unit), case=case)


def _words(slot: Slot, value: Any) -> str:
    return "" if value is None else answer_words(slot.question, value)


def _told(slot: Slot, *, settled: str = "", why: str = "") -> Asked:
    asked = slot.question
    return Asked(id=slot.path, ask=asked.ask, help="", settled=settled, why=why)


def _plain_question(
    slot: Slot, fields: Fields, name: str, *, twice: bool = False, case: Drafted | None = None
) -> Asked:
    """A question with its field; after the discussion it begins with the answer on the record."""
    asked, record = slot.question, field_of(name)
    field = field_of(name, spoken=twice)
    value = fields.get(field) or (fields.get(record, "") if twice else "")
    refused = case.refusal(slot.path) if case else ""
    common: dict[str, Any] = {
        "id": slot.path,
        "ask": asked.ask,
        "help": asked.help,
        "error": refused,
    }
    common["before"] = YES_NO.get(fields.get(record, ""), fields.get(record, "")) if twice else ""
    if asked.type == "choices":
        return Asked(**common, ticks=tuple(_ticks(slot, fields, field)))
    if asked.type in TABLES:
        return Asked(
            **common, rows=tuple(_rows(slot, fields, field)), none=_none(slot, fields, field)
        )
    return Asked(
        **common, field=_field(slot, field, value), inline=len(choices_of(asked)) <= INLINE
    )


def _field(slot: Slot, name: str, value: str) -> ShownField:
    asked = slot.question
    choices = choices_of(asked)
    labels = {option.id: option for option in asked.options}
    kind = "radios" if choices else "textarea" if asked.type == "text" else "text"
    if asked.na and not choices:
        hint = "Write NA where it does not apply."
    else:
        hint = "For example, 19 October 2026" if asked.type == "date" else ""
    return ShownField(
        name=name,
        id=name.replace(":", "-"),
        label=asked.ask,
        kind=kind,
        value=value,
        error="",
        hint=asked.help or hint,
        choices=tuple(
            Choice(
                value=c,
                label=labels[c].words if c in labels else WORDS.get(c, c),
                hint=labels[c].help if c in labels else "",
                chosen=c == value,
            )
            for c in choices
        ),
        classes="govuk-input--width-10" if kind == "text" else "",
        inputmode="numeric" if asked.type == "number" else "",
        rows=2,
    )


def _ticks(slot: Slot, fields: Fields, name: str) -> Iterator[tuple[str, Choice]]:
    for option in slot.question.options:
        box = f"{name}={option.id}"
        yield (
            box,
            Choice(value="on", label=option.words, hint=option.help, chosen=bool(fields.get(box))),
        )
    yield name, Choice(value=NONE, label=WORDS[NONE], hint="", chosen=fields.get(name) == NONE)


def _rows(slot: Slot, fields: Fields, name: str) -> Iterator[AskedRow]:
    used = [n for n, v in fields.items() if n.startswith(f"{name}[") and v.strip()]
    last = max((int(n.split("[")[1].split("]")[0]) for n in used), default=-1)
    for i in range(last + 1 + SPARE):
        yield AskedRow(
            title=f"Row {i + 1}",
            fields=tuple(
                _cell(column, fields, f"{name}[{i}].{column.id}")
                for column in slot.question.columns
            ),
        )


def _cell(column: Any, fields: Fields, name: str) -> ShownField:
    choices = choices_of(column)
    labels = {option.id: option.words for option in column.options}
    value = fields.get(name, "")
    blank = Choice(value="", label="", hint="", chosen=not value)
    listed = tuple(
        Choice(value=c, label=labels.get(c) or WORDS.get(c, c), hint="", chosen=c == value)
        for c in choices
    )
    return ShownField(
        name=name,
        id=name.replace(":", "-"),
        label=column.ask or column.id,
        kind="select" if choices else "text",
        value=value,
        error="",
        hint="",
        choices=(blank, *listed) if choices else (),
    )


def _none(slot: Slot, fields: Fields, name: str) -> ShownField:
    chosen = fields.get(name) == NONE
    return ShownField(
        name=name,
        id=name.replace(":", "-"),
        label="There are none",
        kind="checkbox",
        value=NONE if chosen else "",
        error="",
        hint="",
        choices=(Choice(value=NONE, label="There are none", hint="", chosen=chosen),),
    )


def _sources(
    case: Drafted, unit: Unit, fields: Fields, heard: Mapping[str, date]
) -> Iterator[tuple[str, Choice]]:
    known = {s.id: s.words for s in (*DEFAULT_SOURCES, *case.done.instrument.sources)}
    for source in unit.sources:
        box = f"source={source}"
        hint = f"Heard on {day_in_words(heard[source])}" if source in heard else ""
        yield box, Choice(value="on", label=known[source], hint=hint, chosen=bool(fields.get(box)))


def _area(name: str, label: str, fields: Mapping[str, str]) -> ShownField:
    return ShownField(
        name=name, id=name, label=label, kind="textarea", value=fields.get(name, ""), error="",
        hint="", choices=(), rows=2,
    )  # fmt: skip


def _own(case: Drafted, unit: Unit, fields: Fields) -> tuple[ShownField, ...]:
    labels = labels_of(case.done)
    chosen = fields.get("rating", "")
    levels = [
        ("", "As the rules say"),
        *((level, labels.get(level, level)) for level in unit.levels),
    ]
    rating = ShownField(
        name="rating", id="rating", label="Your rating", kind="select", value=chosen, error="", hint="",
        choices=tuple(Choice(value=v, label=w, hint="", chosen=v == chosen) for v, w in levels),
    )  # fmt: skip
    second = ShownField(
        name="second", id="second", label="Who else agrees?", kind="text",
        value=fields.get("second", ""), error="", hint="A second person, by name and role.", choices=(),
    )  # fmt: skip
    return rating, _area("override", "Why do the rules not fit this case?", fields), second


def _rating_words(case: Drafted, item: str) -> str:
    open_ = {"no_rule": "No rule fits these answers", "refused": "Withheld"}
    return case.level(item) or open_.get(case.judged(item).status, "")
