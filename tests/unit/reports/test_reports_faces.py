"""The three faces of one report say the same words and numbers, and hold up on their own."""

import io
import re
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser

import docx
import pikepdf
import pytest
from pypdf import PdfReader

from stocktake.reports.compose.drafting import draft
from stocktake.reports.domain.public import Public, public
from stocktake.reports.presets import preset
from stocktake.reports.render.folder import folder
from tests.round_facts import HEADING, finished_round

AT = datetime(2027, 1, 29, 9, 0, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def shown() -> Public:
    return public(draft(finished_round(), preset("city-of-london-2022"), HEADING))


@pytest.fixture(scope="module")
def files(shown: Public) -> dict[str, bytes]:
    return folder(shown, AT)


class Words(HTMLParser):
    """The text of the page's main part, without its contents list and downloads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def html_words(data: bytes) -> str:
    parser = Words()
    parser.feed(data.decode().split('<div class="body">')[1])
    return plain("".join(parser.found))


def docx_words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    lines = [p.text for p in document.paragraphs]
    lines += [c.text for t in document.tables for row in t.rows for c in row.cells]
    return plain(" ".join(lines))


def pdf_words(data: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def plain(text: str) -> str:
    """Without spaces and line-end hyphens, which the three set differently."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def every_text(shown: Public) -> list[str]:
    found = []
    for section in shown.sections:
        found.append(section.title)
        for block in section.blocks:
            if block.kind == "paragraph":
                found.append(block.text)
            elif block.kind == "table":
                found += [c.words for row in block.rows for c in row] + [block.title]
            elif block.kind == "bullets":
                found += [block.intro, *block.items]
            else:
                found.append(block.title)
    return [plain(text) for text in found]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("index.html", html_words),
        ("committee-report.docx", docx_words),
        ("committee-report.pdf", pdf_words),
    ],
)
def test_each_face_holds_every_text(shown, files, name, words) -> None:  # type: ignore[no-untyped-def]
    said = words(files[name])
    assert [text for text in every_text(shown) if text not in said] == []


def test_paragraph_numbers_run_straight_through(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    numbers = [int(n) for n in re.findall(r'id="paragraph-(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 20


def test_word_numbers_by_one_definition(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["committee-report.docx"]))
    used = [n.get(f"{W}val") for n in document.element.iter(f"{W}numId")]
    page = files["index.html"].decode()
    assert len(used) == page.count('class="numbered"')
    assert len(set(used)) == 1


def test_word_has_headings_repeated_rows_alt_text_and_language(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["committee-report.docx"]))
    headings = [p for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings[0].text == "Practice assurance stocktake"
    assert {p.style.name for p in headings if p.style} == {"Heading 1", "Heading 2", "Heading 3"}
    assert len(list(document.element.iter(f"{W}tblHeader"))) == len(document.tables) - 1
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert document.core_properties.title == "Practice assurance stocktake"
    assert document.core_properties.language == "en-GB"


def test_the_pdf_is_tagged_titled_and_described(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files["committee-report.pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.docinfo["/Title"] == "Practice assurance stocktake"
        tags = list(_tags(pdf.Root.StructTreeRoot))
    kinds = {kind for kind, _ in tags}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/LI"} <= kinds
    assert all(alt for kind, alt in tags if kind == "/Figure")


def _tags(node):  # type: ignore[no-untyped-def]
    """Every structure element below, with its alternative text."""
    for child in (
        node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]
    ):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), str(child.get("/Alt", ""))
            yield from _tags(child)


def test_equal_reports_are_equal_files(shown: Public, files: dict[str, bytes]) -> None:
    assert folder(shown, AT) == files


def test_the_folder_asks_for_nothing_outside_itself(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    asked = re.findall(r'(?:src|srcset|href)="([^"#]+)"', page)
    assert {name for name in asked if name not in files} <= {"../index.html", "data:,"}
    alone = files["committee-report.html"].decode()
    assert not re.search(r'(?:src|srcset|href)="(?!#|data:,)', alone)


def test_what_a_report_rests_on_is_in_no_file(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["committee-report.docx"])) as parts:
        words = parts.read("word/document.xml")
    for data in (files["index.html"], files["committee-report.html"], words):
        assert not re.search(rb"(?:entry|judgement|finding|recommendation):\d", data)


def test_markup_in_a_text_stays_text(files: dict[str, bytes]) -> None:
    report = draft(
        finished_round(), preset("city-of-london-2022"), {**HEADING, "subject": "<b>#a$ *x*</b>"}
    )
    made = folder(public(report), AT)
    assert b"&lt;b&gt;#a$ *x*&lt;/b&gt;" in made["index.html"]
    assert plain("<b>#a$ *x*</b>") in pdf_words(made["committee-report.pdf"])


def test_the_data_hold_the_numbers_of_the_tables(files: dict[str, bytes]) -> None:
    data = files["data.csv"].decode("utf-8-sig")
    assert "Relationships,Strong,review,22 or more" in data
    assert "Table 3" in data
