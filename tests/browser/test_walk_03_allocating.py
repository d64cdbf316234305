"""Step 3: Nadia allocates; Owen and Prue declare; TH-1007 comes back and goes to Prue."""

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

OWENS = ("TH-1007", "TH-1022", "TH-1034", "TH-1041")
NOT_OWENS = ("TH-1028",)


def test_fourteen_reviews_go_to_owen_and_thirteen_to_prue(empty: House, visit: Open) -> None:
    empty.move_to("2026-10-19 10:00")
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/")
    nadia.follow("Allocation")
    boxes = nadia.page.get_by_role("table", name="Cases to allocate").get_by_role("checkbox")
    refs = [str(box.evaluate("e => e.labels[0].textContent")).strip() for box in boxes.all()]
    others = [ref for ref in refs if ref not in (*OWENS, *NOT_OWENS)]
    allocate(nadia, "Owen", (*OWENS, *others[:10]))
    allocate(nadia, "Prue", (*others[10:], *NOT_OWENS))
    assert "Every case of this round has a reviewer." in nadia.text
    assert len(empty.entries("assignment.created")) == 27


def test_one_case_is_read_twice_each_blind_to_the_other(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/")
    nadia.follow("Moderation")
    nadia.select("Case", "TH-1022, read by Owen")
    nadia.select("Second reader", "Prue")
    nadia.press("Give")
    given = nadia.page.get_by_role("table", name="Double reviews").inner_text()
    assert "TH-1022" in given
    assert "Owen and Prue" in given
    assert len(empty.entries("double.begun")) == 1


def test_owen_declares_and_one_case_comes_back(empty: House, visit: Open) -> None:
    empty.move_to("2026-10-19 10:30")
    owen = visit(empty, "Owen")
    owen.answer_need("Declare conflicts")
    declare(owen, "No link")
    card = owen.card("TH-1007")
    answer = "A link that means I cannot review it"
    owen.choose("Do you have a link with this case?", answer, within=card)
    owen.fill("What is the link?", "I worked with the child's uncle.", within=card)
    owen.press("Declare")
    assert len(empty.entries("conflict.declared")) == 14
    assert owen.status("/reviews/") == 200
    assert "TH-1007" not in owen.text
    assert owen.page.get_by_role("row").filter(has_text="TH-").count() == 13


def test_nadia_gives_it_to_prue_who_declares_her_chairing(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    needs = nadia.page.get_by_role("region", name="Needs you")
    assert "TH-1007" in needs.inner_text()
    nadia.go("/rounds/1/")
    nadia.follow("Allocation")
    assert "Needs reassigning" in nadia.text
    nadia.follow("TH-1007")
    nadia.select("New reviewer", "Prue")
    nadia.fill("Why does it go to another reviewer?", "Owen has a past link with the family.")
    nadia.press("Reassign")
    prue = visit(empty, "Prue")
    prue.go("/reviews/conflicts/")
    declare(prue, "A link, with a safeguard")
    for box in prue.page.get_by_label("What is the link?").all():
        box.fill("I chair the board that receives the findings.")
    for box in prue.page.get_by_label("What is the safeguard?").all():
        box.fill("Ada takes the chair for items that rest on it.")
    prue.press("Declare")
    prue.go("/reviews/")
    yours = prue.page.get_by_role("table", name="October 2026 stocktake, your reviews")
    hers = yours.get_by_role("row").filter(has_text="TH-")
    assert hers.count() == 15  # thirteen, the one that came back, and the one that two read
    assert hers.filter(has_text="TH-1007").count() == hers.filter(has_text="TH-1022").count() == 1
    assert len(empty.entries("conflict.declared")) == 29


def test_worker_and_manager_are_told_date_purpose_and_right_to_reply(
    empty: House, visit: Open
) -> None:
    for name in ("Sam", "Tess"):
        person = visit(empty, name)
        person.go("/notices/")
        assert "From 19 October 2026" in person.text
        assert "Its purpose is to learn" in person.text
        assert "accept, clarify or challenge each finding in your own words" in person.text
        assert "TH-" not in person.text
    assert len(empty.entries("notice.sent")) > 4


def test_owen_cannot_know_of_a_case_of_prue(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    review, case = other_of(empty)
    for path in (f"/reviews/{review}/", f"/reviews/{review}/desk/", f"/cases/{case}/record/"):
        assert owen.status(path) == 404
    assert empty.accesses("access.denied")[-1]["what"] == f"/cases/{case}/record/"


def allocate(nadia: Visitor, reviewer: str, refs: tuple[str, ...]) -> None:
    for ref in refs:
        nadia.page.get_by_role("checkbox", name=ref, exact=True).check()
    nadia.select("Allocate to", reviewer)
    nadia.press("Allocate")
    assert f"{len(refs)} reviews allocated to {reviewer}." in nadia.text


def declare(reviewer: Visitor, answer: str) -> None:
    """The same answer for every case."""
    for radio in reviewer.page.get_by_role("radio", name=answer, exact=True).all():
        radio.check()


def other_of(house: House) -> tuple[str, str]:
    """A review of Prue's, TH-1028, and its case: from behind the pages, for Owen cannot know it."""
    row = house.rows("SELECT key, case_id FROM reviews_review WHERE ref = 'TH-1028'")[0]
    return row["key"], row["case_id"]
