"""A small round that reads in the recording system: pointers alone, no note is ever copied."""

import pytest

from tests.browser.conftest import Open
from tests.browser.desk import go_to, judge, leave, themes
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

TITLE = "Dip sample of one"
SHOWS = "The plan names who would come at night."


def test_a_round_of_one_case_is_commissioned_with_pointers(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/new/")
    nadia.fill("Title", TITLE)
    nadia.fill("Purpose, as workers and managers will read it", "One case, read where it is kept.")
    nadia.choose("How records come to the desk", "Pointers")
    for box in nadia.page.get_by_role("table").get_by_role("textbox").all():
        box.fill("0")
    nadia.page.get_by_role("textbox", name="Care leavers, lighter").fill("1")
    nadia.press("Commission the round")
    nadia.press("Select sample")
    nadia.press("Freeze sample")
    nadia.press("Freeze sample")
    nadia.follow("Allocation")
    nadia.page.get_by_role("checkbox").first.check()
    nadia.select("Allocate to", "Prue")
    nadia.press("Allocate")
    assert "1 review allocated to Prue." in nadia.text


def test_it_is_read_and_judged_without_a_single_note(empty: House, visit: Open) -> None:
    prue = visit(empty, "Prue")
    prue.go("/reviews/conflicts/")
    prue.page.get_by_role("radio", name="No link", exact=True).check()
    prue.press("Declare")
    review = empty.entries("assignment.created")[-1]["subject_id"]
    prue.go(f"/reviews/{review}/")
    prue.press("Start reading")
    assert not prue.page.get_by_role("navigation", name="Notes").count()
    prue.follow("Point to a document")
    prue.fill("Document type", "Pathway plan")
    prue.fill("Where you found it", "Documents, folder Plans")
    prue.fill("What it shows", SHOWS)
    prue.press("Add the pointer")
    assert SHOWS[:20] in prue.text
    for theme in themes(prue):
        go_to(prue, theme)
        judge(prue, working="The plan is in the young person's own words.")
    leave(prue, "Check answers")
    prue.press("Ready for discussion")
    assert len(empty.entries("review.ready")) >= 1
    copied = empty.rows(
        "SELECT count(*) AS n FROM evidence_noteversion v JOIN reviews_review r"
        " ON r.case_id = v.case_id WHERE r.key = ?",
        review,
    )
    assert copied == [{"n": 0}]
