"""The figure: what every picture is, however drawn, and its file of the same numbers."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from stocktake.core.cells import defused
from stocktake.ui.values import Column

NO_PICTURE = Markup("")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyItem:
    """One line of the key, with its total where that helps."""

    words: str
    swatch: Markup
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """ "3 of 5" with a shade; a shade is a class name, or empty where too few were judged."""

    text: str
    shade: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    words: str
    cells: tuple[HeatCell, ...]
    all: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A heat map as a table: `first` heads the first column."""

    first: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its table and file. Without rows, `empty` says what comes next."""

    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int, ...], ...]
    svg: Markup = NO_PICTURE
    key: tuple[KeyItem, ...] = ()
    heat: Heat | None = None
    empty: str = "Nothing to show yet."

    @property
    def csv(self) -> str:
        """The table as a file; cells that a spreadsheet would run as a formula are defused."""
        return csv_text([c.words for c in self.columns], self.rows)

    def png(self, *, scale: float = 2) -> bytes:
        """The picture for a document, at `scale` pixels a unit; empty where there is only a table."""
        if not self.svg:
            return b""
        import vl_convert  # only documents need it

        return bytes(vl_convert.svg_to_png(str(self.svg), scale=scale))


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """RFC 4180 text of a table, with formula cells defused by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([defused(c) for c in columns])
    writer.writerows([["" if cell is None else defused(cell) for cell in row] for row in rows])
    return out.getvalue()


def csv_response(figure: Figure, name: str) -> HttpResponse:
    """The answer to "Download CSV"; `name` without ending."""
    return HttpResponse(
        "\ufeff" + figure.csv,  # the mark lets spreadsheets read it as UTF-8
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
