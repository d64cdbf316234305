"""The lanes of a record's timeline, which notes and events belong to each, and gaps over standard.

Types of notes are each council's own words, so a lane is recognised by the words it contains;
the first lane of ORDER that recognises a type takes it.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stocktake.core.periods import Window
from stocktake.core.strata import Stratum

RECORDED_WITHIN_DAYS = 2  # local upload standards run from 2 to 10 days (domain rules 3.5)

# Days between two of a lane, by stratum: local and statutory floors of domain rules 3.2 to 3.5.
# Supervision "at least monthly" is local everywhere; five weeks leaves room for leave.
SUPERVISION_DAYS = 35
VISIT_DAYS: dict[Stratum, int] = {
    Stratum.EH: 42,
    Stratum.CIN: 28,
    Stratum.CP: 28,
    Stratum.CLA: 42,
    Stratum.CL: 56,
}


@dataclass(frozen=True, slots=True)
class LaneKind:
    """A lane: its key, its label, the words of types it takes, and the shape of its marks."""

    key: str
    label: str
    words: tuple[str, ...]
    shape: str


LANES = (
    LaneKind("visits", "Visits", ("visit",), "circle"),
    LaneKind("calls", "Calls", ("call", "phone", "mail", "text", "letter", "contact"), "tick"),
    LaneKind("supervision", "Supervision", ("supervision",), "diamond"),
    LaneKind("oversight", "Oversight", ("oversight", "decision", "consultation"), "square"),
    LaneKind(
        "meetings",
        "Meetings",
        ("meeting", "core group", "conference", "review", "strategy", "panel", "marac", "taf"),
        "triangle",
    ),
    LaneKind("plans", "Plans", ("plan", "assessment", "chronology", "summary"), "page"),
    LaneKind("education", "Education", ("pep", "school", "education", "ehc"), "down"),
    LaneKind("placement", "Placement", ("placement", "regulation 44", "reg 44", "move"), "home"),
    LaneKind("missing", "Missing", ("missing",), "cross"),
    LaneKind("other", "Other", (), "ring"),
)
_ASKED = ("supervision", "oversight", "missing", "placement", "visits", "calls", "education")
ORDER = (*_ASKED, "plans", "meetings")
_BY_KEY = {lane.key: lane for lane in LANES}
_NOT_MADE = ("unsuccessful", "no access", "failed", "attempted", "not held", "child not seen")
NOUNS = {"supervision": "supervision", "visits": "a visit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that happened, on its day. `note_id` is empty for an event without a note."""

    on: date
    words: str
    note_id: str = ""
    read: bool = True
    counts: bool = True  # an unsuccessful visit is an attempt: shown, but it closes no gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Longer between two than the standard allows; both days belong to the marks around it."""

    start: date
    end: date
    words: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row of the timeline, oldest mark first."""

    key: str
    label: str
    shape: str
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...] = ()
    standard_days: int | None = None


def lane_of(kind: str) -> str:
    """The lane that takes a note or event of this type."""
    said = kind.casefold()
    for key in ORDER:
        if any(_has(said, word) for word in _BY_KEY[key].words):
            return key
    return "other"


def is_attempt(*said: str) -> bool:
    """Whether it was tried or planned and not made: shown, but it closes no gap."""
    text = " ".join(said).casefold()
    return any(word in text for word in _NOT_MADE)


def lanes(
    marks: Iterable[tuple[str, Mark]], *, window: Window, standards: dict[str, int]
) -> tuple[Lane, ...]:
    """The lanes that hold something or have a standard, in their fixed order.

    `marks` come with their lane; two of one lane on one day are one, a note before a bare event.
    `standards`: days between two of a lane, by lane key.
    """
    found: dict[str, dict[date, Mark]] = {}
    for key, mark in marks:
        day = found.setdefault(key, {})
        day[mark.on] = _better(day.get(mark.on), mark)
    made = []
    for kind in LANES:
        own = tuple(mark for _, mark in sorted(found.get(kind.key, {}).items()))
        limit = standards.get(kind.key)
        if not own and limit is None:
            continue
        gaps = gaps_over(
            [m.on for m in own if m.counts],
            window,
            limit,
            NOUNS.get(kind.key, "").removeprefix("a "),
        )
        made.append(Lane(key=kind.key, label=kind.label, shape=kind.shape, marks=own, gaps=gaps,
                         standard_days=limit))  # fmt: skip
    return tuple(made)


def gaps_over(
    days: Sequence[date], window: Window, limit: int | None, noun: str
) -> tuple[Gap, ...]:
    """Gaps longer than `limit` days that touch the window; what came before or after is not known.

    An interval runs from one to the next; where none is known before the window it starts with
    the window, and an open one ends with it.
    """
    if limit is None:
        return ()
    inside = [d for d in days if d <= window.end]
    before = [d for d in inside if d < window.start]
    start = max(before, default=window.start)
    stops = [start, *(d for d in sorted(inside) if d > start), window.end]
    return tuple(
        Gap(start=a, end=b, words=f"no {noun} {(b - a).days} days")
        for a, b in itertools.pairwise(stops)
        if (b - a).days > limit
    )


def standards_for(stratum: str) -> dict[str, int]:
    """Days between two of a lane for a child of this stratum."""
    return {"visits": VISIT_DAYS[Stratum(stratum)], "supervision": SUPERVISION_DAYS}


def _has(said: str, word: str) -> bool:
    """Whole words for the short ones ("pep", "taf"); beginnings otherwise ("visits")."""
    if len(word) <= 4:
        return any(part.strip(":,;()-") in (word, word + "s") for part in said.split())
    return word in said


def _better(old: Mark | None, new: Mark) -> Mark:
    if old is None:
        return new
    keep = new if (new.note_id and not old.note_id) else old
    if old.counts or new.counts:
        return Mark(on=keep.on, words=keep.words, note_id=keep.note_id, read=keep.read)
    return keep
