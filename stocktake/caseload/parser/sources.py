"""Opening the two kinds of source: a workbook, and a folder or zip of CSV files."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from python_calamine import CalamineWorkbook

from stocktake.caseload.parser import archive, tables
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.tables import Raw

LONGEST_CELL = 4 * 1024 * 1024
MOST_SHEETS = 100


def workbook(file: Path, out: Path) -> list[Raw]:
    """Every sheet of a workbook."""
    archive.check(file, name=file.name)
    try:
        book = CalamineWorkbook.from_path(str(file))
        if len(book.sheet_names) > MOST_SHEETS:
            raise Unreadable(f"{file.name} has more than {MOST_SHEETS} sheets.")
        found = []
        for number, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            found.append(tables.keep(rows, name=name, out=out, number=number))
    except (Unreadable, MemoryError):
        raise
    except Exception as broken:  # the reader's own error types are many and undocumented
        raise Unreadable(
            f"{file.name} cannot be read as a workbook: it may be damaged or cut short. "
            "Open it in Excel and save it again as .xlsx."
        ) from broken
    return found


def folder(source: Path, out: Path) -> list[Raw]:
    """Every CSV file of a folder, or of a zip of one."""
    found = []
    for number, (name, handle) in enumerate(_texts(source)):
        with handle:
            found.append(tables.keep(_rows(handle, name), name=name, out=out, number=number))
    if not found:
        raise Unreadable("There is no .csv file in it. A Stocktake CSV folder has cases.csv.")
    return found


def _texts(source: Path) -> Iterator[tuple[str, TextIO]]:
    if source.is_dir():
        for file in sorted(source.iterdir()):
            if file.suffix.lower() == ".csv":
                archive.check(file, name=file.name)
                yield file.name, _decoded(file.open("rb"))
        return
    entries = archive.check_zip(source, source.name)
    with zipfile.ZipFile(source) as packed:
        for entry in sorted(entries, key=lambda e: e.filename):
            name = entry.filename.rsplit("/", 1)[-1]
            if name.lower().endswith(".csv") and not name.startswith("."):
                yield name, _decoded(io.BytesIO(packed.read(entry)))


def _decoded(handle: "io.BufferedReader | io.BytesIO") -> TextIO:
    return io.TextIOWrapper(handle, encoding="utf-8-sig", newline="")


def _rows(handle: TextIO, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(handle, strict=True)
    try:
        yield from reader
    except UnicodeDecodeError as wrong:
        raise Unreadable(
            f"{name} is not in UTF-8. In Excel choose “CSV UTF-8 (comma delimited)” when saving."
        ) from wrong
    except csv.Error as wrong:
        raise Unreadable(
            f"{name} is not a sound CSV file near line {reader.line_num}: a quotation mark is "
            "left open, or a cell is too long."
        ) from wrong
