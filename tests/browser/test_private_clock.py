"""A reviewer's own clock: off until started, in this browser alone, sent nowhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, States

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('stocktake clock'))"


def test_a_reviewers_clock_is_seen_by_nobody_else(states: States, visit: Open) -> None:
    owen = visit(states.house, "Owen")
    page: Page = owen.page
    page.clock.install()
    page.goto(states.house.address + states.path("reading"))
    assert page.evaluate(KEPT) == []
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name="Time myself").click()
    for _ in range(3):
        page.keyboard.press("Shift")  # somebody is there
        page.clock.run_for(60_000)
    expect(page.get_by_text("My time: 3 min")).to_be_visible()
    page.clock.run_for(900_000)  # nobody is there: five minutes after the last key it stands still
    expect(page.get_by_text("My time: 7 min")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    owen.look()
    assert sent == []
    assert len(page.evaluate(KEPT)) == 1
    page.get_by_role("button", name="Sign out").click()
    prue = owen
    prue.sign_in("Prue")
    assert "My time" not in prue.whole


def test_it_can_be_cleared_and_stays_with_its_review(states: States, visit: Open) -> None:
    page: Page = visit(states.house, "Owen").page
    page.clock.install()
    page.goto(states.house.address + states.path("reading"))
    page.get_by_role("button", name="Time myself").click()
    page.clock.run_for(60_000)
    page.get_by_role("button", name="Stop").click()
    page.goto(states.house.address + states.path("pointers"))
    expect(page.get_by_role("button", name="Time myself")).to_be_visible()
    page.goto(states.house.address + states.path("reading"))
    expect(page.get_by_text("My time: 1 min")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("My time")).to_be_hidden()
    assert page.evaluate(KEPT) == []
