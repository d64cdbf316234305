"""Reading a condition as written in a file: declarative data, never evaluated as code.

A condition is a mapping, and every line of it must hold. A line is a name with the answers that
it must have, or one of the words that `conditions` lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from stocktake.frameworks.domain.instrument.logic import (
    ALWAYS,
    All,
    Answered,
    Compare,
    Condition,
    Given,
    Not,
    OneOf,
    Op,
    Ref,
    Rows,
    Term,
    Ticks,
)
from stocktake.frameworks.domain.instrument.names import Loc, Names, Place, Target, Wrong
from stocktake.frameworks.domain.instrument.values import (
    ORDERED,
    TABLES,
    Unfit,
    Value,
    choices_of,
    date_of,
    number_of,
)

ALIASES = {
    "eq": "is", "equals": "is", "ne": "is_not", "in": "one_of", "not_in": "none_of",
    "lt": "less_than", "before": "less_than", "fewer_than": "less_than",
    "le": "at_most", "lte": "at_most", "on_or_before": "at_most",
    "gt": "more_than", "after": "more_than", "greater_than": "more_than",
    "ge": "at_least", "gte": "at_least", "on_or_after": "at_least", "exactly": "is",
    "includes_any": "includes", "difference": "subtract", "earliest": "least", "latest": "greatest",
}  # fmt: skip
COMPARISONS = ("is", "is_not", "less_than", "at_most", "more_than", "at_least")
ORDERINGS = COMPARISONS[2:]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads conditions that stand in one place of an instrument."""

    names: Names
    words: Mapping[str, Callable[["Reader", Any, Loc], Condition]]
    amounts: Mapping[str, Callable[["Reader", Any, Loc], Term]]
    place: Place

    def at(self, **more: Any) -> "Reader":
        """The same reader in another place."""
        return replace(self, place=replace(self.place, **more))

    def find(self, name: Any, loc: Loc) -> Target:
        if not isinstance(name, str):
            raise Wrong(loc, "A name is expected here.")
        return self.names.find(name, self.place, loc)


def condition(read: Reader, raw: Any, loc: Loc) -> Condition:
    """What is written under a `when` as a condition. Raises Wrong with its place in the file."""
    if raw is True or (isinstance(raw, str) and raw in ("always", "true")):
        return ALWAYS
    if not isinstance(raw, Mapping) or not raw:
        raise Wrong(loc, "A condition is written as “name: answer”, or with all, any, not, count.")
    lines = [_line(read, str(word), said, (*loc, str(word))) for word, said in raw.items()]
    return lines[0] if len(lines) == 1 else All(tuple(lines))


def term(read: Reader, raw: Any, loc: Loc, beside: Target | None = None) -> Term:
    """An amount, a date or an answer. A bare word is a literal beside a target, else a name."""
    if isinstance(raw, Mapping):
        word, said = next(iter(raw.items()), ("", None))
        build = read.amounts.get(plain_word(word))
        if build is None or len(raw) != 1:
            raise Wrong(loc, f"One of these is expected: {', '.join(read.amounts)}.")
        return build(read, said, (*loc, str(word)))
    if beside is not None:
        return Given(literal(beside, raw, loc))
    for reads in (number_of, date_of):
        try:
            return Given(reads(raw))
        except Unfit:
            continue
    return Ref(read.find(raw, loc).path)


def _line(read: Reader, word: str, said: Any, loc: Loc) -> Condition:
    build = read.words.get(plain_word(word))
    return build(read, said, loc) if build else answer(read, read.find(word, loc), said, loc)


def conditions(read: Reader, said: Any, loc: Loc) -> tuple[Condition, ...]:
    if not isinstance(said, list) or not said:
        raise Wrong(loc, "A list of conditions is expected here.")
    return tuple(condition(read, one, (*loc, i)) for i, one in enumerate(said))


# ---- what an answer must be


def answer(read: Reader, target: Target, said: Any, loc: Loc) -> Condition:
    if target.many:
        raise Wrong(loc, "There is one rating for each row: use count, every or none with it.")
    kind = target.question.type if target.question else "rating"
    if kind in TABLES and not isinstance(said, Mapping):
        raise Wrong(loc, "This is a table: use “rows”.")
    if isinstance(said, Mapping):
        tests = [_test(read, target, plain_word(w), v, (*loc, str(w))) for w, v in said.items()]
        if not tests:
            raise Wrong(loc, "A comparison is missing.")
        return tests[0] if len(tests) == 1 else All(tuple(tests))
    if kind == "choices":
        ticks = literal(target, said, loc)
        return Ticks(target.path, "any", cast(frozenset[str], ticks))
    return OneOf(Ref(target.path), literals(target, said, loc))


def _test(read: Reader, target: Target, word: str, said: Any, loc: Loc) -> Condition:
    kind = target.question.type if target.question else "rating"
    if word == "answered":
        found: Condition = Answered(target.path)
        return found if str(said).lower() in ("true", "yes") else Not(found)
    if kind == "choices":
        return _ticks(read, target, word, said, loc)
    if word in ("one_of", "none_of"):
        one = OneOf(Ref(target.path), literals(target, said, loc))
        return one if word == "one_of" else Not(one)
    if word in ("same_as", "not_same_as"):
        op: Op = "is" if word == "same_as" else "is_not"
        return Compare(Ref(target.path), op, Ref(read.find(said, loc).path))
    if word not in COMPARISONS or kind in TABLES:
        raise Wrong(loc, f"“{word}” is not a comparison for this kind of answer ({kind}).")
    if word in ORDERINGS and kind not in (*ORDERED, "computed"):
        raise Wrong(loc, f"Answers of this kind ({kind}) have no order.")
    if kind == "scale" and not isinstance(said, Mapping):
        return _on_scale(target, word, said, loc)
    if not isinstance(said, Mapping) and word in ("is", "is_not"):
        one = OneOf(Ref(target.path), literals(target, said, loc))
        return one if word == "is" else Not(one)
    return Compare(Ref(target.path), cast(Op, word), term(read, said, loc, target))


def _on_scale(target: Target, word: str, said: Any, loc: Loc) -> Condition:
    """An order on a scale, by the place of its points."""
    assert target.question is not None
    points = [option.id for option in target.question.options]
    if str(said) not in points:
        raise Wrong(loc, f"“{said}” is not a point of this scale: {', '.join(points)}.")
    at = points.index(str(said))
    kept = {
        "is": points[at : at + 1],
        "is_not": [p for p in choices_of(target.question) if p != said],
        "less_than": points[:at],
        "at_most": points[: at + 1],
        "more_than": points[at + 1 :],
        "at_least": points[at:],
    }
    return OneOf(Ref(target.path), frozenset(kept[word]))


def _ticks(read: Reader, target: Target, word: str, said: Any, loc: Loc) -> Condition:
    how: dict[str, Literal["any", "all", "only"]] = {
        "includes": "any", "includes_all": "all", "only": "only", "is": "all",
    }  # fmt: skip
    if word in ORDERINGS:
        return Compare(Rows(target.path), cast(Op, word), term(read, said, loc))
    if word not in how:
        raise Wrong(loc, f"For ticks use includes, includes_all, only or a count, not “{word}”.")
    values = cast(frozenset[str], literal(target, said, loc))
    found: Condition = Ticks(target.path, how[word], values)
    return All((found, Ticks(target.path, "only", values))) if word == "is" else found


# ---- literals


def literal(target: Target, written: Any, loc: Loc) -> Value:
    """One answer of the target. Raises Wrong."""
    try:
        return target.read(written)
    except Unfit as unfit:
        raise Wrong(loc, str(unfit)) from None


def literals(target: Target, written: Any, loc: Loc) -> frozenset[Value]:
    """One answer or a list of them."""
    if not isinstance(written, list):
        return frozenset({literal(target, written, loc)})
    if not written:
        raise Wrong(loc, "The list of answers is empty.")
    return frozenset(literal(target, one, (*loc, i)) for i, one in enumerate(written))


def plain_word(word: Any) -> str:
    """A word of the language in its one spelling."""
    spelt = str(word).replace("-", "_").replace(" ", "_")
    return ALIASES.get(spelt, spelt)
