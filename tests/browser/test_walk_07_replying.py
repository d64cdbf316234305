"""Step 7: Sam challenges, Tess clarifies, Owen changes one judgement and keeps the other."""

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

REF = "TH-1034"
NOTE = "Direct work: three houses"
CHALLENGE = "I spent forty minutes with her in the library, <b>with the three houses</b>."
CLARIFIED = "The two ideas were tested in the car, and I was told of both."


def test_sam_replies_without_scripts(empty: House, visit: Open) -> None:
    with empty.kept():
        empty.move_to("2026-10-21 09:30")
        challenged(visit(empty, "Sam", width=320, scripts=False))
        assert len(empty.entries("response.submitted")) == 1


def test_sam_has_one_task_and_challenges_with_a_note(empty: House, visit: Open) -> None:
    empty.move_to("2026-10-21 09:30")
    sam = visit(empty, "Sam", width=320)
    assert sam.needs().count() == 1
    challenged(sam)
    assert len(empty.entries("response.submitted")) == 1


def test_tess_agrees_and_clarifies_without_scripts(empty: House, visit: Open) -> None:
    tess = visit(empty, "Tess", scripts=False)
    tess.answer_need(REF)
    reply(tess, "Systemic thinking", "Clarify", CLARIFIED)
    tess.page.get_by_role("checkbox", name="I agree with the worker's reply").check()
    tess.press("Check and send")
    tess.press("Send")
    assert len(empty.entries("response.submitted")) == 2


def test_owen_changes_one_and_keeps_the_other(empty: House, visit: Open) -> None:
    owen = visit(empty, "Owen")
    owen.go("/reviews/")
    owen.follow(REF)
    owen.follow("Responses")
    assert CHALLENGE in owen.text
    assert CLARIFIED in owen.text
    direct, systemic = owen.card("Direct work by mode"), owen.card("Systemic thinking")
    owen.choose("What follows?", "Change it", within=direct)
    direct.get_by_role("radio", name="Good", exact=True).check()
    direct.get_by_label("What would make it better").fill("Say in the visit note that it was done.")
    direct.get_by_label("Why?").fill("The note shows forty minutes of direct work.")
    owen.choose("What follows?", "Keep the judgement", within=systemic)
    systemic.get_by_label("Why?").fill("The ideas are still not on the file.")
    owen.press("Answer")
    assert "Changed after challenge" in owen.text
    owen.press("Finalise")
    owen.press("Finalise")
    assert len(empty.entries("judgement.changed")) == 1
    assert len(empty.entries("judgement.kept")) == 1
    assert len(empty.entries("review.finalised")) == 1


def test_both_versions_can_be_compared_and_the_challenge_is_verbatim(
    empty: House, visit: Open
) -> None:
    sam = visit(empty, "Sam")
    sam.go("/reviews/")
    sam.follow(REF)
    sam.follow("Versions")
    assert sam.page.get_by_role("columnheader", name="Version").count() == 2
    assert "Changed after challenge" in sam.text
    sam.follow("Responses")
    assert CHALLENGE in sam.text
    said = empty.rows("SELECT words FROM reviews_reply WHERE stance = 'challenge'")
    assert [row["words"] for row in said] == [CHALLENGE]


def test_silence_is_no_reply_and_never_acceptance(empty: House, visit: Open) -> None:
    with empty.kept():
        empty.python("-m", "tests.browser.fast_forward", "share", "TH-1041")
        empty.move_to("2026-11-06 09:00")
        owen = visit(empty, "Owen")
        owen.go("/reviews/")
        owen.follow("TH-1041")
        owen.follow("Responses")
        assert "No reply" in owen.text
        assert "Accepted" not in owen.text


def test_sam_sees_no_review_of_another_worker(empty: House, visit: Open) -> None:
    sam = visit(empty, "Sam")
    other = empty.rows("SELECT key FROM reviews_review WHERE ref = 'TH-1028'")[0]["key"]
    assert sam.status(f"/reviews/{other}/") == 404


def challenged(sam: Visitor) -> None:
    """From the home to the sent reply: strengths first, one challenge that points to a note."""
    sam.answer_need(REF)
    sam.fits()
    headings = sam.page.get_by_role("heading").all_inner_texts()
    assert headings.index("What you are doing well") < headings.index("3 findings to answer")
    reply(sam, "Direct work by mode", "Challenge", CHALLENGE)
    card = sam.card("Direct work by mode")
    sam.click(card.get_by_role("button", name="Point to a note"))
    sam.fits()
    sam.click(sam.page.get_by_role("link", name=NOTE).first)
    sam.follow("Pick a sentence by list")
    sam.press("Copy quote 1")
    sam.follow("Back to what you were writing")
    assert card.get_by_label("What should the reviewer know?").input_value() == CHALLENGE
    assert NOTE in card.inner_text()
    reply(sam, "Systemic thinking", "Accept")
    reply(sam, "Overall", "Accept")
    sam.press("Check and send")
    sam.fits()
    sam.press("Send")


def reply(person: Visitor, finding: str, stance: str, words: str = "") -> None:
    card = person.card(finding)
    person.choose("Your answer", stance, within=card)
    if words:
        card.get_by_label("What should the reviewer know?").fill(words)
