"""The base page and the gallery, as people and strangers get them."""

import pytest
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.people.models import Account
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db


def test_the_gallery_shows_every_component() -> None:
    page = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER)).get("/gallery/").content.decode()
    for part in ("st-needs", "st-scale", "st-grades", "st-card", "govuk-error-summary", "st-table"):
        assert part in page


def test_a_stranger_is_sent_to_sign_in() -> None:
    answer = Client().get("/gallery/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_the_frame_names_the_person_and_signs_out_by_post() -> None:
    page = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER)).get("/account/").content.decode()
    assert "<span>Nadia</span>" in page
    assert '<form method="post" action="/account/logout/">' in page
    assert "<title>Your account - Stocktake</title>" in page


def test_a_lost_page_is_one_sentence_and_one_link() -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_anybody_can_read_the_accessibility_statement() -> None:
    assert Client().get("/accessibility/").status_code == 200


def test_text_from_outside_is_escaped() -> None:
    who = make_person("mel.member", Capacity.MEMBER)
    Account.objects.filter(key=who.id).update(name="<b>Mel")
    assert "&lt;b&gt;" in sign_in(who).get("/account/").content.decode().lower()
