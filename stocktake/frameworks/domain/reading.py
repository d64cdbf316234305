"""Reading a YAML file of a framework, form, baseline or list of themes.

Every mistake is told with file, line and column, all of them at once: the people who write these
files are quality leads, not programmers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from stocktake.frameworks.domain.checks import mistakes_in
from stocktake.frameworks.domain.content import KINDS, Content, Form, facts_of, hash_of

Loc = tuple[str | int, ...]
FindForm = Callable[[str], Form | None]


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


def read(text: str, *, file: str, form: FindForm = lambda key: None) -> Content:
    """The content of a file, with its hash. `form` finds the form that another is based on.

    Raises Unreadable.
    """
    node = _compose(text, file)
    doubled = [_mistake(file, key, f"“{key.value}” stands twice.") for key in _doubled(node)]
    if doubled:
        raise Unreadable(doubled)
    facts = _construct(node, file)
    kind = facts.pop("kind", None)
    if kind not in KINDS:
        words = ", ".join(KINDS)
        raise Unreadable([_at(file, node, ("kind",), f"“kind” must be one of: {words}.")])
    if "hash" in facts:
        raise Unreadable([_at(file, node, ("hash",), "“hash” is worked out, not written.")])
    if "based_on" in facts:
        facts = _with_base(facts, node, file, form)
    return _validated(kind, facts, node, file)


def from_facts(kind: str, facts: Mapping[str, Any], hash_: str) -> Content:
    """A stored version again as a value."""
    content: Content = replace(_adapter(kind).validate_python(dict(facts)), hash=hash_)
    return content


def _validated(kind: str, facts: dict[str, Any], node: MappingNode, file: str) -> Content:
    try:
        content: Content = _adapter(kind).validate_python(facts)
    except ValidationError as errors:
        told = (_in_words(file, node, dict(e)) for e in errors.errors())
        raise Unreadable(told) from None
    found = mistakes_in(content)
    if found:
        raise Unreadable([_at(file, node, loc, said) for loc, said in found])
    return replace(content, hash=hash_of(content))


def _with_base(
    facts: dict[str, Any], node: MappingNode, file: str, form: FindForm
) -> dict[str, Any]:
    """A form based on another: what the file says stands before what the base says."""
    base = form(str(facts.pop("based_on")))
    if base is None:
        raise Unreadable([_at(file, node, ("based_on",), "There is no form with this key.")])
    inherited = facts_of(base)
    items = {item["id"]: item for item in inherited["items"]}
    keep = facts.pop("keep", None) or list(items)
    wrong = [i for i, item_id in enumerate(keep) if item_id not in items]
    if wrong:
        said = f"The form “{base.key}” has no item with this id."
        raise Unreadable([_at(file, node, ("keep", i), said) for i in wrong])
    every = facts.pop("every_item", {})
    if facts.get("graded") is False:
        inherited["overall"] = ""
        every = {**every, "graded": False}
    return {**inherited, "items": [{**items[i], **every} for i in keep], **facts}


@lru_cache(maxsize=8)
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])


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


def _in_words(file: str, node: Node, error: dict[str, Any]) -> Mistake:
    loc: Loc = error["loc"]
    if error["type"] in ("missing", "missing_argument"):
        return _at(file, node, loc[:-1], f"“{loc[-1]}” is missing.")
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return _at(file, node, loc, f"“{loc[-1]}” is not known here. Check its spelling.")
    return _at(file, node, loc, f"{error['msg']}.")


def _at(file: str, node: Node, loc: Loc, said: str) -> Mistake:
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
