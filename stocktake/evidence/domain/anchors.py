"""Where a quote stands in a note: positions and words both, so that it can be found again.

The two selectors of the W3C Web Annotation model: TextPositionSelector (start, end) and
TextQuoteSelector (exact, prefix, suffix). Positions count Unicode code points of the note's body.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

AROUND = 32  # code points of prefix and suffix, as Hypothes.is keeps
LONGEST = 2_000  # a quote is a passage, not the note

# The end of a sentence: its marks and what closes after them. A run is tried from its start
# alone, and never given back, so that a page of exclamation marks costs no more than its length.
_END = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]]*+(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A passage: its words, the words around it and its place."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A numbered paragraph or sentence with its place in the body."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A quote's place in a body, for highlighting."""

    quote_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a paragraph: plain (`quote_id` empty) or quoted; `begins`: the quotes that start here."""

    text: str
    quote_id: str = ""
    begins: tuple[str, ...] = ()


def anchor(body: str, start: int, end: int) -> Anchor | None:
    """The passage from `start` to `end` without its outer spaces, or None where there is none."""
    if not 0 <= start < end <= len(body):
        return None
    exact = body[start:end]
    start += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    if not exact:
        return None
    end = start + len(exact)
    return Anchor(
        exact=exact,
        prefix=body[max(0, start - AROUND) : start],
        suffix=body[end : end + AROUND],
        start=start,
        end=end,
    )


def found(body: str, wanted: Anchor) -> tuple[int, int] | None:
    """Where the passage stands in `body` now: by words first, then by what is around, then near."""
    if body[wanted.start : wanted.end] == wanted.exact:
        return wanted.start, wanted.end
    places = list(_occurrences(body, wanted.exact))
    if not places:
        return None

    def likeness(place: int) -> tuple[int, int, int]:
        end = place + len(wanted.exact)
        return (
            _same_tail(body[max(0, place - AROUND) : place], wanted.prefix)
            + _same_head(body[end : end + AROUND], wanted.suffix),
            -abs(place - wanted.start),
            -place,
        )

    best = max(places, key=likeness)
    return best, best + len(wanted.exact)


def paragraphs(body: str) -> tuple[Passage, ...]:
    """The lines that say something, numbered from 1, without their outer spaces."""
    found: list[Passage] = []
    place = 0
    for line in body.splitlines(keepends=True):
        text = line.strip()
        if text:
            start = place + len(line) - len(line.lstrip())
            found.append(Passage(number=len(found) + 1, start=start, text=text))
        place += len(line)
    return tuple(found)


def sentences(body: str) -> tuple[Passage, ...]:
    """Every sentence of every paragraph, numbered through, for quoting without selecting."""
    found: list[Passage] = []
    for paragraph in paragraphs(body):
        for start, text in _split(paragraph.text):
            found.append(Passage(number=len(found) + 1, start=paragraph.start + start, text=text))
    return tuple(found)


def _split(text: str) -> Iterator[tuple[int, str]]:
    ends = [match.end() for match in _END.finditer(text)]
    for start, end in itertools.pairwise([0, *ends, len(text)]):
        said = text[start:end]
        if said.strip():
            yield start + len(said) - len(said.lstrip()), said.strip()


def gist(opening: str, longest: int = 70) -> str:
    """How a note begins, on one line."""
    line = " ".join(opening.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


def segments(paragraph: Passage, marks: Iterable[Marked]) -> tuple[Segment, ...]:
    """The paragraph cut where quotes begin and end; where two overlap, the later start is inside."""
    here = [m for m in marks if m.start < paragraph.end and m.end > paragraph.start]
    edges = {paragraph.start, paragraph.end}
    for mark in here:
        edges |= {max(mark.start, paragraph.start), min(mark.end, paragraph.end)}
    cuts = sorted(edges)
    return tuple(_segment(paragraph, here, start, end) for start, end in itertools.pairwise(cuts))


def _segment(paragraph: Passage, marks: Sequence[Marked], start: int, end: int) -> Segment:
    text = paragraph.text[start - paragraph.start : end - paragraph.start]
    over = [m for m in marks if m.start <= start and m.end >= end]
    if not over:
        return Segment(text=text)
    mark = max(over, key=lambda m: (m.start, m.quote_id))
    begins = tuple(m.quote_id for m in over if m.start == start)
    return Segment(text=text, quote_id=mark.quote_id, begins=begins)


def _occurrences(body: str, words: str) -> Iterator[int]:
    place = body.find(words)
    while place >= 0:
        yield place
        place = body.find(words, place + 1)


def _same_tail(text: str, other: str) -> int:
    count = 0
    while count < min(len(text), len(other)) and text[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _same_head(text: str, other: str) -> int:
    count = 0
    while count < min(len(text), len(other)) and text[count] == other[count]:
        count += 1
    return count
