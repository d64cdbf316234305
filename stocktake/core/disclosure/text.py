"""People in sentences: counts in words, names, dates, ages, and shares of small totals.

The rules err towards asking: a flag can be mended by writing otherwise or justified with a reason.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.core.disclosure.counts import LEAST_BASE, small
from stocktake.core.telephones import TELEPHONE

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something to mend or to justify. `words` may hold record text: for those who may read it."""

    where: str
    rule: str
    say: str
    words: str
    start: int = 0
    end: int = 0

    @property
    def key(self) -> str:
        """Names the flag as long as the same words stand in the same place under the same rule."""
        return f"{self.where}|{self.rule}|{self.words}"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name not to be published; kind: "child", "worker", "setting" or "case reference"."""

    kind: str
    words: str


_SMALL = (
    r"(?:[1-5](?![\d.,:/]*\d|\s?%)|one|two|three|four|five|a single|a couple of|a pair of|both)"
)
_PEOPLE = (
    r"(?:child|children|young (?:person|people|m[ae]n|wom[ae]n|adults?)|bab(?:y|ies)|infants?|"
    r"teenagers?|boys?|girls?|siblings?|brothers?|sisters?|famil(?:y|ies)|parents?|mothers?|"
    r"fathers?|carers?|care leavers?|pupils?|victims?|cases?|reviews?|case files?|placements?|"
    r"(?:social |early help )?workers?|practitioners?|managers?|concerns?|(?:missing )?episodes?)"
)
_NOT_PEOPLE = (
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|times?|areas?|recommendations?|actions?|"
    r"reports?|reviewers?|groups?|themes?|strands?|pages?|questions?|points?|or|to|per|in|"
    + "|".join(MONTHS)
    + ")"
)
_BETWEEN = rf"(?:(?:of (?:the|those|these|our) )?(?:(?!{_NOT_PEOPLE}\b)[A-Za-z’'-]+[ ]+){{0,3}}?)"
_UNIT_COUNT = re.compile(rf"(?<![\w.,/£–-])({_SMALL})\s+{_BETWEEN}{_PEOPLE}\b", re.IGNORECASE)
_ONLY = re.compile(rf"\bthe (?:only|sole) (?:[a-z-]+ ){{0,2}}?{_PEOPLE}\b", re.IGNORECASE)
_OF_TOTAL = re.compile(
    r"(?<![\w.,/£–-])(\d+|" + "|".join(NUMBERS) + r") (?:out )?of (?:the |those |these |all )?(\d+)"
    r"(?![\d.,]*\d)((?:\s+[A-Za-z’'-]+){0,3})",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:recommendations?|actions?|areas?|statements?|questions?|reports?)\b", re.I
)
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_BASE = re.compile(r"\bof (?:the |all )?(\d+)\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:aged? (?:of )?\d{1,2}|\d{1,2}[- ]years?[- ]old)\b", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:date of birth|d\.?o\.?b\.?|born (?:on|in))\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTHS)}),? (\d{{4}})"
    r"|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))\b"
)
_RARE = re.compile(
    r"\b(?:missing|court|hearing|arrest\w*|died|death|funeral|born|birth|excluded|exclusion|"
    r"admitted|hospital|removed|moved|move|placement (?:ended|broke)|conference|"
    r"strategy (?:meeting|discussion)|assault\w*|overdose)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:\d+[A-Za-z]? [A-Z][a-z]+ "
    r"(?:Road|Street|Lane|Avenue|Close|Drive|Way|Court|Crescent|Terrace)"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
    r"|(?:[A-Z][\w’']+ )+(?:School|Academy|College|Children[’']s Home))\b"
)
_NUMBERED = re.compile(
    r"(?:table|figure|paragraph|regulation|section|part|outcome|page)s? $", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\d)[^.!?]*)*[.!?]?")


def check_text(
    where: str,
    text: str,
    *,
    identifiers: Sequence[Identifier] = (),
    births: Iterable[date] = (),
) -> tuple[Flag, ...]:
    """Every flag of one passage, in the order of its words; spans may overlap."""
    found = [
        *_counts(where, text),
        *_shares(where, text),
        *_identifiers(where, text, identifiers),
        *_patterns(where, text),
        *_dates(where, text, frozenset(births)),
    ]
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.rule)))


def _flag(where: str, rule: str, say: str, text: str, span: tuple[int, int]) -> Flag:
    start, end = span
    return Flag(where=where, rule=rule, say=say, words=text[start:end], start=start, end=end)


def _counts(where: str, text: str) -> Iterator[Flag]:
    say = "A count from 1 to 5 of people or cases. Say it without the number."
    for match in _UNIT_COUNT.finditer(text):
        if not _NUMBERED.search(text[: match.start()]):
            yield _flag(where, "small count", say, text, match.span())
    for match in _ONLY.finditer(text):
        yield _flag(where, "small count", say, text, match.span())
    for match in _OF_TOTAL.finditer(text):
        part = NUMBERS.get(match[1].lower()) or int(match[1])
        rest = int(match[2]) - part
        if not _THINGS.search(match[3]) and (small(part) or small(rest)):
            say = "This part and its total give away a number from 1 to 5. Hide one of them."
            yield _flag(where, "gives a count away", say, text, (match.start(), match.end(2)))


def _shares(where: str, text: str) -> Iterator[Flag]:
    say = f"A percentage of fewer than {LEAST_BASE}, or of a total not named, gives the count away."
    for sentence in _SENTENCE.finditer(text):
        bases = [int(m[1]) for m in _BASE.finditer(sentence.group())]
        for match in _SHARE.finditer(sentence.group()):
            if not any(_share_is_safe(float(match[1]), base) for base in bases):
                offset = sentence.start()
                span = (offset + match.start(), offset + match.end())
                yield _flag(where, "percentage", say, text, span)


def _share_is_safe(share: float, base: int) -> bool:
    part = round(share * base / 100)
    return base >= LEAST_BASE and not small(part) and not small(base - part)


def _identifiers(where: str, text: str, known: Sequence[Identifier]) -> Iterator[Flag]:
    for identifier in known:
        for name in _names(identifier):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                say = f"The name of a {identifier.kind}. Leave it out."
                yield _flag(where, "identifier", say, text, match.span())


def _names(identifier: Identifier) -> tuple[str, ...]:
    """A full name, and for people each part of it that is not also a month."""
    words = identifier.words.strip()
    parts = _WORD.findall(words) if identifier.kind in ("child", "worker") else []
    alone = [p for p in parts if len(p) > 2 and p[:1].isupper() and p not in MONTHS and p != words]
    return tuple(dict.fromkeys([words, *alone])) if words else ()


def _patterns(where: str, text: str) -> Iterator[Flag]:
    asked = (
        (_AGE, "one child's story", "An age points at one child. Leave it out."),
        (_BIRTH, "identifier", "A birth points at one child. Leave it out."),
        (_ADDRESS, "identifier", "An address, a school or a home. Leave it out."),
        (TELEPHONE, "identifier", "A telephone number. Leave it out."),
    )
    for pattern, rule, say in asked:
        for match in pattern.finditer(text):
            yield _flag(where, rule, say, text, match.span())


def _dates(where: str, text: str, births: frozenset[date]) -> Iterator[Flag]:
    for sentence in _SENTENCE.finditer(text):
        for match in _DATE.finditer(sentence.group()):
            span = (sentence.start() + match.start(), sentence.start() + match.end())
            if _day(match) in births:
                yield _flag(where, "identifier", "A date of birth. Leave it out.", text, span)
            elif _RARE.search(sentence.group()):
                say = "The day of a rare event points at one child. Say the season or the year."
                yield _flag(where, "date of a rare event", say, text, span)


def _day(match: re.Match[str]) -> date | None:
    try:
        if match[2]:
            return date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
        return date(int(match[6]), int(match[5]), int(match[4]))
    except ValueError:
        return None
