"""The theme lens: which phrases of a lexicon stand in a text, and which are said not to be there.

Highlights only. One pass of an Aho-Corasick automaton over the whole text, then whole words are
kept, the longest from the left, as an alternation of the same phrases would match.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick

REACH = 60  # characters before a term in which it can be denied
_STOP = re.compile(r"[.;:!?\n]")


class BadLexicon(ValueError):
    """A lexicon that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One theme: its label, what to ask when it shows, its phrases in lower case."""

    key: str
    label: str
    prompt: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A phrase found: where, of which family; `denied`: the text says that it is not so."""

    start: int
    end: int
    family: str
    term: str
    denied: bool = False


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Families of phrases, and the words that deny, seem to deny, and begin a new thought."""

    families: tuple[Family, ...]
    denying: tuple[str, ...] = ()
    seeming: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    version: str = ""

    @cached_property
    def automaton(self) -> Any:
        """Every phrase with its family; made once."""
        made = ahocorasick.Automaton()
        for family in self.families:
            for term in family.terms:
                made.add_word(term, (len(term), family.key))
        made.make_automaton()
        return made

    @cached_property
    def denials(self) -> re.Pattern[str]:
        return _whole(self.denying)

    @cached_property
    def seemings(self) -> re.Pattern[str]:
        return _whole(self.seeming)

    @cached_property
    def turnings(self) -> re.Pattern[str]:
        return _whole(self.turning)


def lexicon(data: Any) -> Lexicon:
    """A lexicon from the data of its file. Raises BadLexicon."""
    if not isinstance(data, Mapping) or not isinstance(data.get("families"), list):
        raise BadLexicon("A lexicon has a list of families.")
    families = tuple(_family(one) for one in data["families"])
    seen: dict[str, str] = {}
    for family in families:
        for term in family.terms:
            if term in seen:
                raise BadLexicon(f"“{term}” stands in {seen[term]} and again in {family.key}.")
            seen[term] = family.key
    if len({f.key for f in families}) < len(families):
        raise BadLexicon("Two families have the same key.")
    return Lexicon(
        families=families,
        denying=_words(data, "not"),
        seeming=_words(data, "not_really"),
        turning=_words(data, "but"),
        version=str(data.get("version", "")),
    )


def glimpses(text: str, through: Lexicon) -> tuple[Glimpse, ...]:
    """The phrases of the lexicon in a text, from left to right, none inside another."""
    low = flat(text)
    return tuple(
        Glimpse(start, end, family, low[start:end], _denied(low, start, through))
        for start, end, family in found(low, through)
    )


def found(low: str, through: Lexicon) -> list[tuple[int, int, str]]:
    """(start, end, family) of whole phrases in a flat text: leftmost, then longest."""
    ends = [
        (last + 1 - length, last + 1, family)
        for last, (length, family) in through.automaton.iter(low)
        if _apart(low, last + 1 - length, last + 1)
    ]
    ends.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, str]] = []
    for span in ends:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def flat(text: str) -> str:
    """The text in lower case with plain spaces and apostrophes, character for character."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow in lower case; positions must not
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_PLAIN)


_PLAIN = {ord("’"): "'", ord("\n"): " ", ord("\r"): " ", ord("\t"): " ", 0xA0: " "}


def _apart(low: str, start: int, end: int) -> bool:
    before = start == 0 or not low[start - 1].isalnum()
    return before and (end == len(low) or not low[end].isalnum())


def _denied(low: str, start: int, through: Lexicon) -> bool:
    """Whether the same thought, shortly before, says that it is not so."""
    before = low[max(0, start - REACH) : start]
    before = _STOP.split(before)[-1]
    turns = list(through.turnings.finditer(before))
    before = before[turns[-1].end() :] if turns else before
    plain = through.seemings.sub(" ", before)
    return bool(through.denials.search(plain))


def _family(data: Any) -> Family:
    if not isinstance(data, Mapping) or not data.get("key") or not data.get("label"):
        raise BadLexicon("A family has a key, a label and terms.")
    terms = tuple(flat(str(term).strip()) for term in data.get("terms") or ())
    if not terms or any(
        len(term) < 2 or not _apart(f" {term} ", 1, 1 + len(term)) for term in terms
    ):
        raise BadLexicon(f"{data['key']}: a term has at least two letters, and there must be one.")
    return Family(
        key=str(data["key"]),
        label=str(data["label"]),
        prompt=str(data.get("prompt", "")),
        terms=terms,
    )


def _words(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(flat(str(word).strip()) for word in data.get(name) or ())


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    said = "|".join(re.escape(word) for word in longest) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)")
