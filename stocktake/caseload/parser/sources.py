"""Opening a source: a workbook, one CSV file, a folder of tables, or a zip of one."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

import polars as pl

from stocktake.caseload.parser import archive, tables, texts
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.census import census
from stocktake.caseload.parser.tables import Raw
from stocktake.caseload.parser.workbooks import workbook

TEXTS = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
OLD_TEXT = "{} is not in UTF-8 and was read as Windows text: check names with accents."


def read(source: Path, out: Path) -> list[Raw]:
    """Every table of the source, as text."""
    if source.is_dir():
        return _folder(source, out)
    suffix = source.suffix.lower()
    if suffix in TEXTS:
        archive.check(source, name=source.name)
        return [_text(source, out, 0)]
    if suffix == ".parquet":
        return [_parquet(source, out, 0)]
    if suffix == ".zip":
        return _zipped(source, out)
    if suffix == ".xml":
        return census(source, out)
    return workbook(source, out)


def _folder(source: Path, out: Path) -> list[Raw]:
    found: list[Raw] = []
    for file in sorted(source.iterdir()):
        suffix = file.suffix.lower()
        if suffix not in (*TEXTS, ".parquet") or file.name.startswith("."):
            continue
        if file.is_symlink() or not file.is_file():
            raise Unreadable(
                f"{file.name} is a link or a device and no file. Put the file itself there."
            )
        archive.check(file, name=file.name)
        make = _parquet if suffix == ".parquet" else _text
        found.append(make(file, out, len(found)))
    if not found:
        raise Unreadable(_nothing(source.name, [f.name for f in source.iterdir()]))
    return found


def _text(file: Path, out: Path, number: int) -> Raw:
    return _rows(lambda: file.open("rb"), file.name, out, number)


def _rows(opened: Callable[[], IO[bytes]], name: str, out: Path, number: int) -> Raw:
    """A text file; one that is no UTF-8 is read again as Excel on Windows saves plain CSV."""
    try:
        with opened() as handle:
            return tables.keep(texts.rows(handle, name), name=name, out=out, number=number)
    except texts.NotUtf8:
        with opened() as handle:
            lines = texts.rows(handle, name, windows=True)
            made = tables.keep(lines, name=name, out=out, number=number)
        return replace(made, note=OLD_TEXT.format(name))


def _parquet(file: Path, out: Path, number: int) -> Raw:
    return _typed(file, file.name, out, number)


def _typed(source: Path | IO[bytes], name: str, out: Path, number: int) -> Raw:
    """A table of the Standard Safeguarding Dataset as a database exports it; the header is row 1."""
    try:
        frame = pl.read_parquet(source, use_statistics=False)
    except (pl.exceptions.PolarsError, OSError) as broken:
        raise Unreadable(f"{name} is no sound Parquet file. Export it again.") from broken
    return tables.keep_typed(frame, name=name, out=out, number=number)


def _zipped(source: Path, out: Path) -> list[Raw]:
    archive.check(source, name=source.name)
    found: list[Raw] = []
    with zipfile.ZipFile(source) as packed:
        for entry, name in _entries(packed, source.name):
            if name.lower().endswith(".parquet"):
                content = io.BytesIO(packed.read(entry))
                found.append(_typed(content, name, out, len(found)))
            else:
                opened = partial(packed.open, entry)
                found.append(_rows(opened, name, out, len(found)))
        if not found:
            raise Unreadable(_nothing(source.name, [e.filename for e in packed.infolist()]))
    return found


def _nothing(name: str, inside: Sequence[str]) -> str:
    """What to do about a folder or zip without a table."""
    book = next((n for n in inside if n.lower().endswith(WORKBOOKS)), None)
    if book:
        plain = book.replace("\\", "/").rsplit("/", 1)[-1]
        return f"{name} holds no .csv file but the workbook {plain}. Import the workbook itself."
    return f"{name} holds no .csv file. Put the tables in it as .csv."


def _entries(packed: zipfile.ZipFile, name: str) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The tables of a zip by their own plain names. Nothing is ever unpacked to disk."""
    seen: set[str] = set()
    for entry in sorted(packed.infolist(), key=lambda e: e.filename):
        path = entry.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise Unreadable(f"{name} names a place outside itself. Make the zip again.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable(f"{name} holds a link and no file. Put the files themselves in.")
        plain = path.rsplit("/", 1)[-1]
        ours = plain.lower().endswith((*TEXTS, ".parquet")) and not plain.startswith(".")
        if entry.is_dir() or not ours or "__MACOSX" in path.split("/"):
            continue
        if plain.lower() in seen:
            raise Unreadable(f"{name} holds {plain} twice. Leave one out.")
        seen.add(plain.lower())
        yield entry, plain
