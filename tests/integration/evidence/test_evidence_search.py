"""Search: stems, phrases, snippets, newest first; only what is open to whoever asks, and logged."""

from datetime import date, timedelta

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.evidence import acts, queries
from stocktake.evidence.models import NoteVersion, NoteWords
from stocktake.evidence.queries import Filters, searching
from stocktake.record.models import Access
from tests.cast import AT, make_person, sign_in
from tests.reading_desk import Case, Desk, copy, make_desk, nadia, note, open_to, owen

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two cases; the second has a note that says the same as the first's."""
    desk = make_desk(monkeypatch)
    desk.cases["2"] = Case("2", child_id="C2", ref="TH-1041")
    desk.notes["C2"] = [note("m1", date(2026, 9, 1), child="C2", body="Hungry on a Monday too.")]
    return desk


@pytest.fixture
def reader(desk: Desk) -> Person:
    boss, who = nadia(), owen()
    copy(desk, by=boss)
    copy(desk, "2", by=boss)
    open_to(who, by=boss)
    return who


def found(who: Person, text: str, **where: str) -> list[str]:
    return [hit.note_id for hit in queries.search(who, text, **where).hits]


def test_words_are_found_by_their_stem_and_all_of_them_must_be_there(reader: Person) -> None:
    assert found(reader, "monday") == ["n3"]
    assert found(reader, "visited DEE") == ["n1"]
    assert found(reader, "monday visit") == []
    assert found(reader, "") == found(reader, "“ ”") == []


def test_a_phrase_keeps_its_order(reader: Person) -> None:
    assert found(reader, "“sleeps better”") == ["n1"]
    assert found(reader, "“better sleeps”") == []


def test_another_case_is_found_only_with_leave(reader: Person) -> None:
    assert found(reader, "hungry") == ["n3"]
    open_to(reader, "2", by=make_person("another.qa", Capacity.QA_MANAGER))
    assert found(reader, "hungry") == ["n3", "m1"]
    assert found(reader, "hungry", case_id="2") == ["m1"]
    assert found(reader, "hungry", round_id="1") == ["n3", "m1"]


def test_the_filter_after_the_index_is_the_same_as_the_one_in_it(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SCOPES", 0)
    monkeypatch.setattr(searching, "BATCH", 1)
    assert found(reader, "hungry") == ["n3"]


def test_what_is_shown_of_each_child_is_logged(reader: Person) -> None:
    queries.search(reader, "hungry")
    assert [row.child for row in Access.objects.filter(what="search:1")] == ["C1"]
    assert not Access.objects.filter(what="search:2").exists()


def test_a_hidden_note_is_not_found(reader: Person) -> None:
    acts.report_error(
        case_id="1", source="note:n3", kind="wrong child", why="Another name.", by=reader, at=AT
    )
    assert found(reader, "hungry") == []


def test_a_changed_note_is_found_by_its_new_words_alone(desk: Desk, reader: Person) -> None:
    desk.notes["C1"][2] = note("n3", date(2026, 9, 21), kind="Call: school", body="Eats well now.")
    copy(desk, by=make_person("another.qa", Capacity.QA_MANAGER))
    assert (found(reader, "hungry"), found(reader, "eating well")) == ([], ["n3"])


def test_what_is_erased_leaves_the_index(reader: Person) -> None:
    NoteWords.objects.all().delete()
    assert found(reader, "hungry") == []


def test_newest_come_first_and_a_very_long_note_is_found_once(desk: Desk, reader: Person) -> None:
    desk.notes["C1"] += [
        note(f"p{n}", DAY + timedelta(days=n), body="otter " * (9_000 if n == 3 else 1))
        for n in range(25)
    ]
    copy(desk, by=make_person("another.qa", Capacity.QA_MANAGER))
    hits = queries.search(reader, "otter")
    assert (len(hits.hits), hits.more) == (20, True)
    assert [h.note_id for h in hits.hits] == [f"p{n}" for n in range(24, 4, -1)]
    view = queries.record_of("1", reader, Filters(contains="otters"))
    assert len(view.cards) == 25
    assert NoteWords.objects.filter(note=NoteVersion.objects.get(note_id="p3")).count() == 3


def test_the_page_marks_the_hit_and_refuses_who_reads_no_records(reader: Person) -> None:
    page = sign_in(reader).get("/search/", {"q": "monday <b>"}).content.decode()
    assert "No note that is open to you" in page
    page = sign_in(reader).get("/search/", {"q": "mondays"}).content.decode()
    assert '<mark class="st-found">Mondays</mark>' in page
    analyst = make_person("dana.data", Capacity.DATA_ANALYST)
    assert sign_in(analyst).get("/search/", {"q": "monday"}).status_code == 403
    stranger = make_person("a.stranger", Capacity.REVIEWER)
    assert "No note" in sign_in(stranger).get("/search/", {"q": "monday"}).content.decode()
