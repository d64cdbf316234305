"""Frozen values that the component macros take; a dict with the same keys will do as well."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One line of "Needs you". `kind` colours the tag: "urgent", "warn", "blue", "good" or ""."""

    tag: str
    ref: str
    url: str
    sentence: str
    reason: str = ""
    time: str = ""  # "2 h 14 min", "1 day", "today"
    time_words: str = ""  # "waiting", "left", "over"
    button: str = ""
    button_url: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; figures stand to the right."""

    words: str
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with more than text: a link, a tag, a second line."""

    text: str
    url: str = ""
    tag: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A tab, a step or a filter choice."""

    words: str
    url: str
    current: bool = False
    note: str = ""  # "done", "left out"; said to a screen reader too


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something on a timeline, newest first. `when` is in words; never a time nobody knows."""

    title: str
    when: str
    by: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a judgement rests on. `source` is "record" or "discussion"."""

    where: str  # "Home visit 2 October 2026, paragraph 4"
    text: str = ""
    url: str = ""
    source: str = "record"
    remove_url: str = ""
    note: str = ""  # a line under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a field."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False


Choices = Sequence[tuple[str, str]]
