"""Words as they are searched: without case, accents and endings, the same on either engine.

A text is cut here and its stems are what the engines index, so that what is found cannot depend on
which database a council runs. The stemmer is Snowball's English ("visits", "visited": "visit");
words of other scripts stay as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

LONGEST_WORD = 64
PART, OVERLAP = 4_000, 30  # words: a very long note is indexed in parts that overlap by a phrase
BEFORE, AFTER = 60, 120  # characters of a snippet around the first word found

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ASKED = re.compile(r"[\"“”]([^\"“”]*)[\"“”]|(\S+)")
_ENGLISH = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a word, or the words of a phrase in their order."""

    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet; `hit`: it is what was asked for."""

    text: str
    hit: bool = False


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without case, accents, apostrophes and English endings; never empty."""
    flat = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    kept = "".join(c for c in flat if c.isalnum() or c == "'")[:LONGEST_WORD]
    ended: str = _ENGLISH.stemWord(kept) if kept.isascii() else kept
    return ended.replace("'", "") or "x"


def stems(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem(word) for word in _WORD.findall(text)]


def parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words in parts short enough for any index; each begins with the end of the one before."""
    start = 0
    while True:
        yield words[start : start + PART]
        start += PART - OVERLAP
        if start + OVERLAP >= len(words):
            return


def rows_of(
    number: int, case_id: str, day: date, texts: Iterable[str]
) -> Iterator[dict[str, int | str]]:
    """The rows of the index for one note: id, scope and words of each part.

    `number`: the note's own, below 2 ** 32. Ids rise with the day, whichever note came first.
    """
    words = [word for text in texts for word in stems(text)]
    for place, part in enumerate(parts(words)):
        key = (day.toordinal() << 40) | (number << 8) | min(place, 255)
        yield {"id": key, "scope": scope(case_id), "words": " ".join(part)}
        if place == 255:
            return


def scope(case_id: str) -> str:
    """A case as a word of the index, so that leave narrows the search before anything is read."""
    return f"c{''.join(c for c in case_id if c.isalnum())}"


def asked(text: str) -> tuple[Term, ...]:
    """What a person asks for: every word, and “phrases” whole. At most twelve terms."""
    found = (stems(phrase or word) for phrase, word in _ASKED.findall(text))
    return tuple(Term(tuple(said)) for said in found if said)[:12]


def snippet(text: str, terms: Iterable[Term]) -> tuple[Piece, ...]:
    """The passage around the first term found, with every hit in it marked; else the beginning."""
    wanted = tuple(terms)
    spans = _hits(text, wanted)
    first = spans[0][0] if spans else 0
    start = _at_a_space(text, max(0, first - BEFORE), first)
    end = _last_space(text, max(first, start) + AFTER, spans)
    inside = [(a, b) for a, b in spans if a >= start and b <= end]
    pieces = [Piece("…")] if start else []
    edges = [(start, start), *inside, (end, end)]
    for (_, before), (a, b) in pairwise(edges):
        pieces += [Piece(_flat(text[before:a])), Piece(_flat(text[a:b]), hit=True)]
    if end < len(text):
        pieces.append(Piece("…"))
    return tuple(p for p in pieces if p.text)


def _hits(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the first hit stands, and those shortly after it."""
    firsts = {term.stems[0] for term in terms}
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if found and match.start() > found[0][0] + AFTER:
            break
        if stem(match.group()) in firsts:
            end = _end(text, match, terms)
            if end:
                found.append((match.start(), end))
    return _apart(found)


def _end(text: str, match: "re.Match[str]", terms: tuple[Term, ...]) -> int:
    """Where the longest term that begins at this word ends; 0 where none does."""
    ends = [0]
    for term in terms:
        words = [match]
        for following in _WORD.finditer(text, match.end()):
            if len(words) >= len(term.stems):
                break
            words.append(following)
        if tuple(stem(w.group()) for w in words) == term.stems:
            ends.append(words[-1].end())
    return max(ends)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _at_a_space(text: str, start: int, latest: int) -> int:
    """The beginning of the first whole word from `start` on, no later than `latest`."""
    if start == 0:
        return 0
    space = text.find(" ", start, latest)
    return space + 1 if space >= 0 else start


def _last_space(text: str, end: int, spans: list[tuple[int, int]]) -> int:
    """The end of the last whole word before `end`, never inside the first hit."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", spans[0][1] if spans else 0, end)
    return space if space > 0 else end


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
