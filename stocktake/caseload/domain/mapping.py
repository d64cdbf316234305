"""Which of our columns a header of theirs is: the same, known by another name, or only similar.

A similar header is offered, never taken: somebody confirms it. Only one that is nearly the name of
one column, and of no other, is taken at once, and shown as such.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

SIMILAR_FROM = 0.72
# So much alike, and so much more than to any other column.
CLEAR = ((0.86, 0.06), (0.78, 0.12))
_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " "})


class How(StrEnum):
    """How sure a match is, from the surest."""

    CONFIRMED = "confirmed before"
    SAME = "same name"
    KNOWN = "known name"
    CLEAR = "very similar"
    SIMILAR = "looks similar"
    NONE = "not recognised"


@dataclass(frozen=True, kw_only=True)
class Match:
    """One header of the source. `column` is None when it is left out; `offer` when only similar."""

    header: str
    column: str | None
    how: How
    offer: str | None = None


@lru_cache(maxsize=20_000)
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
    others = {i: _offered(h, left) for i, h in enumerate(headers) if i not in found}
    wanted = [m.offer for m in others.values()]
    clear = {
        i: replace(m, column=m.offer, offer=None, how=How.CLEAR)
        for i, m in others.items()
        if m.how is How.CLEAR and wanted.count(m.offer) == 1
    }
    rest = {i: _only_similar(m) for i, m in others.items() if i not in clear}
    return tuple({**found, **clear, **rest}[i] for i in range(len(headers)))


def _only_similar(match: Match) -> Match:
    return replace(match, how=How.SIMILAR) if match.how is How.CLEAR else match


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
    return next((c for c, patterns in known.items() if re.fullmatch(patterns, plain)), None)


def _offered(header: str, left: Mapping[str, Sequence[str]]) -> Match:
    plain = folded(header)
    best = _ranked(plain, left, _likeness)[:1] if plain else []
    if not best or best[0][0] < SIMILAR_FROM:
        return Match(header=header, column=None, how=How.NONE)
    letters = _ranked(plain, left, _ratio)
    second = letters[1][0] if len(letters) > 1 else 0.0
    if any(letters[0][0] >= least and letters[0][0] - second >= by for least, by in CLEAR):
        return Match(header=header, column=None, how=How.CLEAR, offer=letters[0][1])
    return Match(header=header, column=None, how=How.SIMILAR, offer=best[0][1])


def _ranked(
    plain: str, left: Mapping[str, Sequence[str]], like: Callable[[str, str], float]
) -> list[tuple[float, str]]:
    """(likeness, column), the likest first."""
    found = [(max(like(plain, folded(n)) for n in all_), c) for c, all_ in left.items()]
    return sorted(found, key=lambda pair: -pair[0])


def nearest(value: str, listed: Sequence[str]) -> str | None:
    """The listed value that a written one looks most like, if it does at all."""
    scored = [(_likeness(folded(value), folded(one)), one) for one in listed]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= SIMILAR_FROM else None


@lru_cache(maxsize=20_000)
def _ratio(a: str, b: str) -> float:
    """How many letters two names share in order, between 0 and 1: a slip of the pen is near 1."""
    return SequenceMatcher(None, a, b).ratio()


def _likeness(a: str, b: str) -> float:
    """As `_ratio`; a name whose words all stand in the other is similar, the closer the better."""
    ratio = _ratio(a, b)
    if a and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())):
        return SIMILAR_FROM + (1 - SIMILAR_FROM) * ratio
    return ratio
