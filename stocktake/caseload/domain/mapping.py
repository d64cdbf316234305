"""Which of our columns a header of theirs is: the same, known by another name, or only similar.

A similar header is offered, never taken: somebody confirms it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

SIMILAR_FROM = 0.72
_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " "})


class How(StrEnum):
    """How sure a match is, from the surest."""

    CONFIRMED = "confirmed before"
    SAME = "same name"
    KNOWN = "known name"
    SIMILAR = "looks similar"
    NONE = "not recognised"


@dataclass(frozen=True, kw_only=True)
class Match:
    """One header of the source. `column` is None when it is left out; `offer` when only similar."""

    header: str
    column: str | None
    how: How
    offer: str | None = None


def folded(header: str) -> str:
    """A header for comparing: trimmed, case folded, quotes straight, brackets balanced."""
    plain = re.sub(r"[\s_]+", " ", header.translate(_QUOTES)).strip().casefold()
    while plain.endswith(")") and plain.count(")") > plain.count("("):
        plain = plain[:-1]
    return plain.rstrip(" ?*:.")


def guesses(
    headers: Sequence[str],
    *,
    names: Mapping[str, Sequence[str]],
    known: Mapping[str, str],
    confirmed: Mapping[str, str | None],
) -> tuple[Match, ...]:
    """A match for every header, no column taken twice.

    `names`: for each column every name that is exactly it; `known`: a pattern of other names;
    `confirmed`: what somebody said of these headers before.
    """
    found = _surely(headers, names=names, known=known, confirmed=confirmed)
    taken = {m.column for m in found.values()}
    left = {column: all_ for column, all_ in names.items() if column not in taken}
    return tuple(found.get(i) or _offered(h, left) for i, h in enumerate(headers))


def surely(
    headers: Sequence[str], *, names: Mapping[str, Sequence[str]], known: Mapping[str, str]
) -> int:
    """How many of the headers are a column for certain: by this a header row is found."""
    return len(_surely(headers, names=names, known=known, confirmed={}))


def _surely(
    headers: Sequence[str],
    *,
    names: Mapping[str, Sequence[str]],
    known: Mapping[str, str],
    confirmed: Mapping[str, str | None],
) -> dict[int, Match]:
    found: dict[int, Match] = {}
    taken: set[str] = set()
    by_header = {folded(h): c for h, c in confirmed.items()}
    exact = {folded(name): column for column, all_ in names.items() for name in all_}
    for how in (How.CONFIRMED, How.SAME, How.KNOWN):
        for i, header in enumerate(headers):
            plain = folded(header)
            if i in found or not plain:
                continue
            if how is How.CONFIRMED and plain in by_header and by_header[plain] is None:
                found[i] = Match(header=header, column=None, how=how)
                continue
            column = _sure(how, plain, by_header, exact, known)
            if column and column in names and column not in taken:
                taken.add(column)
                found[i] = Match(header=header, column=column, how=how)
    return found


def _sure(
    how: How,
    plain: str,
    confirmed: Mapping[str, str | None],
    exact: Mapping[str, str],
    known: Mapping[str, str],
) -> str | None:
    if how is How.CONFIRMED:
        return confirmed.get(plain)
    if how is How.SAME:
        return exact.get(plain)
    return next((c for c, pattern in known.items() if re.fullmatch(pattern, plain)), None)


def _offered(header: str, left: Mapping[str, Sequence[str]]) -> Match:
    plain = folded(header)
    scored = [(_likeness(plain, folded(n)), c) for c, all_ in left.items() for n in all_]
    best = max(scored, default=(0.0, ""))
    if plain and best[0] >= SIMILAR_FROM:
        return Match(header=header, column=None, how=How.SIMILAR, offer=best[1])
    return Match(header=header, column=None, how=How.NONE)


@lru_cache(maxsize=20_000)
def _likeness(a: str, b: str) -> float:
    """Between 0 and 1; a name whose words all stand in the other is similar, the closer the better."""
    ratio = SequenceMatcher(None, a, b).ratio()
    if a and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())):
        return SIMILAR_FROM + (1 - SIMILAR_FROM) * ratio
    return ratio
