"""The burn-down of actions: open at each week's start, how many of them overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from stocktake.core.periods import day_in_words
from stocktake.ui.charts import drawing
from stocktake.ui.charts.drawing import STYLES, box, label, line, picture
from stocktake.ui.charts.figure import Figure, KeyItem
from stocktake.ui.values import Column

WIDTH, HEIGHT, LEFT, BASE = 560, 190, 64, 144
TOP = 22
EVERY = 3  # a date under each third bar: more would run together


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Open actions on a day, counted apart: those in time and those overdue."""

    day: date
    in_time: int
    overdue: int

    @property
    def open(self) -> int:
        return self.in_time + self.overdue


def burn_down(weeks: Sequence[Week], *, title: str = "", description: str = "") -> Figure:
    """Bars of open actions by week; an action closes only when somebody else has verified it."""
    text = description or _description(weeks)
    said = title or _title(weeks)
    last = weeks[-1] if weeks else None
    columns = ("Week beginning", "Open, in time", "Open, overdue", "Open")
    return Figure(
        title=said,
        description=text,
        columns=tuple(Column(words=c, number=i > 0) for i, c in enumerate(columns)),
        rows=tuple((day_in_words(w.day), w.in_time, w.overdue, w.open) for w in weeks),
        svg=_draw(weeks, said, text) if weeks else Markup(""),
        key=(
            KeyItem(words="Open, in time", number=last.in_time, swatch=_swatch("in_time")),
            KeyItem(words="Open, overdue", number=last.overdue, swatch=_swatch("overdue")),
        )
        if last
        else (),
        empty="No action has been agreed yet.",
    )


def _title(weeks: Sequence[Week]) -> str:
    if not weeks:
        return "No actions yet"
    last = weeks[-1]
    if not last.open:
        return "Every action is closed"
    are = "action is" if last.open == 1 else "actions are"
    overdue = f"{last.overdue} of them overdue" if last.overdue else "none of them overdue"
    return f"{last.open} {are} still open, {overdue}"


def _description(weeks: Sequence[Week]) -> str:
    if not weeks:
        return "Open actions by week."
    first, last = day_in_words(weeks[0].day), day_in_words(weeks[-1].day)
    return (
        f"Open actions at each week’s start, {first} to {last}. "
        "An action closes only when someone else has verified it."
    )


def _draw(weeks: Sequence[Week], title: str, description: str) -> Markup:
    highest = max((w.open for w in weeks), default=0) or 1
    step = min((WIDTH - LEFT) / len(weeks), 44)
    unit = (BASE - TOP) / highest
    parts = [label(0, BASE + 38, "Overdue", bold=True, size=14, colour=drawing.ORANGE_TEXT)]
    parts.append(label(0, TOP, "Open", size=14))
    for index, week in enumerate(weeks):
        parts.append(_bar(week, LEFT + index * step, step, unit, last=index == len(weeks) - 1))
        if index % EVERY == 0:
            words = f"{week.day.day} {week.day:%b}"
            parts.append(
                label(LEFT + index * step, BASE + 18, words, size=14, colour=drawing.SECOND)
            )
    parts.append(line(LEFT, BASE + 0.5, LEFT + len(weeks) * step, BASE + 0.5, drawing.SECOND))
    spoken = f"{description} " + " ".join(
        f"{day_in_words(w.day)}: {w.open} open, {w.overdue} overdue." for w in weeks
    )
    return picture(parts, width=WIDTH, height=HEIGHT, title=title, description=spoken)


def _bar(week: Week, x: float, step: float, unit: float, *, last: bool) -> Markup:
    wide, middle = step - 5, x + (step - 5) / 2
    late, rest = week.overdue * unit, week.in_time * unit
    parts = []
    if late:
        parts.append(box(x, BASE - late, wide, late, STYLES["overdue"]))
    if rest:
        gap = 2 if late else 0
        parts.append(box(x, BASE - late - rest, wide, max(rest - gap, 1), STYLES["in_time"]))
    parts.append(
        label(middle, BASE - late - rest - 5, str(week.open), anchor="middle", size=14, bold=last)
    )
    colour = drawing.ORANGE_TEXT if week.overdue else drawing.SECOND
    late_words = str(week.overdue)
    parts.append(
        label(
            middle,
            BASE + 38,
            late_words,
            anchor="middle",
            size=14,
            bold=week.overdue > 0,
            colour=colour,
        )
    )
    return Markup("").join(parts)


def _swatch(style: str) -> Markup:
    return drawing.swatch(STYLES[style])
