"""Settings > Roles: the officer makes accounts, grants, matches and ends; strangers see nothing."""

import json
import re

import pytest
from django.core.management import call_command
from django.test import Client

from stocktake.config.commands import run
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people import queries
from stocktake.people.command import BadInput
from stocktake.people.management.commands.people import Command
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Owen",
    "job": "independent auditor",
    "login": "owen.auditor",
    "external": "on",
    "ends": "31 December 2030",
    "capacity": "reviewer",
}


@pytest.fixture
def ivy() -> Client:
    return sign_in(make_person("ivy.ig", Capacity.IG_OFFICER))


def known(login: str) -> Person:
    person = queries.person_by_login(login)
    assert person is not None
    return person


def test_the_list_shows_everyone_and_their_roles(ivy: Client) -> None:
    make_person("tess.tm", Capacity.TEAM_MANAGER, team="North")
    page = ivy.get("/settings/roles/").content.decode()
    assert "Team manager of North" in page


def test_an_outside_reviewer_is_made_with_an_end_date(ivy: Client) -> None:
    answer = ivy.post("/settings/roles/new/", NEW)
    assert answer["Location"] == f"/settings/roles/{known('owen.auditor').id}/"
    assert known("owen.auditor").holds(Capacity.REVIEWER)


def test_without_an_end_date_nothing_is_made_and_the_text_stays(ivy: Client) -> None:
    page = ivy.post("/settings/roles/new/", {**NEW, "ends": ""}).content.decode()
    assert "the day on which their commission ends" in page
    assert 'value="independent auditor"' in page
    assert queries.person_by_login("owen.auditor") is None


def test_an_account_with_a_forbidden_role_is_not_half_made(ivy: Client) -> None:
    page = ivy.post("/settings/roles/new/", {**NEW, "capacity": "qa_manager"}).content.decode()
    assert "can be a reviewer only" in page
    assert queries.person_by_login("owen.auditor") is None


def test_a_role_is_granted_and_ended(ivy: Client) -> None:
    key = make_person("nadia.qa", Capacity.MEMBER).id
    ivy.post(f"/settings/roles/{key}/", {"do": "grant", "grant-capacity": "qa_manager"})
    assert known("nadia.qa").holds(Capacity.QA_MANAGER)
    ivy.post(f"/settings/roles/{key}/end/", {"capacity": "qa_manager"})
    assert (
        'QA manager</b> <span class="st-meta">since'
        in ivy.get(f"/settings/roles/{key}/").content.decode()
    )


def test_nobody_grants_to_themselves(ivy: Client) -> None:
    key = known("ivy.ig").id
    page = ivy.post(f"/settings/roles/{key}/", {"do": "grant", "grant-capacity": "qa_manager"})
    assert "Nobody grants anything to themselves" in page.content.decode()


def test_a_worker_is_matched_once_and_unmatched(ivy: Client) -> None:
    sam, other = make_person("sam.sw", Capacity.WORKER), make_person("other.sw", Capacity.WORKER)
    ivy.post(f"/settings/roles/{sam.id}/", {"do": "match", "match-worker_id": "W012"})
    page = ivy.post(f"/settings/roles/{other.id}/", {"do": "match", "match-worker_id": "W012"})
    assert "already matched" in page.content.decode()
    ivy.post(f"/settings/roles/{sam.id}/end/", {"worker_id": "W012"})
    assert queries.worker_account("W012") is None
    ivy.post(f"/settings/roles/{other.id}/", {"do": "match", "match-worker_id": "W012"})
    assert queries.worker_account("W012") == queries.card(other.id)


def test_a_one_time_link_is_shown_once_and_works(ivy: Client) -> None:
    key = make_person("nadia.qa", Capacity.QA_MANAGER).id
    page = ivy.post(f"/settings/roles/{key}/link/").content.decode()
    link = re.search(r"http://testserver(/account/password/reset/key/\S+/)<", page)
    assert link
    assert Client().get(link[1]).status_code == 302


def test_a_closed_account_holds_nothing(ivy: Client) -> None:
    key = make_person("mel.member", Capacity.MEMBER).id
    ivy.post(f"/settings/roles/{key}/", {"do": "close", "close-reason": "Left the council"})
    assert known("mel.member").capacities == frozenset()


@pytest.mark.parametrize("path", ["", "new/", "1/", "1/end/", "1/link/"])
def test_others_are_refused(path: str) -> None:
    stranger = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    assert stranger.post(f"/settings/roles/{path}").status_code == 403
    assert Client().get(f"/settings/roles/{path}").status_code == 302


def test_an_unknown_account_does_not_exist(ivy: Client) -> None:
    assert ivy.get("/settings/roles/999/").status_code == 404


def test_the_command_adds_grants_and_lists(capsys: pytest.CaptureFixture[str]) -> None:
    said = ["add", "--login", "ivy.ig", "--name", "Ivy", "--capacity", "ig_officer"]
    assert run("people", said) == 0
    assert "/account/password/reset/key/" in capsys.readouterr().out
    assert run("people", ["--as", "ivy.ig", "add", "--login", "sam.sw", "--name", "Sam"]) == 0
    assert run("people", ["--as", "ivy.ig", "grant", "sam.sw", "--capacity", "worker"]) == 0
    assert run("people", ["match", "sam.sw", "--worker", "W012"]) == 0
    capsys.readouterr()
    run("people", ["--json", "list"])
    rows = json.loads(capsys.readouterr().out)
    assert [(r["login"], r["workers"]) for r in rows] == [("ivy.ig", []), ("sam.sw", ["W012"])]


def test_the_command_says_what_is_wrong_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("people", ["grant", "nobody.here", "--capacity", "worker"]) == 2
    assert capsys.readouterr().err == "There is no account with the login nobody.here.\n"
    make_person("sam.sw", Capacity.WORKER)
    assert run("people", ["--as", "sam.sw", "end", "sam.sw", "--capacity", "worker"]) == 2
    assert "Only" in capsys.readouterr().err
    with pytest.raises(BadInput):
        call_command(Command(), "add", "--login", "x", "--name", "X", "--ends", "soon")
