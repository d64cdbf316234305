"""What every answer says to the browser: run nothing foreign, keep nothing, show in no frame."""

import pytest
from django.conf import settings
from django.test import Client

from stocktake.core.capacity import Capacity
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db

SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(client: Client, path: str) -> dict[str, list[str]]:
    """The content security policy of an answer, by directive."""
    said = client.get(path).headers["Content-Security-Policy"]
    parts = [part.split() for part in said.split(";") if part.strip()]
    return {words[0]: words[1:] for words in parts}


@pytest.mark.parametrize("path", ["/account/login/", "/accessibility/", "/no-such-page/"])
def test_every_answer_carries_the_headers(path: str) -> None:
    answer = Client().get(path)
    assert {name: answer.headers.get(name) for name in SAID} == SAID


def test_no_script_runs_but_our_own_files() -> None:
    said = policy(Client(), "/account/login/")
    assert said["default-src"] == ["'none'"]
    assert said["script-src"] == ["'self'"]
    assert said["frame-ancestors"] == said["base-uri"] == ["'none'"]
    assert not any("unsafe" in word or "://" in word for words in said.values() for word in words)


def test_a_signed_in_page_is_kept_by_no_cache() -> None:
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    for path in ("/", "/reviews/", "/account/"):
        assert "no-store" in nadia.get(path).headers["Cache-Control"], path


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    nadia.get("/")
    session = nadia.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_a_post_without_the_forms_token_is_refused() -> None:
    """The negative control of the form tokens: the test client usually goes round them."""
    guarded = Client(enforce_csrf_checks=True)
    assert guarded.post("/account/login/", {"login": "a", "password": "b"}).status_code == 403
