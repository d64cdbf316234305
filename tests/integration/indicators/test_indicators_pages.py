"""Pages of timeliness: what each says, who is refused, and figures about one worker."""

from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponse

from stocktake.caseload import acts as caseload
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.indicators import acts, queries
from stocktake.indicators.domain.figures import TurnOn
from stocktake.indicators.domain.intervals import SetInterval
from stocktake.people.queries import operator
from stocktake.record.models import Access, Entry
from tests.cast import AT, make_person, sign_in
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db
OPENED = {"opened_on": "2026-03-02", "allocated_team": "North", "allocated_worker_id": "w1"}
CASES = [
    {"child_id": "1", "case_ref": "TH-1", "stratum": "CP", "allocated_worker": "Sam", **OPENED},
    {**OPENED, "child_id": "2", "case_ref": "TH-2", "stratum": "CIN", "allocated_team": "South",
     "allocated_worker_id": "w2", "allocated_worker": "Kit"},
    {**OPENED, "child_id": "3", "case_ref": "TH-3", "stratum": "CP",
     "allocated_worker_id": "w3", "allocated_worker": "Ana"},
]  # fmt: skip
PLANS = [{"child_id": "1", "plan_type": "CP", "started_on": "2026-03-02"}]
VISITS = [
    {"child_id": "1", "happened_on": f"2026-{m:02}-10", "recorded_on": f"2026-{m:02}-13",
     "visit_type": "CP visit", "mode": "in_person", "seen_alone": "yes"}
    for m in range(3, 10)
]  # fmt: skip
DECIDED = TurnOn(
    assessed_on=date(2026, 6, 1), assessment="IA 12", consulted_on=date(2026, 7, 1),
    consultation="Staff forum",
)  # fmt: skip


@pytest.fixture(autouse=True)
def snapshot(tmp_path: Path) -> str:
    folder = write_folder(tmp_path / "in", cases=CASES, plans=PLANS, visits=VISITS, notes=[])
    return caseload.import_folder(path=folder, by=operator("tests"), at=AT).snapshot


@pytest.fixture
def hari() -> Person:
    return make_person("hari.hos", Capacity.HEAD_OF_SERVICE)


@pytest.fixture
def sam() -> Person:
    return make_person("sam.sw", Capacity.WORKER, worker_id="w1")


@pytest.fixture
def tess() -> Person:
    return make_person("tess.tm", Capacity.TEAM_MANAGER, team="North")


def page(who: Person, where: str, **said: str) -> HttpResponse:
    client = sign_in(who)
    answer = client.post(where, said, follow=True) if said else client.get(where)
    return answer  # type: ignore[return-value]


def words(who: Person, where: str, **said: str) -> str:
    return page(who, where, **said).content.decode()


def test_the_service_page_has_teams_trends_and_rules(hari: Person) -> None:
    text = words(hari, "/timeliness/")
    assert "Child protection visit" in text
    assert "trial limits" in text
    assert '<a href="/timeliness/teams/North/">North</a>' in text


def test_a_manager_sees_their_team_and_is_told_404_of_another(tess: Person) -> None:
    assert "TH-1" in words(tess, "/timeliness/teams/North/")
    assert page(tess, "/timeliness/teams/South/").status_code == 404
    assert page(tess, "/timeliness/").status_code == 403


def test_a_team_of_one_worker_has_no_figures(hari: Person) -> None:
    """They would be figures about that worker, on pages that chairs and leaders open."""
    service = words(hari, "/timeliness/")
    row = service.split('teams/South/">South</a>')[1].split("</tr>")[0]
    assert "figures would be about that worker" in row
    text = words(hari, "/timeliness/teams/South/")
    assert "figures would be about that worker" in text
    assert not any(h in text for h in ("Visits on time", "By rule", "Trends"))
    assert page(hari, "/timeliness/trends/visits.csv?team=South").status_code == 404
    assert "Visits on time" in words(hari, "/timeliness/teams/North/")


def test_a_childs_page_is_a_read_of_the_record(tess: Person, sam: Person) -> None:
    text = words(tess, "/timeliness/cases/1/")
    assert "cp-visit@2010-04-01" in text
    read = Access.objects.filter(event="read").last()
    assert read is not None
    assert (read.child, read.what) == ("1", "timeliness")
    assert page(sam, "/timeliness/cases/1/").status_code == 200
    assert page(sam, "/timeliness/cases/2/").status_code == 404


def test_a_reviewer_and_a_member_are_refused() -> None:
    for capacity in (Capacity.REVIEWER, Capacity.MEMBER, Capacity.COMMISSIONING_OFFICER):
        stranger = make_person(f"{capacity}.x", capacity)
        for where in ("/timeliness/", "/timeliness/cases/1/", "/timeliness/workers/w1/"):
            assert page(stranger, where).status_code == 403


def test_the_file_of_a_trend_has_the_numbers_of_its_table(hari: Person, tess: Person) -> None:
    answer = page(hari, "/timeliness/trends/upload.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "Sep 26,3.0,3.0" in answer.content.decode()
    assert Access.objects.filter(event="export", what="timeliness:upload").exists()
    assert page(tess, "/timeliness/trends/upload.csv?team=South").status_code == 404
    assert page(hari, "/timeliness/trends/nothing.csv").status_code == 404


def test_a_councils_interval_is_an_entry_and_changes_later_clocks_only(hari: Person) -> None:
    said = {"due": "30", "due_unit": "days", "then": "40", "then_unit": "days",
            "modes": "in_person", "valid_from": "1 June 2026", "why": "Policy 7"}  # fmt: skip
    assert "set from 1 June 2026 on" in words(hari, "/timeliness/rules/cp-visit/", **said)
    assert Entry.objects.filter(act="interval.set").exists()
    found = queries.reading(queries.latest() or "")
    rows = found.occasions.filter(rule="cp-visit", child_id="1").sort("started_on").to_dicts()
    assert {r["version"] for r in rows if r["started_on"] < date(2026, 6, 1)} == {
        "cp-visit@2010-04-01"
    }
    later = [r for r in rows if r["started_on"] >= date(2026, 6, 1)]
    assert {r["version"] for r in later} == {"cp-visit@2026-06-01"}
    assert "in timescale" in {r["verdict"] for r in later}


@pytest.mark.parametrize(
    ("rule", "due", "then", "sentence"),
    [
        ("review-conference", "3 months", "6 months", "a council cannot change it"),
        ("cp-visit", "10 working days", "", "say how often"),
        ("adoption-visit", "5 weeks", "6 weeks", "The first is set by statute: 1 week"),
        ("cp-visit", "10 terms", "1 week", "Write days, working days, weeks or months"),
        ("nothing", "1 week", "1 week", "There is no rule nothing"),
    ],
)
def test_intervals_that_are_refused(
    hari: Person, rule: str, due: str, then: str, sentence: str
) -> None:
    what = SetInterval(rule=rule, valid_from=date(2026, 6, 1), due=due, then_every=then, why="x")
    with pytest.raises(Refused, match=sentence):
        acts.set_interval(what=what, by=hari, at=AT)


def test_a_worker_may_not_set_intervals(sam: Person) -> None:
    assert page(sam, "/timeliness/rules/cp-visit/").status_code == 403


def test_figures_about_one_worker_are_off_until_the_council_decides(
    hari: Person, sam: Person
) -> None:
    assert page(sam, "/timeliness/workers/w1/").status_code == 404
    assert "has not turned on figures" in words(sam, "/timeliness/mine/")
    said = {"assessed_on": "1 June 2026", "assessment": "IA 12", "consulted_on": "1 July 2026",
            "consultation": "Staff forum"}  # fmt: skip
    assert "They are on" in words(hari, "/timeliness/figures/", **said)
    assert "before anybody else" in words(sam, "/timeliness/workers/w1/")
    assert "They are off" in words(hari, "/timeliness/figures/", why="A pause")
    assert page(sam, "/timeliness/workers/w1/").status_code == 404


def test_a_decision_that_lies_ahead_is_refused(hari: Person) -> None:
    ahead = TurnOn(**{**DECIDED.body(), "consulted_on": date(2027, 1, 1)})
    with pytest.raises(Refused, match="must have been concluded"):
        acts.turn_on(what=ahead, by=hari, at=AT)


def test_the_worker_sees_them_first_and_their_words_stand_beside(
    hari: Person, sam: Person, tess: Person
) -> None:
    acts.turn_on(what=DECIDED, by=hari, at=AT)
    assert page(tess, "/timeliness/workers/w1/").status_code == 404
    assert "Sam: has not seen them yet" in words(tess, "/timeliness/teams/North/")
    assert "Kept." in words(sam, "/timeliness/workers/w1/", comment="One family moved twice.")
    after = words(tess, "/timeliness/workers/w1/")
    assert "One family moved twice." in after
    assert "support and supervision" in after
    assert page(tess, "/timeliness/workers/w2/").status_code == 404


def test_nobody_above_the_manager_sees_them_and_no_file_holds_them(
    hari: Person, sam: Person
) -> None:
    acts.turn_on(what=DECIDED, by=hari, at=AT)
    words(sam, "/timeliness/workers/w1/")
    assert page(hari, "/timeliness/workers/w1/").status_code == 403
    assert "Sam" not in words(hari, "/timeliness/teams/North/").split("<main")[1]
    assert "Sam" not in words(hari, "/timeliness/trends/visits.csv")


def test_a_worker_cannot_speak_to_anothers_figures(hari: Person, sam: Person) -> None:
    acts.turn_on(what=DECIDED, by=hari, at=AT)
    with pytest.raises(Refused, match="Only the worker that they are about"):
        acts.see(worker_id="w2", snapshot=queries.latest() or "", by=sam, at=AT)
