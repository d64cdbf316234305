"""Tables that leave Stocktake as CSV or xlsx: no cell of them can act as a formula.

A cell that begins with = + - @ tab or carriage return gets an apostrophe before it, in both
formats: an xlsx often ends as a CSV that somebody opens.
"""

import csv
import io

import polars as pl
import xlsxwriter

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


def xlsx_of(frame: pl.DataFrame, title: str) -> bytes:
    """One sheet with a bold header; every text is written as text."""
    memory = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, plain) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, str(defused(name)), bold)
        for number, row in enumerate(frame.iter_rows(), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, str(defused(str(cell or ""))))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(frame.columns) - 1, 24)
    return memory.getvalue()
