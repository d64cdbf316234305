"""Where a quote stands in a note: positions and words both, so that it can be found again.

The two selectors of the W3C Web Annotation model: TextPositionSelector (start, end) and
TextQuoteSelector (exact, prefix, suffix). Positions count Unicode code points of the note's body.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
class Seen:
    """A phrase of the theme lens in a body."""

    start: int
    end: int
    lens: str
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a paragraph: plain (`quote_id` empty) or quoted; `begins`: the quotes that start here."""

    text: str
    quote_id: str = ""
    begins: tuple[str, ...] = ()
    lens: str = ""  # the family of the theme lens that looks at it
    denied: bool = False  # and the text says that it is not so


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


def segments(
    paragraph: Passage, marks: Iterable[Marked], seen: Iterable[Seen] = ()
) -> tuple[Segment, ...]:
    """The paragraph cut where quotes and phrases of the lens begin and end; where two quotes
    overlap, the later start is inside."""
    here = [m for m in marks if m.start < paragraph.end and m.end > paragraph.start]
    looked = [s for s in seen if s.start < paragraph.end and s.end > paragraph.start]
    edges = {paragraph.start, paragraph.end}
    for start, end in [(m.start, m.end) for m in here] + [(x.start, x.end) for x in looked]:
        edges |= {max(start, paragraph.start), min(end, paragraph.end)}
    cuts = sorted(edges)
    return tuple(
        _through_the_lens(_segment(paragraph, here, start, end), looked, start, end)
        for start, end in itertools.pairwise(cuts)
    )


def _through_the_lens(piece: Segment, seen: Sequence[Seen], start: int, end: int) -> Segment:
    over = next((s for s in seen if s.start <= start and s.end >= end), None)
    return replace(piece, lens=over.lens, denied=over.denied) if over else piece


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
