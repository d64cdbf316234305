"""Step 5: Owen raises an urgent concern on TH-1041; Hari and Tess answer it; one goes unanswered."""

import pytest

from tests.browser.conftest import Open
from tests.browser.desk import desk_of, leave
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

REF = "TH-1041"
WHAT = "Three nights away since June, and a second phone."
WHY = "The signs stand in different notes and nobody has put them together."


def test_it_is_raised_without_scripts(empty: House, visit: Open) -> None:
    with empty.kept():
        empty.move_to("2026-10-19 12:00")
        raise_concern(visit(empty, "Owen", scripts=False))
        assert len(empty.entries("concern.raised")) == 1


def test_owen_raises_it_and_the_clock_starts(empty: House, visit: Open) -> None:
    empty.move_to("2026-10-19 12:00")
    owen = visit(empty, "Owen")
    raise_concern(owen)
    assert "Urgent - waiting 0 min" in owen.whole
    raised = empty.entries("concern.raised")
    assert len(raised) == 1
    hari = visit(empty, "Hari")
    assert REF in hari.needs().first.inner_text()
    assert "0 min" in hari.needs().first.inner_text()


def test_who_is_told_and_who_is_not(empty: House, visit: Open) -> None:
    tess = visit(empty, "Tess")
    assert tess.needs().filter(has_text=REF).count()
    nadia = visit(empty, "Nadia")
    nadia.go("/concerns/")
    assert REF in nadia.text
    for name in ("Nadia", "Prue", "Sam", "Cole", "Mel"):
        other = visit(empty, name)
        assert "second phone" not in other.whole
        assert other.status("/concerns/1/") in (403, 404)


def test_its_review_cannot_be_shared_before_safe_now(empty: House, visit: Open) -> None:
    with empty.kept():
        empty.python("-m", "tests.browser.fast_forward", "discuss", REF)
        owen = visit(empty, "Owen")
        desk_of(owen, REF)
        leave(owen, "Check answers and share")
        share = owen.page.get_by_role("button", name="Share", exact=True)
        assert share.get_attribute("aria-disabled") == "true"
        assert "safe" in share.locator("..").inner_text()


def test_nobody_acknowledges_within_the_hour(empty: House, visit: Open) -> None:
    with empty.kept():
        empty.move_to("2026-10-19 13:01")
        hari = visit(empty, "Hari")
        hari.go("/concerns/1/")
        assert "It should have been acknowledged by 19 October 2026, 13:00" in hari.text
        gone_up = empty.awaited("concern.auto_escalated")  # by the server itself, within seconds
        assert gone_up[0]["subject_id"] == "1"
        ada = visit(empty, "Ada")
        assert REF in ada.needs().first.inner_text()


def test_it_is_answered_without_scripts(empty: House, visit: Open) -> None:
    with empty.kept():
        answered(empty, visit, scripts=False)
        assert len(empty.entries("concern.safe_now")) == 1


def test_hari_acknowledges_tess_saw_the_child_and_hari_says_safe_now(
    empty: House, visit: Open
) -> None:
    answered(empty, visit, scripts=True)
    for act in ("concern.acknowledged", "concern.child_seen", "concern.safe_now"):
        assert len(empty.entries(act)) == 1


def test_it_stays_open_until_its_follow_up_is_verified(empty: House, visit: Open) -> None:
    hari = visit(empty, "Hari")
    hari.go("/concerns/1/")
    hari.page.get_by_text("Add a follow-up action").click()
    hari.fill("What is to be done?", "Explore the decisions of last winter with the worker.")
    hari.choose("Owner", "Tess, Team manager")
    hari.fill("Due", "26 October 2026")
    hari.press("Add the action")
    off = hari.page.get_by_role("button", name="Close the concern")
    assert off.get_attribute("aria-disabled") == "true"
    tess = visit(empty, "Tess")
    tess.go("/concerns/1/")
    tess.fill("What shows that it is done?", "Discussed on 19 October; note on the file.")
    tess.press("Done")
    hari.go("/concerns/1/")
    hari.press("Verify follow-up 1")
    hari.press("Close the concern")
    assert len(empty.entries("concern.closed")) == 1


def raise_concern(owen: Visitor, ref: str = REF) -> None:
    """From the review: phone first, then what was read, why it worries, who answers."""
    owen.go("/reviews/")
    owen.follow(ref)
    owen.press("Raise urgent concern")
    assert "Phone 999" in owen.text
    owen.fill("Whom have you spoken to?", "The front door, duty social worker")
    owen.fill("On which day?", "19 October 2026")
    owen.fill("At what time?", "11:50")
    owen.press("Continue")
    owen.fill("What did you read or hear?", WHAT)
    owen.fill("Why does it worry you?", WHY)
    owen.choose("Is the child at immediate risk?", "Not known")
    owen.choose("Head of service who answers", "Hari, Head of service")
    owen.press("Confirm and raise the concern")


def answered(house: House, visit: Open, *, scripts: bool) -> None:
    """Acknowledged by Hari, the child seen as Tess says, safe now as Hari says."""
    hari = visit(house, "Hari", scripts=scripts)
    hari.go("/concerns/1/")
    hari.press("Acknowledge")
    tess = visit(house, "Tess", scripts=scripts)
    tess.go("/concerns/1/")
    tess.choose("Was the child seen or spoken to?", "Seen")
    tess.fill("By whom?", "Sam, social worker")
    tess.fill("On which day?", "19 October 2026")
    tess.fill("At what time?", "12:00")
    tess.press("Record it")
    hari.go("/concerns/1/")
    hari.page.get_by_label("Strategy discussion or section 47 enquiry").check()
    hari.fill(
        "Outcome in words", "Strategy discussion held; no immediate safeguarding measure needed."
    )
    hari.fill("Rationale", "Historic decision-making to be explored.")
    hari.fill("Placed on the record on", "19 October 2026")
    hari.fill("Placed there by", "Tess, team manager")
    hari.press("Mark safe now")
