"""Every address of the application is in the hand-written access matrix, and every line names one."""

from django.http import HttpResponse
from django.urls import path

from tests.access_matrix import CAPACITIES, listed, resolved, rows


def test_every_address_is_in_the_matrix() -> None:
    assert set(resolved()) - listed() == set(), "say in tests/house/matrix.toml who may open it"


def test_the_matrix_names_no_address_that_is_gone() -> None:
    assert listed() - set(resolved()) == set()


def test_a_planted_address_is_reported() -> None:
    """The negative control: with a name, and without one."""
    planted = [
        path("planted/", lambda request: HttpResponse(), name="planted"),
        path("nameless/", lambda request: HttpResponse()),
    ]
    assert set(resolved(planted)) - listed() == {"planted", "(no name) nameless/"}


def test_every_capacity_may_open_something_of_its_own() -> None:
    for capacity in CAPACITIES:
        assert any(capacity in row.somebody for row in rows()), capacity
