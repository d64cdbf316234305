"""Sign-in under attack: guessing, planted sessions, half a sign-in, sessions that outlive their right."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people import acts, queries, signing_in
from tests.cast import AT, make_person
from tests.integration.people.test_people_sign_in import PASSWORD, RealHome, totp

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_mistakes_yet() -> None:
    cache.clear()


@pytest.fixture
def nadia() -> Person:
    return with_password(make_person("nadia.qa", Capacity.QA_MANAGER))


def with_password(person: Person) -> Person:
    account = get_user_model().objects.get(key=person.id)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return person


def signed_in(login: str, password: str = PASSWORD, **headers: str) -> Client:
    browser = Client(headers=headers)
    browser.post(LOGIN, {"login": login, "password": password})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_five_wrong_guesses_close_the_door_to_the_right_one_as_well(nadia: Person) -> None:
    assert is_in(signed_in("nadia.qa"))
    for _ in range(5):
        signed_in("nadia.qa", "a wrong guess")
    assert not is_in(signed_in("nadia.qa"))


def test_behind_a_web_server_a_strangers_guesses_are_the_strangers_own(
    nadia: Person, settings: Any
) -> None:
    """What the visitor claims before it is not believed: only what the server added counts."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(20):
        signed_in(f"nobody.{n}", "a guess", x_forwarded_for=f"10.0.0.{n}, 203.0.113.9")
    assert not is_in(signed_in("nadia.qa", x_forwarded_for="203.0.113.9"))
    assert is_in(signed_in("nadia.qa", x_forwarded_for="198.51.100.7"))


def test_signing_in_gives_a_new_session_so_that_a_planted_one_is_worth_nothing(
    nadia: Person,
) -> None:
    browser = Client()
    browser.get("/account/")
    browser.session["planted"] = True
    browser.session.save()
    planted = browser.session.session_key
    browser.post(LOGIN, {"login": "nadia.qa", "password": PASSWORD})
    assert is_in(browser)
    assert browser.session.session_key != planted


def test_a_new_password_ends_every_other_session(nadia: Person) -> None:
    browser = signed_in("nadia.qa")
    assert is_in(browser)
    other = Client()
    form = other.get(signing_in.password_path(nadia.id))["Location"]
    other.post(form, {"password1": PASSWORD + " now", "password2": PASSWORD + " now"})
    assert not is_in(browser)


def test_a_closed_account_and_an_ended_role_end_what_is_open(nadia: Person) -> None:
    browser, by = signed_in("nadia.qa"), queries.operator("tests")
    acts.close_account(person_id=nadia.id, reason="Left.", by=by, at=AT)
    assert not is_in(browser)


def test_a_password_alone_opens_nothing_and_codes_cannot_be_tried_without_end(
    nadia: Person, settings: Any
) -> None:
    settings.HOME = RealHome(settings.HOME.path)
    first = signed_in("nadia.qa")
    page = first.get("/account/2fa/totp/activate/")
    secret = page.context_data["form"].secret  # type: ignore[attr-defined]
    first.post("/account/2fa/totp/activate/", {"code": totp(secret)})
    half = signed_in("nadia.qa")
    for path in ("/", "/reviews/", "/account/", "/account/2fa/totp/deactivate/"):
        assert half.get(path).status_code == 302, path
    for _ in range(6):
        half.post("/account/2fa/authenticate/", {"code": "000000"})
    answer = half.post("/account/2fa/authenticate/", {"code": totp(secret)})
    assert "Too many" in answer.content.decode()
    assert not is_in(half)


def test_after_signing_in_nobody_is_sent_to_another_site(nadia: Person) -> None:
    for there in ("https://evil.example/", "//evil.example/", r"/\evil.example", "javascript:1"):
        browser = Client()
        said = {"login": "nadia.qa", "password": PASSWORD, "next": there}
        assert "evil" not in browser.post(LOGIN, said).headers.get("Location", "")
