"""Reading a copied record: leave, the access log, filters, marks, versions."""

from datetime import date

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs
from stocktake.evidence import acts, queries
from stocktake.evidence.queries import Filters
from stocktake.record.models import Access, Entry
from tests.cast import AT, make_person
from tests.reading_desk import BODY, Desk, copy, nadia, note, open_to, owen

pytestmark = pytest.mark.django_db


def test_a_copied_record_is_read_newest_first_with_its_lag(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    copy(desk, by=boss)
    open_to(reader, by=boss)
    view = queries.record_of("1", reader)
    assert [c.note_id for c in view.cards] == ["n1", "n3", "n2"]
    assert (view.cards[0].lag_days, view.cards[0].late) == (7, True)
    assert view.progress == "0 of 3 notes read"
    assert Entry.objects.filter(act="record.copied", rests_on=["snapshot:s1"]).count() == 1


@pytest.mark.parametrize("who", [Capacity.REVIEWER, Capacity.QA_MANAGER, Capacity.WORKER])
def test_a_stranger_does_not_learn_that_it_exists(desk: Desk, who: Capacity) -> None:
    copy(desk, by=nadia())
    stranger = make_person("a.stranger", who)
    with pytest.raises(NotTheirs):
        queries.record_of("1", stranger)
    with pytest.raises(NotTheirs):
        queries.note("1", "n1", stranger)


def test_opening_a_note_is_logged_and_marks_it_read(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    copy(desk, by=boss)
    open_to(reader, by=boss)
    acts.open_note(case_id="1", note_id="n1", by=reader, at=AT)
    view = queries.note("1", "n1", reader)
    assert (view.number, view.of, view.previous, view.next) == (3, 3, "n3", "")
    assert (view.next_unread, view.unread) == ("n2", 2)
    assert Access.objects.filter(event="read", what="note:n1@1", child="C1").exists()
    assert queries.record_of("1", reader).place == "n1"


def test_filters_narrow_the_list_and_are_kept(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    desk.notes["C1"].append(note("n0", date(2026, 4, 1)))
    copy(desk, by=boss)
    open_to(reader, by=boss)
    view = queries.record_of("1", reader, Filters(kind="Home visit", dates="all"))
    assert [c.note_id for c in view.cards] == ["n1", "n0"]
    view = queries.record_of("1", reader, Filters(contains="hungry"))
    assert [c.note_id for c in view.cards] == ["n3"]
    acts.keep_filters(case_id="1", fields={"kind": "Supervision"}, by=reader, at=AT)
    kept = queries.record_of("1", reader)
    assert [c.note_id for c in kept.cards] == ["n2"]
    assert [chip.words for chip in kept.list.chips] == ["Type: Supervision", "Window only"]


def test_a_refresh_keeps_the_version_that_a_quote_rests_on(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    copy(desk, by=boss)
    open_to(reader, by=boss)
    words = "He did not want to say more."
    start = BODY.index(words)
    acts.quote(case_id="1", note_id="n1", start=start, end=start + len(words), exact=words,
               item="lived", by=reader, at=AT)  # fmt: skip
    desk.notes["C1"][0] = note("n1", date(2026, 10, 2), body="Rewritten.", lag=7)
    copy(desk, by=boss)
    (quote,) = queries.quotes("1", reader)
    assert (quote.changed, quote.exact) == (True, words)
    assert queries.note("1", "n1", reader).version == 2
    old = queries.note("1", "n1", reader, version=1)
    assert [s.quote_id for p in old.paragraphs for s in p.segments if s.quote_id] == [quote.id]


def test_a_record_holds_one_child_only(desk: Desk) -> None:
    boss = nadia()
    copy(desk, by=boss)
    desk.cases["1"] = type(desk.cases["1"])("1", child_id="C2")
    with pytest.raises(Exception, match="another child"):
        copy(desk, by=boss)


def test_a_pointers_round_copies_nothing(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    desk.records = "pointers"
    open_to(reader, by=boss)
    assert acts.copy_record_moves(case_id="1", snapshot="s1", child_id="C1", window=queries.case_facts("1").window, records="pointers") == []  # fmt: skip
    view = queries.record_of("1", reader)
    assert (view.mode, view.cards, view.lanes) == ("pointers", (), ())


def test_the_supervision_gap_is_said_in_words(desk: Desk) -> None:
    boss, reader = nadia(), owen()
    desk.notes["C1"].append(note("n4", date(2026, 8, 19), kind="Supervision"))
    copy(desk, by=boss)
    open_to(reader, by=boss)
    lane = next(x for x in queries.record_of("1", reader).lanes if x.key == "supervision")
    assert "no supervision 97 days" in [gap.words for gap in lane.gaps]


def test_the_notes_of_a_round_are_there_for_the_disclosure_check(desk: Desk) -> None:
    copy(desk, by=nadia())
    assert {b.note_id for b in queries.note_bodies_of_round("1")} == {"n1", "n2", "n3"}
