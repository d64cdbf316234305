"""Pages of frameworks, forms and baselines: readable by staff, closed to a committee member."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.frameworks import acts, queries
from stocktake.people import acts as people
from stocktake.people.domain.accounts import MakeAccount
from stocktake.people.models import Account
from stocktake.people.queries import operator

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in() -> Callable[[str, Capacity], Client]:
    def sign_in(login: str, capacity: Capacity) -> Client:
        acts.load_library(by=operator("tests"), at=AT)
        who = MakeAccount(login=login, name=login.split(".")[0].title(), job="")
        key = people.make_account(who=who, password=None, by=operator("tests"), at=AT)
        people.grant_capacity(person_id=key, capacity=capacity, by=operator("tests"), at=AT)
        client = Client()
        client.force_login(Account.objects.get(key=key))
        return client

    return sign_in


SignIn = Callable[[str, Capacity], Client]


def test_the_list_shows_every_kind(signed_in: SignIn) -> None:
    page = signed_in("nadia.qa", Capacity.QA_MANAGER).get("/frameworks/").content.decode()
    for title in ("Impact review, in depth", "Thornmere, inspection of March 2024", "ILACS from"):
        assert title in page


def test_every_version_can_be_read(signed_in: SignIn) -> None:
    sam = signed_in("sam.sw", Capacity.WORKER)
    for card in queries.shelf():
        page = sam.get(f"/frameworks/{card.hash}/")
        assert page.status_code == 200
        assert card.title in page.content.decode()


def test_a_form_shows_its_anchors_and_where_to_look(signed_in: SignIn) -> None:
    sam = signed_in("sam.sw", Capacity.WORKER)
    page = sam.get(f"/frameworks/{queries.current_form('in-depth').hash}/").content.decode()
    for words in ("Is this child safe now?", "Shapes the plan", "genogram", "helped or hindered"):
        assert words in page


def test_a_committee_member_is_refused(signed_in: SignIn) -> None:
    mel = signed_in("mel.member", Capacity.MEMBER)
    assert mel.get("/frameworks/").status_code == 403
    form = queries.current_form("in-depth").hash
    assert mel.get(f"/frameworks/{form}/").status_code == 403


def test_a_version_that_is_not_here_is_lost(signed_in: SignIn) -> None:
    assert signed_in("sam.sw", Capacity.WORKER).get(f"/frameworks/{'0' * 64}/").status_code == 404
