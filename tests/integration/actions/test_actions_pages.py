"""The tracker and the turns of an action, through the web."""

import pytest
from django.core.management import call_command
from django.test import Client

from stocktake.actions import acts, queries
from stocktake.core.thread import Person
from stocktake.people.command import BadInput
from stocktake.people.models import Account
from tests.gathered_desk import AT, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


@pytest.fixture
def finding(desk: Desk) -> str:
    return desk.find(desk.judge("supervision", "inadequate"))


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=who.id))
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_recommendation_is_drafted_from_a_finding(desk: Desk, finding: str) -> None:
    nadia, path = signed_in(desk.nadia), "/actions/draft/?round=1&finding=1"
    assert f'value="{finding}" checked' in text(nadia, path)
    said = {
        "level": "area for improvement",
        "theme": "supervision",
        "text": "Upload within five days.",
        "owner": desk.tess.id,
        "due": "18 December 2026",
        "measure": "9 of 10 in December",
        "rests_on": [finding],
    }
    refused = nadia.post(path, {**said, "due": "1 January 2020"}).content.decode()
    assert "in the past" in refused
    assert "9 of 10 in December" in refused
    made = nadia.post(path, said)
    assert "Upload within five days." in text(nadia, made["Location"])


def test_each_turn_through_the_web(desk: Desk, finding: str) -> None:
    key = desk.draft(finding)
    tess, hari = signed_in(desk.tess), signed_in(desk.hari)
    same = {"owner": desk.tess.id, "due": "18 December 2026", "measure": "9 of 10"}
    tess.post(f"/actions/{key}/agree/", same)
    tess.post(f"/actions/{key}/start/")
    assert "under way" in text(tess, f"/actions/{key}/")
    tess.post(f"/actions/{key}/evidence/", {"text": "Checked.", "reference": "Report"})
    back = {"verdict": "return", "text": "One team only"}
    assert "new due date" in hari.post(f"/actions/{key}/verify/", back).content.decode()
    hari.post(f"/actions/{key}/verify/", {**back, "due": "1 February 2027"})
    assert "New due date: 1 February 2027" in text(hari, f"/actions/{key}/")


def test_an_owner_reads_why_they_cannot_verify(desk: Desk, finding: str) -> None:
    key = desk.draft(finding, owner=desk.hari.id)
    acts.agree(ids=[key], by=desk.hari, at=AT)
    acts.give_evidence(key=key, text="Done.", reference="Report", by=desk.hari, at=AT)
    assert "Nobody verifies their own action" in text(signed_in(desk.hari), f"/actions/{key}/")


def test_filters_and_their_chips(desk: Desk, finding: str) -> None:
    desk.draft(finding)
    desk.draft(finding, level="priority action", escalated_to="Hari, 20 November")
    nadia = signed_in(desk.nadia)
    assert "2 of 2 listed" in text(nadia, "/actions/")
    shown = text(nadia, "/actions/?level=priority+action&round=1")
    assert "1 of 2 listed" in shown
    assert "October 2026 stocktake" in shown


def test_the_file_is_defused(desk: Desk, finding: str) -> None:
    desk.draft(finding, text="=HYPERLINK(1)")
    said = signed_in(desk.nadia).get("/actions/?as=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in said


def test_drafts_are_agreed_from_the_list(desk: Desk, finding: str) -> None:
    ids = [desk.draft(finding), desk.draft(finding)]
    hari = signed_in(desk.hari)
    assert "Agree 2 drafts" in text(hari, "/actions/")
    hari.post("/actions/agree/", {"id": ids})
    assert queries.progress(AT.date()).agreed == 2


def test_the_stranger_finds_nothing(desk: Desk, finding: str) -> None:
    key = desk.draft(finding)
    assert signed_in(desk.mel).get("/actions/").status_code == 403
    sam = signed_in(desk.sam)
    assert "0 of 0 listed" in text(sam, "/actions/")
    for path in ("", "agree/", "start/", "evidence/"):
        assert sam.get(f"/actions/{key}/{path}").status_code == 404
    assert sam.get(f"/actions/{key}/verify/").status_code == 403
    assert sam.get("/actions/draft/").status_code == 403


def test_the_operator_lists_without_reading(
    desk: Desk, finding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.draft(finding)
    call_command("actions", "--json", "list")
    said = capsys.readouterr().out
    assert '"drafted": 1' in said
    assert "working days" not in said


def test_the_command_says_what_is_wrong(desk: Desk, finding: str) -> None:
    key = desk.draft(finding)
    with pytest.raises(BadInput, match="own draft"):
        call_command("actions", "--as", "nadia.qa", "agree", key)
    with pytest.raises(BadInput, match="no action 99"):
        call_command("actions", "--as", "tess.tm", "start", "99")
