"""A home that is no demonstration: the first officer sets a password and a second factor, and signs in with both."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.browser.conftest import Open
from tests.browser.house import NEW, House, serving
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("real")]

PASSWORD = "seven green kettles sing"
SHOWN_ONCE: dict[str, str] = {}


@pytest.fixture(scope="session")
def council() -> Iterator[House]:
    with serving(NEW) as house:
        yield house


def test_the_first_officer_sets_a_password_then_a_second_factor(
    council: House, visit: Open
) -> None:
    words = ("--login", "ivy.ig", "--name", "Ivy", "--job", "Information governance")
    said = council.run("people", "add", *words, "--capacity", "ig_officer")
    ivy = visit(council)
    link = re.search(r"/account/password/reset/key/\S+", said)
    assert link, said
    ivy.go(link[0])
    for box in ivy.page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    ivy.page.get_by_role("main").get_by_role("button").first.click()
    ivy.look()
    signed_in_by_password(ivy)
    assert "Set up your second factor" in ivy.text
    ivy.go("/")
    assert "Set up your second factor" in ivy.text  # nothing else opens before
    SHOWN_ONCE["secret"] = ivy.page.get_by_role("main").locator(".st-mono").inner_text()
    ivy.page.get_by_role("main").get_by_role("textbox").fill("000000")
    ivy.press("Start using it")
    assert ivy.page.get_by_role("alert").get_by_role("link").is_visible()
    ivy.page.get_by_role("main").get_by_role("textbox").fill(code())
    ivy.press("Start using it")
    SHOWN_ONCE["recovery"] = ivy.page.get_by_role("main").get_by_role("listitem").first.inner_text()
    ivy.go("/")
    assert "Needs you" in ivy.text


def test_nobody_signs_in_there_as_somebody_by_a_button(council: House, visit: Open) -> None:
    anyone = visit(council)
    anyone.go("/account/login/")
    assert "Demonstration" not in anyone.whole
    assert not anyone.page.get_by_role("button", name=re.compile("Sign in as")).count()
    answer = anyone.page.request.post(f"{council.address}/demonstration/sign-in/")
    assert answer.status in (403, 404)


def test_the_password_alone_opens_nothing_and_a_recovery_code_opens_once(
    council: House, visit: Open
) -> None:
    ivy = visit(council)
    signed_in_by_password(ivy)
    assert "Your second factor" in ivy.text
    ivy.go("/settings/retention/")
    assert "Three rules" not in ivy.whole
    for opens in (True, False):
        again = visit(council)
        signed_in_by_password(again)
        again.page.get_by_role("main").get_by_role("textbox").fill(SHOWN_ONCE["recovery"])
        again.press("Sign in")
        assert ("Your second factor" not in again.text) is opens


def signed_in_by_password(ivy: Visitor) -> None:
    """The first half of signing in."""
    ivy.go("/account/login/")
    ivy.fill("Login", "ivy.ig")
    ivy.page.locator("input[type=password]").fill(PASSWORD)
    ivy.press("Sign in")


def code() -> str:
    """What an authenticator app shows now for the secret that the page gave."""
    return str(
        format_hotp_value(hotp_value(SHOWN_ONCE["secret"], next(yield_hotp_counters_from_time())))
    )
