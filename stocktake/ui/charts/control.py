"""The process-control (XmR) chart: a line of points with its mean and limits, each signal a shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stocktake.ui.charts import drawing
from stocktake.ui.charts.drawing import label, line, picture
from stocktake.ui.charts.figure import Figure, KeyItem
from stocktake.ui.values import Column

WIDTH, LEFT, RIGHT, TOP, BASE, HEIGHT = 760.0, 24.0, 150.0, 24.0, 232.0, 264.0
EVERY = 46.0  # units that the name of a month needs
# Signal: fill and shape. Blue and orange, and never colour alone.
MARKS = {
    "usual variation": ("#6b7176", "circle"),
    "improvement": ("#0070a8", "diamond"),
    "concern": ("#b8560a", "square"),
    "change": ("#490092", "triangle"),
}
TARGET = "#b31414"
RULES = (
    "Signals: a point outside the limits, 7 points on one side of the mean, 7 in one direction, "
    "or 2 of 3 near a limit."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point: `signal` is a word of MARKS, `why` the rules that it meets."""

    words: str
    value: float
    signal: str = "usual variation"
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Mean and limits; `trial` when they rest on fewer than 12 points."""

    centre: float
    lower: float
    upper: float
    trial: bool
    target: float | None = None


def control_chart(
    points: Sequence[Point], lines: Lines | None, *, title: str, unit: str, description: str = ""
) -> Figure:
    """The chart with its table. `unit` stands behind a number: "%", " days"."""
    text = f"{description} {_about(lines)}".strip()
    return Figure(
        title=title,
        description=text,
        columns=(
            Column(words="Month"),
            Column(words="Value", number=True),
            Column(words="Mean", number=True),
            Column(words="Lower limit", number=True),
            Column(words="Upper limit", number=True),
            Column(words="Signal"),
        ),
        rows=tuple(_row(p, lines) for p in points) if lines else (),
        svg=_draw(points, lines, title, text, unit) if lines else Markup(""),
        key=_key(points) if lines else (),
        empty="A trend needs two months or more.",
    )


def shown(value: float, unit: str) -> str:
    """ "71%", "1.8 days" and "1 day": a share needs no decimals."""
    if unit == "%":
        return f"{value:.0f}%"
    rounded = f"{value:.1f}"
    return f"1{unit.removesuffix('s')}" if rounded == "1.0" else f"{rounded}{unit}"


def _about(lines: Lines | None) -> str:
    if lines is None:
        return ""
    if lines.trial:
        return f"Fewer than 12 points: the limits are trial limits. {RULES}"
    return f"Limits are fixed on the first 12 points. {RULES}"


def _row(point: Point, lines: Lines) -> tuple[str | int, ...]:
    shown = (f"{v:.1f}" for v in (point.value, lines.centre, lines.lower, lines.upper))
    why = f"{point.signal}: {', '.join(dict.fromkeys(point.why))}" if point.why else point.signal
    return (point.words, *shown, why)


def _key(points: Sequence[Point]) -> tuple[KeyItem, ...]:
    found = [s for s in MARKS if any(p.signal == s for p in points)]
    return tuple(
        KeyItem(words=s, swatch=_swatch(s), number=sum(p.signal == s for p in points))
        for s in found
    )


def _draw(points: Sequence[Point], lines: Lines, title: str, text: str, unit: str) -> Markup:
    values = [p.value for p in points] + [lines.lower, lines.upper]
    if lines.target is not None:
        values.append(lines.target)
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or 1.0
    low, high = low - room, high + room

    def across(index: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (index + 0.5) / len(points)

    def up(value: float) -> float:
        return BASE - (BASE - TOP) * (value - low) / (high - low)

    parts = [line(LEFT, BASE + 0.5, WIDTH - RIGHT, BASE + 0.5, drawing.SECOND)]
    parts += _levels(lines, up, unit)
    path = "M" + "L".join(f"{across(i):.1f} {up(p.value):.1f}" for i, p in enumerate(points))
    parts.append(
        Markup('<path d="{}" stroke="#6b7176" stroke-width="2" fill="none"/>').format(path)
    )
    parts += [_mark(p.signal, across(i), up(p.value)) for i, p in enumerate(points)]
    parts += _months(points, across)
    last = points[-1]
    levels = [
        up(v) for v in (lines.centre, lines.lower, lines.upper, lines.target) if v is not None
    ]
    at = _beside(up(last.value), levels)
    words = shown(last.value, unit)
    parts.append(label(across(len(points) - 1), at, words, anchor="middle", size=14, bold=True))
    spoken = f"{text} Last point, {last.words}: {shown(last.value, unit)}, {last.signal}."
    return picture(parts, width=WIDTH, height=HEIGHT, title=title, description=spoken)


def _beside(y: float, levels: Sequence[float]) -> float:
    """Where the last value is written: above its point, unless a line runs there; else below."""
    places = (y - 9, y + 20, y - 24, y + 34)  # nearer ones first
    fits = [p for p in places if TOP - 8 < p < BASE and not any(p - 14 < v < p + 4 for v in levels)]
    return (fits or [y - 9])[0]


def _levels(lines: Lines, up: Callable[[float], float], unit: str) -> list[Markup]:
    """Mean, limits and target, each named at the right; names that would meet are moved apart."""
    kind = "trial " if lines.trial else ""
    named = [
        (lines.upper, f"{kind}upper", "5 4", drawing.SECOND),
        (lines.centre, "mean", "", drawing.INK),
        (lines.lower, f"{kind}lower", "5 4", drawing.SECOND),
    ]
    if lines.target is not None:
        named.append((lines.target, "target", "2 3", TARGET))
    parts, lowest = [], -99.0
    for value, words, dashes, colour in sorted(named, reverse=True):
        at = up(value)
        dash = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else Markup("")
        parts.append(
            Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="{}" fill="none"{}/>').format(
                LEFT, at, WIDTH - RIGHT, at, colour, dash
            )
        )
        lowest = max(at + 4, lowest + 16)
        parts.append(
            label(
                WIDTH - RIGHT + 6, lowest, f"{words} {shown(value, unit)}", size=13, colour=colour
            )
        )
    return parts


def _months(points: Sequence[Point], across: Callable[[int], float]) -> list[Markup]:
    """As many names of months as fit, the last one always."""
    step = across(1) - across(0) if len(points) > 1 else EVERY
    every = max(1, -int(-EVERY // step))
    last = len(points) - 1
    return [
        label(across(i), BASE + 20, p.words, anchor="middle", size=13, colour=drawing.SECOND)
        for i, p in enumerate(points)
        if (last - i) % every == 0
    ]


def _mark(signal: str, x: float, y: float) -> Markup:
    fill, shape = MARKS[signal]
    if shape == "circle":
        return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4.5" fill="{}"/>').format(x, y, fill)
    corners = {
        "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
        "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
        "triangle": ((0, -7), (6.5, 5), (-6.5, 5)),
    }[shape]
    path = "M" + "L".join(f"{x + a:.1f} {y + b:.1f}" for a, b in corners) + "Z"
    return Markup('<path d="{}" fill="{}"/>').format(path, fill)


def _swatch(signal: str) -> Markup:
    return Markup('<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>').format(
        _mark(signal, 8, 8)
    )
