"""The gallery and sign-in in a real browser: small screens, scales that follow, a warning in time."""

import pytest

from tests.browser.conftest import House, Open

pytestmark = pytest.mark.browser
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1280, 320])
def test_every_component_is_accessible_and_fits(empty: House, visit: Open, width: int) -> None:
    page = visit(empty, "Nadia", width=width).go("/gallery/")
    assert not page.evaluate(WIDE)


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/", "/accessibility/"])
def test_pages_for_anybody_are_accessible_and_fit(empty: House, visit: Open, path: str) -> None:
    assert not visit(empty, width=320).go(path).evaluate(WIDE)


def test_the_gap_follows_the_two_choices(empty: House, visit: Open) -> None:
    page = visit(empty, "Nadia").go("/gallery/")
    page.locator("#record_depth-4").check(force=True)
    page.locator("#discussion_depth-3").check(force=True)
    said = page.locator("[data-gap]").inner_text()
    assert said == "−1The file went deeper than the discussion"


def test_the_gap_stands_without_scripts(empty: House, visit: Open) -> None:
    page = visit(empty, "Nadia", scripts=False).go("/gallery/")
    assert "The discussion went deeper than the file" in page.locator("[data-gap]").inner_text()


def test_a_warning_comes_five_minutes_before_the_session_ends(empty: House, visit: Open) -> None:
    visitor = visit(empty, "Nadia")
    visitor.page.clock.install()
    page = visitor.go("/account/")
    assert not page.locator("#session").is_visible()
    page.clock.fast_forward("25:01")
    assert page.locator("#session").is_visible()
    page.get_by_role("button", name="Stay signed in").click()
    page.locator("#session").wait_for(state="hidden")


def test_the_skip_link_comes_first(empty: House, visit: Open) -> None:
    page = visit(empty, "Nadia").go("/account/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"


def test_signing_out_and_being_somebody_else(empty: House, visit: Open) -> None:
    visitor = visit(empty, "Nadia")
    visitor.go("/account/")
    visitor.press("Sign out")
    visitor.press("Sign in as Sam (Social worker)")
    assert "Sam" in visitor.go("/account/").locator("header").inner_text()
