"""YAML files written by people who are not programmers: every mistake told with line and column.

A file that would swell through aliases, or contains itself, is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Loc = tuple[str | int, ...]
LARGEST = 5_000_000  # characters
MOST_VALUES = 500_000
DEEPEST = 100  # levels of lists and mappings
_NULLS = ("", "~", "null", "Null", "NULL")
# libyaml reads ten times faster; where a machine lacks it the slower loader says the same.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend; line and column count from 1."""

    file: str
    line: int
    column: int
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.said}"


class Unreadable(Exception):
    """The file cannot be accepted; `mistakes` says why, in file order."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(dict.fromkeys(mistakes), key=lambda m: (m.line, m.column)))
        super().__init__("\n".join(str(m) for m in self.mistakes))


class _Texts(_Loader):  # type: ignore[misc]
    """Every scalar as it was typed."""


def _text(loader: Any, node: ScalarNode) -> str | None:
    return None if node.style is None and node.value in _NULLS else str(node.value)


for _tag in ("null", "bool", "int", "float", "timestamp", "str"):
    _Texts.add_constructor(f"tag:yaml.org,2002:{_tag}", _text)


def read_mapping(
    text: str, file: str, *, as_text: bool = False
) -> tuple[dict[str, Any], MappingNode]:
    """The facts of a file and its nodes, which know where they stand. Raises Unreadable.

    With `as_text` scalars stay as typed, so that `yes`, 4.10 and 2026-04-20 mean what a schema
    says of their place and not what YAML guesses.
    """
    node = _compose(text, file)
    _not_swollen(node, file)
    doubled = [_mistake(file, key, f"“{key.value}” stands twice.") for key in _doubled(node)]
    if doubled:
        raise Unreadable(doubled)
    return _construct(node, file, _Texts if as_text else _Loader), node


def _compose(text: str, file: str) -> MappingNode:
    if len(text) > LARGEST:
        raise Unreadable([Mistake(file, 1, 1, f"The file is longer than {LARGEST:,} characters.")])
    try:
        _not_too_deep(text, file)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable([Mistake(file, line, column, f"Not YAML: {error.problem}.")]) from None
    except (yaml.YAMLError, RecursionError) as error:
        said = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise Unreadable([Mistake(file, 1, 1, f"Not YAML: {said}.")]) from None
    if not isinstance(node, MappingNode):
        raise Unreadable([Mistake(file, 1, 1, "The file must begin with “kind: …” and “key: …”.")])
    return node


def _construct(node: MappingNode, file: str, loader: Any) -> dict[str, Any]:
    try:
        return dict(loader("").construct_document(node))
    except (yaml.MarkedYAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None) or node.start_mark
        said = getattr(error, "problem", None) or str(error)
        raise Unreadable(
            [Mistake(file, mark.line + 1, mark.column + 1, f"Not readable: {said}.")]
        ) from None


def _not_too_deep(text: str, file: str) -> None:
    """Read step by step, before anything is built: building goes as deep as the file does, and
    libyaml's builder takes the whole program down with it."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            said = f"This is nested more than {DEEPEST} levels deep."
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise Unreadable([Mistake(file, line, 1, said)])


def _not_swollen(root: Node, file: str) -> None:
    """Count values as often as aliases repeat them; an alias of itself would never end."""
    sizes: dict[int, int] = {}
    open_: set[int] = set()

    def size(node: Node) -> int:
        if id(node) in open_:
            raise Unreadable([_mistake(file, node, "This contains itself.")])
        if id(node) not in sizes:
            open_.add(id(node))
            sizes[id(node)] = 1 + sum(size(child) for child in _children(node))
            open_.discard(id(node))
        return sizes[id(node)]

    if size(root) > MOST_VALUES:
        raise Unreadable([Mistake(file, 1, 1, f"The file holds more than {MOST_VALUES:,} values.")])


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [one for pair in node.value for one in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _doubled(node: Node) -> list[Node]:
    """Keys that stand twice in one mapping: YAML would silently keep the last."""
    found: list[Node] = []
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                found.append(key)
            seen.add(str(key.value))
            found += _doubled(value)
    elif isinstance(node, SequenceNode):
        for child in node.value:
            found += _doubled(child)
    return found


def in_words(file: str, node: Node, error: dict[str, Any]) -> Mistake:
    """What a validation error of pydantic says, in plain words and at its place."""
    loc: Loc = error["loc"]
    if error["type"] in ("missing", "missing_argument"):
        return mistake_at(file, node, loc[:-1], f"“{loc[-1]}” is missing.")
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        hint = "Check its spelling."
        if " " in str(loc[-1]):
            hint = "Words with a comma need quotation marks when they stand in braces."
        return mistake_at(file, node, loc, f"“{loc[-1]}” is not known here. {hint}")
    if error["type"] == "string_pattern_mismatch":
        return mistake_at(file, node, loc, "An id is made of letters, digits, “-” and “_”.")
    said = str(error["msg"]).removeprefix("Value error, ")
    return mistake_at(file, node, loc, f"{said}.")


def mistake_at(file: str, node: Node, loc: Loc, said: str) -> Mistake:
    """A mistake at a path of keys and indexes, or as near to it as the file goes."""
    for step in loc:
        found = _step(node, step)
        if found is None:
            break
        node = found
    return _mistake(file, node, said)


def _mistake(file: str, node: Node, said: str) -> Mistake:
    return Mistake(file, node.start_mark.line + 1, node.start_mark.column + 1, said)


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        if step == 0:
            return node  # one mapping standing for a list of one
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None
