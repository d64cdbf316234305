"""Another child's note: hidden at once, told to those who decide, nothing rests on it, corrected."""

from datetime import date, timedelta

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence import acts, queries
from stocktake.evidence.queries.quoting import HIDDEN
from stocktake.record import clock
from stocktake.record.door import perform
from stocktake.record.models import Entry, Outbox
from tests.cast import AT, make_person, sign_in
from tests.reading_desk import BODY, Desk, copy, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivy(reader: Person) -> Person:
    return make_person("ivy.ig", Capacity.IG_OFFICER)


def quote(by: Person) -> str:
    words = "He did not want to say more."
    start = BODY.index(words)
    return acts.quote(case_id="1", note_id="n1", start=start, end=start + len(words), exact=words,
                      item="lived", by=by, at=AT)  # fmt: skip


def report(by: Person, source: str = "note:n1", kind: str = "wrong child") -> str:
    why = "Another family's name."
    return acts.report_error(case_id="1", source=source, kind=kind, why=why, by=by, at=AT)


def test_the_note_is_gone_from_the_desk_at_once_and_three_are_told(
    reader: Person, ivy: Person
) -> None:
    tess = make_person("tess.tm", Capacity.TEAM_MANAGER, team="North")
    report(reader)
    assert "n1" not in [c.note_id for c in queries.record_of("1", reader).everything]
    with pytest.raises(NotTheirs):
        queries.note("1", "n1", reader)
    (told,) = Outbox.objects.filter(topic="notice", payload__about="record_error:1")
    assert {ivy.id, tess.id} < set(told.payload["to"])
    assert "n1" not in told.payload["text"]
    assert Entry.objects.get(act="record_error.reported").subject_id == "1"


def test_no_quote_may_rest_on_it(reader: Person) -> None:
    key = quote(reader)
    moves = acts.submit_quotes_moves(case_id="1", quote_ids=[key])
    report(reader)
    assert queries.quotes("1", reader) == ()
    with pytest.raises(NotTheirs):
        quote(reader)
    with pytest.raises(Refused, match="nothing can rest on it"):
        perform(moves, by=reader, at=AT)


def test_the_words_of_what_was_submitted_are_hidden_where_they_are_shown(reader: Person) -> None:
    key = quote(reader)
    perform(acts.submit_quotes_moves(case_id="1", quote_ids=[key]), by=reader, at=AT)
    report(reader)
    assert queries.resting([f"quote:{key}"])[f"quote:{key}"].exact == HIDDEN  # type: ignore[union-attr]
    assert queries.quotes("1", reader) == ()


def test_it_comes_back_when_it_was_this_childs_after_all(reader: Person, ivy: Person) -> None:
    key = report(reader)
    with pytest.raises(Refused, match="information-governance officer"):
        acts.withdraw_error(key=key, reason="I was wrong.", by=reader, at=AT)
    acts.withdraw_error(key=key, reason="The school is right.", by=ivy, at=AT)
    assert queries.note("1", "n1", reader).note_id == "n1"
    report(reader)  # and can be reported again


@pytest.mark.parametrize(("kind", "shown"), [("record error", True), ("wrong child", False)])
def test_a_corrected_note_comes_back_and_another_childs_never(
    desk: Desk, reader: Person, ivy: Person, kind: str, shown: bool
) -> None:
    report(reader, kind=kind)
    desk.notes["C1"][0] = note("n1", date(2026, 10, 2), body="Corrected.")
    copy(desk, by=make_person("another.qa", Capacity.QA_MANAGER))
    there = "n1" in [c.note_id for c in queries.record_of("1", reader).everything]
    assert there is shown


def test_the_clock_runs_seventy_two_hours_through_nights_and_weekends(
    reader: Person, ivy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, seen = report(reader), []
    for hours in (1, 71.5, 73):
        monkeypatch.setattr(clock, "now", lambda h=hours: AT + timedelta(hours=h))
        seen.append(queries.record_error(key, ivy).clock)
    assert seen == ["71 of 72 hours left", "0 of 72 hours left", "The 72 hours are over"]
    acts.assess_breach(key=key, decision="no breach", reason="Seen by one person.", by=ivy, at=AT)
    assert queries.record_error(key, ivy).clock == ""


def test_it_is_assessed_and_corrected_in_either_order_and_then_closed(
    reader: Person, ivy: Person
) -> None:
    key = report(reader)
    acts.correct_source(key=key, what="Moved to its own file.", on=AT.date(), by=ivy, at=AT)
    assert queries.record_error(key, ivy).state.status == "corrected"
    acts.assess_breach(key=key, decision="breach, reported", reason="Sent.", by=ivy, at=AT)
    assert queries.record_error(key, ivy).state.status == "closed"


def test_a_pointer_is_hidden_too(reader: Person) -> None:
    key = acts.add_pointer(case_id="1", document="Plan", dated=None, author="", found_where="Docs",
                           shows="Nothing.", seen_on=AT.date(), by=reader, at=AT)  # fmt: skip
    report(reader, f"pointer:{key}")
    assert queries.pointers("1", reader) == ()


def test_the_pages_report_decide_and_refuse_a_stranger(reader: Person, ivy: Person) -> None:
    client, office = sign_in(reader), sign_in(ivy)
    where = "/cases/1/record-error/?source=note:n1"
    assert "72 hours" in client.get(where).content.decode()
    said = client.post(where, {"source": "note:n1", "kind": "wrong child", "why": ""})
    assert "Error: " in said.content.decode()
    client.post(where, {"source": "note:n1", "kind": "wrong child", "why": "Another name."})
    page = office.get("/record-errors/1/").content.decode()
    assert ("of 72 hours left" in page, "sleeps better" in page) == (True, False)
    office.post("/record-errors/1/", {"act": "assess", "decision": "no breach", "reason": "One."})
    assert "Assessed" in office.get("/record-errors/").content.decode()
    for capacity in (Capacity.REVIEWER, Capacity.TEAM_MANAGER):
        stranger = sign_in(make_person(f"a.{capacity}", capacity, team="South"))
        assert stranger.get("/record-errors/1/").status_code == 404
        assert stranger.get(where).status_code == 404
