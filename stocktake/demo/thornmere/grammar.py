"""The hand-made grammar: `[a|b]` is a choice, `{slot}` a fact of the story or a word of the bank."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Any

import yaml

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_AFTER_STOP = re.compile(r"([.?!][”\"]? +)([a-z])")


def read(folder: str, name: str) -> Any:
    """One data file of Thornmere."""
    file = resources.files("stocktake.demo.thornmere").joinpath(folder, f"{name}.yaml")
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 the safe loader in C


def names_in(folder: str) -> tuple[str, ...]:
    """The data files of a folder, by name and in order."""
    listed = resources.files("stocktake.demo.thornmere").joinpath(folder).iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in listed if f.name.endswith(".yaml")))


@lru_cache(maxsize=1)
def frames() -> Mapping[str, tuple[str, ...]]:
    """Every sentence frame by section."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("visits", "contacts", "meetings", "supervision", "assessment", "ages"):
        found |= {section: tuple(lines) for section, lines in read("grammar", name).items()}
    return found


@lru_cache(maxsize=1)
def threads() -> Mapping[str, Mapping[str, Any]]:
    """Every thread of family life by its key."""
    found: dict[str, Mapping[str, Any]] = {}
    for name in names_in("threads"):
        found |= read("threads", name)
    return found


def expand(template: str, slots: Mapping[str, str], rng: Random) -> str:
    """The template with its choices made and its slots filled; `{First}` begins with a capital."""
    text = template
    while "[" in text:
        text = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), text)
    for _ in range(3):  # a slot's words may hold slots of their own
        if "{" not in text:
            break
        text = _SLOT.sub(lambda m: _word(m.group(1), slots), text)
    return text


def sentence(template: str, slots: Mapping[str, str], rng: Random) -> str:
    """As `expand`, with capitals where sentences begin and a stop at the end."""
    text = expand(template, slots, rng).replace("  ", " ").strip()
    text = _AFTER_STOP.sub(lambda m: m.group(1) + m.group(2).upper(), capital(text))
    return text if text[-1] in '.?!:”"' else text + "."


def capital(text: str) -> str:
    """The text with a capital, also behind an opening quotation mark."""
    at = 1 if text[:1] in '“"' else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _word(name: str, slots: Mapping[str, str]) -> str:
    if name in slots:
        return slots[name]
    low = "_".join(part[:1].lower() + part[1:] for part in name.split("_"))
    return capital(slots[low])


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
