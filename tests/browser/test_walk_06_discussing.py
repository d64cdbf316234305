"""Step 6: the discussion of TH-1034 goes deeper than its record; then the review is shared."""

import pytest

from tests.browser.conftest import Open
from tests.browser.desk import desk_of, go_to, leave
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

REF = "TH-1034"
TIMES = ("Tuesday 20 October 2026, 09:00", "Thursday 22 October 2026, 13:30")
HEARD = "Sam drew the family from memory and told two ideas that he had tested."


def test_owen_offers_two_times_and_sam_picks_one(empty: House, visit: Open) -> None:
    """Taken back afterwards: the story has them talk on the day itself."""
    with empty.kept():
        empty.move_to("2026-10-19 13:30")
        owen = visit(empty, "Owen")
        owen.follow("Discussions")
        owen.press("When I can be met")
        for half in ("Tuesday 20 October, morning", "Thursday 22 October, afternoon"):
            owen.page.get_by_role("checkbox", name=half).check()
        owen.press("Save")
        waiting = owen.page.get_by_role("table", name="Discussions to arrange")
        owen.click(waiting.get_by_role("row").filter(has_text=REF).get_by_role("link").last)
        for time in TIMES:
            owen.page.get_by_role("checkbox", name=time).check()
        owen.press("Offer these times")
        sam = visit(empty, "Sam")
        sam.answer_need("when to talk")
        sam.choose("Which time suits you?", TIMES[1])
        sam.press("Agree this time")
        owen.follow("Discussions")
        assert TIMES[1].split(",")[0] in owen.page.get_by_role("table").last.inner_text()
        assert len(empty.entries("appointment.agreed")) == 1


def test_the_discussion_is_recorded_with_who_took_part(empty: House, visit: Open) -> None:
    empty.move_to("2026-10-19 14:00")
    owen = visit(empty, "Owen")
    owen.go("/reviews/")
    owen.follow(REF)
    owen.press("Record the discussion")
    owen.fill("When was it held?", "19 October 2026")
    owen.choose("How was it held?", "Video")
    owen.fill("Who took part?", "Sam, social worker\nTess, team manager")
    owen.fill("Systemic thinking", HEARD)
    owen.press("Record the discussion")
    go_to(owen, "Systemic thinking")
    assert HEARD in owen.page.get_by_role("list", name="Rests on").inner_text()
    held = empty.entries("discussion.held")[0]["said"]
    assert held["mode"] == "video"


def test_the_gap_asks_what_should_move_into_the_record(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    go_to(owen, "Systemic thinking")
    form = owen.page.get_by_role("region", name="Form")
    form.get_by_role("group", name="On record").get_by_role("radio").nth(1).check()
    form.get_by_role("group", name="In discussion").get_by_role("radio").nth(3).check()
    gap = form.get_by_role("status").filter(has_text="+2")
    assert "The discussion went deeper than the file" in gap.first.inner_text()
    form.get_by_label("What should move into the record?").fill("The two ideas, in two lines.")
    leave(owen, "Save and go to")


def test_it_cannot_be_shared_before_the_childs_safety_is_answered(
    empty: House, visit: Open
) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    leave(owen, "Check answers and share")
    share = owen.page.get_by_role("button", name="Share", exact=True)
    assert share.get_attribute("aria-disabled") == "true"


def test_answers_are_checked_and_shared_until_2_november(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    desk_of(owen, REF)
    go_to(owen, "Overall grade")
    form = owen.page.get_by_role("region", name="Form")
    form.get_by_role("radio", name="Requires improvement", exact=True).check()
    form.get_by_label("Why this grade?").fill("The record does not show what is known.")
    leave(owen, "Save and go to")
    go_to(owen, "Is this child safe now?")
    form.get_by_role("radio", name="Yes", exact=True).check()
    form.get_by_label("What do you base this on?").fill("Seen on the last visit and at school.")
    leave(owen, "Check answers and share")
    owen.press("Share")
    assert "until 2 November 2026" in owen.text
    owen.press("Share")
    assert "2 November 2026" in owen.text
    assert len(empty.entries("review.shared")) == 1


def test_a_shared_form_can_be_read_and_no_longer_edited(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    owen.go("/reviews/")
    owen.follow(REF)
    review = owen.page.url.rstrip("/").rsplit("/", 1)[1]
    owen.go(f"/reviews/{review}/desk/")  # the back button, a stale tab
    assert not owen.page.get_by_role("textbox").count()
    answer = owen.page.request.post(
        f"{empty.address}/reviews/{review}/save/",
        form={"item": "systemic", "working": "changed", "csrfmiddlewaretoken": token(owen)},
        headers={"Referer": empty.address},
    )
    assert answer.status == 403
    owen.follow("Versions")
    assert owen.page.get_by_role("columnheader", name="Version 1").count() == 1


def token(person: object) -> str:
    """The token of a form that this person's browser holds."""
    page = person.page  # type: ignore[attr-defined]
    return str(page.locator("input[name=csrfmiddlewaretoken]").first.input_value())
