"""Text files: which encoding, which separator, and rows that a CSV reader finds sound."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from stocktake.caseload.parser.archive import Unreadable

LONGEST_CELL = 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",;\t|"
LOOKED_AT = 64 * 1024


def rows(handle: IO[bytes], name: str) -> Iterator[list[str]]:
    """The rows of a CSV file, header and all."""
    start = handle.read(LOOKED_AT)
    text = _decoded(_Again(start, handle), start, name)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_sound(text, name), strict=True, delimiter=_separator(start))
    try:
        yield from reader
    except UnicodeDecodeError as wrong:
        raise Unreadable(
            f"{name} is not in UTF-8. In Excel choose “CSV UTF-8 (comma delimited)” when saving."
        ) from wrong
    except csv.Error as wrong:
        raise Unreadable(_unsound(name, reader.line_num, str(wrong))) from wrong


def _unsound(name: str, line: int, said: str) -> str:
    if "limit" in said:
        return f"{name} has a cell of more than 1 MB near line {line}. Shorten it."
    return (
        f"{name} is not a sound CSV file near line {line}: a quotation mark is left open, or "
        "stands in the middle of a cell."
    )


def _decoded(handle: "_Again", start: bytes, name: str) -> io.TextIOWrapper:
    encoding = "utf-16" if start.startswith(UTF_16) else "utf-8-sig"
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(f"{name} is a workbook, whatever its name says. Save it as CSV UTF-8.")
    return io.TextIOWrapper(io.BufferedReader(handle), encoding=encoding, newline="")


def _sound(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    """Lines, unless one holds a character that no text has, or is longer than any row."""
    while line := text.readline(4 * LONGEST_CELL):
        if "\x00" in line:
            raise Unreadable(f"{name} holds NUL characters: it is no text. Export it as CSV UTF-8.")
        yield line


def _separator(start: bytes) -> str:
    """The separator that stands most often in the first line."""
    encoding = "utf-16" if start.startswith(UTF_16) else "utf-8"
    line = start.decode(encoding, errors="replace").partition("\n")[0]
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
