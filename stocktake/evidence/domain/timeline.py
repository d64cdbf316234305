"""The timeline as a drawing: pure geometry; the template turns each shape into SVG.

Numbers are SVG user units with the origin at the top left. Texts stay values, so that the
template's escaping holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stocktake.core.periods import Window, add_months
from stocktake.evidence.domain.lanes import Gap, Lane, Mark

WIDTH, LABELS, RIGHT = 784, 104, 20
TOP, ROW, BOTTOM = 24, 19, 8
NOTHING_ASKED = "no rule asks how often anything here comes back"
SHORTEST_WORDS = 6.4  # units a letter of the gap's words takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One mark: its shape, centre, and what it says."""

    shape: str
    x: float
    y: float
    words: str
    note_id: str
    read: bool
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A hatched gap; its words stand inside when they fit."""

    x: float
    y: float
    width: float
    height: float
    words: str
    fits: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A month's first day on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One lane: its label, line, marks and gaps."""

    label: str
    y: float
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The whole strip."""

    width: int
    height: float
    left: float
    right: float
    window_x: float
    window_width: float
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    marked: (
        str  # how often each is asked for: "visits every 10 working days, this council's setting"
    )
    title: str
    description: str


def drawn(lanes: Iterable[Lane], window: Window, *, current: str = "") -> Drawing:
    """The strip of these lanes around the window. `current` is the note being read."""
    rows = tuple(lanes)
    first, last = _bounds(rows, window)
    scale = (WIDTH - LABELS - RIGHT) / max((last - first).days, 1)

    def x(day: date) -> float:
        return round(LABELS + (day - first).days * scale, 1)

    made = tuple(
        _row(_within(lane, first, last), TOP + ROW * i + ROW / 2, x, current)
        for i, lane in enumerate(rows)
    )
    return Drawing(
        width=WIDTH,
        height=TOP + ROW * len(rows) + BOTTOM,
        left=LABELS,
        right=WIDTH - RIGHT,
        window_x=x(window.start),
        window_width=round(x(window.end) - x(window.start), 1),
        ticks=tuple(Tick(x=x(d), label=f"{d:%b}") for d in _months(first, last)),
        rows=made,
        gaps=tuple(gap for lane in rows for gap in lane.gaps),
        marked=limits(rows),
        title=f"Timeline of the record, {window.in_words}",
        description=described(rows),
    )


def limits(lanes: Iterable[Lane]) -> str:
    """From how long a gap on is drawn, lane by lane: the intervals in force for this child."""
    said = [f"{lane.label.lower()} {lane.standard}" for lane in lanes if lane.standard]
    return "; ".join(said)


def described(lanes: Iterable[Lane]) -> str:
    """The message of the picture in words: counts by lane, then each gap."""
    rows = tuple(lanes)
    counts = ", ".join(f"{lane.label.lower()} {len(lane.marks)}" for lane in rows)
    gaps = [gap.words for lane in rows for gap in lane.gaps]
    asked = limits(rows)
    none = f"no gap is longer than asked: {asked}" if asked else NOTHING_ASKED
    told = "; ".join(gaps) if gaps else none
    return f"{counts}. {told[:1].upper()}{told[1:]}." if counts else "Nothing is on this record."


def _within(lane: Lane, first: date, last: date) -> Lane:
    return replace(lane, marks=tuple(m for m in lane.marks if first <= m.on <= last))


def _row(lane: Lane, y: float, x: Callable[[date], float], current: str) -> Row:
    return Row(
        label=lane.label,
        y=y,
        dots=tuple(_dot(lane, mark, x(mark.on), y, current) for mark in lane.marks),
        bars=tuple(_bar(gap, x(gap.start), x(gap.end), y) for gap in lane.gaps),
    )


def _dot(lane: Lane, mark: Mark, x: float, y: float, current: str) -> Dot:
    return Dot(
        shape=lane.shape,
        x=x,
        y=y,
        words=mark.words,
        note_id=mark.note_id,
        read=mark.read and mark.counts,
        current=bool(current) and mark.note_id == current,
    )


def _bar(gap: Gap, start: float, end: float, y: float) -> Bar:
    left, right = start + 8, end - 8
    width = max(round(right - left, 1), 2)
    return Bar(
        x=left,
        y=y - 6,
        width=width,
        height=12,
        words=gap.words,
        fits=len(gap.words) * SHORTEST_WORDS + 8 <= width,
    )


def _bounds(lanes: Iterable[Lane], window: Window) -> tuple[date, date]:
    """The window and a little around it, further back where a mark or gap stands there."""
    days = [window.start, window.end]
    for lane in lanes:
        days += [m.on for m in lane.marks] + [g.start for g in lane.gaps]
    earliest = max(min(days), window.start - timedelta(days=45))
    latest = min(max(days), window.end + timedelta(days=45))
    return earliest - timedelta(days=4), latest + timedelta(days=4)


def _months(first: date, last: date) -> Iterable[date]:
    day = add_months(first.replace(day=1), 1)
    while day <= last:
        yield day
        day = add_months(day, 1)
