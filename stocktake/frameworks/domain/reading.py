"""Reading a YAML file of a framework, form, baseline or list of themes.

Every mistake is told with file, line and column, all of them at once: the people who write these
files are quality leads, not programmers.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode

from stocktake.core.written import Mistake, Unreadable, in_words, mistake_at, read_mapping
from stocktake.frameworks.domain.checks import mistakes_in
from stocktake.frameworks.domain.content import KINDS, Content, Form, facts_of, hash_of

__all__ = ["Mistake", "Unreadable", "from_facts", "read"]
FindForm = Callable[[str], Form | None]


def read(text: str, *, file: str, form: FindForm = lambda key: None) -> Content:
    """The content of a file, with its hash. `form` finds the form that another is based on.

    Raises Unreadable.
    """
    facts, node = read_mapping(text, file)
    kind = facts.pop("kind", None)
    if kind not in KINDS:
        words = ", ".join(KINDS)
        raise Unreadable([mistake_at(file, node, ("kind",), f"“kind” must be one of: {words}.")])
    if "hash" in facts:
        raise Unreadable([mistake_at(file, node, ("hash",), "“hash” is worked out, not written.")])
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
        told = (in_words(file, node, dict(e)) for e in errors.errors())
        raise Unreadable(told) from None
    found = mistakes_in(content)
    if found:
        raise Unreadable([mistake_at(file, node, loc, said) for loc, said in found])
    return replace(content, hash=hash_of(content))


def _with_base(
    facts: dict[str, Any], node: MappingNode, file: str, form: FindForm
) -> dict[str, Any]:
    """A form based on another: what the file says stands before what the base says."""
    base = form(str(facts.pop("based_on")))
    if base is None:
        raise Unreadable([mistake_at(file, node, ("based_on",), "There is no form with this key.")])
    inherited = facts_of(base)
    items = {item["id"]: item for item in inherited["items"]}
    keep = facts.pop("keep", None) or list(items)
    wrong = [i for i, item_id in enumerate(keep) if item_id not in items]
    if wrong:
        said = f"The form “{base.key}” has no item with this id."
        raise Unreadable([mistake_at(file, node, ("keep", i), said) for i in wrong])
    every = facts.pop("every_item", {})
    if facts.get("graded") is False:
        inherited["overall"] = ""
        every = {**every, "graded": False}
    return {**inherited, "items": [{**items[i], **every} for i in keep], **facts}


@lru_cache(maxsize=8)
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])
