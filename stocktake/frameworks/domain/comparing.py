"""What one version says otherwise than another, by permanent ids: a moved item is no change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stocktake.frameworks.domain.content import Content, facts_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; an empty text: it does not stand in that version."""

    where: str
    before: str
    now: str


def differences(before: Content, now: Content) -> tuple[Difference, ...]:
    """Every place that differs, in the order of the newer version, then what was taken out."""
    old, new = dict(_places(facts_of(before))), dict(_places(facts_of(now)))
    every = dict.fromkeys((*new, *old))
    return tuple(
        Difference(where, old.get(where, ""), new.get(where, ""))
        for where in every
        if old.get(where) != new.get(where)
    )


def _places(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text of a version by where it stands: parts with an id by that id, others by number."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _places(inner, f"{path} › {name}" if path else str(name))
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        for i, inner in enumerate(value, 1):
            named = inner.get("id") if isinstance(inner, Mapping) else None
            yield from _places(inner, f"{path} › {named or i}")
    else:
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        if text not in (None, "", False):
            yield path, str(text)
