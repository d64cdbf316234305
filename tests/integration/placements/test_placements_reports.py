"""Regulation 44 reports from a snapshot to commissioning, and the months that are missing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from stocktake.caseload import queries as caseload
from stocktake.caseload.queries import PlacementRow, Regulation44Row
from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.people.models import Account
from stocktake.placements import acts, queries
from stocktake.placements.domain.reports import ReceiveReport
from stocktake.record import queries as record
from tests.cast import make_person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Child:
    child_id: str
    case_ref: str
    age: int = 15


@dataclass(frozen=True)
class Snapshot:
    hash: str = "abc"
    as_of: date = date(2026, 10, 19)
    made_at: datetime = AT


@dataclass
class Desk:
    nadia: Person
    cole: Person
    sam: Person


def placed(child: str, kind: str, home: str, start: date) -> PlacementRow:
    return PlacementRow(
        child_id=child,
        placement_id=f"p{child}",
        started_on=start,
        ended_on=None,
        placement_type=kind,
        provider="Larch Care Ltd",
        setting_id=home,
        setting_name={"SC1": "Larch House", "SA1": "Keys", "": ""}[home],
        in_area=False,
    )


def report(month: str, received: date | None) -> Regulation44Row:
    return Regulation44Row(
        setting_id="SC1",
        setting_name="Larch House",
        month=month,
        visited_on=None,
        received_on=received,
        placing_authority_copy=True,
        summary="Night staffing is thin.",
    )


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Three children placed; reports for July and September have come, August's has not."""
    frame = tuple(Child(c, f"TH-10{c}") for c in ("75", "78", "63"))
    stays = (
        placed("78", "Children's home", "SC1", date(2026, 7, 1)),
        placed("75", "Supported accommodation", "SA1", date(2026, 2, 1)),
        placed("63", "Foster care", "", date(2025, 2, 1)),
    )
    reports = (
        report("2026-07", date(2026, 8, 20)),
        report("2026-08", None),
        report("2026-09", date(2026, 10, 12)),
    )
    monkeypatch.setattr(type(settings.HOME), "demonstration_time", lambda _: AT)
    monkeypatch.setattr(caseload, "snapshots", lambda: (Snapshot(),))
    monkeypatch.setattr(caseload, "frame", lambda _: frame)
    monkeypatch.setattr(caseload, "placements", lambda _: stays)
    monkeypatch.setattr(caseload, "regulation44", lambda _: reports)
    return Desk(
        nadia=make_person("nadia.qa", Capacity.QA_MANAGER),
        cole=make_person("cole.comm", Capacity.COMMISSIONING_OFFICER),
        sam=make_person("sam.sw", Capacity.WORKER),
    )


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=who.id))
    return client


def received(desk: Desk) -> tuple[str, ...]:
    return acts.receive_from_snapshot(snapshot="abc", by=desk.nadia, at=AT)


def test_what_came_is_logged_once(desk: Desk) -> None:
    assert len(received(desk)) == 2  # August has not been received
    assert received(desk) == ()
    entry = record.entries_of(("reg44.received",))[0]
    assert entry.rests_on == ("snapshot:abc",)


def test_the_missing_months_are_said(desk: Desk) -> None:
    received(desk)
    home = queries.home("SC1")
    assert home.missed_words == (
        "no report logged for August 2026",
        "no report logged for October 2026",
    )
    assert (home.unread, home.current, home.stays[0].case_ref) == (2, 1, "TH-1078")


def test_supported_accommodation_expects_none_by_law(desk: Desk) -> None:
    keys = queries.home("SA1")
    assert (keys.kind, keys.missed) == ("registered_supported", ())
    assert "no Regulation 44 by law" in keys.regulation_44


def test_a_foster_home_is_never_listed(desk: Desk) -> None:
    assert [h.name for h in queries.homes()] == ["Larch House", "Keys"]
    assert ("Foster care, in-house", 1) in queries.position().by_kind


def test_commissioning_reads_and_says_what_follows(desk: Desk) -> None:
    ids = received(desk)
    acts.send(ids=ids, by=desk.nadia, at=AT)
    assert queries.waiting(desk.cole) == 2
    said = {"follows": "raised with the provider", "text": "Asked for the rota."}
    with pytest.raises(Refused, match="commissioning officer"):
        acts.read(key=ids[0], **said, by=desk.nadia, at=AT)
    acts.read(key=ids[0], **said, by=desk.cole, at=AT)
    assert queries.report(ids[0], to=desk.cole).read_by == "Cole"
    assert queries.position().unread == 1


def test_nobody_to_send_to_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = received(desk)
    monkeypatch.setattr("stocktake.people.queries.holders", lambda *_: ())
    with pytest.raises(Refused, match="Nobody is commissioning officer"):
        acts.send(ids=ids, by=desk.nadia, at=AT)


def test_a_month_is_logged_once(desk: Desk) -> None:
    received(desk)
    again = ReceiveReport(
        setting_id="SC1", setting_name="Larch House", month=date(2026, 7, 9), received_on=AT.date()
    )
    with pytest.raises(Refused, match="July 2026 is already logged"):
        acts.receive(what=again, by=desk.cole, at=AT)


def test_the_stranger_sees_nothing(desk: Desk) -> None:
    ids = received(desk)
    assert queries.regulation44_reports(desk.sam) == ()
    with pytest.raises(NotTheirs):
        queries.report(ids[0], to=desk.sam)
    for path in ("", "homes/", "homes/SC1/", f"reports/{ids[0]}/", "reports/receive/"):
        assert signed_in(desk.sam).get(f"/placements/{path}").status_code == 403


def test_the_pages_from_sending_to_reading(desk: Desk) -> None:
    ids = received(desk)
    cole = signed_in(desk.cole)
    signed_in(desk.nadia).post("/placements/reports/send/")
    inbox = cole.get("/placements/").content.decode()
    assert "2 to read" in inbox
    assert "no report logged for August 2026" in inbox
    path = f"/placements/reports/{ids[0]}/"
    refused = cole.post(path, {"text": "Thin at night."}).content.decode()
    assert "Thin at night." in refused
    cole.post(path, {"text": "Thin at night.", "follows": "nothing further"})
    assert "Nothing further." in cole.get(path).content.decode()
    assert "no Regulation 44 by law" in cole.get("/placements/homes/").content.decode()
    assert "TH-1078" in cole.get("/placements/homes/SC1/").content.decode()
    assert cole.get("/placements/homes/nothing/").status_code == 404


def test_what_the_extract_tells_of_is_logged_on_the_page(desk: Desk) -> None:
    cole = signed_in(desk.cole)
    assert "tells of 2 reports that are not logged yet" in cole.get("/placements/").content.decode()
    assert signed_in(desk.sam).post("/placements/reports/log/").status_code == 403
    cole.post("/placements/reports/log/")
    assert len(queries.every_report()) == 2
    assert "not logged yet" not in cole.get("/placements/").content.decode()


def test_a_report_that_came_by_post_is_logged_on_the_page(desk: Desk) -> None:
    said = {"setting_id": "SC1", "month": "2026-08-01", "received_on": "12 November 2026"}
    assert signed_in(desk.cole).post("/placements/reports/receive/", said).status_code == 302
    assert queries.home("SC1").reports[0].month_words == "August 2026"


def test_the_command(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("placements", "receive", "abc", "--send")
    call_command("placements", "reports")
    assert "Larch House, July 2026: sent to commissioning" in capsys.readouterr().out
