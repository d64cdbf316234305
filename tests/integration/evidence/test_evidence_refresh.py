"""A record copied again: what is new is listed, quotes keep their version, sharing closes it."""

from datetime import date, timedelta

import pytest

from stocktake.caseload import queries as caseload
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.evidence import acts, queries
from stocktake.record import clock
from stocktake.record.door import perform
from stocktake.record.models import Entry
from tests.cast import AT, make_person, sign_in
from tests.reading_desk import Desk, note

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=17)


def copied_later(desk: Desk, boss: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """One note added, one changed."""
    desk.notes["C1"][0] = note("n1", date(2026, 10, 2), body="Rewritten.")
    desk.notes["C1"].append(note("n9", date(2026, 10, 5), body="New."))
    monkeypatch.setattr(clock, "now", lambda: LATER)
    acts.refresh_record(case_id="1", snapshot="s2", by=boss, at=LATER)


def test_added_and_changed_notes_are_listed_and_unread(
    desk: Desk, boss: Person, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts.mark_read(case_id="1", note_id="n1", by=reader, at=AT)
    copied_later(desk, boss, monkeypatch)
    later = queries.record_of("1", reader).later
    assert [(c.note_id, c.came, c.unread) for c in later] == [
        ("n9", "added", True),
        ("n1", "changed", True),
    ]
    page = sign_in(reader).get("/cases/1/record/").content.decode()
    assert "1 note added, 1 changed" in page


def test_a_first_copy_lists_nothing_as_later(reader: Person) -> None:
    assert queries.record_of("1", reader).later == ()


def test_a_closed_record_takes_cited_notes_and_no_others(
    desk: Desk, boss: Person, reader: Person
) -> None:
    perform(acts.close_record_moves("1"), by=reader, at=AT)
    desk.notes["C1"] += [note("n8", date(2026, 10, 7)), note("n9", date(2026, 10, 8))]
    with pytest.raises(Refused, match="stays as it was read"):
        acts.refresh_record(case_id="1", snapshot="s2", by=boss, at=AT)
    acts.cite_notes(case_id="1", snapshot="s2", note_ids={"n9"}, by=boss, at=AT)
    held = {c.note_id for c in queries.record_of("1", reader).everything}
    assert ("n9" in held, "n8" in held) == (True, False)
    with pytest.raises(Refused, match="no such note"):
        acts.cite_notes(case_id="1", snapshot="s2", note_ids={"n77"}, by=boss, at=AT)
    assert Entry.objects.filter(act="record.notes_cited").count() == 1


def test_only_the_qa_manager_copies_again(reader: Person) -> None:
    with pytest.raises(Refused):
        acts.refresh_record(case_id="1", snapshot="s2", by=reader, at=AT)
    assert sign_in(reader).get("/cases/1/refresh/").status_code == 403


def test_the_page_copies_again_and_after_sharing_asks_which_notes(
    desk: Desk, boss: Person, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = type("Card", (), {"hash": "s2", "source": "extract.zip", "as_of": AT.date()})
    monkeypatch.setattr(caseload, "snapshots", lambda: (card,))
    client = sign_in(boss)
    assert "3 notes" in client.get("/cases/1/refresh/").content.decode()
    desk.notes["C1"].append(note("n9", date(2026, 10, 5)))
    assert client.post("/cases/1/refresh/", {"snapshot": "s2"}).status_code == 302
    assert "4 notes" in client.get("/cases/1/refresh/").content.decode()
    perform(acts.close_record_moves("1"), by=reader, at=AT)
    said = client.post("/cases/1/refresh/", {"snapshot": "s2", "notes": ""}).content.decode()
    assert "Say which notes" in said


def test_a_stranger_is_refused(boss: Person) -> None:
    stranger = sign_in(make_person("a.stranger", Capacity.TEAM_MANAGER, team="South"))
    assert stranger.get("/cases/1/refresh/").status_code == 403
