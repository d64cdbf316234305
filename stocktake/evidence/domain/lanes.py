"""The lanes of a record's timeline, which notes and events belong to each, and gaps over standard.

Types of notes are each council's own words, so a lane is recognised by the words it contains;
the first lane of ORDER that recognises a type takes it.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stocktake.core.periods import Window

RECORDED_WITHIN_DAYS = 2  # local upload standards run from 2 to 10 days (domain rules 3.5)
# Which timeliness rules ask that something of a lane comes back; the first that applies counts.
RULES: dict[str, tuple[str, ...]] = {
    "visits": (
        "cp-visit", "cin-visit", "cla-visit", "adoption-visit", "adviser-visit",
        "private-fostering-visit",
    ),
    "supervision": ("supervision",),
    "oversight": ("management-oversight",),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """How often something of a lane comes back to this child: in words, and the last day in time."""

    words: str
    due_after: Callable[[date], date]


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
NOUNS = {"supervision": "supervision", "visits": "visit", "oversight": "management oversight"}


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
    standard: str = ""  # how often it comes back here, in words


@lru_cache(maxsize=1024)  # a record has few types and many notes
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
    marks: Iterable[tuple[str, Mark]], *, window: Window, standards: Mapping[str, Interval]
) -> tuple[Lane, ...]:
    """The lanes that hold something or have a standard, in their fixed order.

    `marks` come with their lane; two of one lane on one day are one, a note before a bare event.
    `standards`: how often something of a lane comes back, by lane key.
    """
    found: dict[str, dict[date, Mark]] = {}
    for key, mark in marks:
        day = found.setdefault(key, {})
        day[mark.on] = _better(day.get(mark.on), mark)
    made = []
    for kind in LANES:
        own = tuple(mark for _, mark in sorted(found.get(kind.key, {}).items()))
        asked = standards.get(kind.key)
        if not own and asked is None:
            continue
        days = [m.on for m in own if m.counts]
        gaps = gaps_over(days, window, asked, NOUNS.get(kind.key, ""))
        made.append(Lane(key=kind.key, label=kind.label, shape=kind.shape, marks=own, gaps=gaps,
                         standard=asked.words if asked else ""))  # fmt: skip
    return tuple(made)


def gaps_over(
    days: Sequence[date], window: Window, asked: Interval | None, noun: str
) -> tuple[Gap, ...]:
    """Gaps longer than is asked that touch the window; what came before or after is not known.

    An interval runs from one to the next; where none is known before the window it starts with
    the window, and an open one ends with it.
    """
    if asked is None:
        return ()
    inside = [d for d in days if d <= window.end]
    before = [d for d in inside if d < window.start]
    start = max(before, default=window.start)
    stops = [start, *(d for d in sorted(inside) if d > start), window.end]
    return tuple(
        Gap(start=a, end=b, words=f"no {noun} {(b - a).days} days")
        for a, b in itertools.pairwise(stops)
        if b > asked.due_after(a)
    )


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
