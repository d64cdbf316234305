"""Every row of the access matrix, as every capacity, by GET and by POST, on own and other things."""

import logging
from collections.abc import Iterator

import pytest

from tests.access_matrix import PERSONAS, Row, Visitors, address, faults, rows
from tests.canaries import leaks, seen
from tests.matrix_desk import World
from tests.matrix_world import canary

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


def _desk(persona: str, visitors: Visitors) -> bytes:
    where = address("reviews:desk", visitors.world.arguments("review being read", "own", persona))
    return visitors.visit(persona, "get", where).page


def test_a_draft_is_seen_by_its_author_so_that_the_search_for_it_can_fail(
    visitors: Visitors,
) -> None:
    page = _desk("reviewer", visitors)
    assert canary("own draft") in seen(page)
    assert leaks(page, "reviewer") == []


def test_the_same_page_in_other_hands_would_be_a_leak(visitors: Visitors) -> None:
    """The negative control: what Owen sees, handed to everybody else."""
    page = _desk("reviewer", visitors)
    for persona in PERSONAS:
        assert (leaks(page, persona) == []) == (persona == "reviewer"), persona


def test_other_reviewers_find_nothing_of_it(visitors: Visitors) -> None:
    assert seen(_desk("other reviewer", visitors)) <= {canary("other draft"), canary("quotable")}
