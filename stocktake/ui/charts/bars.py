"""Stacked bars of counts: grades by stratum, strong or to develop by theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stocktake.ui.charts import drawing
from stocktake.ui.charts.drawing import STYLES, box, label, picture, width_of
from stocktake.ui.charts.figure import Figure, KeyItem
from stocktake.ui.values import Column

GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
WAITING = "Not graded yet"
WIDTH, BAR, STEP, GAP = 560, 24, 35, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a bar: how long, what stands in it ("2", "22 or more"), how it is filled."""

    units: float
    text: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar with its name; `heading` starts a group of bars above it."""

    words: str
    segments: tuple[Segment, ...]
    note: str = ""  # beside the name: "(5)"
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Counts of reviews in one stratum by grade, and how many wait for one."""

    words: str
    grades: Mapping[str, int]
    waiting: int = 0

    @property
    def graded(self) -> int:
        return sum(self.grades.values())


def grades_by_stratum(
    strata: Sequence[Graded], *, title: str = "", description: str = ""
) -> Figure:
    """Grades in their fixed order by stratum, in counts: no percentage of fewer than 20."""
    totals = {g: sum(s.grades.get(g, 0) for s in strata) for g in GRADES}
    waiting, graded = sum(s.waiting for s in strata), sum(totals.values())
    said = title or _grades_title(totals, graded, waiting)
    text = description or "Overall grade by stratum, number of reviews."
    if not description and all(s.graded + s.waiting < 20 for s in strata):
        text += " No percentages: every group is smaller than 20."
    bars = [
        Bar(words=s.words, note=f"({s.graded + s.waiting})", segments=_grade_segments(s))
        for s in strata
    ]
    alternative = f"{text} " + " ".join(_in_words(s) for s in strata)
    columns = ["Stratum", *GRADES.values(), WAITING, "Reviews"]
    return Figure(
        title=said,
        description=text,
        columns=tuple(Column(words=c, number=i > 0) for i, c in enumerate(columns)),
        rows=tuple(_grade_row(s) for s in strata) if graded or waiting else (),
        svg=stacked_bars(bars, title=said, description=alternative),
        key=_grades_key(totals, waiting),
        empty="No review has been allocated yet.",
    )


def strong_by_theme(
    bars: Sequence[Bar], rows: Sequence[tuple[str | int, ...]], *, title: str, description: str
) -> Figure:
    """Strong or to develop by theme; the caller gives texts that the disclosure rules allow."""
    columns = ("Theme", "Reviews", "Strong", "To develop")
    return Figure(
        title=title,
        description=description,
        columns=tuple(Column(words=c, number=i > 0) for i, c in enumerate(columns)),
        rows=tuple(rows),
        svg=stacked_bars(bars, title=title, description=description),
        key=(
            KeyItem(words="Strong", swatch=drawing.swatch(STYLES["strong"])),
            KeyItem(words="To develop", swatch=drawing.swatch(STYLES["develop"])),
        ),
    )


def stacked_bars(
    bars: Sequence[Bar], *, title: str, description: str, width: float = WIDTH
) -> Markup:
    """Horizontal bars on one scale, 2 units of white between segments, the number inside."""
    left = max((width_of(f"{b.words} {b.note}") for b in bars), default=0) + 14
    longest = max((sum(s.units for s in b.segments) for b in bars), default=0) or 1
    unit = (width - left - 2) / longest
    parts: list[Markup] = []
    y = 0.0
    for bar in bars:
        if bar.heading:
            parts.append(label(0, y + 16, bar.heading, bold=True))
            y += 26
        parts.append(_row(bar, y, left, unit))
        y += STEP
    return picture(
        parts, width=width, height=max(y - STEP + BAR, 1), title=title, description=description
    )


def _row(bar: Bar, y: float, left: float, unit: float) -> Markup:
    parts = [label(0, y + 17, bar.words)]
    if bar.note:
        x = width_of(bar.words + " ")
        parts.append(label(x + 2, y + 17, bar.note, colour=drawing.SECOND))
    x = left
    for segment in bar.segments:
        length = segment.units * unit
        if length > 0:
            parts.append(_segment(segment, x, y, length))
        x += length
    return Markup("").join(parts)


def _segment(segment: Segment, x: float, y: float, length: float) -> Markup:
    style = STYLES[segment.style]
    shape = box(x, y, max(length - GAP, 1), BAR, style)
    middle = x + (length - GAP) / 2
    if style.hatched and segment.text:  # a plain ground, so that the number reads
        room = width_of(segment.text, bold=False) + 8
        ground = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}" fill="#fff"/>')
        shape += ground.format(middle - room / 2, y + 3, room, BAR - 6)
    return shape + label(
        middle, y + 17, segment.text, anchor="middle", bold=not style.hatched, colour=style.text
    )


def _grade_segments(stratum: Graded) -> tuple[Segment, ...]:
    parts = [(stratum.grades.get(g, 0), g) for g in GRADES] + [(stratum.waiting, "waiting")]
    return tuple(Segment(units=n, text=str(n), style=style) for n, style in parts if n)


def _grade_row(stratum: Graded) -> tuple[str | int, ...]:
    counts = [stratum.grades.get(g, 0) for g in GRADES]
    return (stratum.words, *counts, stratum.waiting, stratum.graded + stratum.waiting)


def _grades_key(totals: Mapping[str, int], waiting: int) -> tuple[KeyItem, ...]:
    items = [
        KeyItem(words=words, number=totals[g], swatch=drawing.swatch(STYLES[g]))
        for g, words in GRADES.items()
    ]
    hatched = KeyItem(words=WAITING, number=waiting, swatch=drawing.swatch(STYLES["waiting"]))
    return (*items, hatched)


def _grades_title(totals: Mapping[str, int], graded: int, waiting: int) -> str:
    if not graded:
        return f"None of the {waiting} reviews is graded yet"
    better = totals["outstanding"] + totals["good"]
    if waiting:
        return f"{better} of the {graded} graded reviews {_are(better)} good or better"
    return f"{better} of the {graded} reviews {_are(better)} good or better"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _in_words(stratum: Graded) -> str:
    parts = [f"{stratum.grades.get(g, 0)} {words.lower()}" for g, words in GRADES.items()]
    return f"{stratum.words}: {', '.join(parts)}, {stratum.waiting} {WAITING.lower()}."
