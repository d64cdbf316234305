"""A meeting: called, held, minuted item by item, with the interest of the chair declared."""

from datetime import date

import pytest
from django.test import Client

from stocktake.actions import acts as actions
from stocktake.actions import queries as action_queries
from stocktake.actions.domain.recommendations import ADEQUACY
from stocktake.board import acts, queries
from stocktake.board.domain.meetings import CallMeeting
from stocktake.core.thread import Person, Refused
from stocktake.people.models import Account
from stocktake.record import queries as record
from tests.gathered_desk import BOARD, Desk, make_desk

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 8)
LATER = date(2027, 2, 12)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two recommendations: the first rests on Owen's review, the second on Prue's."""
    desk = make_desk(monkeypatch)
    ids = [
        desk.draft(desk.find(desk.judge("supervision", "inadequate"))),
        desk.draft(desk.find(desk.judge("supervision", "inadequate", by=desk.prue))),
    ]
    actions.agree(ids=ids, by=desk.tess, at=desk.clock.at)
    desk.ids = ids
    desk.clock.at = BOARD
    return desk


def called(desk: Desk) -> str:
    what = CallMeeting(held_on=DAY, chair=desk.prue.id, other_chair=desk.ada.id, rounds=("1",))
    return acts.call(what=what, by=desk.nadia, at=BOARD)


def held(desk: Desk) -> str:
    meeting = called(desk)
    acts.hold(meeting_id=meeting, present=[desk.prue.id, desk.ada.id], by=desk.nadia, at=BOARD)
    return meeting


def about(desk: Desk, meeting: str, number: int) -> queries.ItemView:
    """The item about the first or the second recommendation."""
    wanted = f"recommendation:{desk.ids[number - 1]}"
    return next(i for i in queries.items(meeting) if i.about == wanted)


def minute(item: queries.ItemView, meeting: str, *, by: Person, decision: str = "noted",
           due: date | None = None) -> None:  # fmt: skip
    said = {"text": "The board heard the owner.", "decision": decision, "due": due}
    acts.minute_item(meeting_id=meeting, item_id=item.id, **said, by=by, at=BOARD)  # type: ignore[arg-type]


def evidenced(desk: Desk, *, verified: bool) -> str:
    key = desk.ids[0]
    actions.give_evidence(key=key, text="Done.", reference="Report", by=desk.tess, at=BOARD)
    if verified:
        actions.verify(key=key, adequacy=ADEQUACY[0], text="Read.", by=desk.hari, at=BOARD)
    return key


def test_the_agenda_is_what_is_outstanding(desk: Desk) -> None:
    listed = [i.about for i in queries.items(called(desk))]
    first, second = (f"recommendation:{key}" for key in desk.ids)
    assert listed == [first, second, "placements", "baseline:1"]


def test_the_other_chair_takes_what_rests_on_the_chairs_reviews(desk: Desk) -> None:
    meeting = held(desk)
    chairs = [c.name for n in (1, 2) if (c := about(desk, meeting, n).chair)]
    assert chairs == ["Prue", "Ada"]
    with pytest.raises(Refused, match="your own reviews"):
        minute(about(desk, meeting, 2), meeting, by=desk.prue)
    minute(about(desk, meeting, 2), meeting, by=desk.ada)
    client = Client()
    client.force_login(Account.objects.get(key=desk.nadia.id))
    shown = client.get(f"/board/{meeting}/").content.decode()
    assert "Ada took the chair for this item: Prue reviewed a case that it rests on." in shown


def test_without_the_other_chair_her_items_cannot_be_taken(desk: Desk) -> None:
    with pytest.raises(Refused, match="Nobody in the chair is free"):
        acts.hold(meeting_id=called(desk), present=[desk.prue.id], by=desk.nadia, at=BOARD)


def test_the_board_reopens_what_was_verified(desk: Desk) -> None:
    key, meeting = evidenced(desk, verified=True), held(desk)
    minute(about(desk, meeting, 1), meeting, by=desk.prue, decision="reopened", due=LATER)
    one = action_queries.recommendation(key, to=desk.nadia)
    assert (one.status, one.due, one.steps[-1].act) == ("returned", LATER, "action.reopened")


def test_the_board_returns_evidence_and_never_verifies(desk: Desk) -> None:
    key, meeting = evidenced(desk, verified=False), held(desk)
    with pytest.raises(Refused, match="not possible now"):
        minute(about(desk, meeting, 1), meeting, by=desk.prue, decision="reopened", due=LATER)
    assert about(desk, meeting, 1).minute == ""  # all or nothing
    minute(about(desk, meeting, 1), meeting, by=desk.prue, decision="returned", due=LATER)
    assert action_queries.recommendation(key, to=desk.nadia).status == "returned"


def test_what_was_verified_and_noted_leaves_the_next_agenda(desk: Desk) -> None:
    key, meeting = evidenced(desk, verified=True), held(desk)
    minute(about(desk, meeting, 1), meeting, by=desk.prue)
    listed = [i.about for i in queries.items(called(desk))]
    assert f"recommendation:{key}" not in listed


def test_the_firms_quarterly_report_is_received_and_answered(desk: Desk) -> None:
    meeting = called(desk)
    paper = {"title": "Quarterly audit report", "text": "From the firm, 4 January: 12 audits."}
    acts.receive_paper(meeting_id=meeting, **paper, by=desk.nadia, at=BOARD)
    acts.hold(meeting_id=meeting, present=[desk.prue.id, desk.ada.id], by=desk.prue, at=BOARD)
    minute(queries.items(meeting)[0], meeting, by=desk.prue)
    first = queries.items(meeting)[0]
    assert (first.kind, first.decision) == ("quarterly report", "noted")
    with pytest.raises(Refused, match="agenda is closed"):
        acts.receive_paper(meeting_id=meeting, **paper, by=desk.nadia, at=BOARD)


def test_minutes_are_agreed_when_every_item_has_one(desk: Desk) -> None:
    meeting = held(desk)
    with pytest.raises(Refused, match="4 items"):
        acts.agree_minutes(meeting_id=meeting, by=desk.prue, at=BOARD)
    for item in queries.items(meeting):
        hers = item.chair is not None and item.chair.id == desk.prue.id
        minute(item, meeting, by=desk.prue if hers else desk.ada)
    acts.agree_minutes(meeting_id=meeting, by=desk.prue, at=BOARD)
    assert queries.meeting(meeting).status == "minutes agreed"


def test_a_minute_rests_on_the_evidence_below(desk: Desk) -> None:
    meeting = held(desk)
    minute(about(desk, meeting, 1), meeting, by=desk.prue)
    entry = record.entry(queries.item_entry(about(desk, meeting, 1).id) or 0)
    assert record.last_entry("meeting", meeting, "board.met")
    assert entry is not None
    assert entry.act == "item.minuted"
    assert record.reaches_evidence(entry.rests_on)


def test_a_stranger_calls_no_meeting(desk: Desk) -> None:
    what = CallMeeting(held_on=DAY, chair=desk.prue.id, other_chair=desk.ada.id, rounds=("1",))
    with pytest.raises(Refused, match="Only"):
        acts.call(what=what, by=desk.sam, at=BOARD)
    with pytest.raises(Refused, match="neither chair"):
        acts.call(
            what=CallMeeting(
                held_on=DAY, chair=desk.prue.id, other_chair=desk.sam.id, rounds=("1",)
            ),
            by=desk.nadia,
            at=BOARD,
        )
