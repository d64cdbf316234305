"""Old workbooks whose sectors name each other in a circle are refused before a reader follows."""

import random
import struct
from pathlib import Path

import pytest

from stocktake.caseload.parser import archive
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.compound import endless
from tests.biff import SECTOR, xls

BOOK = xls({"List 6": [["Child Unique ID"], ["7"]]})
TABLE = len(BOOK) - SECTOR  # the last sector says which follows which


def following(sector: int, next_: int) -> bytes:
    at = TABLE + 4 * sector
    return BOOK[:at] + struct.pack("<I", next_) + BOOK[at + 4 :]


def test_a_sound_book_and_a_long_one_end() -> None:
    long = xls({"List 6": [["x" * 200, str(i)] for i in range(3_000)]})
    assert not endless(BOOK)
    assert not endless(long)


@pytest.mark.parametrize(("sector", "next_"), [(0, 0), (7, 0), (8, 8), (3, 2)])
def test_a_circle_of_sectors_is_a_sentence(tmp_path: Path, sector: int, next_: int) -> None:
    (tmp_path / "old.xls").write_bytes(following(sector, next_))
    with pytest.raises(Unreadable, match=r"follow each other without an end") as said:
        archive.check(tmp_path / "old.xls", name="old.xls")
    assert "\n" not in str(said.value)


def test_whatever_the_bytes_an_answer_comes() -> None:
    chance = random.Random(5)
    answers = set()
    for _ in range(400):
        changed = bytearray(BOOK)
        for _ in range(chance.randrange(1, 9)):
            place = chance.choice((chance.randrange(SECTOR), TABLE + chance.randrange(64)))
            changed[place] = chance.choice((chance.randrange(12), chance.randrange(256)))
        answers.add(endless(bytes(changed[: chance.randrange(len(BOOK) - 40, len(BOOK) + 1)])))
    assert answers == {True, False}
