"""Statutory returns: what of them becomes history, and what is counted alone."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.caseload.domain.layouts import CIN_CENSUS, SSDA903
from stocktake.caseload.domain.said import Said
from stocktake.caseload.reading import extracts
from stocktake.caseload.reading.checking import Checked
from tests.cast import AT
from tests.mutated import CENSUS

EPISODES = """CHILD,DECOM,RNE,LS,PLACE,URN,DEC,REC
1,01/02/2024,S,C1,U6,SC1,01/03/2024,X1
1,01/03/2024,L,C2,U6,SC1,01/06/2024,X1
1,01/06/2024,P,C2,K2,SC2,01/09/2024,E4A
1,01/02/2025,S,C2,K2,SC2,,
2,01/02/2024,S,E1,A5,SC3,01/09/2024,E12
"""


def returned(folder: Path, **files: str) -> Checked:
    (folder / "in").mkdir()
    for name, text in files.items():
        (folder / "in" / f"{name}.csv").write_text(text)
    extract = extracts.read(folder / "in", folder / "out", SSDA903, Said())
    return extracts.checked(extract, Said(), AT.date())


def test_times_in_care_and_placements_are_runs_of_episodes(tmp_path: Path) -> None:
    tables = returned(tmp_path, episodes=EPISODES).tables
    care = tables["episodes"].select("child_id", "started_on", "ended_on", "end_reason").rows()
    assert care[:2] == [
        ("1", date(2024, 2, 1), date(2024, 9, 1), "E4A"),
        ("1", date(2025, 2, 1), None, ""),
    ]
    placed = tables["placements"].filter(child_id="1")["placement_code"].to_list()
    assert placed == ["U6", "K2", "K2"], "a change of legal status is no new placement"


def test_that_a_time_in_care_ended_in_adoption_is_not_said(tmp_path: Path) -> None:
    tables = returned(tmp_path, episodes=EPISODES).tables
    assert tables["episodes"].filter(child_id="2")["end_reason"].to_list() == [""]


@pytest.mark.parametrize("name", ["ad1", "AD1", "PlacedAdoption", "prev_perm"])
def test_adoption_is_counted_and_nothing_of_it_is_kept(tmp_path: Path, name: str) -> None:
    text = "CHILD,DOB,DATE_INT\n1,01/02/2020,01/03/2024\n2,01/02/2021,01/03/2024\n"
    made = returned(tmp_path, header="CHILD,SEX,DOB\n1,1,01/02/2020\n", **{name: text})
    counted = [c for c in made.lists if c.rows == 2]
    assert [(c.accepted, c.rejected) for c in counted] == [(2, 0)]
    assert counted[0].list not in made.parts
    assert all(t.filter(child_id="2").is_empty() for t in made.tables.values() if "child_id" in t)


def test_workers_and_deprivation_of_liberty_are_history(tmp_path: Path) -> None:
    tables = returned(
        tmp_path,
        SWEpisodes="CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n1,,W1,01/02/2024,,MANAGE\n",
        dolo="CHILD,DOB,DOLO_START,DOLO_END\n1,,01/02/2024,01/05/2024\n",
    ).tables
    assert tables["involvements"]["worker_id"].to_list() == ["W1"]
    assert tables["legal_statuses"]["legal_status"].to_list() == ["DoL"]


def test_the_census_gives_periods_disability_exploitation_and_conferences(tmp_path: Path) -> None:
    more = "<Disabilities><Disability>HAND</Disability><Disability>MOB</Disability></Disabilities>"
    factors = "<AssessmentFactors>6B</AssessmentFactors><AssessmentFactors>11A</AssessmentFactors>"
    text = CENSUS.replace("</ChildIdentifiers>", f"</ChildIdentifiers>{more}")
    text = text.replace("</Assessments>", f"{factors}</Assessments>")
    text = text.replace(
        "<Assessments>", "<DateOfInitialCPC>2026-02-02</DateOfInitialCPC><Assessments>"
    )
    (tmp_path / "census.xml").write_text(text)
    extract = extracts.read(tmp_path / "census.xml", tmp_path / "out", CIN_CENSUS, Said())
    made = extracts.checked(extract, Said(), AT.date())
    assert made.parts["children"]["disabilities"].to_list() == ["HAND MOB"]
    assert made.tables["cases"].select("disability", "exploitation").row(0) == ("yes", True)
    assert made.tables["episodes"]["kind"].to_list() == ["CIN"]
    assert made.tables["reviews"]["review_type"].to_list() == [
        "Initial child protection conference"
    ]
