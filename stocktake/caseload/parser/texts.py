"""Text files: which encoding, which separator, and rows that a CSV reader finds sound."""

import csv
import io
import re
from collections.abc import Iterator
from typing import IO

from stocktake.caseload.parser.archive import Unreadable

LONGEST_CELL = 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",;\t|"
LOOKED_AT = 64 * 1024
TITLES = 8  # lines among which the header stands
UTF_8, WINDOWS = "utf-8-sig", "cp1252"
UNWRITTEN = re.compile(r"[\x00-\x08\x0e-\x1f]")  # control characters: bytes that are no letters
NO_TEXT = "{} is not in UTF-8. In Excel choose “CSV UTF-8 (comma delimited)” when saving."


class NotUtf8(Exception):
    """The bytes are no UTF-8, so another reading may be tried."""


def rows(handle: IO[bytes], name: str, *, windows: bool = False) -> Iterator[list[str]]:
    """The rows of a CSV file, header and all. `windows`: as older Excel saves it, in cp1252."""
    start = handle.read(LOOKED_AT)
    encoding = WINDOWS if windows else _encoding(start)
    text = _decoded(_Again(start, handle), start, name, encoding)
    csv.field_size_limit(LONGEST_CELL)
    separator = _separator(start.decode(encoding, errors="replace"))
    reader = csv.reader(_sound(text, name, windows=windows), strict=True, delimiter=separator)
    try:
        yield from reader
    except UnicodeDecodeError as wrong:
        if encoding == UTF_8:
            raise NotUtf8 from wrong
        raise Unreadable(NO_TEXT.format(name)) from wrong
    except csv.Error as wrong:
        raise Unreadable(_unsound(name, reader.line_num, str(wrong))) from wrong


def _encoding(start: bytes) -> str:
    """By its mark; without one by the empty halves that plain letters have in UTF-16."""
    if start.startswith(UTF_16):
        return "utf-16"
    head = start[:64]
    if len(head) >= 8 and not any(head[1::2]):
        return "utf-16-le"
    if len(head) >= 8 and not any(head[::2]):
        return "utf-16-be"
    return UTF_8


def _unsound(name: str, line: int, said: str) -> str:
    if "limit" in said:
        return f"{name} has a cell of more than 1 MB near line {line}. Shorten it."
    return (
        f"{name} is not a sound CSV file near line {line}: a quotation mark is left open, or "
        "stands in the middle of a cell."
    )


def _decoded(handle: "_Again", start: bytes, name: str, encoding: str) -> io.TextIOWrapper:
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(f"{name} is a workbook, whatever its name says. Save it as CSV UTF-8.")
    return io.TextIOWrapper(io.BufferedReader(handle), encoding=encoding, newline="")


def _sound(text: io.TextIOWrapper, name: str, *, windows: bool) -> Iterator[str]:
    """Lines, unless one holds a character that no text has, or is longer than any row."""
    while line := text.readline(4 * LONGEST_CELL):
        if "\x00" in line:
            raise Unreadable(f"{name} holds NUL characters: it is no text. Export it as CSV UTF-8.")
        if windows and UNWRITTEN.search(line):
            raise Unreadable(NO_TEXT.format(name))
        yield line


def _separator(start: str) -> str:
    """The separator that stands most often in the first line, or after a title in the next few."""
    lines = start.splitlines()[:TITLES] or [""]
    line = next((x for x in lines if max(map(x.count, SEPARATORS)) > 1), lines[0])
    return max(SEPARATORS, key=line.count)


class _Again(io.RawIOBase):
    """A stream of which the start was read already: bytes of a zip cannot be wound back."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = io.BytesIO(start), rest

    def readable(self) -> bool:
        return True

    def readinto(self, into: "memoryview[int]") -> int:  # type: ignore[override]
        got = self._start.read(len(into)) or self._rest.read(len(into))
        into[: len(got)] = got
        return len(got)
