"""Presets: a council's house style of committee report, as a file (heading, order, phrases)."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter, ValidationError

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class HeadingField:
    """A line of the heading table. `default` stands until the author writes another value."""

    key: str
    label: str
    default: str = ""
    ask: bool = True  # asked of the author; else filled from the round


@dataclass(frozen=True, kw_only=True)
class SectionRule:
    """`evidence`: every sentence rests on something or says why not."""

    id: str
    title: str
    short: str = ""
    level: int = 3
    numbered: bool = True
    evidence: bool = False


@dataclass(frozen=True, kw_only=True)
class Implication:
    """One of the implications a council answers in every report, with the answer to start from."""

    id: str
    label: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A house style. `phrases` are fixed words; they may hold {council} and {baseline}."""

    key: str
    title: str
    about: str
    numbering: Literal["continuous"]
    heading: tuple[HeadingField, ...]
    sections: tuple[SectionRule, ...]
    implications: tuple[Implication, ...]
    phrases: dict[str, str]
    contact: tuple[str, ...]
    limits: dict[str, int] = field(default_factory=dict)


class BadPreset(ValueError):
    """The file is no preset; the message says where and why."""


@lru_cache(maxsize=16)
def preset(key: str) -> Preset:
    """The preset of this key. Raises KeyError when there is none."""
    if key not in keys():
        raise KeyError(key)
    return read(FOLDER / f"{key}.yaml")


def keys() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def read(file: Path) -> Preset:
    """One file as a preset. Raises BadPreset."""
    try:
        return TypeAdapter(Preset).validate_python(yaml.safe_load(file.read_text("utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadPreset(f"{file.name}: {error}") from None
