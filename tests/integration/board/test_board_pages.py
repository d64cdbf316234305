"""A whole meeting through the web and on the command line."""

import pytest
from django.core.management import call_command
from django.test import Client

from stocktake.actions import acts as actions
from stocktake.board import queries
from stocktake.core.thread import Person
from stocktake.people.models import Account
from tests.gathered_desk import BOARD, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = make_desk(monkeypatch)
    key = desk.draft(desk.find(desk.judge("supervision", "inadequate")))
    actions.agree(ids=[key], by=desk.tess, at=desk.clock.at)
    desk.clock.at = BOARD
    return desk


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=who.id))
    return client


def call(desk: Desk, **more: object) -> str:
    said = {
        "held_on": "8 January 2027",
        "chair": desk.prue.id,
        "other_chair": desk.ada.id,
        "rounds": ["1"],
        "members": [desk.hari.id],
        **more,
    }
    answer = signed_in(desk.nadia).post("/board/call/", said)
    return str(answer.headers.get("Location") or answer.content.decode())


def test_the_two_chairs_are_two_people(desk: Desk) -> None:
    assert "another person" in call(desk, other_chair=desk.prue.id)


def test_from_the_call_to_the_minutes(desk: Desk) -> None:
    path = call(desk)
    nadia, prue = signed_in(desk.nadia), signed_in(desk.prue)
    nadia.post(f"{path}paper/", {"title": "Quarterly report", "text": "From the firm."})
    nadia.post(f"{path}hold/", {"present": [desk.prue.id, desk.ada.id, desk.hari.id]})
    item = f"{path}items/{queries.items(path.strip('/').split('/')[1])[0].id}/"
    refused = prue.post(item, {"text": "Thanked the firm.", "decision": ""}).content.decode()
    assert "Thanked the firm." in refused
    prue.post(item, {"text": "Thanked the firm.", "decision": "noted"})
    assert "Thanked the firm." in nadia.get(path).content.decode()
    prue.post(f"{path}agree/")
    assert "have no minute yet" in prue.get(path).content.decode()


def test_the_stranger_is_refused(desk: Desk) -> None:
    path, sam = call(desk), signed_in(desk.sam)
    for page in ("/board/", "/board/call/", path, f"{path}hold/", f"{path}items/1/"):
        assert sam.get(page).status_code == 403
    assert signed_in(desk.nadia).get("/board/99/").status_code == 404


def test_the_command(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    chairs = ["--chair", "prue.chair", "--other-chair", "ada.ad", "--round", "1"]
    call_command("board", "--as", "nadia.qa", "call", "--on", "2027-01-08", *chairs)
    meeting = queries.meetings()[0].id
    present = ["--present", "prue.chair", "--present", "ada.ad"]
    call_command("board", "--as", "nadia.qa", "hold", meeting, *present)
    said = ["--text", "Heard.", "--decision", "noted"]
    call_command("board", "--as", "prue.chair", "minute", meeting, "1", *said)
    call_command("board", "show", meeting)
    assert ": noted" in capsys.readouterr().out
