"""The record and the access log as officers read them; the stranger is refused."""

import pytest
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people.models import Account
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=person.id))
    return client


def test_an_officer_reads_who_did_what_and_not_what_was_said() -> None:
    ivy = make_person("ivy.ig", Capacity.IG_OFFICER)
    make_person("sam.sw", Capacity.WORKER)
    page = browser(ivy).get("/record/").content.decode()
    assert "account.made" in page
    assert "sam.sw" not in page


def test_an_entry_shows_what_it_rests_on() -> None:
    ivy = make_person("ivy.ig", Capacity.IG_OFFICER)
    assert "it begins here" in browser(ivy).get("/record/1/").content.decode()
    assert browser(ivy).get("/record/999/").status_code == 404


def test_the_chain_can_be_verified_on_the_page() -> None:
    ivy = make_person("ivy.ig", Capacity.IG_OFFICER)
    page = browser(ivy).post("/record/verify/", follow=True).content.decode()
    assert "The record is whole" in page


def test_a_refusal_stands_in_the_access_log() -> None:
    ivy, mel = make_person("ivy.ig", Capacity.IG_OFFICER), make_person("mel.m", Capacity.MEMBER)
    assert browser(mel).get("/record/").status_code == 403
    page = browser(ivy).get("/record/access/?event=access.denied").content.decode()
    assert "/record/" in page
    assert "Mel" in page


def test_the_access_log_is_for_the_information_governance_officer() -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    assert browser(nadia).get("/record/access/").status_code == 403
