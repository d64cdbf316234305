"""Our reads of the session and its account do as Django's: over when it is over, nobody when closed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from stocktake.core.capacity import Capacity
from stocktake.people import queries
from stocktake.people.models import Account
from stocktake.people.sessions import Backend, SessionStore
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db


def test_a_session_is_read_until_its_time_is_over() -> None:
    browser = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    key = browser.session.session_key
    assert SessionStore(key).get("_auth_user_id")
    Session.objects.filter(session_key=key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    assert SessionStore(key).get("_auth_user_id") is None
    assert browser.get("/account/").status_code == 302


def test_an_unknown_session_is_empty_and_gets_a_new_key() -> None:
    store = SessionStore("nothing-like-it")
    assert store.load() == {}
    assert store.session_key is None


def test_the_account_is_the_same_as_through_the_table() -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    sign_in(nadia)  # which writes the moment of the last sign-in
    row = Account.objects.get(key=nadia.id)
    read = queries.account_row(row.pk)
    assert read == row
    assert vars(read)["last_login"] == row.last_login
    assert read.get_session_auth_hash() == row.get_session_auth_hash()
    assert queries.account_row(0) is None


def test_a_closed_account_is_nobody() -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    row = Account.objects.get(key=nadia.id)
    Account.objects.filter(pk=row.pk).update(is_active=False)
    assert Backend().get_user(row.pk) is None
