"""Small pure functions that write SVG. Every text is escaped; widths are guessed as Arial's."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

INK, SECOND, LINE, GROUND, HATCH = "#0b0c0c", "#4a4f54", "#c8cdd1", "#f5f7f8", "#8a9299"
BLUE, TEAL, PLUM, ORANGE = "#12436d", "#28a197", "#801650", "#f46a25"
ORANGE_TEXT = "#8a3606"


@dataclass(frozen=True, slots=True)
class Style:
    """How a segment is filled. Hatched means "not there"."""

    fill: str
    text: str
    hatched: bool = False
    edge: str = ""


STYLES = {
    "outstanding": Style(BLUE, "#ffffff"),
    "good": Style(TEAL, "#000000"),
    "requires_improvement": Style(ORANGE, "#000000"),
    "inadequate": Style(PLUM, "#ffffff"),
    "waiting": Style("#ffffff", "#000000", hatched=True, edge=HATCH),
    "withheld": Style("#ffffff", "#000000", hatched=True, edge=HATCH),
    "strong": Style(BLUE, "#ffffff"),
    "develop": Style("#eceff1", "#000000", edge=HATCH),
    "in_time": Style(BLUE, "#ffffff"),
    "overdue": Style(ORANGE, "#000000"),
}


def picture(
    parts: Sequence[Markup], *, width: float, height: float, title: str, description: str
) -> Markup:
    """The whole picture with its text alternative and the hatching it may use."""
    inside = Markup("").join(parts)
    mark = hashlib.sha256(f"{title}{inside}".encode()).hexdigest()[:10]
    inside = Markup(inside.replace("HATCH-ID", f"hatch-{mark}"))  # noqa: S704 - made of escaped parts
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}"'
        ' role="img" aria-labelledby="title-{m} desc-{m}" font-family="Arial, Helvetica, sans-serif"'
        ' font-size="15"><title id="title-{m}">{t}</title><desc id="desc-{m}">{d}</desc>'
        '<defs><pattern id="hatch-{m}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect width="1.2" height="6" fill="{c}"/></pattern></defs>'
        "{i}</svg>"
    ).format(w=_n(width), h=_n(height), m=mark, t=title, d=description, c=HATCH, i=inside)


def box(x: float, y: float, width: float, height: float, style: Style) -> Markup:
    """A filled part; its edge, where it has one, stays inside."""
    inset = 0.5 if style.edge else 0
    edge = Markup(' stroke="{}"').format(style.edge) if style.edge else Markup("")
    shape = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>')
    size = (_n(x + inset), _n(y + inset), _n(width - 2 * inset), _n(height - 2 * inset))
    plain = shape.format(*size, style.fill, edge)
    if not style.hatched:
        return plain
    return plain + shape.format(*size, "url(#HATCH-ID)", "")


def label(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 15,
    bold: bool = False,
    colour: str = INK,
) -> Markup:
    """A text on its baseline."""
    weight = Markup(' font-weight="700"') if bold else Markup("")
    return Markup(
        '<text x="{}" y="{}" font-size="{}" text-anchor="{}" fill="{}"{}>{}</text>'
    ).format(_n(x), _n(y), size, anchor, colour, weight, escape(text))


def line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE) -> Markup:
    return Markup('<path d="M{} {}L{} {}" stroke="{}" fill="none"/>').format(
        _n(x1), _n(y1), _n(x2), _n(y2), colour
    )


def swatch(style: Style) -> Markup:
    """The square of a key; hatching is drawn as lines, since a page has one pattern per picture."""
    if not style.hatched:
        edge = Markup(' stroke="{}"').format(style.edge) if style.edge else Markup("")
        inner = Markup('<rect x=".5" y=".5" width="11" height="11" fill="{}"{}/>').format(
            style.fill, edge
        )
    else:
        inner = Markup(
            '<rect x=".5" y=".5" width="11" height="11" fill="#fff" stroke="{0}"/>'
            '<path d="M1 7L7 1M1 11L11 1M5 11L11 5" stroke="{0}" fill="none"/>'
        ).format(style.edge)
    return Markup('<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>').format(
        inner
    )


def width_of(text: str, size: int = 15, *, bold: bool = False) -> float:
    """About how wide Arial sets a text, in units: enough to keep labels apart."""
    narrow = sum(text.count(c) for c in "iljtfrI.,:;'’() ")
    wide = sum(text.count(c) for c in "mwMW@%")
    units = 0.56 * (len(text) - narrow - wide) + 0.3 * narrow + 0.86 * wide
    return units * size * (1.06 if bold else 1)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
