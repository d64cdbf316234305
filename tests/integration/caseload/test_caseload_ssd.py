"""Tables of the Standard Safeguarding Dataset: every row accounted for, and a frame."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.acts import ImportResult
from stocktake.caseload.domain.layouts import BY_KEY
from stocktake.core.thread import Refused
from stocktake.people.queries import operator
from tests.cast import AT

pytestmark = pytest.mark.django_db
TABLES: dict[str, list[dict[str, Any]]] = {
    "ssd_person": [
        {"pers_person_id": f"00{n}", "pers_dob": "2015-02-01 00:00:00", "pers_sex": "F"}
        for n in range(1, 5)
    ] + [{"pers_person_id": "005", "pers_dob": "2006-01-01"}, {"pers_person_id": ""}],
    "ssd_cin_episodes": [
        {"cine_referral_id": "r1", "cine_person_id": "001", "cine_referral_date": "2026-01-05"},
        {"cine_referral_id": "r2", "cine_person_id": "002", "cine_referral_date": "2026-01-06"},
        {"cine_person_id": "004", "cine_referral_date": "2026-03-01", "cine_referral_nfa": "Y"},
        {"cine_person_id": "001", "cine_referral_date": "soon"},
    ],
    "ssd_cp_plans": [{"cppl_person_id": "002", "cppl_cp_plan_start_date": "2026-02-01"}],
    "ssd_cla_episodes": [
        {"clae_cla_id": "c1", "clae_person_id": "003", "clae_cla_episode_start_date": "2025-01-01",
         "clae_cla_episode_ceased": "2025-06-01"},
        {"clae_cla_id": "c1", "clae_person_id": "003", "clae_cla_episode_start_date": "2025-06-01"},
    ],
    "ssd_cla_reviews": [
        {"clar_cla_id": "c1", "clar_cla_review_date": "2026-02-02"},
        {"clar_cla_id": "c1", "clar_cla_review_date": "2026-05-02", "clar_cla_review_cancelled": "Y"},
        {"clar_cla_id": "c9", "clar_cla_review_date": "2026-02-03"},
    ],
    "ssd_cp_visits": [
        {"cppv_person_id": "002", "cppv_cp_visit_date": "2026-02-09", "cppv_cp_visit_seen": "Y",
         "cppv_cp_visit_seen_alone": "NA"},
    ],
    "ssd_care_leavers": [{"clea_person_id": "005", "clea_care_leaver_latest_contact": "2026-04-01"}],
    "ssd_involvements": [
        {"invo_professional_id": "p1", "invo_person_id": "002", "invo_professional_team": "North",
         "invo_involvement_start_date": "2026-01-07"},
    ],
    "ssd_professionals": [
        {"prof_professional_id": "p1", "prof_staff_id": "S1", "prof_professional_name": "A. Lee"},
    ],
    "ssd_missing": [
        {"miss_person_id": "003", "miss_missing_episode_start_date": "2026-03-03",
         "miss_missing_episode_type": "M", "miss_missing_rhi_offered": "Y"},
    ],
}  # fmt: skip


def written(folder: Path, kind: str) -> Path:
    folder.mkdir()
    for name, rows in TABLES.items():
        columns = list(dict.fromkeys(c for r in rows for c in r))
        filled = [{c: r.get(c, "") for c in columns} for r in rows]
        if kind == "parquet":
            pl.DataFrame(filled).write_parquet(folder / f"{name}.parquet")
            continue
        with (folder / f"{name}.csv").open("w", newline="") as handle:
            writer = csv.DictWriter(handle, columns)
            writer.writeheader()
            writer.writerows(filled)
    return folder


def imported(folder: Path) -> ImportResult:
    return acts.import_extract(layout=BY_KEY["ssd"], path=folder, by=operator("tests"), at=AT)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_row_is_accepted_or_returned(tmp_path: Path, kind: str) -> None:
    made = imported(written(tmp_path / "in", kind))
    lists = {r.list: r for r in made.lists}
    for name, rows in TABLES.items():
        filled = [r for r in rows if any(r.values())]  # a wholly empty row is no row
        assert lists[name].rows == len(filled)
        assert lists[name].accepted + lists[name].rejected == lists[name].rows
    assert {n: r.rejected for n, r in lists.items() if r.rejected} == {
        "ssd_cin_episodes": 1, "ssd_cla_reviews": 1,
    }  # fmt: skip
    assert made.rejected_file


def test_each_open_child_has_one_stratum(tmp_path: Path) -> None:
    made = imported(written(tmp_path / "in", "csv"))
    cases = queries.table(made.snapshot, "cases")
    found = {r["child_id"]: (r["stratum"], r["in_frame"]) for r in cases.to_dicts()}
    assert found == {
        "001": ("CIN", True), "002": ("CP", True), "003": ("CLA", True), "004": ("", False),
        "005": ("CL", True),
    }  # fmt: skip
    two = cases.filter(child_id="002").to_dicts()[0]
    held = [two[c] for c in ("allocated_worker_id", "allocated_worker", "allocated_team")]
    assert held == ["S1", "A. Lee", "North"]


def test_rows_go_where_they_belong(tmp_path: Path) -> None:
    name = imported(written(tmp_path / "in", "csv")).snapshot
    reviews = queries.table(name, "reviews")
    assert sorted(reviews["held_on"].to_list(), key=str) == [date(2026, 2, 2), None]
    assert set(reviews["child_id"]) == {"003"}
    care = queries.table(name, "episodes").filter(kind="CLA").to_dicts()
    assert [(c["started_on"], c["ended_on"]) for c in care] == [(date(2025, 1, 1), None)]
    visit = queries.table(name, "visits").filter(visit_type="CP visit").to_dicts()[0]
    assert (visit["seen"], visit["seen_alone"]) == (True, None)
    assert queries.table(name, "missing")["category"].to_list() == ["missing"]


def test_again_changes_nothing_and_a_stranger_is_no_dataset(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", "csv")
    first = imported(folder)
    assert (imported(folder).snapshot, imported(folder).unchanged) == (first.snapshot, True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sales.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="no table of the Standard Safeguarding Dataset"):
        imported(tmp_path / "other")


def test_returned_rows_come_back_mended(tmp_path: Path) -> None:
    first = imported(written(tmp_path / "in", "csv"))
    assert first.rejected_file
    book = openpyxl.load_workbook(first.rejected_file)
    sheet = book["ssd_cla_reviews"]
    at = [c.value for c in sheet[1]].index("clar_cla_id")
    sheet.cell(2, at + 1).value = "c1"
    book.save(tmp_path / "mended.xlsx")
    again = imported(tmp_path / "mended.xlsx")
    assert again.joined_to == first.snapshot
    assert queries.table(again.snapshot, "reviews").height == 3
