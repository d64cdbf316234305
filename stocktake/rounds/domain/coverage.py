"""Whom a sample covers beside all children of its frame: by stratum, age, sex and ethnic group."""

import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from stocktake.core.strata import DEFAULT_LABELS, Stratum

NOT_RECORDED = "Not recorded"
AGES = ("0 to 4", "5 to 9", "10 to 15", "16 and 17", "18 and over", NOT_RECORDED)
SEXES = ("Girls and young women", "Boys and young men", "Other", NOT_RECORDED)
ETHNIC_GROUPS = ("Asian", "Black", "Mixed", "White", "Other", NOT_RECORDED)

LEANS = 3.0  # percentage points from which a stratum is said to weigh more than its share
# First letters of the DfE's ethnicity codes (children looked after and in-need censuses).
_BY_CODE = {"A": "Asian", "B": "Black", "M": "Mixed", "W": "White", "O": "Other", "C": "Asian"}
_ANNEX_A_LETTER = re.compile(r"^[a-z]\)\s*", re.IGNORECASE)  # "b) Female", "n) BCRB"
_NO_SEX = {"", "u", "0", "9", "unknown", "not recorded", "not stated/recorded"}
_UNKNOWN_CODES = {"", "REFU", "NOBT", "UNKNOWN", "NOT RECORDED", "NOT KNOWN"}


class Described(Protocol):
    """A child of the frame with what coverage looks at: caseload's rows and tests' rows fit."""

    @property
    def child_id(self) -> str: ...
    @property
    def stratum(self) -> Stratum | str: ...
    @property
    def age(self) -> int | None: ...
    @property
    def sex(self) -> str: ...
    @property
    def ethnicity(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value of a characteristic: children open, and children selected."""

    label: str
    open: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One characteristic over the whole frame and the whole sample."""

    title: str
    lines: tuple[Line, ...]

    @property
    def open(self) -> int:
        return sum(line.open for line in self.lines)

    @property
    def drawn(self) -> int:
        return sum(line.drawn for line in self.lines)

    @property
    def widest_gap(self) -> float:
        """The greatest difference between a share of the sample and of all open, in points."""
        gaps = (self.shares(line) for line in self.lines)
        return max((abs(drawn - open_) for open_, drawn in gaps), default=0.0)

    def shares(self, line: Line) -> tuple[float, float]:
        """Per cent of all open children, and per cent of the sample."""
        return 100 * line.open / max(self.open, 1), 100 * line.drawn / max(self.drawn, 1)


def coverage(rows: Sequence[Described], chosen: Collection[str]) -> tuple[Group, ...]:
    """The four groups of the certificate; a value that no child has is left out."""
    labels = {str(s): words for s, words in DEFAULT_LABELS.items()}
    return (
        _group("Group", list(labels.values()), rows, chosen, lambda r: labels[str(r.stratum)]),
        _group("Age", AGES, rows, chosen, lambda r: age_band(r.age)),
        _group("Sex", SEXES, rows, chosen, lambda r: sex_in_words(r.sex)),
        _group("Ethnic group", ETHNIC_GROUPS, rows, chosen, lambda r: ethnic_group(r.ethnicity)),
    )


def recorded(groups: Sequence[Group]) -> list[Group]:
    """The groups of which something is recorded; that of strata always."""
    first, *others = groups
    kept = (g for g in others if any(line.label != NOT_RECORDED for line in g.lines))
    return [first, *kept]


def in_words(groups: Sequence[Group], whom: str = "open children") -> str:
    """What the picture shows, as its title: where the sample leans, and how far the rest is off;
    `whom` names the children of the frame."""
    by_stratum, *others = recorded(groups)
    shares = {line.label: by_stratum.shares(line) for line in by_stratum.lines}
    leans = [label.lower() for label, (open_, drawn) in shares.items() if drawn - open_ >= LEANS]
    first = f"The sample leans to {_and(leans)}, as planned. " if leans else ""
    if not others:
        return f"{first}Age, sex and ethnic group are not recorded."
    widest = max(group.widest_gap for group in others)
    return (
        f"{first}{_and([g.title for g in others]).capitalize()} {'are each' if len(others) > 1 else 'is'} within {math.ceil(widest)} percentage points "
        f"of all {whom}."
    )


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def age_band(age: int | None) -> str:
    if age is None:
        return NOT_RECORDED
    for top, band in zip((4, 9, 15, 17), AGES[:4], strict=True):
        if age <= top:
            return band
    return "18 and over"


def sex_in_words(code: str) -> str:
    """Girls or boys from the words and codes of extracts ("F", "2", "Female", "Girl")."""
    text = _ANNEX_A_LETTER.sub("", code.strip()).lower()
    if text in ("f", "2", "female", "girl"):
        return "Girls and young women"
    if text in ("m", "1", "male", "boy"):
        return "Boys and young men"
    return NOT_RECORDED if text in _NO_SEX else "Other"


def ethnic_group(code: str) -> str:
    """The broad group of a DfE code ("WBRI") or of words that begin with it ("White British")."""
    text = _ANNEX_A_LETTER.sub("", code.strip()).upper()
    if text in _UNKNOWN_CODES:
        return NOT_RECORDED
    words = next((g for g in ETHNIC_GROUPS if text.startswith(g.upper())), None)
    return words or (_BY_CODE.get(text[0], "Other") if len(text) == 4 else "Other")


def _group(
    title: str,
    labels: Sequence[str],
    rows: Sequence[Described],
    chosen: Collection[str],
    label_of: Callable[[Described], str],
) -> Group:
    open_ = [label_of(row) for row in rows]
    drawn = [label_of(row) for row in rows if row.child_id in chosen]
    lines = (Line(label=w, open=open_.count(w), drawn=drawn.count(w)) for w in labels)
    return Group(title=title, lines=tuple(line for line in lines if line.open))
