"""Tables that leave Stocktake as CSV or xlsx: no cell of them can act as a formula.

A cell that begins with = + - @ tab or carriage return gets an apostrophe before it, in both
formats: an xlsx often ends as a CSV that somebody opens.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl
import xlsxwriter

from stocktake.caseload.domain.returning import ABOUT, BEFORE, DIGEST, HOW, WORDS
from stocktake.caseload.reading.returned import Returned

LIVE = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: object) -> object:
    """The cell, or its text behind an apostrophe when a spreadsheet would run it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(LIVE) else cell


def csv_of(frame: pl.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads it rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([defused(c) for c in frame.columns])
    writer.writerows([defused(cell) for cell in row] for row in frame.iter_rows())
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def returned_of(sheets: Sequence[Returned], accepted: str = "") -> bytes:
    """Returned rows in the layout they came in. Once imported they can be mended in it."""
    about = pl.DataFrame({"": [*HOW, f"{DIGEST}{accepted}"] if accepted else [BEFORE]})
    wordless = [f"{s.sheet}: {WORDS}" for s in sheets if s.wordless and s.rows.height]
    about = pl.concat([about, pl.DataFrame({"": wordless}, schema={"": pl.String})])
    filled = [(s.sheet, s.headers, s.rows) for s in sheets]
    return sheets_of([*filled, (ABOUT, ("Rows returned by Stocktake",), about)])


def sheets_of(sheets: Iterable[tuple[str, Sequence[str], pl.DataFrame]]) -> bytes:
    """Sheets of text under bold headers; the same bytes for the same cells on any day."""
    memory = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, plain) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed one
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for title, headers, rows in sheets:
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
            sheet.write_row(0, 0, [str(defused(h)) for h in headers], bold)
            for number, row in enumerate(rows.iter_rows(), start=1):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, str(defused(cell or "")))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(headers) - 1, 0), 18)
    return memory.getvalue()
