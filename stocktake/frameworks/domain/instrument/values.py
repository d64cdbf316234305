"""Answers as values: read from what was written, by the type of the question.

An answer that nobody has given is None. A question that is not asked counts as NA everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from stocktake.frameworks.domain.instrument.parts import Column, Question

Row = Mapping[str, Any]
Value = str | int | Decimal | date | frozenset[str] | tuple[Row, ...]
YES, NO, NA = "yes", "no", "na"
_YES, _NO, _NA = ("yes", "y", "true"), ("no", "n", "false"), ("na", "n/a", "not applicable")
TABLES = ("table", "people")
ORDERED = ("number", "date", "scale")


class Unfit(ValueError):
    """What was written is no answer to this question; the message is a sentence."""


def has_na(question: Question | Column) -> bool:
    return question.na or question.type == "yes_no_na"


def choices_of(question: Question | Column) -> tuple[str, ...]:
    """The fixed answers of a question, NA last; none for numbers, dates, texts and tables."""
    last = (NA,) if has_na(question) else ()
    if question.type in ("yes_no", "yes_no_na"):
        return (YES, NO, *last)
    if question.type in ("choice", "scale"):
        return (*(option.id for option in question.options), *last)
    return ()


def value_of(question: Question | Column, written: Any) -> Value | None:
    """The value of what was written; None for a blank. Raises Unfit."""
    if written is None or (isinstance(written, str) and not written.strip()):
        return None
    if has_na(question) and _word(written) in _NA:
        return NA
    reads: Callable[[Question | Column, Any], Value] = _READERS[question.type]
    return reads(question, written)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [{k: plain(v) for k, v in row.items()} for row in value]
    return value


def in_words(value: Any) -> str:
    """A value within a sentence."""
    if value == NA:
        return "NA"
    if isinstance(value, frozenset | set):
        return ", ".join(in_words(v) for v in sorted(value, key=str)) or "nothing"
    if isinstance(value, tuple):
        return f"{len(value)} rows"
    return "not answered" if value is None else str(plain(value))


def _word(written: Any) -> str:
    return str(written).strip().lower()


def _yes_no(question: Question | Column, written: Any) -> str:
    word = _word(written)
    if word in _YES:
        return YES
    if word in _NO:
        return NO
    raise Unfit(f"“{written}” is not one of: {_listed(choices_of(question))}.")


def _choice(question: Question | Column, written: Any) -> str:
    known = choices_of(question)
    if isinstance(written, bool):
        written = YES if written else NO
    if str(written) in known:
        return str(written)
    raise Unfit(f"“{written}” is not one of: {_listed(known)}.")


def _ticks(question: Question | Column, written: Any) -> frozenset[str]:
    ticked = [written] if isinstance(written, str) else written
    if not isinstance(ticked, Sequence):
        raise Unfit("Give a list of ticks, empty where nothing is ticked.")
    known = {option.id for option in question.options}
    wrong = [str(one) for one in ticked if str(one) not in known]
    if wrong:
        raise Unfit(f"“{wrong[0]}” is not one of: {_listed(sorted(known))}.")
    return frozenset(str(one) for one in ticked)


def number_of(written: Any) -> int | Decimal:
    """A whole number or a decimal. Raises Unfit."""
    try:
        if isinstance(written, bool):
            raise InvalidOperation
        number = Decimal(str(written).strip())
    except InvalidOperation:
        raise Unfit(f"“{written}” is not a number.") from None
    if not number.is_finite():
        raise Unfit(f"“{written}” is not a number.")
    return int(number) if number == number.to_integral_value() else number


def date_of(written: Any) -> date:
    """A day written as 2026-04-20. Raises Unfit."""
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(str(written).strip())
    except ValueError:
        raise Unfit(f"“{written}” is not a date such as 2026-04-20.") from None


def _number(question: Question | Column, written: Any) -> int | Decimal:
    number = number_of(written)
    if isinstance(question, Question):
        if question.min and number < number_of(question.min):
            raise Unfit(f"{written} is less than {question.min}.")
        if question.max and number > number_of(question.max):
            raise Unfit(f"{written} is more than {question.max}.")
    return number


def _date(question: Question | Column, written: Any) -> date:
    day = date_of(written)
    if isinstance(question, Question):
        if question.min and day < date_of(question.min):
            raise Unfit(f"{written} is before {question.min}.")
        if question.max and day > date_of(question.max):
            raise Unfit(f"{written} is after {question.max}.")
    return day


def _text(question: Question | Column, written: Any) -> str:
    if not isinstance(written, str | int | float):
        raise Unfit("Give a text.")
    return str(written)


def _table(question: Question | Column, written: Any) -> tuple[Row, ...]:
    if not isinstance(written, Sequence) or isinstance(written, str):
        raise Unfit("Give a list of rows, empty where there are none.")
    assert isinstance(question, Question)
    columns = {column.id: column for column in question.columns}
    return tuple(_row(columns, row, i + 1) for i, row in enumerate(written))


def _row(columns: Mapping[str, Column], written: Any, number: int) -> Row:
    if not isinstance(written, Mapping):
        raise Unfit(f"Row {number}: give a value for each column.")
    for name in written:
        if str(name) not in columns:
            raise Unfit(f"Row {number}: there is no column “{name}”.")
    row: dict[str, Any] = dict.fromkeys(columns)
    for name, value in written.items():
        try:
            row[str(name)] = value_of(columns[str(name)], value)
        except Unfit as unfit:
            raise Unfit(f"Row {number}, {name}: {unfit}") from None
    return row


def _computed(question: Question | Column, written: Any) -> Value:
    raise Unfit("This is worked out from other answers and is not given.")


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)


_READERS: Mapping[str, Any] = {
    "yes_no": _yes_no,
    "yes_no_na": _yes_no,
    "choice": _choice,
    "scale": _choice,
    "choices": _ticks,
    "number": _number,
    "date": _date,
    "text": _text,
    "table": _table,
    "people": _table,
    "computed": _computed,
}
