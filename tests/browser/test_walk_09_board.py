"""Step 9, on the round half-way: a recommendation, its evidence, a second person, the board."""

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("midflight")]

WORDS = "Write the reason beside each decision, and what was not chosen."


def test_a_finding_becomes_a_recommendation_that_a_second_person_verifies(
    midflight: House, visit: Open
) -> None:
    with midflight.kept():
        nadia = visit(midflight, "Nadia")
        key = drafted(nadia)
        tess = visit(midflight, "Tess")
        tess.go(f"/actions/{key}/")
        tess.press("Agree")
        tess.press("Agree")
        evidence(tess, key)
        assert not tess.page.get_by_role("button", name="Verify", exact=True).count() or (
            tess.page.get_by_role("button", name="Verify").first.get_attribute("aria-disabled")
        )
        hari = visit(midflight, "Hari")
        hari.go(f"/actions/{key}/verify/")
        hari.page.get_by_role("radio").first.check()
        hari.fill("What did you see, or what is missing?", "Ten notes read, a reason in each.")
        hari.page.get_by_role("main").get_by_role("button").last.click()
        hari.look()
        assert midflight.entries("action.verified")[-1]["subject_id"] == key


def test_the_counts_are_the_same_wherever_they_stand(midflight: House, visit: Open) -> None:
    nadia = visit(midflight, "Nadia")
    nadia.go("/actions/?round=1")
    listed = nadia.page.get_by_role("table", name="Actions").get_by_role("row").count() - 1
    heading = nadia.page.get_by_role("heading", name="listed").inner_text()
    assert heading.startswith(f"{listed} of ")


def test_cole_reads_a_report_of_a_visitor_and_no_note(midflight: House, visit: Open) -> None:
    with midflight.kept():
        cole = visit(midflight, "Cole")
        cole.go("/placements/")
        unread = cole.page.get_by_role("table", name="Reports to read").get_by_role("link")
        before = unread.count()
        unread.first.click()
        cole.look()
        cole.choose("What follows?", "Raised with the provider")
        cole.fill("What did you read, and why does this follow?", "Night staffing again.")
        cole.press("I have read it")
        cole.go("/placements/")
        assert unread.count() == before - 1
        assert cole.status("/cases/28/record/") in (403, 404)


def test_the_board_minutes_item_by_item_and_prue_leaves_the_chair_where_she_reviewed(
    midflight: House, visit: Open
) -> None:
    with midflight.kept():
        midflight.move_to("2027-01-08 10:00")
        prue = visit(midflight, "Prue")
        prue.go("/board/")
        prue.press("Call a meeting")
        prue.fill("Day of the meeting", "8 January 2027")
        prue.select("Chair", "Prue")
        prue.select("Another chair", "Ada")
        rounds = prue.page.get_by_role("group", name="Rounds that it looks at")
        for box in rounds.get_by_role("checkbox").all():
            box.check()
        prue.press("Call the meeting")
        prue.press("Record who was present")
        for box in prue.page.get_by_role("checkbox").all():
            box.check()
        prue.press("Open the meeting")
        assert "takes the chair for" in prue.text
        prue.page.get_by_role("button", name="Minute this item").first.click()
        prue.look()
        prue.fill("Minute", "Noted; the evidence was seen.")
        prue.page.get_by_role("group", name="Decision").get_by_role("radio").first.check()
        prue.press("Save the minute")
        assert "Noted; the evidence was seen." in prue.text
        refused = visit(midflight, "")
        refused.go("/account/login/")
        assert not refused.page.get_by_role("button", name="Sign in as Owen").count()


def drafted(nadia: Visitor) -> str:
    """Draft a recommendation from a finding of April; its number."""
    nadia.go("/rounds/1/findings/")
    nadia.page.get_by_role("region", name="made").get_by_role("link").first.click()
    nadia.look()
    nadia.press("Draft a recommendation")
    nadia.page.get_by_role("group", name="Level").get_by_role("radio").first.check()
    nadia.fill("What is recommended?", WORDS)
    nadia.select("Owner", "Tess")
    nadia.fill("Due", "18 December 2026")
    nadia.fill("How will we know?", "Twenty decisions read in January.")
    nadia.press("Draft it")
    return nadia.house.entries("action.drafted")[-1]["subject_id"]


def evidence(owner: Visitor, key: str) -> None:
    owner.go(f"/actions/{key}/evidence/")
    owner.fill("What was done, and what changed?", "The form has a line for it.")
    owner.fill("Where is the evidence?", "Ten oversight notes of November.")
    owner.page.get_by_role("main").get_by_role("button").last.click()
    owner.look()
