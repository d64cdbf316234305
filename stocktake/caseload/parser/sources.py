"""Opening a source: a workbook, one CSV file, a folder of tables, or a zip of one."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from stocktake.caseload.parser import archive, tables, texts
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.census import census
from stocktake.caseload.parser.tables import Raw
from stocktake.caseload.parser.workbooks import workbook

TEXTS = (".csv", ".txt", ".tsv")
NOTHING = "There is no .csv file in it."


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
            raise Unreadable(f"{file.name} is a link and no file. Put the file itself there.")
        archive.check(file, name=file.name)
        make = _parquet if suffix == ".parquet" else _text
        found.append(make(file, out, len(found)))
    if not found:
        raise Unreadable(NOTHING)
    return found


def _text(file: Path, out: Path, number: int) -> Raw:
    with file.open("rb") as handle:
        rows = texts.rows(handle, file.name)
        return tables.keep(rows, name=file.name, out=out, number=number)


def _parquet(file: Path, out: Path, number: int) -> Raw:
    """A table of the Standard Safeguarding Dataset as a database exports it; the header is row 1."""
    try:
        frame = pl.read_parquet(file, use_statistics=False)
    except (pl.exceptions.PolarsError, OSError) as broken:
        raise Unreadable(f"{file.name} is no sound Parquet file. Export it again.") from broken
    return tables.keep_typed(frame, name=file.name, out=out, number=number)


def _zipped(source: Path, out: Path) -> list[Raw]:
    archive.check(source, name=source.name)
    found: list[Raw] = []
    with zipfile.ZipFile(source) as packed:
        for entry, name in _entries(packed, source.name):
            with packed.open(entry) as handle:
                rows = texts.rows(handle, name)
                found.append(tables.keep(rows, name=name, out=out, number=len(found)))
    if not found:
        raise Unreadable(NOTHING)
    return found


def _entries(packed: zipfile.ZipFile, name: str) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The CSV files of a zip by their own plain names. Nothing is ever unpacked to disk."""
    seen: set[str] = set()
    for entry in sorted(packed.infolist(), key=lambda e: e.filename):
        path = entry.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise Unreadable(f"{name} names a place outside itself. Make the zip again.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable(f"{name} holds a link and no file. Put the files themselves in.")
        plain = path.rsplit("/", 1)[-1]
        ours = plain.lower().endswith(TEXTS) and not plain.startswith(".")
        if entry.is_dir() or not ours or "__MACOSX" in path.split("/"):
            continue
        if plain.lower() in seen:
            raise Unreadable(f"{name} holds {plain} twice. Leave one out.")
        seen.add(plain.lower())
        yield entry, plain
