"""The pages of evidence: reading, quoting without a script, pointing, and who is refused."""

from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import quote as escaped

import pytest
from django.core.management import call_command
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.evidence import acts, queries
from stocktake.people.command import BadInput
from stocktake.record.models import Access
from tests.cast import AT, make_person, sign_in
from tests.reading_desk import BODY, Desk, copy, note

pytestmark = pytest.mark.django_db
RECORD = "/cases/1/record/"


@pytest.fixture
def client(reader: Person) -> Client:
    return sign_in(reader)


def test_the_record_opens_without_a_note_and_offers_the_oldest_unread(client: Client) -> None:
    page = client.get(RECORD)
    said = page.content.decode()
    assert page.status_code == 200
    assert "<b>0 of 3</b> notes read" in said
    assert "start with the oldest unread" in said
    assert "no supervision" in said


def test_a_note_shows_its_dates_and_lag_and_its_markup_as_text(client: Client) -> None:
    said = client.get(RECORD, {"note": "n1"}).content.decode()
    assert "7 days</b> (standard 2)" in said
    assert "Fri 2 Oct 2026, 16:10" in said
    assert "&lt;script&gt;" in said
    assert "<script>alert" not in said
    assert Access.objects.filter(what="note:n1@1").exists()


def test_the_place_and_the_filters_are_found_again(client: Client) -> None:
    client.get(RECORD, {"note": "n2", "filtered": "yes", "kind": "Supervision", "dates": "all"})
    said = client.get(RECORD).content.decode()
    assert 'id="note-title" tabindex="-1"><bdi>Supervision' in said
    assert "1 note, newest first" in said


def test_a_sentence_is_quoted_from_the_list_without_a_script(
    client: Client, reader: Person
) -> None:
    said = client.get("/cases/1/sentences/", {"note": "n1", "for": "lived"}).content.decode()
    assert "Copy quote 1" in said
    words = "He did not want to say more."
    fields = {"note": "n1", "version": "1", "start": str(BODY.index(words)),
              "end": str(BODY.index(words) + len(words)), "exact": words, "item": "lived",
              "next": RECORD}  # fmt: skip
    assert client.post("/cases/1/quotes/", fields).url == RECORD
    (one,) = queries.quotes("1", reader)
    said = client.get(one.source_at(RECORD)).content.decode()
    assert f'id="quote-{one.id}" tabindex="-1">{words}</mark>' in said


def test_a_script_is_answered_with_the_chip_or_the_sentence_of_a_refusal(client: Client) -> None:
    fields = {"note": "n1", "start": "0", "end": "16", "exact": "Announced visit.", "item": "lived"}
    answer = client.post("/cases/1/quotes/", fields, headers={"accept": "application/json"})
    assert answer.status_code == 201
    assert (answer.json()["saved"], "quote:1" in answer.json()["chip"]) == ("Saved at 10:00", True)
    wrong = {**fields, "exact": "Not there."}
    answer = client.post("/cases/1/quotes/", wrong, headers={"accept": "application/json"})
    assert (answer.status_code, "not in the note" in answer.json()["sentence"]) == (422, True)


def test_going_back_never_leaves_the_site(client: Client) -> None:
    away = "https://elsewhere.example/"
    sly = "http://testserver//elsewhere.example/"
    assert client.post("/cases/1/read/", {"note": "n1", "next": sly}).url == "/elsewhere.example/"
    assert client.post("/cases/1/read/", {"note": "n1", "next": away}).url == RECORD
    assert away not in client.get(f"{RECORD}?back={escaped(away)}").content.decode()


def test_a_pointer_form_keeps_what_was_typed(client: Client, reader: Person) -> None:
    said = client.post("/cases/1/pointers/", {"document": "Care plan", "shows": ""})
    assert "Say where you found it" in said.content.decode()
    assert 'value="Care plan"' in said.content.decode()
    good = {"document": "Care plan", "found_where": "Documents", "shows": "No dates.", "dated": "1 May 2026"}  # fmt: skip
    assert client.post("/cases/1/pointers/", good).status_code == 302
    assert queries.pointers("1", reader)[0].source == "Care plan, 1 May 2026"


def test_marks_are_taken_back_and_put_again(client: Client, reader: Person) -> None:
    client.get(RECORD, {"note": "n1"})
    client.post("/cases/1/read/", {"note": "n1", "as": "unread"})
    assert queries.record_of("1", reader).read == 0


def test_a_flag_is_kept_and_is_a_filter(client: Client, reader: Person) -> None:
    client.post("/cases/1/read/", {"note": "n2", "as": "flag"})
    client.post("/cases/1/read/", {"note": "n2", "as": "unread"})
    said = client.get(RECORD, {"filtered": "yes", "flagged": "on"}).content.decode()
    assert ("1 note, newest first" in said, '<b class="st-keep">flagged' in said) == (True, True)
    client.post("/cases/1/read/", {"note": "n2", "as": "unflag"})
    assert queries.record_of("1", reader).flagged == 0


def test_the_timeline_is_there_as_a_list(client: Client) -> None:
    assert "Supervision" in client.get("/cases/1/timeline/").content.decode()


def test_in_a_pointers_round_the_page_asks_for_documents(client: Client, desk: Desk) -> None:
    desk.records = "pointers"
    said = client.get(RECORD).content.decode()
    assert "reads in the recording system" in said
    assert "Point to a document" in said
    assert "notes read" not in said
    assert client.get("/cases/1/timeline/").status_code == 200


def test_shortcuts_are_off_until_switched_on(client: Client, reader: Person) -> None:
    assert 'data-shortcuts="off"' in client.get(RECORD).content.decode()
    client.post("/account/reading/", {"shortcuts": "on"})
    assert 'data-shortcuts="on"' in client.get(RECORD).content.decode()
    client.post("/account/reading/", {"panes": "record"})
    assert 'data-shortcuts="on"' in client.get(RECORD).content.decode()


def test_the_panes_are_widened_step_by_step_and_stay_so(client: Client, reader: Person) -> None:
    for wider, panes in (("form", "form"), ("form", "form"), ("record", "even"), ("x", "form")):
        answer = client.post(
            "/account/reading/", {"wider": wider}, headers={"accept": "application/json"}
        )
        assert answer.json() == {"panes": panes}
    assert queries.preferences(reader).panes == "form"


def test_a_note_without_end_is_picked_from_in_parts(client: Client, desk: Desk) -> None:
    desk.notes["C1"][0] = note("n1", date(2026, 10, 2), body="He said so. " * 200)
    copy(desk, by=make_person("another.qa", Capacity.QA_MANAGER))
    said = client.get("/cases/1/sentences/", {"note": "n1"}).content.decode()
    assert "Part 1 of 4" in said
    said = client.get("/cases/1/sentences/", {"note": "n1", "part": "4"}).content.decode()
    assert ("Copy quote 200" in said, "Next part" in said) == (True, False)


@pytest.mark.parametrize(
    ("capacity", "status"),
    [(Capacity.REVIEWER, 404), (Capacity.QA_MANAGER, 404), (Capacity.TEAM_MANAGER, 404),
     (Capacity.DATA_ANALYST, 403), (Capacity.COMMISSIONING_OFFICER, 403), (Capacity.MEMBER, 403)],
)  # fmt: skip
def test_a_stranger_is_refused_everywhere(reader: Person, capacity: Capacity, status: int) -> None:
    acts.quote(
        case_id="1", note_id="n1", start=0, end=9, exact="Announced", item="", by=reader, at=AT
    )
    stranger = sign_in(make_person("a.stranger", capacity, team="South"))
    for address in (RECORD, f"{RECORD}?note=n1", "/cases/1/timeline/", "/quotes/1/"):
        assert stranger.get(address).status_code == status, address


def test_the_lens_is_off_until_switched_on_and_says_in_words_what_it_marks(
    client: Client, desk: Desk
) -> None:
    desk.notes["C1"].append(
        note("n8", date(2026, 10, 3), body="No evidence of grooming. A second phone.")
    )
    copy(desk, by=make_person("another.qa", Capacity.QA_MANAGER))
    assert "st-lens--not" not in client.get(RECORD, {"note": "n8"}).content.decode()
    client.post("/account/reading/", {"lens": "on"})
    said = client.get(RECORD, {"note": "n8"}).content.decode()
    assert "“second phone”, Exploitation and safety outside the home" in said
    assert "“grooming”, Exploitation and safety outside the home; the text says that it is not so" in said  # fmt: skip


def test_a_lexicon_is_tried_from_the_command_line(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("families: [{key: a, label: A, terms: [knife]}]")
    bad.write_text("families: [")
    out = StringIO()
    call_command("lens", "check", str(good), stdout=out)
    assert "can be used" in out.getvalue()
    with pytest.raises(BadInput, match="no YAML"):
        call_command("lens", "check", str(bad))
