"""A figure as SVG: bars of counts, hatched where a number is not published. Wide or narrow.

Colours are the house's (dark blue for strong, pale grey for to develop); number and hatch carry the
meaning in black and white too. The same SVG stands in the page, the PDF and, as PNG, the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from stocktake.reports.domain.document import Bar
from stocktake.reports.domain.public import PublicFigure

FONT = "Arial, Liberation Sans, Helvetica, DejaVu Sans, sans-serif"
BLUE, PALE, EDGE, INK = "#12436D", "#F0F2F4", "#7A8288", "#0B0C0C"
BAR, ROW, GROUP = 24, 34, 40


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: the whole width, the left edge of bars, whether labels stand above."""

    width: int
    left: int
    above: bool

    @property
    def row(self) -> int:
        return ROW + 20 if self.above else ROW


WIDE = Layout(width=720, left=276, above=False)
NARROW = Layout(width=320, left=0, above=True)


def svg(figure: PublicFigure, layout: Layout = WIDE) -> str:
    """The figure as one SVG document; the page's own words stand around it, not in it."""
    body = list(_body(figure, layout))
    height = _height(figure, layout)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {height}" '
        f'width="{layout.width}" height="{height}" font-family="{FONT}" font-size="15" '
        f'fill="{INK}">\n<title>{escape(figure.title)}</title>\n{_HATCH}\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


_HATCH = (
    '<defs><pattern id="unsaid" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#FFFFFF"/>'
    f'<rect width="2" height="7" fill="{BLUE}"/></pattern></defs>'
)


def _height(figure: PublicFigure, layout: Layout) -> int:
    groups = len({bar.group for bar in figure.bars})
    return groups * GROUP + len(figure.bars) * layout.row + 4


def _body(figure: PublicFigure, layout: Layout) -> Iterator[str]:
    scale = (layout.width - layout.left - 2) / max(bar.total for bar in figure.bars)
    y = 0
    for group, bars in groupby(figure.bars, key=lambda bar: bar.group):
        y += GROUP
        yield _text(0, y - 12, group, bold=True)
        for bar in bars:
            yield from _row(bar, y, scale, layout)
            y += layout.row


def _row(bar: Bar, y: int, scale: float, layout: Layout) -> Iterator[str]:
    if layout.above:
        yield _text(0, y + 15, bar.label)
        y += 20
    else:
        yield _text(0, y + 17, bar.label)
    left, sure, end = layout.left, bar.low * scale, bar.total * scale
    whole = bar.low == bar.high
    yield _rect(left, y, end, "url(#unsaid)" if not whole else PALE, edge=EDGE)
    if sure:
        yield _rect(left, y, sure, BLUE)
        gap = end - sure >= 2
        if gap and whole:
            yield _rect(left + sure, y, 2, "#FFFFFF")
    yield from _numbers(bar, y, left, sure, end)


def _numbers(bar: Bar, y: int, left: int, sure: float, end: float) -> Iterator[str]:
    """Each number within its own segment; one that has no room stands at the bar's start."""
    base = y + 17
    if sure > 9 * len(bar.part) + 12:
        yield _text(left + sure - 8, base, bar.part, bold=True, fill="#FFFFFF", end=True)
    if bar.low == bar.high and end - sure > 20:
        yield _text(left + end - 8, base, bar.rest, end=True)
    if bar.low != bar.high and bar.low <= bar.total / 2:
        wide = 9 * len(bar.part) + 16
        yield _rect(left + 6, y + 3, wide, "#FFFFFF", height=BAR - 6)
        yield _text(left + 12, base, bar.part, bold=True)


def _rect(x: float, y: int, width: float, fill: str, *, edge: str = "", height: int = BAR) -> str:
    line = f' stroke="{edge}" stroke-width="1"' if edge else ""
    inset = 0.5 if edge else 0
    return (
        f'<rect x="{x + inset:.1f}" y="{y + inset}" width="{max(width - 2 * inset, 0):.1f}" '
        f'height="{height - 2 * inset}" fill="{fill}"{line}/>'
    )


def _text(
    x: float, y: int, words: str, *, bold: bool = False, fill: str = "", end: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    colour = f' fill="{fill}"' if fill else ""
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x:.1f}" y="{y}"{weight}{colour}{anchor}>{escape(words)}</text>'
