"""An old .xls written by hand: a BIFF8 stream of texts and numbers in a compound file.

No library here writes the format; a council's old export is in it all the same. Records are those
of [MS-XLS] 2.4 that a reader needs, the file that of [MS-CFB] 2.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence

Cell = str | int | float
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ROOT, STREAM = 5, 2


def xls(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook with these sheets; an empty text is no cell."""
    return _compound(_book(sheets))


def _book(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    bodies = [_sheet(rows) for rows in sheets.values()]
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    names = [name.encode("latin-1") for name in sheets]
    size = len(start) + sum(4 + 8 + len(n) for n in names) + 4
    told, at = b"", size
    for name, body in zip(names, bodies, strict=True):
        told += _record(0x0085, struct.pack("<IHBB", at, 0, len(name), 0) + name)
        at += len(body)
    return start + told + _record(0x000A) + b"".join(bodies)


def _sheet(rows: Sequence[Sequence[Cell]]) -> bytes:
    width = max(map(len, rows), default=0)
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    return start + size + b"".join(_cells(rows)) + _record(0x000A)


def _cells(rows: Sequence[Sequence[Cell]]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, str) and cell:
                text = cell.encode("utf-16-le")
                yield _record(0x0204, place + struct.pack("<HB", len(cell), 1) + text)
            elif not isinstance(cell, str):
                yield _record(0x0203, place + struct.pack("<d", cell))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """One stream called Workbook; padded so that it never is a small one."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // SECTOR)
    tables = 1
    while tables * (SECTOR // 4) < sectors + 1 + tables:
        tables += 1
    chain = [*range(1, sectors), END, END, *[FAT] * tables]  # the stream, the directory, itself
    chain += [FREE] * (tables * (SECTOR // 4) - len(chain))
    listed = [sectors + 1 + i for i in range(tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, 4096,
                        END, 0, END, 0)  # fmt: skip
    head += struct.pack("<109I", *listed, *[FREE] * (109 - tables))
    entries = _entry("Root Entry", ROOT, child=1, start=END, size=0)
    entries += _entry("Workbook", STREAM, child=FREE, start=0, size=len(stream))
    return (
        head
        + stream.ljust(sectors * SECTOR, b"\0")
        + entries.ljust(SECTOR, b"\0")
        + struct.pack(f"<{len(chain)}I", *chain)
    )


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIII", text, len(text) + 2, kind, 1, FREE, FREE, child, start, size, 0
    )
