"""What can be known of a file before it is opened: its signature, and what a zip says it holds."""

import zipfile
import zlib
from pathlib import Path

from stocktake.caseload.parser.compound import endless

LARGEST_SOURCE = 300 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
MOST_ENTRIES = 2_000

CLOSED = "{} is closed to the account that Stocktake runs under. Let it read the file."

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")
_SIGNATURES = dict.fromkeys((*_ZIPPED, ".zip"), _ZIP) | {".xls": _OLE}
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/script-lc.xml")
_HEAD = 4096  # bytes of an XML part in which a document type would stand


class Unreadable(Exception):
    """The file cannot be used. The message is one sentence that says what to do."""


def check(file: Path, *, name: str) -> None:
    """Refuse by size, signature and declared content, before any reader opens the file."""
    size = file.stat().st_size
    if size == 0:
        raise Unreadable(f"{name} is empty. Save it again and upload it once more.")
    if size > LARGEST_SOURCE:
        raise Unreadable(f"{name} is larger than {_mb(LARGEST_SOURCE)} MB. Split it by list.")
    suffix = Path(name).suffix.lower()
    if suffix in _SIGNATURES:
        _check_signature(file, name, suffix)
        if suffix in _ZIPPED:
            _check_parts(file, name, check_zip(file, name))
        elif suffix == ".zip":
            check_zip(file, name)
        else:
            _check_compound(file.read_bytes(), name)


def _check_compound(content: bytes, name: str) -> None:
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Unreadable(_no_macros(name))
    if endless(content):
        raise Unreadable(
            f"{name} is damaged: its parts follow each other without an end. "
            "Open it in Excel and save it as .xlsx."
        )


def _check_signature(file: Path, name: str, suffix: str) -> None:
    with file.open("rb") as handle:
        start = handle.read(512)
    if start.startswith(_SIGNATURES[suffix]):
        return
    if start.startswith(_OLE):
        raise Unreadable(
            f"{name} is protected with a password, or is an old .xls under a new name. "
            "Open it in Excel, take the password off and save it as .xlsx."
        )
    if start.startswith(_ZIP):
        raise Unreadable(f"{name} is a newer workbook than its name says. Rename it to .xlsx.")
    if start.lstrip().lower().startswith((b"<", b"\xef\xbb\xbf<")):
        raise Unreadable(
            f"{name} is a web page and no workbook, whatever its name says. "
            "Open it in Excel and save it as .xlsx."
        )
    again = "Make the zip again." if suffix == ".zip" else "Save it again as .xlsx."
    raise Unreadable(f"{name} is not a {suffix} file, or is damaged. {again}")


def check_zip(file: Path, name: str) -> list[zipfile.ZipInfo]:
    """The entries of a zip whose declared content is small enough to open."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as broken:
        raise Unreadable(f"{name} is damaged or cut short. Save it again.") from broken
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"{name} holds {len(entries):,} parts, more than any extract needs.")
    unpacked = sum(e.file_size for e in entries)
    if unpacked > LARGEST_UNPACKED:
        raise Unreadable(
            f"{name} would unpack to {_mb(unpacked):,} MB, more than {_mb(LARGEST_UNPACKED)} MB. "
            "Remove empty formatted rows, or split it by list."
        )
    if any(e.flag_bits & 1 for e in entries):
        raise Unreadable(f"{name} is protected with a password. Take it off and save it again.")
    return entries


def _check_parts(file: Path, name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Nothing that acts, that lies elsewhere, or that stands for something else."""
    names = [e.filename.lower() for e in entries]
    if any(n.endswith(_MACROS) for n in names):
        raise Unreadable(_no_macros(name))
    if any("externallinks/" in n for n in names):
        raise Unreadable(
            f"{name} takes values from other files, which may be out of date. In Excel choose "
            "Data > Edit Links > Break Link, and save it again."
        )
    xml = [e for e in entries if e.filename.lower().endswith((".xml", ".rels"))]
    try:
        with zipfile.ZipFile(file) as packed:
            heads = [_head(packed, entry) for entry in xml]
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as broken:
        raise Unreadable(f"{name} is damaged or cut short. Save it again.") from broken
    if any(b"<!DOCTYPE" in head.upper() for head in heads):
        raise Unreadable(f"{name} defines entities, as no sound workbook does.")


def _head(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with packed.open(entry) as part:
        return part.read(_HEAD)


def _no_macros(name: str) -> str:
    return f"{name} holds macros. Save it as a workbook without macros (.xlsx) and import that."


def _mb(size: int) -> int:
    return size // (1024 * 1024)
