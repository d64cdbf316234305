"""Signing in: with a password and a second factor; as an invented person in a demonstration only."""

import dataclasses
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.people import signing_in
from stocktake.record.home import Home
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db
PASSWORD = "seven green kettles sing"


@dataclasses.dataclass(frozen=True)
class RealHome(Home):
    """A home that was not made as a demonstration."""

    @property
    def demonstration(self) -> bool:
        return False


@pytest.fixture
def real_home(settings: object) -> None:
    settings.HOME = RealHome(settings.HOME.path)  # type: ignore[attr-defined]


def test_the_demonstration_offers_one_person_for_each_capacity() -> None:
    make_person("nadia.qa", Capacity.QA_MANAGER)
    make_person("sam.sw", Capacity.WORKER)
    make_person("second.sw", Capacity.WORKER)
    page = Client().get("/account/login/").content.decode()
    assert "Demonstration - every person and event is invented" in page
    assert (
        page.index("Sign in as Sam") < page.index("More people") < page.index("Sign in as Second")
    )


def test_signing_in_as_an_invented_person() -> None:
    make_person("nadia.qa", Capacity.QA_MANAGER)
    browser = Client()
    assert browser.post("/demonstration/sign-in/", {"login": "nadia.qa"})["Location"] == "/"
    assert "Nadia" in browser.get("/account/").content.decode()


def test_a_real_home_signs_nobody_in_without_a_password(real_home: None) -> None:
    person = make_person("nadia.qa", Capacity.QA_MANAGER)
    browser = Client()
    assert browser.post("/demonstration/sign-in/", {"login": "nadia.qa"}).status_code == 404
    assert "Sign in as" not in browser.get("/account/login/").content.decode()
    with pytest.raises(PermissionError):
        signing_in.sign_in_as(None, person.id)  # type: ignore[arg-type]


def test_a_link_sets_a_password_once_which_then_signs_in() -> None:
    person = make_person("nadia.qa", Capacity.QA_MANAGER)
    browser, link = Client(), signing_in.password_path(person.id)
    form = browser.get(link)["Location"]
    said = {"password1": PASSWORD, "password2": PASSWORD}
    assert browser.post(form, said)["Location"] == "/account/password/reset/key/done/"
    assert "has been used" in Client().get(link).content.decode()
    answer = browser.post("/account/login/", {"login": "nadia.qa", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_login() -> None:
    make_person("nadia.qa", Capacity.QA_MANAGER)
    page = Client().post("/account/login/", {"login": "nadia.qa", "password": "wrong"})
    text = page.content.decode()
    assert "There is a problem" in text
    assert 'value="nadia.qa"' in text


def test_an_ended_commission_cannot_sign_in() -> None:
    person = make_person("owen.auditor", Capacity.REVIEWER, ends=date(2020, 6, 30))
    browser = Client()
    form = browser.get(signing_in.password_path(person.id))["Location"]
    browser.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    answer = browser.post("/account/login/", {"login": "owen.auditor", "password": PASSWORD})
    assert answer["Location"] == "/account/inactive/"


def test_a_real_home_asks_for_a_second_factor_first(real_home: None) -> None:
    person = make_person("nadia.qa", Capacity.QA_MANAGER)
    browser = Client()
    form = browser.get(signing_in.password_path(person.id))["Location"]
    browser.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    browser.post("/account/login/", {"login": "nadia.qa", "password": PASSWORD})
    assert browser.get("/account/")["Location"] == "/account/2fa/totp/activate/"
    page = browser.get("/account/2fa/totp/activate/")
    code = totp(page.context_data["form"].secret)  # type: ignore[attr-defined]
    answer = browser.post("/account/2fa/totp/activate/", {"code": code})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert browser.get(answer["Location"]).content.decode().count('<li class="st-mono">') == 10
    assert browser.get("/account/").status_code == 200


def totp(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_session_that_ran_out_is_told_so() -> None:
    browser = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    browser.session.flush()
    where = browser.get("/account/?x=1")["Location"]
    assert where == "/account/login/?next=%2Faccount%2F%3Fx%3D1&ended=1"
    assert "nothing happened for 30 minutes" in browser.get(where).content.decode()


def test_signing_out_needs_a_post_and_ends_the_session() -> None:
    browser = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    assert browser.get("/account/logout/").status_code == 200
    assert browser.post("/account/logout/")["Location"] == "/account/login/"
    assert browser.get("/account/").status_code == 302


@pytest.mark.parametrize("path", ["/account/signup/", "/account/email/", "/account/login/code/"])
def test_what_we_do_not_use_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_stale_form_is_a_plain_page() -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/account/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "reload it and send once more" in answer.content.decode()


def test_what_was_typed_after_the_session_ended_is_shown_and_never_a_secret() -> None:
    browser = Client(headers={"origin": "http://testserver"})
    typed = {"working": "He sleeps at Nan's.", "password": "two words", "item": "visits"}
    answer = browser.post("/reviews/1/save/", typed)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert ("He sleeps at Nan&#39;s." in page, "two words" in page) == (True, False)


def test_another_sites_words_are_never_shown_as_typed_here() -> None:
    browser = Client(headers={"origin": "https://elsewhere.example"})
    answer = browser.post("/reviews/1/save/", {"working": "Phone this number."})
    assert (answer.status_code, answer["Location"][:15]) == (302, "/account/login/")
    forged = Client(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})
    assert (
        "Phone this"
        not in forged.post("/account/login/", {"working": "Phone this number."}).content.decode()
    )
