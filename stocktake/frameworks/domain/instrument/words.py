"""Conditions in words, for reasons that are shown to people and for the printed form."""

from collections.abc import Callable, Iterable
from typing import Any

from stocktake.frameworks.domain.instrument.logic import (
    All,
    Answered,
    AnyOf,
    Between,
    Column,
    Compare,
    Condition,
    Given,
    Not,
    OneOf,
    Ref,
    Rows,
    Sum,
    Tally,
    Term,
    Ticks,
    Verdict,
)
from stocktake.frameworks.domain.instrument.names import RATING
from stocktake.frameworks.domain.instrument.values import in_words

_OPS = {
    "is": "is",
    "is_not": "is not",
    "less_than": "is less than",
    "at_most": "is at most",
    "more_than": "is more than",
    "at_least": "is at least",
}


_LIMITS = {
    "is": "exactly",
    "is_not": "not exactly",
    "less_than": "fewer than",
    "at_most": "at most",
    "more_than": "more than",
    "at_least": "at least",
}


def said(condition: Condition, unit: str = "") -> str:
    """A condition as a clause. Names of `unit`'s own questions stand without it."""
    name = _named(unit)
    match condition:
        case All(()):
            return "always"
        case All(of):
            alike = len(of) > 2 and _alike(of)
            return f"each of {_listed(of, unit)}" if alike else _joined(of, " and ", unit)
        case AnyOf(of):
            return _joined(of, " or ", unit)
        case Not(of):
            return _denied(of, unit)
        case Compare(Tally(of), op, Given(number)):
            link = "of" if _alike(of) else "of these hold:"
            return f"{_LIMITS[op]} {number} {link} {_listed(of, unit)}"
        case Compare(Rows(path, where), "is", Rows(same, None)) if where and path == same:
            return f"in every row of {name(path)} {said(where, 'row')}"
        case Compare(left, op, right):
            return f"{_amount(left, name, unit)} {_OPS[op]} {_amount(right, name, unit)}"
        case OneOf(of, values):
            return f"{_amount(of, name, unit)} is {_either(values)}"
        case Ticks(path, how, values):
            link = {"any": "includes one of", "all": "includes", "only": "holds nothing beyond"}[
                how
            ]
            return f"{name(path)} {link} {in_words(values)}"
        case Answered(path):
            return f"{name(path)} is answered"


def short(path: str, unit: str = "") -> str:
    """A path as people write it."""
    bare = path.removeprefix(RATING)
    return bare.removeprefix(f"{unit}.") if unit else bare


def _alike(of: tuple[Condition, ...]) -> bool:
    """Whether all ask the same of several answers."""
    asked = {one.values if isinstance(one, OneOf) else None for one in of}
    return len(of) > 1 and len(asked) == 1 and None not in asked


def _listed(of: tuple[Condition, ...], unit: str) -> str:
    """Conditions in a row; where they are alike, the answers once."""
    ones = [one for one in of if isinstance(one, OneOf)]
    if not _alike(of):
        return "; ".join(said(one, unit) for one in of)
    names = [_amount(one.of, _named(unit), unit) for one in ones]
    return f"{', '.join(names)} is {_either(ones[0].values)}"


def _named(unit: str) -> Callable[[str], str]:
    return lambda path: short(path, unit)


def _joined(of: Iterable[Condition], link: str, unit: str) -> str:
    found = [said(one, unit) for one in of]
    nested = [isinstance(one, All | AnyOf) and len(one.of) > 1 for one in of]
    return link.join(f"({f})" if deep else f for f, deep in zip(found, nested, strict=True))


def _denied(of: Condition, unit: str) -> str:
    if isinstance(of, OneOf):
        return f"{_amount(of.of, _named(unit), unit)} is not {_either(of.values)}"
    if isinstance(of, Answered):
        return f"{short(of.path, unit)} is not answered"
    if isinstance(of, AnyOf):
        return "none of these holds: " + "; ".join(said(one, unit) for one in of.of)
    return f"not ({said(of, unit)})"


def _amount(term: Term, name: Callable[[str], str], unit: str) -> str:
    match term:
        case Given(value):
            return in_words(value)
        case Ref(path):
            return name(path)
        case Tally(of):
            return "the number of these that hold (" + "; ".join(said(o, unit) for o in of) + ")"
        case Rows(path, where):
            fits = f" where {said(where, 'row')}" if where is not None else ""
            return f"the number of {name(path)}{fits}"
        case Column(how, path, column):
            return f"the {how} {column} of {name(path)}"
        case Between(length, start, end):
            ends = f"{_amount(start, name, unit)} to {_amount(end, name, unit)}"
            return f"the number of {length} from {ends}"
        case Verdict(of):
            return f"whether {said(of, unit)}"
        case Sum(plus, minus):
            gains = " plus ".join(_amount(t, name, unit) for t in plus)
            return gains + "".join(f" less {_amount(t, name, unit)}" for t in minus)


def _either(values: frozenset[Any]) -> str:
    return " or ".join(in_words(v) for v in sorted(values, key=_order))


def _order(value: Any) -> tuple[int, str]:
    known = {"yes": 0, "no": 1, "na": 3}
    return known.get(value, 2) if isinstance(value, str) else 2, str(value)
