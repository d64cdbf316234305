"""Step 9 of the walkthrough: 27 recommendations, 21 done, 19 verified, 2 returned, 6 overdue,
the same on tracker, chart table, file, command, agenda and minutes."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.test import Client

from stocktake.actions import acts as actions
from stocktake.actions import queries
from stocktake.actions.domain.recommendations import ADEQUACY
from stocktake.actions.pictures import burn_down_figure
from stocktake.board import acts
from stocktake.board.domain.meetings import CallMeeting
from stocktake.core.thread import Person
from stocktake.people.models import Account
from stocktake.record import verifying
from tests.gathered_desk import AT, BOARD, Desk, make_desk

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
SENTENCE = "27 recommendations: 21 done with evidence, 19 verified, 2 returned, 6 overdue."


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """27 recommendations of Nadia's on the day of the board, as step 9 leaves them."""
    desk = make_desk(monkeypatch)
    finding = desk.find(desk.judge("supervision", "inadequate"))
    ids = [desk.draft(finding) for _ in range(27)]
    actions.agree(ids=ids, by=desk.tess, at=AT)
    for key in ids[:21]:
        what = {"text": "Checked.", "reference": "Report"}
        actions.give_evidence(key=key, **what, by=desk.tess, at=DECEMBER)
    desk.clock.at = BOARD
    for key in ids[:19]:
        actions.verify(key=key, adequacy=ADEQUACY[0], text="Read.", by=desk.hari, at=BOARD)
    for key in ids[19:21]:
        due = date(2027, 2, 12)
        actions.send_back(key=key, reason="One team only", due=due, by=desk.hari, at=BOARD)
    return desk


def page(who: Person, path: str) -> str:
    client = Client()
    client.force_login(Account.objects.get(key=who.id))
    return client.get(path).content.decode("utf-8-sig")


def called(desk: Desk) -> str:
    day = date(2027, 1, 8)
    what = CallMeeting(held_on=day, chair=desk.prue.id, other_chair=desk.ada.id, rounds=("1",))
    return acts.call(what=what, by=desk.nadia, at=BOARD)


def test_on_the_tracker_and_in_its_file(desk: Desk) -> None:
    assert SENTENCE in page(desk.nadia, "/actions/")
    rows = page(desk.nadia, "/actions/?as=csv").splitlines()[1:]
    assert len(rows) == 27
    assert sum(",verified," in r for r in rows) == 19
    assert sum(",returned," in r for r in rows) == 2
    assert sum("Overdue by 21 days" in r for r in rows) == 6


def test_in_the_chart_and_its_table(desk: Desk) -> None:
    counts = queries.progress(BOARD.date())
    day, in_time, overdue, still_open = burn_down_figure(counts).rows[-1]
    assert (day, in_time, overdue, still_open) == ("8 January 2027", 2, 6, 8)
    assert still_open == counts.total - counts.verified


def test_on_the_command_line(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("actions", "--json", "--as", "nadia.qa", "list")
    counts = json.loads(capsys.readouterr().out)["counts"]
    found = [counts[name] for name in ("total", "done", "verified", "returned", "overdue")]
    assert found == [27, 21, 19, 2, 6]


def test_on_the_agenda_and_in_the_minutes(desk: Desk) -> None:
    meeting = called(desk)
    agenda = page(desk.prue, f"/board/{meeting}/")
    assert SENTENCE in agenda
    assert agenda.count("Overdue by 21 days") == 6
    present = [desk.prue.id, desk.ada.id, desk.nadia.id]
    ids = acts.hold(meeting_id=meeting, present=present, by=desk.nadia, at=BOARD)
    assert len(ids) == 27 + 2  # and placements, and the baseline
    assert SENTENCE in page(desk.prue, f"/board/{meeting}/")
    assert verifying.verify().clean
