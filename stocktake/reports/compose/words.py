"""Sentences with their evidence, and counts put into words that give nobody away."""

import re
from collections.abc import Iterable

from stocktake.core.disclosure import PEOPLE, Shown, Unit, small, split
from stocktake.reports.domain.document import Paragraph, Quantity, Sentence

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
FIXED = "fixed phrase of the house style"
_TENS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def says(text: str, rests_on: Iterable[str] = (), *quantities: Quantity) -> Sentence:
    """A sentence that rests on something."""
    return Sentence(text=text, rests_on=tuple(dict.fromkeys(rests_on)), quantities=quantities)


def fixed(text: str) -> Sentence:
    """A sentence that is the same in every report of the preset."""
    return Sentence(text=text, authored=FIXED)


def paragraph(block_id: str, *sentences: Sentence | None) -> Paragraph:
    return Paragraph(id=block_id, sentences=tuple(s for s in sentences if s))


def number(count: int, unit: Unit) -> tuple[Quantity, ...]:
    """The quantity of a count that may be shown; none for a hidden one."""
    hidden = unit in PEOPLE and small(count)
    return () if hidden else (Quantity(shown=str(count), unit=unit),)


def part_of(part: int, total: int, of: str = "reviews") -> str:
    """ "21 of the 27 reviews", "22 or more of the 27 reviews", "none of the 27 reviews"."""
    if small(total):
        return f"some {of}" if part else f"no {of}"
    if part == total:
        return f"all {total} {of}"
    if part == 0:
        return f"none of the {total} {of}"
    shown = split(part, total)[0]
    return f"{shown.words if readable(shown) else 'some'} of the {total} {of}"


def quantities(part: int, total: int, unit: Unit = Unit.REVIEW) -> tuple[Quantity, ...]:
    """The numbers that `part_of` shows."""
    shown = [s for s in split(part, total) if not s.hidden and s.low]
    return tuple(Quantity(shown=s.words, unit=unit) for s in shown[:1] + shown[-1:])


def readable(shown: Shown) -> bool:
    return shown.words != "not published"


def in_words(count: int) -> str:
    """Small numbers in words; for statements and reviewers, never for children."""
    return _TENS[count] if count < len(_TENS) else str(count)


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"; with an "and" inside a part, that part last: "a, and b and c"."""
    several = sorted(words, key=lambda w: " and " in w)
    last = several.pop()
    if not several:
        return last
    joint = ", and " if " and " in last else " and "
    return f"{', '.join(several)}{joint}{last}"


def sentence(text: str) -> str:
    """The text as one sentence: capital first, full stop last."""
    plain = typeset(" ".join(text.split()))
    ended = plain if plain.endswith((".", "!", "?")) else f"{plain}."
    return ended[:1].upper() + ended[1:]


def short(label: str) -> str:
    """A theme's label without what explains it: "Systemic practice: culture, …"."""
    return typeset(label.split(":")[0].split(",")[0].strip())


def typeset(text: str) -> str:
    """The apostrophe of print, as in the phrases of the house style."""
    return _APOSTROPHE.sub("’", text)


def low(label: str) -> str:
    """A theme's label within a sentence: "Visits" → "visits", "PEP and …" and "Regulation" stay."""
    said = short(label)
    stays = said.split()[0].isupper() or said.startswith("Regulation")
    return said if stays else said[:1].lower() + said[1:]
