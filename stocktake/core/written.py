"""YAML files written by people who are not programmers: every mistake told with line and column."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

Loc = tuple[str | int, ...]


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
        self.mistakes = tuple(sorted(mistakes, key=lambda m: (m.line, m.column)))
        super().__init__("\n".join(str(m) for m in self.mistakes))


def read_mapping(text: str, file: str) -> tuple[dict[str, Any], MappingNode]:
    """The facts of a file and its nodes, which know where they stand. Raises Unreadable."""
    node = _compose(text, file)
    doubled = [_mistake(file, key, f"“{key.value}” stands twice.") for key in _doubled(node)]
    if doubled:
        raise Unreadable(doubled)
    return _construct(node, file), node


def _compose(text: str, file: str) -> MappingNode:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable([Mistake(file, line, column, f"Not YAML: {error.problem}.")]) from None
    except yaml.YAMLError as error:
        raise Unreadable([Mistake(file, 1, 1, f"Not YAML: {error}.")]) from None
    if not isinstance(node, MappingNode):
        raise Unreadable([Mistake(file, 1, 1, "The file must begin with “kind: …” and “key: …”.")])
    return node


def _construct(node: MappingNode, file: str) -> dict[str, Any]:
    loader = yaml.SafeLoader("")
    try:
        return dict(loader.construct_document(node))
    except (yaml.MarkedYAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None) or node.start_mark
        said = getattr(error, "problem", None) or str(error)
        raise Unreadable(
            [Mistake(file, mark.line + 1, mark.column + 1, f"Not readable: {said}.")]
        ) from None


def _doubled(node: Node) -> list[Node]:
    """Keys that stand twice in one mapping: YAML would silently keep the last."""
    found: list[Node] = []
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append(key)
            seen.add(str(key.value))
            found += _doubled(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            found += _doubled(value)
    return found


def in_words(file: str, node: Node, error: dict[str, Any]) -> Mistake:
    """What a validation error of pydantic says, in plain words and at its place."""
    loc: Loc = error["loc"]
    if error["type"] in ("missing", "missing_argument"):
        return mistake_at(file, node, loc[:-1], f"“{loc[-1]}” is missing.")
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return mistake_at(file, node, loc, f"“{loc[-1]}” is not known here. Check its spelling.")
    said = str(error["msg"]).removeprefix("Value error, ")
    return mistake_at(file, node, loc, f"{said}.")


def mistake_at(file: str, node: Node, loc: Loc, said: str) -> Mistake:
    """A mistake at a path of keys and indexes, or as near to it as the file goes."""
    return _mistake(file, _find(node, loc), said)


def _mistake(file: str, node: Node, said: str) -> Mistake:
    return Mistake(file, node.start_mark.line + 1, node.start_mark.column + 1, said)


def _find(node: Node, loc: Loc) -> Node:
    """The node at this path, or the nearest one above it that stands in the file."""
    for step in loc:
        if isinstance(node, MappingNode):
            found = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
        else:
            found = None
        if found is None:
            return node
        node = found
    return node
