"""The words of the language that count: over answers, conditions, ticks, rows and dates."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from stocktake.frameworks.domain.instrument.grammar import (
    COMPARISONS,
    Reader,
    answer,
    condition,
    conditions,
    literals,
    plain_word,
    term,
)
from stocktake.frameworks.domain.instrument.logic import (
    All,
    AnyOf,
    Between,
    Column,
    Compare,
    Condition,
    Given,
    Not,
    OneOf,
    Op,
    Ref,
    Rows,
    Sum,
    Tally,
    Term,
    Verdict,
)
from stocktake.frameworks.domain.instrument.names import Loc, Target, Wrong
from stocktake.frameworks.domain.instrument.values import TABLES


def _quantity(
    read: Reader, said: Any, loc: Loc, keys: tuple[str, ...]
) -> tuple[Any, list[tuple[Op, Term]]]:
    """The words of a count without its limits, and the limits."""
    if not isinstance(said, Mapping):
        raise Wrong(loc, f"A mapping is expected here, with {', '.join(keys)}.")
    limits: list[tuple[Op, Term]] = []
    rest = {}
    for word, value in said.items():
        name = plain_word(word)
        if name in COMPARISONS:
            limits.append((cast(Op, name), term(read, value, (*loc, str(word)))))
        elif name in keys:
            rest[name] = value
        else:
            raise Wrong((*loc, str(word)), f"“{word}” is not known here. Check its spelling.")
    return rest, limits


def _limited(amount: Term, limits: list[tuple[Op, Term]], loc: Loc) -> Condition:
    if not limits:
        raise Wrong(loc, "Say how many: at_least, at_most, exactly, more_than or less_than.")
    found = tuple(Compare(amount, op, right) for op, right in limits)
    return found[0] if len(found) == 1 else All(found)


def _count(read: Reader, said: Any, loc: Loc) -> Condition:
    rest, limits = _quantity(read, said, loc, ("of", "are"))
    return _limited(_tally(read, rest, loc), limits, loc)


def _tally(read: Reader, said: Any, loc: Loc) -> Term:
    """How many of some answers are so, or of some conditions hold; or ticks, or rows."""
    if not isinstance(said, Mapping) or "of" not in said:
        raise Wrong(loc, "“of” is missing: name what is counted.")
    of, are = said["of"], said.get("are")
    if isinstance(of, str):
        return _tally_of_one(read, read.find(of, (*loc, "of")), are, loc)
    if not isinstance(of, list) or not of:
        raise Wrong((*loc, "of"), "A list of names or of conditions is expected here.")
    return Tally(tuple(_counted(read, one, are, (*loc, "of", i), loc) for i, one in enumerate(of)))


def _counted(read: Reader, one: Any, are: Any, at: Loc, loc: Loc) -> Condition:
    if isinstance(one, Mapping):
        return condition(read, one, at)
    if are is None:
        raise Wrong(loc, "“are” is missing: say which answers are counted.")
    return answer(read, read.find(one, at), are, (*loc, "are"))


def _tally_of_one(read: Reader, target: Target, are: Any, loc: Loc) -> Term:
    kind = target.question.type if target.question else "rating"
    if target.many:
        values = None if are is None else literals(target, are, (*loc, "are"))
        where = None if values is None else OneOf(Ref("row.rating"), values)
        return Rows(target.path, where)
    if kind == "choices" or kind in TABLES:
        return Rows(target.path)
    raise Wrong((*loc, "of"), "Name a list of answers, a table, or a list of ticks.")


def _every(read: Reader, said: Any, loc: Loc) -> Condition:
    amount = _tally(read, said, loc)
    if isinstance(amount, Tally):
        return All(amount.of)
    return Compare(amount, "is", Rows(cast(Rows, amount).path))


def _none(read: Reader, said: Any, loc: Loc) -> Condition:
    amount = _tally(read, said, loc)
    if isinstance(amount, Tally):
        return Not(AnyOf(amount.of))
    return Compare(amount, "is", Given(0))


def _some(op: Op) -> Callable[[Reader, Any, Loc], Condition]:
    """“at_least: {n: 1, of: …, are: …}”."""

    def build(read: Reader, said: Any, loc: Loc) -> Condition:
        if not isinstance(said, Mapping) or "n" not in said:
            raise Wrong(loc, "“n” is missing: say how many.")
        return Compare(_tally(read, said, loc), op, term(read, said["n"], (*loc, "n")))

    return build


def _rows(read: Reader, said: Any, loc: Loc) -> Condition:
    rest, limits = _quantity(read, said, loc, ("of", "where", "every"))
    found = table_rows(read, rest, loc)
    if "every" in rest:
        return Compare(found, "is", Rows(found.path))
    return _limited(found, limits, loc)


def table_rows(read: Reader, said: Any, loc: Loc) -> Rows:
    target, inner = _table(read, said, loc)
    where = said.get("where", said.get("every"))
    key = "where" if "where" in said else "every"
    return Rows(target.path, None if where is None else condition(inner, where, (*loc, key)))


def _table(read: Reader, said: Any, loc: Loc) -> tuple[Target, Reader]:
    if not isinstance(said, Mapping) or "of" not in said:
        raise Wrong(loc, "“of” is missing: name the table.")
    target = read.find(said["of"], (*loc, "of"))
    columns = getattr(target.question, "columns", ())
    if target.question is None or target.question.type not in (*TABLES, "choices"):
        raise Wrong((*loc, "of"), f"“{said['of']}” is not a table.")
    return target, read.at(columns={column.id: column for column in columns})


# ---- amounts


def _column(how: Literal["sum", "least", "greatest"]) -> Callable[[Reader, Any, Loc], Term]:
    """“sum: {of: reports, column: days, where: …}”."""

    def build(read: Reader, said: Any, loc: Loc) -> Term:
        target, inner = _table(read, said, loc)
        column = said.get("column")
        inner.find(f"row.{column}", (*loc, "column"))
        where = said.get("where")
        fits = None if where is None else condition(inner, where, (*loc, "where"))
        return Column(how, target.path, str(column), fits)

    return build


def _between(unit: Literal["days", "months"]) -> Callable[[Reader, Any, Loc], Term]:
    """“days: {from: face.I, to: window.to}”."""

    def build(read: Reader, said: Any, loc: Loc) -> Term:
        if not isinstance(said, Mapping) or not {"from", "to"} <= set(said):
            raise Wrong(loc, "“from” and “to” are expected here.")
        ends = [term(read, said[end], (*loc, end)) for end in ("from", "to")]
        return Between(unit, ends[0], ends[1])

    return build


def _elapsed(unit: Literal["days", "months"]) -> Callable[[Reader, Any, Loc], Condition]:
    """The same with limits, as a condition."""

    def build(read: Reader, said: Any, loc: Loc) -> Condition:
        rest, limits = _quantity(read, said, loc, ("from", "to"))
        return _limited(_between(unit)(read, rest, loc), limits, loc)

    return build


def _compare(read: Reader, said: Any, loc: Loc) -> Condition:
    """“compare: [amount, less_than, amount]”."""
    if not isinstance(said, list) or len(said) != 3 or plain_word(said[1]) not in COMPARISONS:
        raise Wrong(
            loc, f"Write [amount, comparison, amount] with one of {', '.join(COMPARISONS)}."
        )
    left, right = term(read, said[0], (*loc, 0)), term(read, said[2], (*loc, 2))
    return Compare(left, cast(Op, plain_word(said[1])), right)


def _sum(read: Reader, said: Any, loc: Loc) -> Term:
    """“add: [a, b]”; “sum: {of, column}” for a column of a table."""
    if isinstance(said, Mapping):
        return _column("sum")(read, said, loc)
    return Sum(_amounts(read, said, loc))


def _difference(read: Reader, said: Any, loc: Loc) -> Term:
    amounts = _amounts(read, said, loc)
    return Sum(amounts[:1], amounts[1:])


def _amounts(read: Reader, said: Any, loc: Loc) -> tuple[Term, ...]:
    if not isinstance(said, list) or not said:
        raise Wrong(loc, "A list of amounts is expected here.")
    return tuple(term(read, one, (*loc, i)) for i, one in enumerate(said))


WORDS: Mapping[str, Callable[[Reader, Any, Loc], Condition]] = {
    "all": lambda read, said, loc: All(conditions(read, said, loc)),
    "any": lambda read, said, loc: AnyOf(conditions(read, said, loc)),
    "not": lambda read, said, loc: Not(condition(read, said, loc)),
    "count": _count,
    "every": _every,
    "none": _none,
    "at_least": _some("at_least"),
    "at_most": _some("at_most"),
    "is": _some("is"),  # “exactly”
    "more_than": _some("more_than"),
    "less_than": _some("less_than"),
    "rows": _rows,
    "days": _elapsed("days"),
    "months": _elapsed("months"),
    "compare": _compare,
}
AMOUNTS: Mapping[str, Callable[[Reader, Any, Loc], Term]] = {
    "ref": lambda read, said, loc: Ref(read.find(said, loc).path),
    "count": _tally,
    "rows": table_rows,
    "days": _between("days"),
    "months": _between("months"),
    "sum": _sum,
    "add": _sum,
    "subtract": _difference,
    "least": _column("least"),
    "greatest": _column("greatest"),
    "when": lambda read, said, loc: Verdict(condition(read, said, loc)),
}
