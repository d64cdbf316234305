"""Conditions and amounts as values. `truth` says what they come to over the facts of a case."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Op = Literal["is", "is_not", "less_than", "at_most", "more_than", "at_least"]


# ---- terms: what has a value


@dataclass(frozen=True, slots=True)
class Given:
    value: Any


@dataclass(frozen=True, slots=True)
class Ref:
    """The answer or rating at a path such as “face.G”, “5.A2” or “rating:4”."""

    path: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some conditions hold."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of a table fit; without a condition, how many rows or ticks there are."""

    path: str
    where: "Condition | None" = None


@dataclass(frozen=True, slots=True)
class Column:
    """The sum, earliest, latest, least or greatest of a column, over the rows that fit."""

    how: Literal["sum", "least", "greatest"]
    path: str
    column: str
    where: "Condition | None" = None


@dataclass(frozen=True, slots=True)
class Between:
    """Days or complete months from one date to another, negative when it comes before."""

    unit: Literal["days", "months"]
    start: "Term"
    end: "Term"


@dataclass(frozen=True, slots=True)
class Sum:
    of: tuple["Term", ...]
    minus: tuple["Term", ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes where a condition holds, no where it does not."""

    of: "Condition"


Term = Given | Ref | Tally | Rows | Column | Between | Sum | Verdict


# ---- conditions


@dataclass(frozen=True, slots=True)
class All:
    of: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    of: "Condition"


@dataclass(frozen=True, slots=True)
class Compare:
    left: Term
    op: Op
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these."""

    of: Term
    values: frozenset[Any]


@dataclass(frozen=True, slots=True)
class Ticks:
    """How the ticks of a list stand to a set: any of it, all of it, or none outside it."""

    path: str
    how: Literal["any", "all", "only"]
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    path: str


Condition = All | AnyOf | Not | Compare | OneOf | Ticks | Answered
ALWAYS = All()


def paths(thing: Condition | Term | None) -> frozenset[str]:
    """Every path that a condition or term looks at; of a row in hand as “row.column”."""
    match thing:
        case None | Given():
            found: Iterable[str] = ()
        case Ref(path) | Answered(path):
            found = (path,)
        case Ticks(path):
            found = (path,)
        case Rows(path, where) | Column(_, path, _, where):
            found = (path, *(p for p in paths(where) if not p.startswith("row.")))
        case All(of) | AnyOf(of) | Tally(of):
            found = [p for one in of for p in paths(one)]
        case Not(of) | Verdict(of):
            found = paths(of)
        case OneOf(term):
            found = paths(term)
        case Compare(a, _, b) | Between(_, a, b):
            found = (*paths(a), *paths(b))
        case Sum(plus, minus):
            found = [p for one in (*plus, *minus) for p in paths(one)]
    return frozenset(found)


def rewritten(condition: Condition, leaf: Callable[[Condition], Condition]) -> Condition:
    """The condition with each of its comparisons put through `leaf`."""
    match condition:
        case All(of):
            return All(tuple(rewritten(one, leaf) for one in of))
        case AnyOf(of):
            return AnyOf(tuple(rewritten(one, leaf) for one in of))
        case Not(of):
            return Not(rewritten(of, leaf))
        case Compare(Tally(of), op, right):
            return Compare(Tally(tuple(rewritten(one, leaf) for one in of)), op, right)
    return leaf(condition)


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The conditions that must all hold for this one to hold."""
    match condition:
        case All(of):
            for one in of:
                yield from conjuncts(one)
        case Not(AnyOf(of)):
            for one in of:
                yield from conjuncts(Not(one))
        case Not(Not(of)):
            yield from conjuncts(of)
        case _:
            yield condition
