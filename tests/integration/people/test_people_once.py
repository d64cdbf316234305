"""A page that reads asks for leave once; an act, and the next page, ask anew."""

import pytest

from stocktake.core.thread import Person
from stocktake.people import acts, queries
from stocktake.record import clock
from stocktake.record.door import perform
from tests.cast import sign_in
from tests.review_desk import Cast, make_round, reading_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    return make_round(tmp_path_factory.mktemp("once"))


def ended(cast: Cast, case_id: str, who: Person) -> None:
    perform(
        acts.end_case_grant_moves(case_id=case_id, person_id=who.id), by=cast.nadia, at=clock.now()
    )


def test_leave_that_ends_is_gone_with_the_next_page(cast: Cast) -> None:
    key = reading_by(cast)
    owen, path = sign_in(cast.owen), f"/cases/{cast.cases['TH-1034']}/record/"
    assert owen.get(path).status_code == 200
    ended(cast, cast.cases["TH-1034"], cast.owen)
    assert owen.get(path).status_code == 404
    assert queries.readable_cases(cast.owen, clock.now()) == frozenset()
    assert key


def test_the_desk_asks_few_questions_of_the_database(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    key = reading_by(cast)
    owen, path = sign_in(cast.owen), f"/reviews/{key}/desk/?item=visits"
    owen.get(path)
    with django_assert_max_num_queries(55):  # type: ignore[operator]  # a context, not a request
        assert owen.get(path).status_code == 200
