"""Erasure by the information-governance officer: by child or number, stopped by a hold."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.keeping import acts, queries
from stocktake.people.acts import grant_case_moves
from stocktake.people.models import Account
from stocktake.record import queries as record
from stocktake.record import verifying
from stocktake.record.door import Move, perform
from tests.cast import AT, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivy() -> Person:
    return make_person("ivy.ig", Capacity.IG_OFFICER)


@pytest.fixture
def about_a_child() -> int:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    owen = make_person("owen.auditor", Capacity.REVIEWER)
    move = grant_case_moves(case_id="7", person_id=owen.id, why="reviewer")[0]
    said = Move(kind=move.kind, id=move.id, act=move.act, concerns=("child:C-11",))
    return perform([said], by=nadia, at=AT)[0]


def erase(by: Person, **what: object) -> int:
    said = {"rule": "retention", "reference": "R-2026-4", **what}
    return acts.erase(**said, by=by, at=AT)  # type: ignore[arg-type]


def test_all_that_concerns_a_child_is_emptied(ivy: Person, about_a_child: int) -> None:
    assert erase(ivy, child="C-11") == 1
    entry = record.entry(about_a_child)
    assert entry is not None
    assert entry.said is None
    assert entry.erased_by is not None
    assert verifying.verify().clean


def test_a_hold_stops_the_whole_erasure(ivy: Person, about_a_child: int) -> None:
    acts.hold(child="C-11", reference="Court 3", by=ivy, at=AT)
    with pytest.raises(Refused, match="legal hold"):
        erase(ivy, entries=[1, about_a_child])
    first = record.entry(1)
    assert first is not None
    assert first.said is not None
    acts.release(child="C-11", reference="Court 3 ended", by=ivy, at=AT)
    assert erase(ivy, entries=[about_a_child]) == 1


def test_the_stranger_may_not_erase(about_a_child: int) -> None:
    mel = make_person("mel.member", Capacity.MEMBER)
    with pytest.raises(Refused, match="information-governance"):
        erase(mel, child="C-11")


def test_an_unknown_child_or_entry_is_said(ivy: Person) -> None:
    with pytest.raises(Refused, match="No entry"):
        erase(ivy, child="nobody")
    with pytest.raises(Refused, match="no entry 9999"):
        erase(ivy, entries=[9999])


def test_the_page_carries_out_a_decision(client: Client, ivy: Person, about_a_child: int) -> None:
    client.force_login(Account.objects.get(key=ivy.id))
    said = {"act": "erase", "child": "C-11", "rule": "retention", "reference": "R-1", "sure": "on"}
    assert (
        "There is a problem"
        in client.post("/settings/retention/", {"act": "erase"}).content.decode()
    )
    assert client.post("/settings/retention/", said).status_code == 302
    assert "R-1" in client.get("/settings/retention/").content.decode()
    assert [d.act for d in queries.decisions()] == ["erased"]


def test_the_page_is_not_for_the_stranger(client: Client) -> None:
    nadia = make_person("nadia.qa", Capacity.QA_MANAGER)
    client.force_login(Account.objects.get(key=nadia.id))
    assert client.get("/settings/retention/").status_code == 403


def test_the_command_erases_on_behalf_of_ivy(ivy: Person, about_a_child: int) -> None:
    said = ["--entries", str(about_a_child), "--rule", "retention", "--reference", "R-9"]
    call_command("erase", "--as", "ivy.ig", *said)
    assert datetime.now(UTC) > queries.decisions()[0].at
