"""Writing an extract as an Annex A workbook in Ofsted's layout: lists 1 to 11, exact headers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from stocktake.demo.thornmere.annex_a_headers import HEADERS, TITLES
from stocktake.demo.thornmere.annex_a_rows import ROWS
from stocktake.demo.thornmere.extract import Extract

Cells = Sequence[object]


def write_annex_a(path: Path, extract: Extract) -> Path:
    """Write the workbook: a title row, the headers, true dates. Lists without rows stand empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    book.set_properties(
        {"title": "Annex A", "created": datetime(2026, 1, 1, tzinfo=UTC), "author": "Thornmere"}
    )
    bold = book.add_format({"bold": True})
    for number in range(1, 12):
        sheet = book.add_worksheet(f"List_{number}")
        sheet.write_string(0, 0, f"List {number}: {TITLES[number]}", bold)
        for column, header in enumerate(HEADERS[number]):
            sheet.write_string(1, column, header, bold)
        for index, cells in enumerate(_rows(number, extract), start=2):
            _write(sheet, index, cells)
    book.close()
    return path


def _rows(number: int, extract: Extract) -> Iterator[Cells]:
    make = ROWS.get(number)
    if make is not None:
        yield from make(extract)


def _write(sheet: object, row: int, cells: Cells) -> None:
    writers: Mapping[type, Callable[..., object]] = {
        date: sheet.write_datetime,  # type: ignore[attr-defined]
        int: sheet.write_number,  # type: ignore[attr-defined]
        str: sheet.write_string,  # type: ignore[attr-defined]
    }
    for column, value in enumerate(cells):
        if value not in (None, ""):
            writers[type(value)](row, column, value)
