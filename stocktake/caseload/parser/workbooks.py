"""Workbooks: every sheet as text. The reader is native code and may take its process with it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import fastexcel
import polars as pl

from stocktake.caseload.parser import archive, tables
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.tables import Raw

MOST_SHEETS = 100
LONGEST_CELL = 4 * 32_767  # bytes; Excel itself allows 32,767 characters
MIDNIGHT = " 00:00:00"
READERS = 2


def workbook(file: Path, out: Path) -> list[Raw]:
    """Every sheet of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods)."""
    archive.check(file, name=file.name)
    try:
        sheets = len(fastexcel.read_excel(str(file)).sheet_names)
        if sheets > MOST_SHEETS:
            raise Unreadable(f"{file.name} has more than {MOST_SHEETS} sheets.")
        return _sheets(file, sheets, out)
    except (Unreadable, MemoryError):
        raise
    except Exception as broken:  # the reader's own error types are many and undocumented
        raise Unreadable(_why(file.name, str(broken))) from broken


def _sheets(file: Path, count: int, out: Path) -> list[Raw]:
    """Two readers by turns: one reader may not be lent to two threads."""
    mine = threading.local()

    def one(number: int) -> Raw:
        if not hasattr(mine, "book"):
            mine.book = fastexcel.read_excel(str(file))
        return _sheet(mine.book, number, file.name, out)

    with ThreadPoolExecutor(READERS) as pool:
        return list(pool.map(one, range(count)))


def _sheet(book: fastexcel.ExcelReader, number: int, file: str, out: Path) -> Raw:
    """Row numbers are those of the sheet: nothing is skipped at its top."""
    name = book.sheet_names[number]
    sheet = book.load_sheet(number, header_row=None, skip_rows=0, dtypes="string")
    tables.refuse_a_giant(sheet.width, sheet.height, name)
    frame = sheet.to_polars() if sheet.width else pl.DataFrame()
    frame.columns = [str(i) for i in range(frame.width)]
    longest = frame.select(pl.all().str.len_bytes().max()).row(0) if frame.height else ()
    if any((n or 0) > LONGEST_CELL for n in longest):
        raise Unreadable(f"{file} has a cell on “{name}” longer than Excel allows. Shorten it.")
    made = tables.keep_frame(_plain(frame), name=name, out=out, number=number)
    return replace(made, hidden=sheet.visible != "visible")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Text as a person would type it: a day without a clock is a day."""
    filled = frame.fill_null("")
    dated = [c for c in filled.columns if filled[c].str.ends_with(MIDNIGHT).any()]
    return filled.with_columns(pl.col(dated).str.strip_suffix(MIDNIGHT))


def _why(name: str, said: str) -> str:
    if "assword" in said or "ncrypt" in said:
        return f"{name} is protected with a password. Take it off and save it again."
    return (
        f"{name} cannot be read as a workbook: it may be damaged or cut short. "
        "Open it in Excel and save it again as .xlsx."
    )
