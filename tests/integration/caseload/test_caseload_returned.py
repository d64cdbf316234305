"""Returned rows leave in the layout they came in, are mended there, and join what was accepted."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from stocktake.caseload import acts, queries
from stocktake.caseload.acts import ImportResult
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from tests.cast import AT, make_person
from tests.extracts import write_folder, write_workbook

pytestmark = pytest.mark.django_db
OPEN = {
    "opened_on": "01/02/2026",
    "case_status": "c) Child in need plan",
    "allocated_team": "@team",
}
LATER = AT + timedelta(hours=1)
BAD = {"child_id": "2", **OPEN, "opened_on": "soon"}


@pytest.fixture
def dana() -> Person:
    return make_person("dana.data", Capacity.DATA_ANALYST)


def first(dana: Person, tmp_path: Path) -> ImportResult:
    rows = [{"child_id": "1", **OPEN}, BAD, {"child_id": "3", **OPEN, "age": "old"}]
    file = write_workbook(tmp_path / "a.xlsx", titled=True, list_6=rows)
    return acts.import_annex_a(path=file, by=dana, at=AT)


def mended(file: Path | None, to: Path, **cells: Any) -> Path:
    """The workbook with cells of List 6's first returned row written anew, by header."""
    assert file is not None
    book = load_workbook(file)
    sheet = book["List 6"]
    for header, value in cells.items():
        column = next(c.column for c in sheet[1] if c.value == header.replace("_", " "))
        sheet.cell(2, column, value)
    book.save(to)
    return to


def test_returned_rows_have_the_layout_they_came_in(dana: Person, tmp_path: Path) -> None:
    file = first(dana, tmp_path).rejected_file
    assert file is not None
    book = load_workbook(file)
    assert book.sheetnames == [*(f"List {n}" for n in range(1, 10)), "About these rows"]
    rows = [*book["List 6"].values]
    assert rows[0][-2:] == ("Reason returned", "Row in the source")
    assert [(r[0], r[-1]) for r in rows[1:]] == [("2", "4"), ("3", "5")]
    assert "not a date" in str(rows[1][-2])
    assert "'@team" in rows[1], "a formula is defused"


def test_mended_rows_join_what_was_accepted(dana: Person, tmp_path: Path) -> None:
    made = first(dana, tmp_path)
    file = mended(made.rejected_file, tmp_path / "mended.xlsx", CIN_Start_Date="02/02/2026")
    again = acts.import_annex_a(path=file, by=dana, at=LATER)
    assert again.joined_to == made.snapshot
    assert (again.lists[5].rows, again.lists[5].accepted, again.lists[5].rejected) == (2, 1, 1)
    assert [row.child_id for row in queries.frame(again.snapshot)] == ["1", "2"]
    assert queries.frame(again.snapshot)[1].team == "@team"
    assert again.changes is not None
    six = next(c for c in again.changes.lists if c.list == "6")
    assert (six.added, six.removed, six.changed) == (1, 0, 0)


def test_mending_nothing_changes_nothing_but_the_list_of_rejects(
    dana: Person, tmp_path: Path
) -> None:
    made = first(dana, tmp_path)
    assert made.rejected_file is not None
    again = acts.import_annex_a(path=made.rejected_file, by=dana, at=AT)
    assert (again.cases, again.lists[5].rejected) == (1, 2)


def test_a_row_accepted_before_does_not_stand_twice(dana: Person, tmp_path: Path) -> None:
    made = first(dana, tmp_path)
    cells = {"Child_Unique_ID": "1", "CIN_Start_Date": "01/02/2026"}
    file = mended(made.rejected_file, tmp_path / "mended.xlsx", **cells)
    again = acts.import_annex_a(path=file, by=dana, at=AT)
    reasons = [r.reason for r in queries.rejected_rows(again.snapshot)]
    assert "This repeats a row that was accepted before." in reasons


def test_rows_of_a_deleted_snapshot_join_nothing(dana: Person, tmp_path: Path) -> None:
    made = first(dana, tmp_path)
    file = mended(made.rejected_file, tmp_path / "mended.xlsx")
    acts.delete_snapshot(snapshot=made.snapshot, reason="wrong", by=dana, at=AT)
    with pytest.raises(Refused, match="no longer here"):
        acts.import_annex_a(path=file, by=dana, at=AT)


def test_rows_of_a_folder_come_back_too_but_not_without_their_words(
    dana: Person, tmp_path: Path
) -> None:
    visits = [{"child_id": "1", "happened_on": "soon"}]
    notes = [{"note_id": "n1", "child_id": "1", "happened_at": "soon", "body": "secret"}]
    folder = write_folder(tmp_path / "in", visits=visits, notes=notes)
    made = acts.import_folder(path=folder, by=dana, at=AT)
    assert made.rejected_file is not None
    book = load_workbook(made.rejected_file)
    book["visits"].cell(2, 2, "2026-10-01")
    book["notes"].cell(2, 3, "2026-10-01")
    book.save(tmp_path / "mended.xlsx")
    again = acts.import_folder(path=tmp_path / "mended.xlsx", by=dana, at=AT)
    assert [e.kind for e in queries.events(again.snapshot, "1")] == ["visit"]
    assert [r.reason for r in queries.rejected_rows(again.snapshot)] == [
        "The words of these rows are not here: mend them at the source."
    ]


def test_a_corrected_extract_says_what_changed(dana: Person, tmp_path: Path) -> None:
    def imported(at: datetime, *rows: dict[str, str]) -> ImportResult:
        file = write_workbook(tmp_path / "a.xlsx", list_6=rows)
        return acts.import_annex_a(path=file, by=dana, at=at)

    one, two, three = ({"child_id": n, **OPEN} for n in "123")
    imported(AT, one, two)
    made = imported(LATER, {**one, "allocated_team": "North"}, three)
    assert made.changes is not None
    six = next(c for c in made.changes.lists if c.list == "6")
    assert (six.added, six.removed, six.changed) == (1, 1, 1)
