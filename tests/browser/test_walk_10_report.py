"""Step 10: the report drafted, checked, approved by two, published, read by anyone."""

import zipfile

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("midflight")]


def test_a_report_with_an_open_flag_or_one_approval_missing_is_not_published(
    midflight: House, visit: Open
) -> None:
    with midflight.kept():
        nadia = visit(midflight, "Nadia")
        nadia.go("/reports/")
        nadia.press("New report")
        nadia.select("Round", "April 2026")
        nadia.page.get_by_role("group", name="House style").get_by_role("radio").first.check()
        nadia.press("Write the draft")
        for number in ("27", "17", "10"):
            assert number in nadia.text
        nadia.page.get_by_role("link", name="Edit Paragraph 1", exact=True).click()
        nadia.look()
        words = nadia.page.get_by_label("Text", exact=True)
        words.fill(words.input_value() + " Of these, 3 children were seen twice.")
        nadia.page.get_by_label("Reason, if nothing stands beneath it").fill("Counted by hand.")
        nadia.press("Save")
        nadia.press("Go to the disclosure check")
        nadia.press("Run the check")
        assert "open flag" in nadia.text
        nadia.follow("Publish")
        off = nadia.page.get_by_role("button", name="Publish", exact=True)
        assert off.get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("width", [1280, 320])
def test_anyone_reads_the_published_report(midflight: House, visit: Open, width: int) -> None:
    anyone = visit(midflight, width=width)
    anyone.go("/published/")
    anyone.page.get_by_role("main").get_by_role("link").first.click()
    anyone.look()
    assert anyone.page.get_by_role("heading", level=1).count() == 1
    for number in ("27", "17", "10"):
        assert number in anyone.whole
    if width == 320:
        anyone.fits()
    assert not anyone.page.locator("a[href^='/reviews/'], a[href^='/cases/']").count()
    anyone.go("/reviews/1/")
    assert anyone.page.get_by_role("heading", name="Sign in").count()


def test_the_word_document_and_the_pdf_carry_their_structure(
    midflight: House,
) -> None:
    folder = midflight.out
    with zipfile.ZipFile(folder / "committee-report.docx") as docx:
        body = docx.read("word/document.xml").decode()
    assert "Heading1" in body
    assert "w:tblHeader" in body
    pdf = PdfReader(folder / "committee-report.pdf")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert "April 2026" in str(pdf.metadata.title)


def test_the_record_is_whole(midflight: House, visit: Open) -> None:
    ivy = visit(midflight, "Ivy")
    ivy.go("/record/")
    ivy.page.get_by_role("main").get_by_role("button", name="Verify the chain").click()
    ivy.look()
    assert "whole" in ivy.text
    assert "The record is whole" in midflight.run("record", "verify")
