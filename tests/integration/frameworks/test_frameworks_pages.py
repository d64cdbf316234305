"""Pages of frameworks, forms and baselines: readable by staff, closed to a committee member."""

from pathlib import Path

import pytest
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.frameworks import acts, queries
from stocktake.people.queries import operator
from tests.cast import AT, make_person, sign_in
from tests.osri import OSRI


@pytest.fixture(autouse=True)
def library(db: None) -> None:
    acts.load_library(by=operator("tests"), at=AT)


def signed_in(login: str, capacity: Capacity) -> Client:
    return sign_in(make_person(login, capacity))


def test_the_list_shows_every_kind() -> None:
    page = signed_in("nadia.qa", Capacity.QA_MANAGER).get("/frameworks/").content.decode()
    for title in ("Impact review, in depth", "Thornmere, inspection of March 2024", "ILACS from"):
        assert title in page


def test_every_version_can_be_read() -> None:
    sam = signed_in("sam.sw", Capacity.WORKER)
    for card in queries.shelf():
        page = sam.get(f"/frameworks/{card.hash}/")
        assert page.status_code == 200
        assert card.title in page.content.decode()


def test_a_form_shows_its_anchors_and_where_to_look() -> None:
    sam = signed_in("sam.sw", Capacity.WORKER)
    page = sam.get(f"/frameworks/{queries.current_form('in-depth').hash}/").content.decode()
    for words in ("Is this child safe now?", "Shapes the plan", "genogram", "helped or hindered"):
        assert words in page


def test_an_instrument_can_be_read_with_its_rules() -> None:
    content, _ = acts.add_file(path=OSRI, by=operator("tests"), at=AT)
    page = signed_in("sam.sw", Capacity.WORKER).get(f"/frameworks/{content.hash}/")
    for words in ("Stability of placement", "Where more than one holds: Strength", "Face sheet"):
        assert words in page.content.decode()


def test_a_form_shows_its_rules_and_what_forces_an_answer() -> None:
    form = queries.current_form("audit-rated").hash
    page = signed_in("sam.sw", Capacity.WORKER).get(f"/frameworks/{form}/").content.decode()
    for words in (
        "Seen on time, alone and to a purpose.",
        "No interval was missed.",
        "About the case",
    ):
        assert words in page


def test_two_versions_stand_beside_each_other(tmp_path: Path) -> None:
    first, _ = acts.add_file(path=OSRI, by=operator("tests"), at=AT)
    file = tmp_path / "osri.yaml"
    file.write_text(OSRI.read_text().replace("Is the present placement stable?", "Is it stable?"))
    second, _ = acts.add_file(path=file, by=operator("tests"), at=AT)
    sam = signed_in("sam.sw", Capacity.WORKER)
    assert f"?against={first.hash}" in sam.get(f"/frameworks/{second.hash}/").content.decode()
    page = sam.get(f"/frameworks/{second.hash}/?against={first.hash}").content.decode()
    assert "items › 4 › questions › C › ask" in page
    assert page.count("<tr><th") == 2  # the heading and the one difference
    form = queries.current_form("in-depth").hash
    assert sam.get(f"/frameworks/{second.hash}/?against={form}").status_code == 404


def test_a_committee_member_is_refused() -> None:
    mel = signed_in("mel.member", Capacity.MEMBER)
    assert mel.get("/frameworks/").status_code == 403
    form = queries.current_form("in-depth").hash
    assert mel.get(f"/frameworks/{form}/").status_code == 403


def test_a_version_that_is_not_here_is_lost() -> None:
    assert signed_in("sam.sw", Capacity.WORKER).get(f"/frameworks/{'0' * 64}/").status_code == 404
