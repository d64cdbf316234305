"""Old workbooks (.xls) are compound files: sectors, each naming the next. A damaged one can name
one that came before, and a reader that follows then takes all memory there is.

Source: Microsoft, [MS-CFB] Compound File Binary File Format, 2.2 to 2.6.
"""

from collections.abc import Iterator, Sequence

import numpy as np

SHIFTS = (9, 12)  # sectors of 512 or 4096 bytes
HEADER, DIFAT = 512, 76  # bytes of the header, and where its list of table sectors begins
ENTRY, NAME = 128, 66  # bytes of an entry of the directory, and where its kind stands
STREAM, ROOT = 2, 5
MINI = 4096  # smaller streams stand in sectors of their own kind


def endless(content: bytes) -> bool:
    """Whether a chain of sectors in a compound file comes back to itself."""
    if len(content) < HEADER or content[30] not in SHIFTS:
        return False  # the reader refuses it without following anything
    return any(_comes_back(start, table) for start, table in _chains(content, 1 << content[30]))


def _chains(content: bytes, size: int) -> Iterator[tuple[int, Sequence[int]]]:
    """Where each chain begins, and the table in which it goes on; of the directory first."""
    table = [n for sector in _table_sectors(content, size) for n in _numbers(content, sector, size)]
    first, mini = _number(content, 48), _number(content, 60)
    yield first, table
    yield mini, table
    small = [n for s in _chain(mini, table) for n in _numbers(content, s, size)]
    for sector in _chain(first, table):
        at = (sector + 1) * size
        for entry in (content[i : i + ENTRY] for i in range(at, at + size, ENTRY)):
            if len(entry) == ENTRY and entry[NAME] in (STREAM, ROOT):
                whole = entry[NAME] == ROOT or _number(entry, 120) >= MINI
                yield _number(entry, 116), table if whole else small


def _table_sectors(content: bytes, size: int) -> list[int]:
    """The sectors that hold the table of what follows what; those past the file are none."""
    last = len(content) // size
    found = [*np.frombuffer(content[DIFAT:HEADER], "<u4").tolist()]
    more, steps = _number(content, 68), 0
    while more < last and steps < last:
        *some, more = _numbers(content, more, size) or [last]
        found += some
        steps += 1
    return [sector for sector in dict.fromkeys(found) if sector < last]


def _chain(start: int, table: Sequence[int]) -> list[int]:
    """The sectors of a chain, as far as they are in the table and none has come before."""
    found: dict[int, None] = {}
    while start < len(table) and start not in found:
        found[start] = None
        start = table[start]
    return [*found]


def _comes_back(start: int, table: Sequence[int]) -> bool:
    chain = _chain(start, table)
    return bool(chain) and table[chain[-1]] < len(table)


def _numbers(content: bytes, sector: int, size: int) -> list[int]:
    part = content[(sector + 1) * size : (sector + 2) * size]
    found: list[int] = np.frombuffer(part[: len(part) // 4 * 4], "<u4").tolist()
    return found


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "little")
