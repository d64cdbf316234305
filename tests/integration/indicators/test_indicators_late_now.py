"""What a team's page lists as late now: what can still be put right, and nothing else."""

from pathlib import Path

import pytest

from stocktake.caseload import acts as caseload
from stocktake.core.capacity import Capacity
from stocktake.people.queries import operator
from tests.cast import AT, make_person, sign_in
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db
NORTH = {"stratum": "CIN", "opened_on": "2026-03-02", "allocated_team": "North"}
CASES = [{"child_id": n, "case_ref": f"TH-{n}", **NORTH} for n in ("1", "2")]
STARTED = {"assessment_type": "Child and family assessment", "started_on": "2026-05-01"}
ASSESSMENTS = [
    {"child_id": "1", **STARTED, "authorised_on": "2026-09-01"},
    {"child_id": "2", **STARTED, "authorised_on": ""},
]
PLACE = "/timeliness/teams/North/"


def test_what_was_done_late_is_not_late_now(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", cases=CASES, assessments=ASSESSMENTS, notes=[])
    caseload.import_folder(path=folder, by=operator("tests"), at=AT)
    tess = sign_in(make_person("tess.tm", Capacity.TEAM_MANAGER, team="North"))
    text = tess.get(PLACE).content.decode()
    now = text[text.index("Out of timescale now") : text.index("By stratum")]
    assert "Single assessment" in now
    assert ("TH-1" in now, "TH-2" in now) == (False, True)


def test_another_teams_manager_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", cases=CASES, notes=[])
    caseload.import_folder(path=folder, by=operator("tests"), at=AT)
    other = sign_in(make_person("omar.tm", Capacity.TEAM_MANAGER, team="South"))
    assert other.get(PLACE).status_code in (403, 404)
