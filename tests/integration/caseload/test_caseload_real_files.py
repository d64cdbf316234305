"""The two public Annex A files: every row accepted or returned, and a frame to select from."""

import os
from pathlib import Path

import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.layouts import BY_KEY
from stocktake.people.queries import operator
from tests.cast import AT

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
DIRTY, TEMPLATE = "annex-a-2024-01-dirty.xlsx", "annex-a-template-2019-08.xlsx"


def sample(name: str, kind: str = "annex-a") -> Path:
    """One of the public files; a test is skipped, naming it, where it is not."""
    places = [Path(p) for p in [os.environ.get("STOCKTAKE_SAMPLE_DATA", "")] if p]
    places += [ROOT / "../shared/data", ROOT / "../../shared/data"]
    for place in places:
        if (place / kind / name).exists():
            return place / kind / name
    pytest.skip(f"the public sample {kind}/{name} is not here (set STOCKTAKE_SAMPLE_DATA)")


def test_the_dirty_file_accounts_for_every_row() -> None:
    made = acts.import_annex_a(path=sample(DIRTY), by=operator("tests"), at=AT)
    rows = {r.list: r.rows for r in made.lists}
    assert [rows[str(n)] for n in range(1, 12)] == [5, 5, 6, 5, 5, 5, 7, 5, 6, 5, 5]
    assert all(r.accepted + r.rejected == r.rows for r in made.lists)
    assert queries.rejected_rows(made.snapshot) == (), "dirty is not unreadable"
    odd = {(q.list, q.row) for q in queries.rejected_rows(made.snapshot, "questions")}
    assert {("7", 8), ("8", 5)} <= odd, "a plan and a care period years before the birth"


def test_the_dirty_file_gives_a_frame_to_select_from() -> None:
    made = acts.import_annex_a(path=sample(DIRTY), by=operator("tests"), at=AT)
    frame = queries.frame(made.snapshot)
    strata = [row.stratum.value for row in frame]
    assert {s: strata.count(s) for s in strata} == {"CIN": 5, "CL": 6, "CLA": 4, "CP": 2}
    assert len({row.child_id for row in frame}) == len(frame) == 17
    assert not any("." in row.child_id for row in frame)


def test_quirks_are_questioned_and_kept() -> None:
    made = acts.import_annex_a(path=sample(DIRTY), by=operator("tests"), at=AT)
    asked = queries.rejected_rows(made.snapshot, "questions")
    values = {q.value for q in asked}
    assert "CS Assessment Updated" in values
    assert any(v.startswith("PSRMEM") for v in values)


def test_the_template_comes_in_as_lists_without_rows() -> None:
    made = acts.import_annex_a(path=sample(TEMPLATE), by=operator("tests"), at=AT)
    assert [(r.list, r.rows) for r in made.lists] == [(str(n), 0) for n in range(1, 12)]
    assert queries.frame(made.snapshot) == ()


def test_importing_the_dirty_file_again_changes_nothing() -> None:
    first = acts.import_annex_a(path=sample(DIRTY), by=operator("tests"), at=AT)
    again = acts.import_annex_a(path=sample(DIRTY), by=operator("tests"), at=AT)
    assert (again.snapshot, again.unchanged) == (first.snapshot, True)


def test_the_ssda903_files_account_for_every_row() -> None:
    path = sample("header.csv", "ssda903").parent
    made = acts.import_extract(layout=BY_KEY["ssda903"], path=path, by=operator("tests"), at=AT)
    rows = {r.list: r.rows for r in made.lists if r.rows}
    assert rows == {
        "header": 2675, "episodes": 5050, "reviews": 12582, "missing": 43, "uasc": 132, "oc3": 53,
    }  # fmt: skip
    assert all(r.accepted + r.rejected == r.rows for r in made.lists)
    assert queries.frame(made.snapshot) == (), "a return is no frame to select from"
    assert queries.table(made.snapshot, "reviews").height > 12_000


@pytest.mark.parametrize(
    ("name", "children", "episodes"),
    [("fake_CIN_data.xml", 332, 402), ("CIN_Census_2026.xml", 2, 2)],
)
def test_the_cin_census_accounts_for_every_block(name: str, children: int, episodes: int) -> None:
    path = sample(name, "cin-census")
    made = acts.import_extract(layout=BY_KEY["cin"], path=path, by=operator("tests"), at=AT)
    rows = {r.list: r.rows for r in made.lists}
    assert (rows["children"], rows["episodes"]) == (children, episodes)
    assert all(r.accepted + r.rejected == r.rows for r in made.lists)
