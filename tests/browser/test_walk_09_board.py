"""Step 9: findings become 27 recommendations; evidence is verified or returned; the board meets."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

TRACKER = "/actions/?round=1"
BOTH = ("Two teams keep the list; the third begins in January.", "12 February 2027")
TOTALS = "27 recommendations: 21 done with evidence, 19 verified, 2 returned, 6 overdue."


def test_a_finding_becomes_a_recommendation(empty: House, visit: Open) -> None:
    empty.move_to("2026-11-25 09:00")
    empty.python("-m", "tests.browser.fast_board", "find", "0")
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/findings/")
    nadia.page.get_by_role("region", name="made").get_by_role("link").first.click()
    nadia.look()
    nadia.press("Draft a recommendation")
    nadia.choose("Level", "Area for improvement")
    nadia.fill("What is recommended?", "Say beside each decision what was not chosen, and why.")
    nadia.select("Owner", "Tess")
    nadia.fill("Due", "18 December 2026")
    nadia.fill("How will we know?", "Twenty decisions read in January: a reason in each.")
    nadia.press("Draft it")
    rests_on = json.loads(empty.entries("recommendation.drafted")[-1]["rests_on"])
    made = {f"entry:{entry['number']}" for entry in empty.entries("finding.made")}
    assert rests_on
    assert set(rests_on) <= made


def test_ada_agrees_27_and_nadia_cannot_agree_her_own(empty: House, visit: Open) -> None:
    empty.python("-m", "tests.browser.fast_board", "draft", "26")
    nadia = visit(empty, "Nadia")
    nadia.go(TRACKER)
    assert not nadia.page.get_by_role("button", name=re.compile("^Agree")).count()
    ada = visit(empty, "Ada")
    ada.go(TRACKER)
    ada.press("Agree 27 drafts as they stand")
    assert "27 actions are agreed. Each owner is told." in ada.text
    assert len(empty.entries("action.agreed")) == 27


def test_the_owner_gives_evidence_and_cannot_verify_it(empty: House, visit: Open) -> None:
    empty.move_to("2026-12-14 09:00")
    tess = visit(empty, "Tess")
    key = drafted(empty)
    tess.go(f"/actions/{key}/")
    tess.press("Give evidence")
    tess.fill("What was done, and what changed?", "The form has a line for it.")
    tess.fill("Where is the evidence?", "Ten oversight notes of November.")
    tess.page.get_by_role("main").get_by_role("button").last.click()
    tess.look()
    assert empty.entries("action.evidenced")[-1]["subject_id"] == key
    assert tess.status(f"/actions/{key}/verify/") == 403
    assert not empty.entries("action.verified")


def test_hari_verifies_one_and_returns_one_with_a_reason(empty: House, visit: Open) -> None:
    empty.move_to("2026-12-16 09:00")
    empty.python("-m", "tests.browser.fast_board", "done", "20")
    first, second = (e["subject_id"] for e in empty.entries("action.evidenced")[:2])
    hari = visit(empty, "Hari")
    hari.go(f"/actions/{first}/verify/")
    hari.choose("What do you find?", "Verified: it meets the measure")
    hari.fill("What did you see, or what is missing?", "Ten notes read, a reason in each.")
    send(hari)
    hari.go(f"/actions/{second}/verify/")
    hari.choose("What do you find?", "Returned to its owner")
    hari.fill("What did you see, or what is missing?", BOTH[0])
    send(hari)
    assert hari.page.get_by_role("alert").get_by_role("link").count()  # a new date is asked for
    hari.fill("New due date, if returned", BOTH[1])
    send(hari)
    assert [e["subject_id"] for e in empty.entries("action.verified")] == [first]
    assert [e["subject_id"] for e in empty.entries("action.returned")] == [second]


def test_cole_reads_what_a_visitor_found(empty: House, visit: Open) -> None:
    cole = visit(empty, "Cole")
    cole.go("/placements/")
    cole.press("Log them")
    nadia = visit(empty, "Nadia")
    nadia.go("/placements/")
    nadia.press("Send to commissioning")
    empty.python("-m", "tests.browser.fast_board", "read", "0")
    cole.go("/placements/")
    rows = cole.page.get_by_role("table", name="Reports to read").get_by_role("row")
    copied = rows.filter(has_text=home_of(empty, "TH-1078")).filter(has_text="Yes")
    assert copied.count() == 2
    copied.first.get_by_role("link").click()
    cole.look()
    cole.choose("What follows?", "Raised with the provider")
    cole.fill("What did you read, and why does this follow?", "Night staffing again.")
    cole.press("I have read it")
    assert empty.entries("reg44.read")[-1]["said"]["follows"] == "raised with the provider"


def test_cole_sees_where_a_young_person_lives_and_no_note(empty: House, visit: Open) -> None:
    cole = visit(empty, "Cole")
    cole.go("/placements/homes/")
    cole.follow(home_of(empty, "TH-1075"))
    assert "TH-1075" in cole.text
    assert "no Regulation 44 by law" in cole.text
    case = empty.rows("SELECT key FROM rounds_case WHERE ref = 'TH-1075'")[0]["key"]
    assert cole.status(f"/cases/{case}/record/") in (403, 404)
    review = empty.rows("SELECT key FROM reviews_review WHERE ref = 'TH-1075'")[0]["key"]
    assert cole.status(f"/reviews/{review}/") in (403, 404)


def test_the_counts_are_the_same_wherever_they_stand(
    empty: House, visit: Open, tmp_path: Path
) -> None:
    empty.move_to("2027-01-08 09:00")
    empty.python("-m", "tests.browser.fast_board", "verify", "18", "return", "1")
    nadia = visit(empty, "Nadia")
    nadia.go(TRACKER)
    assert TOTALS in nadia.text
    assert nadia.page.get_by_role("heading", name="27 of 27 listed").count()
    states = nadia.page.get_by_role("table").first.get_by_role("row")
    told = [row.inner_text().lower() for row in states.all()[1:]]
    assert sum("verified" in row for row in told) == 19
    assert sum("returned" in row for row in told) == 2
    assert sum("overdue by 21 days" in row for row in told) == 6
    file = nadia.download("Download these as CSV", tmp_path).read_text(encoding="utf-8-sig")
    lines = file.splitlines()[1:]
    assert len(lines) == 27
    assert sum(",verified," in line for line in lines) == 19
    assert sum("Overdue by 21 days" in line for line in lines) == 6
    burnt = nadia.page.locator(".st-figure")
    burnt.get_by_text("View as table").click()
    last = burnt.get_by_role("row").last.get_by_role("cell").all_inner_texts()
    assert last[-3:] == ["2", "6", "8"]  # in time, overdue, still open: 27 less 19


def test_the_board_goes_through_them_and_ada_takes_what_prue_reviewed(
    empty: House, visit: Open
) -> None:
    empty.move_to("2027-01-08 10:00")
    prue = visit(empty, "Prue")
    prue.go("/board/")
    prue.press("Call a meeting")
    prue.fill("Day of the meeting", "8 January 2027")
    prue.select("Chair", "Prue")
    prue.select("Another chair", "Ada")
    for name in ("Rounds that it looks at", "Members"):
        for box in prue.page.get_by_role("group", name=name).get_by_role("checkbox").all():
            box.check()
    prue.press("Call the meeting")
    prue.press("Add a paper")
    prue.fill("Title", "Quarterly audit report of the auditing firm")
    prue.page.get_by_role("main").get_by_role("textbox").last.fill("Received on 4 January.")
    send(prue)
    assert TOTALS in prue.text
    prue.press("Record who was present")
    prue.press("Open the meeting")
    assert "Ada takes the chair for" in prue.text
    assert TOTALS in prue.text
    numbers = [dd.inner_text() for dd in prue.page.locator(".st-facts dd").all()]
    assert numbers[:5] == ["27", "21", "19", "2", "6"]


def test_each_item_has_its_minute_by_whoever_has_its_chair(empty: House, visit: Open) -> None:
    ada = visit(empty, "Ada")
    ada.go("/board/1/")
    ada.page.get_by_role("button", name="Minute this item").first.click()
    ada.look()
    assert "Ada has the chair for this item." in ada.text
    here = ada.page.url
    ada.fill("Minute", "Noted; the evidence was seen.")
    ada.choose("Decision", "Noted")
    ada.press("Save the minute")
    assert "Noted; the evidence was seen." in ada.text
    assert len(empty.entries("item.minuted")) == 1
    prue = visit(empty, "Prue")
    prue.go(here.removeprefix(empty.address))
    assert not prue.page.get_by_role("button", name="Save the minute").count()


def test_owens_commission_has_ended(empty: House, visit: Open) -> None:
    anyone = visit(empty)
    anyone.go("/account/login/")
    assert not anyone.page.get_by_role("button", name="Sign in as Owen").count()
    assert anyone.page.get_by_role("button", name="Sign in as Prue").count()


def send(person: Visitor) -> None:
    """The form's own button, whatever it says."""
    person.page.get_by_role("main").locator("form.st-form").get_by_role("button").last.click()
    person.look()


def drafted(house: House) -> str:
    """The recommendation that Nadia drafted in the browser."""
    return str(house.entries("recommendation.drafted")[0]["subject_id"])


def home_of(house: House, ref: str) -> str:
    """Where the young person of this case lives now, by the extract."""
    child = next(row["child_id"] for row in listed(house, "cases") if row["case_ref"] == ref)
    return next(
        row["setting_name"]
        for row in listed(house, "placements")
        if row["child_id"] == child and not row["ended_on"]
    )


def listed(house: House, name: str) -> list[dict[str, str]]:
    """The rows of one file of the extract."""
    file = house.out / "thornmere-october" / f"{name}.csv"
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))
