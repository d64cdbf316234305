"""Every row of the access matrix, as every capacity, by GET and by POST, on own and other things."""

import logging
import os
from collections.abc import Iterator

import pytest

from tests.access_matrix import PERSONAS, Row, Visitors, address, faults, rows, spoilt
from tests.canaries import leaks, seen
from tests.matrix_desk import World
from tests.matrix_world import canary

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("matrix")]
ROWS = rows()
PROVE = bool(os.environ.get("STOCKTAKE_PROVE"))


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


@pytest.mark.parametrize(
    "row", ROWS if PROVE else ROWS[::4], ids=lambda r: f"{r.url} {r.of}".strip()
)
def test_nothing_that_is_put_into_a_page_breaks_it(row: Row, visitors: Visitors) -> None:
    """Every field at once with another value, on every fourth page; `prove`: each field of each
    page with each value."""
    assert spoilt(row, visitors, ROWS.index(row), every=PROVE) == []


def test_a_page_that_breaks_at_such_a_value_is_found(
    visitors: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: numbers read as they once were."""
    monkeypatch.setattr("stocktake.rounds.pages.programme.whole_number", lambda t: int(t or 2026))
    row = next(r for r in ROWS if r.url == "rounds:programme")
    assert spoilt(row, visitors, 0, every=True) != []


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
