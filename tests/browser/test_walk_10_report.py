"""Step 10: the report drafted, checked, mended, approved by two, published, read by anyone."""

import csv
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

FOUND = re.compile("What we found and (what we )?did")  # whole, and short in an outline
SMALL = "Of these, 3 children were seen twice."
SECOND_PHONE = (
    "Three nights away since June, and a second phone."  # what the concern of step 5 said
)


def test_nadia_drafts_it_and_the_numbers_are_there(empty: House, visit: Open) -> None:
    empty.move_to("2027-01-18 09:00")
    nadia = visit(empty, "Nadia")
    nadia.go("/reports/")
    nadia.press("New report")
    nadia.select("Round", "October 2026")
    nadia.choose("House style", "City of London 2022")
    assert nadia.page.get_by_label("Committee").input_value()
    nadia.press("Write the draft")
    for number in ("27", "17", "10"):
        assert number in nadia.text
    outline = nadia.page.get_by_role("navigation", name="Outline").inner_text()
    for heading in (
        "Summary",
        "Key data",
        "strategic implications",
        "Conclusion",
    ):
        assert heading in outline
    assert FOUND.search(outline)
    assert nadia.page.get_by_text("Figure 1.").count()
    assert SECOND_PHONE not in nadia.whole


def test_the_check_finds_a_small_count_and_nine_words_of_a_note(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    mend(nadia, f"{SMALL} {nine_words(empty)}.")
    run_check(nadia)
    assert "2 open flags" in nadia.text
    ivy = visit(empty, "Ivy")
    ivy.go("/reports/1/approve/")
    assert nine_words(empty) not in ivy.whole  # she sees where a flag is, not the note's words
    assert "Paragraph 1" in ivy.text
    assert off(ivy, "Approve")


def test_with_a_flag_open_or_an_approval_missing_nothing_is_published(
    empty: House, visit: Open
) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/reports/1/publish/")
    assert off(nadia, "Publish")
    with empty.kept():
        mend(nadia, "They were chosen by chance.")
        run_check(nadia)
        nadia.go("/reports/1/approve/")
        assert off(nadia, "Approve")  # she wrote it
        approve(visit(empty, "Ada"))
        nadia.go("/reports/1/publish/")
        assert off(nadia, "Publish")
    assert not empty.entries("report.published")


def test_she_mends_both_and_two_others_approve(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    mend(nadia, "They were chosen by chance.")
    run_check(nadia)
    assert "No open flag." in nadia.text
    approve(visit(empty, "Ivy"))
    approve(visit(empty, "Ada"))
    assert len(empty.entries("report.approved")) == 2


def test_it_is_published_as_files_and_her_paragraph_is_in_them(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/reports/1/publish/")
    nadia.page.get_by_role("checkbox").check()
    nadia.press("Publish")
    assert len(empty.entries("report.published")) == 1
    assert "They were chosen by chance." in (published(empty) / "index.html").read_text()


@pytest.mark.parametrize("width", [1280, 320])
def test_anyone_reads_it(empty: House, visit: Open, width: int) -> None:
    mel = visit(empty, width=width)
    mel.go("/published/")
    mel.page.get_by_role("main").get_by_role("link").first.click()
    mel.look()
    mel.fits()
    assert mel.page.get_by_role("heading", level=1).count() == 1
    for words in ("27", "17", "10", "They were chosen by chance."):
        assert words in mel.whole
    assert FOUND.search(mel.whole)
    assert "second phone" not in mel.whole
    assert not mel.page.locator("a[href^='/reviews/'], a[href^='/cases/']").count()
    mel.go("/reviews/1/")
    assert mel.page.get_by_role("heading", name="Sign in").count()
    assert visit(empty, "Mel").status("/reviews/1/") in (403, 404)


def test_paragraphs_run_from_1_without_a_gap(empty: House, visit: Open) -> None:
    mel = visit(empty)
    mel.go("/published/")
    with mel.page.expect_navigation():
        mel.page.get_by_role("main").get_by_role("link").first.click()
    lines = mel.page.get_by_role("main").inner_text().splitlines()
    numbers = [int(m[1]) for line in lines if (m := re.fullmatch(r"(\d+)\.", line.strip()))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 20


def test_the_word_document_and_the_pdf_carry_their_structure(empty: House) -> None:
    with zipfile.ZipFile(published(empty) / "committee-report.docx") as docx:
        body = docx.read("word/document.xml").decode()
    first = re.search(r'<w:pStyle w:val="(\w+)"/>', body)
    assert first is not None
    assert "Heading1" in body
    assert "w:tblHeader" in body
    assert 'descr="' in body
    pdf = PdfReader(published(empty) / "committee-report.pdf")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert "October 2026" in str(pdf.metadata.title)


def test_dana_takes_the_numbers_which_are_the_reports(
    empty: House, visit: Open, tmp_path: Path
) -> None:
    dana = visit(empty, "Dana")
    dana.go("/published/")
    dana.page.get_by_role("main").get_by_role("link").first.click()
    dana.look()
    said = dana.whole
    with dana.page.expect_download() as waiting:
        dana.page.locator("a[href$='data.csv']").first.click()
    waiting.value.save_as(tmp_path / "data.csv")
    said_in_file = (tmp_path / "data.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(said_in_file.splitlines()))
    assert len(rows) > 20
    assert [row for row in rows if row["value"] not in said] == []


def test_ivy_verifies_the_record_and_takes_it_away(
    empty: House, visit: Open, tmp_path: Path
) -> None:
    ivy = visit(empty, "Ivy")
    ivy.go("/record/")
    ivy.press("Verify the chain")
    assert "whole" in ivy.text
    assert "The record is whole" in empty.run("record", "verify")
    empty.run("record", "export", str(tmp_path / "record.jsonl"))
    lines = (tmp_path / "record.jsonl").read_text().splitlines()
    assert len(lines) == empty.rows("SELECT count(*) AS n FROM record_entry")[0]["n"]


def mend(nadia: Visitor, words: str) -> None:
    """The first paragraph, with these words at its end instead of what she put there before."""
    nadia.go("/reports/1/")
    nadia.page.get_by_role("link", name="Edit Paragraph 1", exact=True).click()
    nadia.look()
    text = nadia.page.get_by_label("Text", exact=True)
    kept = text.input_value().split(SMALL)[0].strip()
    text.fill(f"{kept} {words}")
    nadia.fill("Reason, if nothing stands beneath it", "Counted by hand.")
    nadia.press("Save")


def run_check(nadia: Visitor) -> None:
    nadia.press("Go to the disclosure check")
    nadia.press("Run the check")


def approve(person: Visitor) -> None:
    person.go("/reports/1/approve/")
    person.page.get_by_role("checkbox").first.check()
    person.press("Approve")
    assert "Your approval holds for exactly these words." in person.text


def off(person: Visitor, name: str) -> bool:
    """Whether the button of this name cannot be pressed now."""
    button = person.page.get_by_role("button", name=name, exact=True)
    return button.get_attribute("aria-disabled") == "true"


def nine_words(house: House) -> str:
    """Nine words in a row from a note, as a quote of it has them."""
    for row in house.rows("SELECT exact FROM evidence_quote ORDER BY id"):
        words = re.findall(r"[A-Za-z]+", row["exact"])
        if len(words) >= 9 and " ".join(words[:9]) in row["exact"]:
            return " ".join(words[:9])
    raise AssertionError("No quote has nine plain words in a row.")


def published(house: House) -> Path:
    """The folder of the published report."""
    slug = house.rows("SELECT slug FROM reports_report")[0]["slug"]
    return house.home / "published" / str(slug)
