"""Step 4: Owen reads TH-1034 in depth, quotes, judges, leaves, comes back and finishes."""

import re
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.desk import SELECT_FIRST, desk_of, go_to, judge, leave, themes
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

REF, TWICE = "TH-1034", "TH-1022"
OTHER = "Relationships"
TYPED = "He is asked what the weekend was like, and his words open the note."
WORSE = {
    "Direct work by mode": "No evidence of direct work can be found in the six months.",
    "Systemic thinking": "Write the ideas that are tested, and not only what happened.",
}


def test_owen_opens_the_case_and_finds_a_home_visit(empty: House, visit: Open) -> None:
    empty.move_to("2026-10-19 11:00")
    owen = visit(empty, "Owen")
    owen.go("/account/reading/")
    owen.choose("Shortcuts are", "on")
    owen.press("Save")
    owen.go("/reviews/")
    owen.follow(REF)
    owen.press("Start reading")
    assert "practice from 20 April 2026 to 19 October 2026" in owen.whole
    assert re.search(r"\b0 of \d+ notes read", owen.whole)
    owen.select("Type", "Home visit")
    owen.press("Apply filters")
    filters = owen.page.get_by_role("list", name="Filters in force")
    filters.get_by_role("link", name="Home visit").click()
    filters.get_by_role("link", name="Home visit").wait_for(state="detached")
    owen.page.keyboard.press("n")
    facts = owen.page.get_by_role("article")
    for fact in ("Happened", "Recorded", "Lag"):
        facts.get_by_text(fact, exact=True).wait_for()
    owen.look()


def test_a_selected_sentence_becomes_a_chip_that_leads_back(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    go_to(owen, "Child's lived experience")
    owen.page.get_by_role("article").wait_for()
    owen.page.evaluate(SELECT_FIRST)
    bar = owen.page.get_by_role("group", name="Add the selected words to")
    bar.get_by_role("button", name="Child's lived experience").click()
    chip = owen.page.get_by_role("list", name="Rests on").get_by_role("link").first
    chip.wait_for(timeout=5000)  # well under a second where the machine is quiet
    owen.page.get_by_role("status").filter(has_text="Saved").first.wait_for()
    owen.look()
    chip.click()
    owen.page.locator("mark:focus").first.wait_for()
    assert empty.drafts("quote.added")


def test_a_closed_tab_loses_nothing(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    go_to(owen, "Child's lived experience")
    note = owen.page.get_by_role("article").get_by_role("heading").first.inner_text()
    owen.fill("What is working", TYPED)
    owen.page.get_by_role("status").filter(has_text="Saved at").wait_for()
    owen.page.close()
    again = visit(empty, "Owen")
    desk_of(again, REF)
    assert again.page.get_by_label("What is working").input_value() == TYPED
    assert again.page.get_by_role("article").get_by_role("heading").first.inner_text() == note
    assert empty.drafts("draft.saved")


def test_back_and_refresh_lose_nothing(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    go_to(owen, OTHER)
    owen.fill("What is working", TYPED)
    owen.page.get_by_role("status").filter(has_text="Saved at").wait_for()
    owen.page.reload()
    assert owen.page.get_by_label("What is working").input_value() == TYPED
    go_to(owen, "Child's lived experience")
    owen.page.go_back()
    assert owen.page.get_by_label("What is working").input_value() == TYPED


def test_two_tabs_meet_on_a_page_that_holds_both_texts(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    go_to(owen, OTHER)
    there = owen.tab()
    there.goto(owen.page.url)
    owen.fill("What is working", f"{TYPED} Written here.")
    owen.page.get_by_role("status").filter(has_text="Saved at").wait_for()
    owen.page = there
    owen.fill("What is working", f"{TYPED} Written there.")
    owen.press("See both")
    owen.page.get_by_role("heading", name="two versions of one answer").wait_for()
    assert "Written here." in owen.text
    assert "Written there." in owen.text
    owen.press("Keep what is saved")
    go_to(owen, OTHER)
    assert owen.page.get_by_label("What is working").input_value() == f"{TYPED} Written here."


def test_a_quote_is_made_with_the_keyboard_alone(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    before = len(empty.drafts("quote.added"))
    owen.page.get_by_role("link", name="Pick a sentence by list").focus()
    owen.page.keyboard.press("Enter")
    owen.page.get_by_role("heading", name="Pick a sentence to quote").wait_for()
    owen.look()
    owen.page.get_by_role("button", name="Copy quote 1", exact=True).focus()
    owen.page.keyboard.press("Enter")
    owen.page.get_by_role("heading", name="Record", exact=True).wait_for()
    owen.look()
    assert len(empty.drafts("quote.added")) == before + 1


def test_two_themes_left_blank_are_named_and_linked(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    for theme in themes(owen)[:-2]:
        answer(owen, theme)
    leave(owen, "Check answers")
    owen.press("Ready for discussion")
    problems = owen.page.get_by_role("alert").get_by_role("link")
    assert problems.count() == 2
    problems.first.click()
    owen.page.get_by_role("heading", name="Record and form").wait_for(state="attached")
    assert not empty.entries("review.ready")


def test_the_two_are_completed_and_the_review_is_ready(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    for theme in themes(owen)[-2:]:
        answer(owen, theme)
    leave(owen, "Check answers")
    owen.press("Ready for discussion")
    owen.go("/reviews/")
    assert "Ready for discussion" in owen.row(REF).inner_text()
    assert len(empty.entries("review.ready")) == 1


def test_prue_sees_nothing_of_a_draft(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/reviews/")
    nadia.follow("TH-1041")
    assert "Nothing is judged yet" in nadia.text
    quote = empty.rows("SELECT key FROM evidence_quote ORDER BY id LIMIT 1")[0]["key"]
    assert visit(empty, "Sam").status(f"/quotes/{quote}/") in (403, 404)


def test_of_a_case_that_two_read_neither_sees_the_others_work(empty: House, visit: Open) -> None:
    """Both have read half: nothing of it shows to the other, though the others' drafts are there."""
    with empty.kept():
        empty.python("-m", "tests.browser.fast_forward", "read", TWICE)
        readers = {name: visit(empty, name) for name in ("Owen", "Prue")}
        for name, other in (("Owen", "Prue"), ("Prue", "Owen")):
            theirs = work_of(empty, other)
            assert theirs["quotes"]
            reader, own = readers[name], work_of(empty, name)
            assert reader.status(f"/quotes/{own['quotes'][0]}/") == 200
            assert reader.status(f"/reviews/{theirs['review']}/") in (403, 404)
            assert reader.status(f"/reviews/{theirs['review']}/desk/") in (403, 404)
            assert reader.status(f"/quotes/{theirs['quotes'][0]}/") in (403, 404)
            desk_of(reader, TWICE)
            shown = {a.get_attribute("href") for a in reader.page.get_by_role("link").all()}
            assert not {f"/quotes/{number}/" for number in theirs["quotes"]} & shown


def work_of(house: House, reviewer: str) -> dict[str, Any]:
    """The review of the case that two read which is this reviewer's, and its quotes."""
    key = house.rows("SELECT key FROM people_account WHERE name = ?", reviewer)[0]["key"]
    row = house.rows(
        "SELECT key, case_id FROM reviews_review WHERE ref = ? AND reviewer = ?", TWICE, key
    )[0]
    quotes = house.rows(
        "SELECT key FROM evidence_quote WHERE case_id = ? AND made_by = ?", row["case_id"], key
    )
    return {"review": row["key"], "quotes": [q["key"] for q in quotes]}


def answer(owen: Visitor, theme: str) -> None:
    """This theme of the form, well but for the two that Sam will answer."""
    worse = WORSE.get(theme, "")
    go_to(owen, theme)
    judge(owen, working=TYPED, develop=worse, grade="Requires improvement" if worse else "Good")
