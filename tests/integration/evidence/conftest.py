"""The desk of these tests: a case whose record is copied, who copied it, and who may read it."""

import pytest

from stocktake.core.thread import Person
from tests.reading_desk import Desk, copy, make_desk, nadia, open_to, owen


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


@pytest.fixture
def boss(desk: Desk) -> Person:
    """Who copied the record."""
    boss = nadia()
    copy(desk, by=boss)
    return boss


@pytest.fixture
def reader(boss: Person) -> Person:
    """Who was given leave to read it."""
    who = owen()
    open_to(who, by=boss)
    return who
