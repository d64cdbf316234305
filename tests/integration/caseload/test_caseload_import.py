"""Importing a Stocktake CSV folder: what stands, what is returned, and who may not."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.said import Said
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.record import queries as record
from tests.cast import AT, make_person
from tests.extracts import CASES, NOTES, write_folder
from tests.hostile import two_far_cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana() -> Person:
    return make_person("dana.data", Capacity.DATA_ANALYST)


@pytest.fixture(autouse=True)
def _staging_is_empty() -> None:
    """What another test uploaded and never imported stands there until its time is over."""
    for waiting in settings.HOME.folder("staging").iterdir():
        shutil.rmtree(waiting)


def leftovers() -> list[str]:
    staging = settings.HOME.folder("staging")
    hidden = settings.HOME.folder("snapshots").glob(".*")
    return [p.name for p in (*staging.iterdir(), *hidden)]


def test_a_folder_becomes_a_snapshot_and_an_entry(dana: Person, tmp_path: Path) -> None:
    made = acts.import_folder(path=write_folder(tmp_path / "in"), by=dana, at=AT)
    assert (made.cases, made.unchanged, made.as_of) == (5, False, date(2026, 10, 19))
    entry = record.last_entry("snapshot", made.snapshot, "import.completed")
    assert entry is not None
    assert leftovers() == []


def test_importing_again_changes_nothing(dana: Person, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    first = acts.import_folder(path=folder, by=dana, at=AT)
    again = acts.import_folder(path=folder, by=dana, at=AT + timedelta(days=1))
    assert (again.snapshot, again.unchanged) == (first.snapshot, True)
    assert len(queries.snapshots()) == 1
    assert len(record.entries_about("snapshot", first.snapshot)) == 1


def test_another_stated_day_is_another_snapshot(dana: Person, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    first = acts.import_folder(path=folder, by=dana, at=AT)
    other = acts.import_folder(path=folder, by=dana, at=AT, as_of=date(2026, 10, 12))
    assert other.snapshot != first.snapshot


def test_every_row_is_accepted_or_returned_with_its_reason(dana: Person, tmp_path: Path) -> None:
    notes = [
        *NOTES,
        {"note_id": "n4", "child_id": "", "happened_at": "2026-01-01", "body": "secret"},
        {"note_id": "n5", "child_id": "99", "happened_at": "2026-09-01", "body": "secret"},
        {"note_id": "n1", "child_id": "1", "happened_at": "2026-09-01", "body": "secret"},
        {"note_id": "n6", "child_id": "1", "happened_at": "soon", "title": "secret"},
        {},
    ]
    made = acts.import_folder(path=write_folder(tmp_path / "in", notes=notes), by=dana, at=AT)
    lists = {r.list: (r.rows, r.accepted, r.rejected) for r in made.lists}
    assert lists == {"cases": (5, 5, 0), "notes": (7, 3, 4)}
    reasons = {r.row: (r.column, r.reason) for r in queries.rejected_rows(made.snapshot)}
    assert reasons[5] == ("Child ID", "Child ID is empty.")
    assert reasons[6][1].startswith("This child is not in cases.csv")
    assert reasons[7][1] == "This repeats row 3."
    assert "date and time" in reasons[8][1]
    assert made.rejected_file is not None
    cells = [c for sheet in load_workbook(made.rejected_file) for r in sheet.values for c in r]
    assert "secret" not in cells


def test_odd_days_are_questions_on_rows_that_stand(dana: Person, tmp_path: Path) -> None:
    cases = [{"child_id": "1", "stratum": "CP", "date_of_birth": "2020-01-01"}]
    closed = {"child_id": "2", "stratum": "CIN", "closed_on": "2026-09-01"}
    visits = [
        {"child_id": "1", "happened_on": "2026-10-20"},
        {"child_id": "1", "happened_on": "2019-02-28"},
        {"child_id": "1", "happened_on": "2019-12-24"},
        {"child_id": "2", "happened_on": "2026-09-02"},
    ]
    folder = write_folder(tmp_path / "in", cases=[*cases, closed], notes=[], visits=visits)
    made = acts.import_folder(path=folder, by=dana, at=AT)
    assert (made.cases, [r.rejected for r in made.lists]) == (1, [0, 0, 0])
    asked = {q.row: q.reason for q in queries.rejected_rows(made.snapshot, "questions")}
    assert asked == {
        2: "This lies after the day of the extract, 19 October 2026.",
        3: "This is more than 300 days before the date of birth.",
        5: "This lies after the case closed.",
    }


def test_coverage_says_what_the_extract_cannot_tell(dana: Person, tmp_path: Path) -> None:
    visits = [{"child_id": "1", "happened_on": "2026-10-01"}]
    made = acts.import_folder(path=write_folder(tmp_path / "in", visits=visits), by=dana, at=AT)
    held = dict(queries.coverage(made.snapshot).select("table", "holds").iter_rows())
    assert (held["visits"], held["supervisions"]) == ("all", "none")


def test_cells_beyond_the_header_are_returned(dana: Person, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cases.csv").write_text("child_id,stratum\n1,CIN\n2,CP,so,much\n,,\n")
    made = acts.import_folder(path=folder, by=dana, at=AT)
    assert (made.cases, made.lists[0].rejected) == (1, 1)


def test_a_similar_header_is_not_taken_until_it_is_named(dana: Person, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cases.csv").write_text("child_id,stratum,Worker\n1,CIN,Sam\n")
    unnamed = acts.import_folder(path=folder, by=dana, at=AT)
    assert queries.frame(unnamed.snapshot)[0].worker_name == ""
    columns = {"cases": {"Worker": "allocated_worker"}}
    named = acts.import_folder(path=folder, by=dana, at=AT, said=Said(columns=columns))
    assert queries.frame(named.snapshot)[0].worker_name == "Sam"


def test_a_confirmed_header_is_remembered(dana: Person, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cases.csv").write_text("child_id,stratum,Worker\n1,CIN,Sam\n")
    columns = {"cases": {"Worker": "allocated_worker"}}
    acts.import_folder(path=folder, by=dana, at=AT, said=Said(columns=columns))
    (folder / "cases.csv").write_text("child_id,stratum,Worker\n1,CIN,Tess\n")
    later = acts.import_folder(path=folder, by=dana, at=AT + timedelta(days=7))
    assert queries.frame(later.snapshot)[0].worker_name == "Tess"


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [
        ([{"child_id": "1", "stratum": "moon"}], "Row 2: This is none of: EH, CIN"),
        ([{"child_id": "", "stratum": "CIN"}], "is empty"),
    ],
)
def test_a_case_list_of_which_nothing_stands_imports_nothing(
    dana: Person, tmp_path: Path, cases: list[dict[str, str]], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        acts.import_folder(path=write_folder(tmp_path / "in", cases=cases), by=dana, at=AT)
    assert (queries.snapshots(), leftovers()) == ((), [])


def test_a_folder_without_cases_is_refused(dana: Person, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in")
    (folder / "cases.csv").unlink()
    with pytest.raises(Refused, match=r"no cases\.csv"):
        acts.import_folder(path=folder, by=dana, at=AT)


def test_an_extract_from_tomorrow_is_refused(dana: Person, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="lie ahead"):
        acts.import_folder(
            path=write_folder(tmp_path / "in"), by=dana, at=AT, as_of=date(2026, 10, 20)
        )


def test_a_stranger_is_refused_before_the_file_is_opened(tmp_path: Path) -> None:
    mel = make_person("mel.member", Capacity.MEMBER)
    with pytest.raises(Refused, match="Only a data analyst"):
        acts.import_folder(path=tmp_path / "is not even there", by=mel, at=AT)


def test_ages_come_from_the_birth_date_when_there_is_none(dana: Person, tmp_path: Path) -> None:
    made = acts.import_folder(path=write_folder(tmp_path / "in"), by=dana, at=AT)
    ages = {row.child_id: row.age for row in queries.frame(made.snapshot)}
    assert ages == {"0007": 15, "1": None, "2": 10, "3": None, "4": 19}
    assert len(CASES) == 5


def test_a_hostile_workbook_imports_nothing(dana: Person, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read safely"):
        acts.import_annex_a(path=two_far_cells(tmp_path / "far.xlsx"), by=dana, at=AT)
    assert (queries.snapshots(), leftovers()) == ((), [])
