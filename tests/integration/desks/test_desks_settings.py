"""The council's own settings: each change an entry, the whole form or nothing, no one else's."""

import json

import pytest
from django.conf import settings
from django.test import Client

from stocktake.core.capacity import Capacity
from stocktake.desks.queries.settings import KNOWN, shown
from stocktake.record.home import Home
from stocktake.record.models import Body, Entry
from tests.cast import make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, settings: pytest.FixtureRequest) -> Home:
    made = Home(tmp_path_factory.mktemp("home"))
    made.make(demonstration=True, council="Thornmere (fictional)")
    settings.HOME = made  # type: ignore[attr-defined]
    return made


@pytest.fixture
def ivy() -> Client:
    return sign_in(make_person("ivy.ig", Capacity.IG_OFFICER))


def form(**changes: str) -> dict[str, str]:
    return {s.name: shown(s) for s in KNOWN} | changes


def test_a_change_is_an_entry_with_what_it_was(ivy: Client) -> None:
    answer = ivy.post("/settings/", form(reply_working_days="12"), follow=True)
    assert "Working days for the worker and the manager to reply" in answer.content.decode()
    assert settings.HOME.told("reply_working_days", 10) == 12
    said = json.loads(Body.objects.get(entry=Entry.objects.get(act="setting.changed")).said)
    assert (said["was"], said["now"]) == ("10", "12")


def test_saving_without_a_change_writes_nothing(ivy: Client) -> None:
    answer = ivy.post("/settings/", form(), follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert not Entry.objects.filter(act="setting.changed").exists()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("concern_hours_at_risk", "0", "enter a whole number from 1 to 24"),
        ("concern_hours_at_risk", "soon", "enter a whole number from 1 to 24"),
        ("record_link", "https://records.example/", "write {reference} where it belongs"),
        ("concern_deputies", "hari.hos and hope.hos", "is not two words with a colon between"),
    ],
)
def test_one_wrong_line_changes_nothing_and_keeps_what_was_typed(
    ivy: Client, name: str, typed: str, said: str
) -> None:
    page = ivy.post("/settings/", form(reply_working_days="12", **{name: typed})).content.decode()
    assert said in page
    assert typed in page
    assert settings.HOME.told("reply_working_days", 10) == 10


def test_deputies_are_read_as_pairs(ivy: Client, home: Home) -> None:
    ivy.post("/settings/", form(concern_deputies="hari.hos: hope.hos\n\nhope.hos : hari.hos"))
    told = json.loads((home.path / "council.json").read_text())["concern_deputies"]
    assert told == {"hari.hos": "hope.hos", "hope.hos": "hari.hos"}
    assert "hari.hos: hope.hos" in ivy.get("/settings/").content.decode()


def test_a_stranger_neither_reads_nor_changes_them() -> None:
    nadia = sign_in(make_person("nadia.qa", Capacity.QA_MANAGER))
    assert nadia.get("/settings/").status_code == 403
    assert nadia.post("/settings/", form(reply_working_days="12")).status_code == 403
