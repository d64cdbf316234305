"""Every row of the access matrix, as every capacity, by GET and by POST, on own and other things."""

import logging
from collections.abc import Iterator

import pytest

from tests.access_matrix import Row, Visitors, faults, rows
from tests.matrix_desk import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("matrix")]
ROWS = rows()


@pytest.fixture(scope="module")
def visitors(world: World) -> Iterator[Visitors]:
    """Refusals are what is wanted here, so Django need not warn of each."""
    logging.disable(logging.ERROR)
    yield Visitors(world)
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.url} {r.of}".strip())
def test_the_application_does_as_the_matrix_says(row: Row, visitors: Visitors) -> None:
    also = frozenset().union(*(r.somebody for r in ROWS if r.url == row.url))
    assert faults(row, visitors, also) == []
