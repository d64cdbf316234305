"""A note becomes a significant event: for its author alone, undone and redone, then as it was shared."""

from datetime import date

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.evidence import acts, queries
from stocktake.evidence.domain.chronology import may_see
from stocktake.evidence.models import SignificantEvent
from stocktake.evidence.queries.chronology import event_states, right_rows
from stocktake.people import queries as people
from stocktake.record.door import perform
from stocktake.record.models import Entry
from tests.cast import AT, make_person, sign_in
from tests.reading_desk import open_to

pytestmark = pytest.mark.django_db
PAGE = "/cases/1/chronology/"


def promoted(by: Person, source: str = "note:n1", impact: str = "He moved to his Nan's.") -> str:
    return acts.promote(
        case_id="1", source=source, on=date(2026, 10, 2), what="He spoke of mornings.",
        impact=impact, by=by, at=AT,
    )  # fmt: skip


def shared(by: Person) -> None:
    perform(acts.close_record_moves("1"), by=by, at=AT)


def test_it_stands_with_its_source_and_its_entry(reader: Person) -> None:
    promoted(reader)
    (event,) = queries.chronology("1", reader)
    assert (event.source, event.impact) == ("Home visit", "He moved to his Nan's.")
    assert Entry.objects.get(act="chronology.promoted").subject_id == "1"
    assert "He moved to his Nan&#39;s." in sign_in(reader).get(PAGE).content.decode()


def test_without_the_impact_on_the_child_it_does_not_stand(reader: Person) -> None:
    with pytest.raises(Refused, match="meant for the child"):
        promoted(reader, impact="  ")


def test_on_the_page_it_is_promoted_taken_out_and_put_back(reader: Person) -> None:
    at_desk = sign_in(reader)
    said = {"note": "n3", "on": "21/9/2026", "what": "Hungry.", "impact": "No breakfast."}
    assert at_desk.post(f"{PAGE}add/", said).status_code == 302
    (event,) = queries.chronology("1", reader)
    for do, kept in (("out", False), ("back", True)):
        at_desk.post(PAGE, {"event": event.id, "do": do})
        assert [e.kept for e in queries.chronology("1", reader)] == [kept]


def test_the_stranger_finds_no_such_case_and_another_reader_cannot_undo(
    reader: Person, boss: Person
) -> None:
    key = promoted(reader)
    rae = make_person("rae.second", Capacity.REVIEWER)
    assert sign_in(rae).get(PAGE).status_code == 404
    assert sign_in(rae).get(f"{PAGE}add/?note=n1").status_code == 404
    open_to(rae, by=boss)
    assert queries.chronology("1", rae) == ()
    with pytest.raises(NotTheirs):
        acts.take_out(key=key, by=rae, at=AT)


def test_once_shared_it_is_read_by_the_parties_and_changed_by_nobody(
    reader: Person, boss: Person
) -> None:
    key = promoted(reader)
    taken = promoted(reader, source="note:n3")
    acts.take_out(key=taken, by=reader, at=AT)
    sam = make_person("sam.sw", Capacity.WORKER, worker_id="w1")
    open_to(sam, by=boss, why="worker")
    assert queries.chronology("1", sam) == ()
    shared(boss)
    assert [e.id for e in queries.chronology("1", sam)] == [key]
    with pytest.raises(Refused, match="is shared"):
        acts.take_out(key=key, by=reader, at=AT)
    with pytest.raises(Refused, match="is shared"):
        promoted(reader)


def test_another_childs_note_takes_its_event_with_it(reader: Person) -> None:
    promoted(reader)
    acts.report_error(
        case_id="1", source="note:n1", kind="wrong child", why="Another name.", by=reader, at=AT
    )
    assert queries.chronology("1", reader) == ()
    with pytest.raises(NotTheirs):
        promoted(reader)


@pytest.mark.parametrize("after_sharing", [False, True])
def test_what_is_listed_is_what_the_rule_allows(
    reader: Person, boss: Person, after_sharing: bool
) -> None:
    prue = make_person("prue.second", Capacity.REVIEWER)
    open_to(prue, by=boss, blind_to=(reader.id,))
    promoted(prue, source="note:n2")
    promoted(reader)
    acts.take_out(key=promoted(reader, source="note:n3"), by=reader, at=AT)
    if after_sharing:
        shared(boss)
    states = event_states(SignificantEvent.objects.all(), {r.key for r in right_rows()})
    for who in (reader, prue, boss, make_person("kit.sw", Capacity.WORKER, worker_id="w9")):
        leave = people.readable_cases(who, AT)
        allowed = {
            key for key, s in states.items()
            if may_see(s, who, leave, people.hidden_work(who, s.said.case))
        }  # fmt: skip
        assert {r.key for r in queries.events_visible_to(who)} == allowed


def test_a_document_seen_stands_there_too_and_keeps_its_pointer(reader: Person) -> None:
    key = acts.add_pointer(
        case_id="1", document="Core group minutes", dated=None, author="", found_where="Documents",
        shows="The plan changed.", seen_on=AT.date(), by=reader, at=AT,
    )  # fmt: skip
    event = promoted(reader, source=f"pointer:{key}")
    assert queries.chronology("1", reader)[0].source == "Core group minutes"
    with pytest.raises(Refused, match="chronology"):
        acts.drop_pointer(pointer_id=key, by=reader, at=AT)
    acts.take_out(key=event, by=reader, at=AT)
    acts.drop_pointer(pointer_id=key, by=reader, at=AT)
    assert queries.chronology("1", reader) == ()
