"""Recommendations through their turns, by the people who may take each."""

from datetime import date

import pytest

from stocktake.actions import acts, queries
from stocktake.actions.domain.recommendations import ADEQUACY
from stocktake.core.thread import NotTheirs, Refused
from stocktake.record import queries as record
from tests.gathered_desk import AT, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


@pytest.fixture
def finding(desk: Desk) -> str:
    return desk.find(desk.judge("supervision", "inadequate"))


def given(desk: Desk, finding: str) -> str:
    key = desk.draft(finding)
    acts.agree(ids=[key], by=desk.tess, at=AT)
    what = {"text": "All uploads checked.", "reference": "Upload report, December"}
    acts.give_evidence(key=key, **what, by=desk.tess, at=AT)
    return key


def test_the_whole_course_and_its_thread(desk: Desk, finding: str) -> None:
    key = given(desk, finding)
    acts.verify(key=key, adequacy=ADEQUACY[0], text="Read it.", by=desk.hari, at=AT)
    one = queries.recommendation(key, to=desk.nadia)
    assert one.status == "verified"
    assert [s.act.split(".")[1] for s in one.steps] == [
        "drafted",
        "agreed",
        "evidenced",
        "verified",
    ]
    last = record.entry(queries.last_entry(key) or 0)
    assert last is not None
    assert last.answers is not None
    assert record.reaches_evidence(last.rests_on)
    assert record.reaches_evidence([f"entry:{one.entry}"])


def test_drafts_are_agreed_together_or_not_at_all(desk: Desk, finding: str) -> None:
    ids = [desk.draft(finding), desk.draft(finding)]
    acts.agree(ids=ids[:1], by=desk.hari, at=AT)
    with pytest.raises(Refused, match="agreed"):
        acts.agree(ids=ids, by=desk.hari, at=AT)
    assert queries.recommendation(ids[1], to=desk.nadia).status == "drafted"


def test_returned_with_a_new_date_it_can_be_given_again(desk: Desk, finding: str) -> None:
    key = given(desk, finding)
    acts.send_back(key=key, reason="One team only", due=date(2027, 2, 1), by=desk.hari, at=AT)
    back = queries.recommendation(key, to=desk.tess)
    assert (back.status, back.due, back.overdue) == ("returned", date(2027, 2, 1), "")
    acts.give_evidence(key=key, text="All teams.", reference="Report 2", by=desk.tess, at=AT)
    assert queries.progress(AT.date()).awaiting == 1


def test_its_owner_and_its_author_never_verify(desk: Desk, finding: str) -> None:
    key = given(desk, finding)
    with pytest.raises(Refused, match="they wrote"):
        acts.verify(key=key, adequacy=ADEQUACY[0], text="Fine.", by=desk.nadia, at=AT)
    with pytest.raises(Refused, match="Only"):
        acts.verify(key=key, adequacy=ADEQUACY[0], text="Fine.", by=desk.tess, at=AT)


def test_a_recommendation_rests_on_its_own_round(desk: Desk, finding: str) -> None:
    with pytest.raises(Refused, match="own round"):
        desk.draft("entry:1")


def test_an_outside_reviewer_or_a_member_owns_nothing(desk: Desk, finding: str) -> None:
    with pytest.raises(Refused, match="Owen cannot own"):
        desk.draft(finding, owner=desk.owen.id)
    with pytest.raises(Refused, match="no such person"):
        desk.draft(finding, owner="999")


def test_people_see_what_is_theirs(desk: Desk, finding: str) -> None:
    mine = desk.draft(finding, owner=desk.sam.id)
    desk.draft(finding)
    assert [r.id for r in queries.visible_to(desk.sam)] == [mine]
    assert len(queries.visible_to(desk.hari)) == 2
    assert queries.visible_to(desk.mel) == ()
    with pytest.raises(NotTheirs):
        queries.recommendation(mine, to=desk.owen)


def test_a_case_action_shows_to_those_who_may_read_the_case(desk: Desk, finding: str) -> None:
    desk.draft(finding, level="case action", case_id="1")  # a case that was opened to Sam
    assert len(queries.visible_to(desk.sam)) == 1


def test_what_waits_for_each(desk: Desk, finding: str) -> None:
    key = desk.draft(finding)
    assert [n.what for n in queries.needs(desk.tess)] == ["agree"]
    acts.agree(ids=[key], by=desk.tess, at=AT)
    assert [n.what for n in queries.needs(desk.tess)] == ["give evidence"]
    assert queries.waiting(desk.tess) == 1
    acts.give_evidence(key=key, text="Done.", reference="Report", by=desk.tess, at=AT)
    assert [n.what for n in queries.needs(desk.hari)] == ["verify"]
    assert queries.needs(desk.nadia) == ()


def test_withdrawn_it_stays_readable(desk: Desk, finding: str) -> None:
    key = desk.draft(finding)
    acts.withdraw(key=key, reason="Said twice; see 2", by=desk.nadia, at=AT)
    assert queries.recommendation(key, to=desk.nadia).steps[-1].text == "Said twice; see 2"
    assert queries.progress(AT.date()).total == 0
