"""Notes as people paste them, at the desk: read, quoted by the picker and found by a search.

Each has one word of its own, by which it is looked for, and one sentence, which is quoted.
"""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

import pytest
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.evidence import queries
from tests.cast import make_person, sign_in
from tests.reading_desk import Desk, copy, note

pytestmark = pytest.mark.django_db
RECORD, PICKER = "/cases/1/record/", "/cases/1/sentences/"


@dataclass(frozen=True)
class Pasted:
    """A note's text, the word that finds it, a sentence of it, and what may never reach the page."""

    body: str
    word: str
    sentence: str
    never: tuple[str, ...] = ()


NOTES = {
    "8,000 words": Pasted(
        "The otter came by. " + "Then the day went on. " * 1_600, "otter", "The otter came by."
    ),
    "200,000 words": Pasted(
        "The heron stood. " + "He said so. " * 66_700, "heron", "The heron stood."
    ),
    "pasted HTML": Pasted(
        '<table onclick="x()"><tr><td>Badger seen.</td></tr></table>\n\n'
        "<img src=x onerror=alert(1)><style>p{display:none}</style> He was </p></main> at home.",
        "badger",
        '<table onclick="x()"><tr><td>Badger seen.',
        ("<table onclick", "<img src=x", "<style>p{", "He was </p></main>"),
    ),
    "right to left": Pasted(
        "قال إنه ينام جيدا عند جدته. زرناه في البيت.\n\nOn the way we met a magpie.",
        "magpie",
        "قال إنه ينام جيدا عند جدته.",
    ),
    "emoji": Pasted(
        "👩‍👩‍👧 Dee 🙂 showed us the linnet 🐦. 🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru.",
        "linnet",
        "👩‍👩‍👧 Dee 🙂 showed us the linnet 🐦.",
    ),
    "control characters": Pasted(
        "The wren\x07 sat \x1b[31mred\x1b[0m here.\x0b\u202eesrever\u202c and on.\x85 Next.",
        "wren",
        "The wren",
    ),
}


@pytest.fixture
def client(desk: Desk, reader: Person) -> Client:
    return sign_in(reader)


def put(desk: Desk, body: str) -> None:
    desk.notes["C1"] = [note("n1", date(2026, 10, 2), body=body)]
    copy(desk, by=make_person("another.qa", Capacity.QA_MANAGER))


@pytest.mark.parametrize("kind", NOTES)
def test_a_pasted_note_is_read_quoted_and_found(
    desk: Desk, client: Client, reader: Person, kind: str
) -> None:
    pasted = NOTES[kind]
    put(desk, pasted.body)
    page = client.get(RECORD, {"note": "n1"}).content.decode()
    assert pasted.sentence in unescape(page)
    assert not [tag for tag in pasted.never if tag in page]
    fields = first_button(client.get(PICKER, {"note": "n1", "for": "lived"}).content.decode())
    assert client.post("/cases/1/quotes/", fields).status_code == 302
    (one,) = queries.quotes("1", reader)
    assert pasted.sentence in one.exact
    assert one.exact in pasted.body
    marked = client.get(one.source_at(RECORD)).content.decode()
    assert f'id="quote-{one.id}"' in marked
    assert [hit.note_id for hit in queries.search(reader, pasted.word).hits] == ["n1"]
    found = client.get("/search/", {"q": pasted.word}).content.decode()
    assert f'<mark class="st-found">{pasted.word}' in found.replace("Badger", "badger")
    assert not [tag for tag in pasted.never if tag in found]


def test_a_note_without_a_word_is_shown_as_one(desk: Desk, client: Client, reader: Person) -> None:
    put(desk, "")
    assert "This note has no text." in client.get(RECORD, {"note": "n1"}).content.decode()
    assert "no text to quote" in client.get(PICKER, {"note": "n1"}).content.decode()
    empty = {"note": "n1", "version": "1", "start": "0", "end": "0", "exact": "", "next": RECORD}
    client.post("/cases/1/quotes/", empty)
    assert queries.quotes("1", reader) == ()
    assert [hit.note_id for hit in queries.search(reader, "visit").hits] in ([], ["n1"])


def test_a_stranger_is_shown_none_of_it(desk: Desk, reader: Person) -> None:
    put(desk, NOTES["emoji"].body)
    stranger = make_person("a.stranger", Capacity.REVIEWER)
    assert sign_in(stranger).get(RECORD, {"note": "n1"}).status_code == 404
    assert queries.search(stranger, "linnet").hits == ()


def first_button(page: str) -> dict[str, str]:
    """The fields of the picker's first button, as a browser sends them."""
    form = page[page.index('id="sentence-1"') :].split("</form>")[0]
    found = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}
