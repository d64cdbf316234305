"""Reading a YAML file of a framework, form, instrument, baseline or list of themes.

Every mistake is told with file, line and column, all of them at once: the people who write these
files are quality leads, not programmers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode

from stocktake.core.written import Mistake, Unreadable, in_words, read_mapping
from stocktake.core.written import mistake_at as at
from stocktake.frameworks.domain.checks import mistakes_in
from stocktake.frameworks.domain.content import KINDS, Content, hash_of
from stocktake.frameworks.domain.instrument import vectors
from stocktake.frameworks.domain.instrument.compiled import Compiled
from stocktake.frameworks.domain.instrument.parts import Instrument
from stocktake.frameworks.domain.instrument.soundness import sound, tied
from stocktake.frameworks.domain.variants import NoSuchItem, varied

__all__ = ["Mistake", "Read", "Unreadable", "from_facts", "read", "read_with_warnings", "tie"]
FindForm = Callable[[str], Instrument | None]


def _nowhere(key: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Read:
    """A content that may be loaded, with what its author should know."""

    content: Content
    warnings: tuple[Mistake, ...] = ()


def read(text: str, *, file: str, form: FindForm = _nowhere) -> Content:
    """The content of a file, with its hash. `form` finds the form that another is based on.

    Raises Unreadable, also for an instrument whose rules overlap or whose test vectors fail.
    """
    return read_with_warnings(text, file=file, form=form).content


def read_with_warnings(text: str, *, file: str, form: FindForm = _nowhere) -> Read:
    """The same, with its warnings."""
    node, content = _parsed(text, file, form)
    if not isinstance(content, Instrument):
        return Read(content)
    found = sound(content)
    mistakes = found.mistakes or tuple(vectors.failing(found.done))
    if mistakes:
        raise Unreadable([at(file, node, loc, said) for loc, said in mistakes])
    return Read(content, tuple(at(file, node, loc, said) for loc, said in found.warnings))


def tie(text: str, *, file: str, form: FindForm = _nowhere) -> Compiled:
    """An instrument compiled for enumeration, even where its overlaps keep it from being loaded.

    Raises Unreadable for what cannot be meant at all.
    """
    node, content = _parsed(text, file, form)
    if not isinstance(content, Instrument):
        raise Unreadable([at(file, node, ("kind",), "This is no form and no instrument.")])
    found = tied(content)
    if found.mistakes:
        raise Unreadable([at(file, node, loc, said) for loc, said in found.mistakes])
    return found.done


def from_facts(kind: str, facts: Mapping[str, Any], hash_: str) -> Content:
    """A stored version again as a value."""
    content: Content = replace(_adapter(kind).validate_python(dict(facts)), hash=hash_)
    return content


def _parsed(text: str, file: str, form: FindForm) -> tuple[MappingNode, Content]:
    facts, node = read_mapping(text, file, as_text=True)
    kind = facts.pop("kind", None)
    if kind not in KINDS:
        words = ", ".join(KINDS)
        raise Unreadable([at(file, node, ("kind",), f"“kind” must be one of: {words}.")])
    if "hash" in facts:
        raise Unreadable([at(file, node, ("hash",), "“hash” is worked out, not written.")])
    if "based_on" in facts:
        facts = _with_base(facts, node, file, form)
    return node, _validated(kind, facts, node, file)


def _validated(kind: str, facts: dict[str, Any], node: MappingNode, file: str) -> Content:
    try:
        content: Content = _adapter(kind).validate_python(facts)
    except ValidationError as errors:
        told = (in_words(file, node, dict(e)) for e in errors.errors())
        raise Unreadable(told) from None
    found = mistakes_in(content)
    if found:
        raise Unreadable([at(file, node, loc, said) for loc, said in found])
    return replace(content, hash=hash_of(content))


def _with_base(
    facts: dict[str, Any], node: MappingNode, file: str, form: FindForm
) -> dict[str, Any]:
    """A form based on another: what the file says stands before what the base says."""
    base = form(str(facts.pop("based_on")))
    if base is None:
        raise Unreadable([at(file, node, ("based_on",), "There is no form with this key.")])
    try:
        return varied(base, facts)
    except NoSuchItem as wrong:
        said = f"The form “{base.key}” has no item with this id."
        raise Unreadable([at(file, node, ("keep", wrong.at), said)]) from None


@lru_cache(maxsize=8)
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])
