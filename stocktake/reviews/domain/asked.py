"""A review form's own questions: from the fields of a draft to answers that the form engine rates.

A field is named by its question: `q:A`, `q:goals.A2` for a sub-item's, `q:T=tick` for one tick,
`q:T[0].column` for a cell of a table, `q:people[0].often` for a sub-item asked row by row. What
was changed after the discussion begins with `d:` instead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake.core.periods import day_in_words
from stocktake.frameworks.domain.content import GRADES, Form, Item
from stocktake.frameworks.domain.instrument.asking import Settled
from stocktake.frameworks.domain.instrument.compiled import Compiled, Slot, Unit
from stocktake.frameworks.domain.instrument.parts import Question
from stocktake.frameworks.domain.instrument.printing import labels_of
from stocktake.frameworks.domain.instrument.rating import (
    INCOMPLETE,
    NO_RULE,
    NOT_APPLICABLE,
    Judged,
    Rated,
    rate,
)
from stocktake.frameworks.domain.instrument.soundness import tied
from stocktake.frameworks.domain.instrument.truth import OfRow, truth
from stocktake.frameworks.domain.instrument.values import NA, TABLES, plain
from stocktake.frameworks.domain.instrument.words import said as in_words
from stocktake.frameworks.domain.instrument.words import short

Fields = Mapping[str, str]
FACE = "face"  # the draft of the facts about the case
RECORD, DISCUSSION = "q:", "d:"
YES_NO = {"yes": "Yes", "no": "No", NA: "Not applicable"}
NONE = "none"  # what is sent for a list that is empty because there is nothing to list
OWN = ("rating", "override", "second", "main_reason")  # an item's fields besides its questions
_NAME = re.compile(
    r"[qd]:(?P<path>[\w.-]+?)(\[(?P<row>\d{1,3})\](\.(?P<column>[\w-]+))?)?(=(?P<tick>[\w-]+))?"
)
_DAYS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The form's own questions as drafted for one case, rated. `spoken`: the discussion is held."""

    form: Form
    done: Compiled
    rated: Rated
    spoken: bool

    def judged(self, item: str) -> Judged:
        return self.rated.judged[item]

    def shut(self, item: str) -> str | None:
        """Why the item does not apply; None where it does, or may."""
        found = self.judged(item)
        return found.because if found.status == NOT_APPLICABLE and not found.way else None

    def open_question(self, item: str) -> tuple[str, str] | None:
        """The first thing still needed of an item: the field, and what it needs."""
        return next(_needed(self, self.judged(item)), None)

    def open_fact(self) -> tuple[str, str] | None:
        """The first thing still needed of the facts about the case."""
        for refusal in self.rated.refused:
            if refusal.path.startswith("face."):
                return field_of(short(refusal.path, "face")), refusal.because
        for path in self.rated.face_missing:
            return field_of(short(path, "face")), f"answer “{self.done.slots[path].question.ask}”"
        return None

    def twice(self, unit: str) -> bool:
        """Whether the item is judged on the record and again after the discussion."""
        found = self.done.units.get(unit)
        return found is not None and found.twice

    def forced(self, path: str) -> Settled | None:
        """The answer that others gave to a question left blank."""
        every = (s for judged in self.rated.judged.values() for s in judged.settled)
        return next((settled for settled in every if settled.path == path), None)

    def refusal(self, path: str) -> str:
        """Why the answer given cannot stand."""
        return next((r.because for r in self.rated.barred if r.path == path), "")

    def rows(self, part: Unit) -> list[Mapping[str, Any]]:
        """The rows of its table that a sub-item is asked for."""
        if part.each is None:
            return []
        table = self.rated.facts.get(part.each.path)
        rows = table if isinstance(table, tuple) else ()
        return [row for row in rows if truth(part.each.where, OfRow(row, self.rated.facts))]

    def answers(self, item: str) -> dict[str, list[str]]:
        """The answers that stand, by the question's path within its item: question and answer."""
        found: dict[str, list[str]] = {}
        for path, slot in self.done.slots.items():
            value = self.rated.facts.get(path)
            asked = self.rated.asked.get(path) is not False
            if path.startswith(f"{item}.") and asked and value is not None:
                found[short(path, item)] = [slot.question.ask, answer_words(slot.question, value)]
        return found

    def level(self, item: str) -> str:
        """The rating that the rules give, in the form's words."""
        computed = self.judged(item).computed
        return labels_of(self.done).get(computed, computed) if computed else ""


def drafted(
    form: Form,
    answers: Mapping[str, Fields],
    window: tuple[date, date],
    *,
    by: str,
    spoken: bool,
) -> Drafted | None:
    """The form's own questions for one case; None where a form has none."""
    if not form.face and not any(asks(item) for item in form.items):
        return None
    done = tied(form).done
    first, last = (day.isoformat() for day in window)
    case = {
        "window": {"from": first, "to": last},
        "face": _face(done, answers.get(FACE, {})),
        "items": {i.id: _item(done, i, answers.get(i.id, {})) for i in form.items if asks(i)},
        "overrides": dict(_overrides(form, answers, by)),
    }
    return Drafted(form, done, rate(done, case), spoken)


def asks(item: Item) -> bool:
    """Whether the item has anything that the engine settles."""
    return bool(item.questions or item.parts or item.applies or item.rating or item.sources)


def field_of(path: str, *, spoken: bool = False) -> str:
    """The name of the field of a question, by its path within its item."""
    return f"{DISCUSSION if spoken else RECORD}{path}"


def is_field(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) or name in OWN or name.startswith("source=")


def answer_words(question: Question, value: Any) -> str:
    """An answer as people read it."""
    labels = {**YES_NO, **{option.id: option.words for option in question.options}}
    if isinstance(value, frozenset):
        return ", ".join(labels[one] for one in sorted(value)) or "None of these"
    if isinstance(value, tuple):
        return f"{len(value)} listed" if value else "There are none"
    if isinstance(value, date):
        return day_in_words(value)
    return labels.get(value, str(plain(value))) if isinstance(value, str) else str(plain(value))


def grade_of(judged: Judged) -> str:
    """The standing rating where it is one of the four grades."""
    return judged.rating if judged.rating in GRADES else ""


def because(judged: Judged) -> str:
    """Why the rules give it, as a sentence."""
    if judged.because or judged.way is None:
        return judged.because
    words = in_words(judged.way.when, judged.unit.id)
    return f"{words[:1].upper()}{words[1:]}."


def _needed(case: Drafted, judged: Judged) -> Iterator[tuple[str, str]]:
    item = judged.unit.id
    for refusal in judged.refused:
        yield (
            field_of(short(refusal.path, item)),
            f"“{refusal.answer}” cannot stand. {refusal.because}",
        )
    for path in judged.missing:
        bare = short(path, item)
        slot = case.done.slots.get(re.sub(r"\[\d+\]$", "", path))
        yield field_of(bare), f"answer “{slot.question.ask}”" if slot else f"answer {bare} first"
    if judged.status == NO_RULE and not judged.override:
        yield "rating", "no rule of this form fits these answers"
    if judged.status == INCOMPLETE and not judged.missing:
        yield "rating", "it cannot be rated yet"
    for refusal in case.rated.refused:
        if refusal.path == f"overrides.{item}":
            yield "override", refusal.because
    needs = {
        "reason": ("main_reason", "write the main reason"),
        "sources": ("source", "tick who or what was heard"),
    }
    for need in judged.needs:
        yield needs.get(need, (field_of(short(need, item)), "answer the question after the rating"))


# ---- from fields to answers


def _face(done: Compiled, fields: Fields) -> dict[str, Any]:
    return _values(done, "face", fields, RECORD)


def _item(done: Compiled, item: Item, fields: Fields) -> dict[str, Any]:
    found: dict[str, Any] = _values(done, item.id, fields, RECORD)
    if len(set(item.judged)) == 2:
        found = {"record": found, "discussion": _values(done, item.id, fields, DISCUSSION)}
    if fields.get("main_reason", "").strip():
        found["reason"] = fields["main_reason"]
    if item.sources:
        ticked = [
            n.removeprefix("source=") for n, v in fields.items() if n.startswith("source=") and v
        ]
        found["sources"] = ticked
    return found


def _values(done: Compiled, unit: str, fields: Fields, start: str) -> dict[str, Any]:
    """The answers of one item or of the face sheet, nested as the engine takes them."""
    found: dict[str, Any] = {}
    for name, typed in fields.items():
        match = _NAME.fullmatch(name)
        if not match or not name.startswith(start) or not typed.strip():
            continue
        path, row, column, tick = match["path"], match["row"], match["column"], match["tick"]
        each = done.units.get(f"{unit}.{path}")
        if each is not None and each.each and row is not None and column:
            rows = found.setdefault(path, {})
            _put(done, f"{each.id}.{column}", rows.setdefault(int(row), {}), column, typed, tick)
        elif row is not None and column:
            cells = _at(done, unit, path, found)
            cells.setdefault(path.split(".")[-1], {}).setdefault(int(row), {})[column] = _typed(
                _column_type(done.slots.get(f"{unit}.{path}"), column), typed
            )
        else:
            bare = path.split(".")[-1]
            _put(done, f"{unit}.{path}", _at(done, unit, path, found), bare, typed, tick)
    return _in_rows(found)


def _at(done: Compiled, unit: str, path: str, found: dict[str, Any]) -> dict[str, Any]:
    """Where an answer belongs: the item itself, or one of its sub-items."""
    part, _, _ = path.rpartition(".")
    inner: dict[str, Any] = found.setdefault(part, {}) if part else found
    return inner


def _put(
    done: Compiled, path: str, into: dict[str, Any], name: str, typed: str, tick: str | None
) -> None:
    slot = done.slots.get(path)
    if tick is not None:
        into.setdefault(name, []).append(tick)
    elif typed == NONE and slot is not None and slot.question.type in (*TABLES, "choices"):
        into.setdefault(name, [])
    else:
        into[name] = _typed(slot.question.type if slot else "", typed)


def _in_rows(found: dict[str, Any]) -> dict[str, Any]:
    """Rows kept by number become lists; a row in between that is blank keeps its place."""
    shown: dict[str, Any] = {}
    for name, value in found.items():
        if isinstance(value, dict) and value and all(isinstance(key, int) for key in value):
            shown[name] = [value.get(i, {}) for i in range(max(value) + 1)]
        else:
            shown[name] = _in_rows(value) if isinstance(value, dict) else value
    return shown


def _column_type(slot: Slot | None, column: str) -> str:
    columns: Iterable[Any] = slot.question.columns if slot else ()
    return next((c.type for c in columns if c.id == column), "")


def _typed(kind: str, text: str) -> str:
    """A date as people type it becomes one the engine reads; anything else stays as it is."""
    if kind != "date":
        return text.strip()
    for way in _DAYS:
        try:
            return datetime.strptime(text.strip(), way).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return text.strip()


def _overrides(
    form: Form, answers: Mapping[str, Fields], by: str
) -> Iterator[tuple[str, dict[str, str]]]:
    for item in form.items:
        fields = answers.get(item.id, {})
        if item.rating and fields.get("rating"):
            yield (
                item.id,
                {
                    "rating": fields["rating"],
                    "by": by,
                    "reason": fields.get("override", ""),
                    "second": fields.get("second", ""),
                },
            )
