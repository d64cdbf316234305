"""Annex A: lists found by number, one stratum for each child, questions beside refusals."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.acts import ImportResult
from stocktake.core.thread import Refused
from stocktake.people.queries import operator
from tests.cast import AT
from tests.extracts import write_workbook

pytestmark = pytest.mark.django_db
OPEN = {"opened_on": "01/02/2026", "case_status": "c) Child in need plan"}


def imported(file: Path, *, titled: bool = False, **lists: Any) -> ImportResult:
    path = write_workbook(file, titled=titled, **lists)
    return acts.import_annex_a(path=path, by=operator("tests"), at=AT)


def strata(made: ImportResult) -> dict[str, str]:
    return {row.child_id: row.stratum.value for row in queries.frame(made.snapshot)}


def count(made: ImportResult, name: str) -> tuple[int, int, int, int]:
    return next(
        (r.rows, r.accepted, r.rejected, r.questioned) for r in made.lists if r.list == name
    )


@pytest.mark.parametrize("titled", [True, False])
def test_a_title_above_the_header_makes_no_difference(tmp_path: Path, titled: bool) -> None:
    made = imported(tmp_path / "a.xlsx", titled=titled, list_6=[{"child_id": 7, **OPEN}])
    assert strata(made) == {"7": "CIN"}


def test_the_lists_together_give_one_stratum_each(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "a.xlsx",
        list_2=[
            {"child_id": "eh", "started_on": "01/09/2026"},
            {"child_id": "ended", "started_on": "01/09/2026", "ended_on": "01/10/2026"},
        ],
        list_6=[
            {"child_id": "cla", "opened_on": "01/02/2026", "case_status": "Looked after child"},
            {
                "child_id": "cp",
                "opened_on": "01/02/2026",
                "case_status": "b) Child Protection plan",
            },
            {"child_id": "closed", **OPEN, "closed_on": "01/03/2026"},
        ],
        list_7=[{"child_id": "cp", "started_on": "01/02/2026"}],
        list_8=[{"child_id": "cla", "started_on": "01/02/2026"}],
        list_9=[
            {"child_id": "eligible", "age": 17.5},
            {"child_id": "adult", "age": 19},
        ],
    )
    assert strata(made) == {"adult": "CL", "cla": "CLA", "cp": "CP", "eh": "EH", "eligible": "CL"}
    assert count(made, "6") == (3, 3, 0, 0), "a closed episode is an accepted row"
    assert "1 of 2 rows of list 2" in made.notices[0]


def test_an_adult_care_leaver_is_no_child_in_need(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "a.xlsx",
        list_6=[{"child_id": "1", "age": 19, **OPEN}],
        list_9=[{"child_id": "1", "age": 19, "adviser": "Pat"}],
    )
    assert strata(made) == {"1": "CL"}
    assert queries.frame(made.snapshot)[0].worker_name == "Pat"


def test_lists_that_disagree_are_questioned(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "a.xlsx",
        list_6=[{"child_id": "1", **OPEN}],
        list_7=[{"child_id": "1", "started_on": "01/02/2026"}],
    )
    assert (strata(made), count(made, "6")) == ({"1": "CP"}, (1, 1, 0, 1))
    asked = queries.rejected_rows(made.snapshot, "questions")
    assert asked[0].reason == "List 6 says child in need plan, and list 7 has an open row."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"opened_on": "never"}, "not a date"),
        ({"opened_on": ""}, "is empty"),
        ({"child_id": ""}, "is empty"),
        ({"case_status": "f) Sleeping"}, "none of: Looked after child"),
        ({"closed_on": "01/01/2026"}, "before “CIN Start Date”"),
    ],
)
def test_a_row_is_returned_with_its_reason(
    tmp_path: Path, row: dict[str, str], reason: str
) -> None:
    made = imported(tmp_path / "a.xlsx", list_6=[{"child_id": "1", **OPEN, **row}])
    returned = queries.rejected_rows(made.snapshot)
    assert count(made, "6") == (1, 0, 1, 0)
    assert (returned[0].list, returned[0].row) == ("6", 2)
    assert reason in returned[0].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"opened_on": "01/02/2027"}, "after the day of the extract"),
        ({"date_of_birth": "01/01/2027", "opened_on": "01/02/2026"}, "before the date of birth"),
        ({"closed_on": "01/03/2026", "seen_on": "02/03/2026"}, "after “CIN Closure Date”"),
    ],
)
def test_an_odd_day_is_a_question_on_the_row(
    tmp_path: Path, row: dict[str, str], reason: str
) -> None:
    made = imported(tmp_path / "a.xlsx", list_6=[{"child_id": "1", **OPEN, **row}])
    assert count(made, "6") == (1, 1, 0, 1)
    assert reason in queries.rejected_rows(made.snapshot, "questions")[0].reason


def test_an_unborn_child_may_have_a_plan_but_not_be_in_care(tmp_path: Path) -> None:
    born = {"child_id": "1", "date_of_birth": "01/08/2026", "started_on": "01/06/2026", "age": -1}
    made = imported(tmp_path / "a.xlsx", list_7=[born], list_8=[born])
    assert (count(made, "7")[3], count(made, "8")[3]) == (0, 1)


def test_every_list_tells_what_happened_and_how_much_it_can_tell(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "a.xlsx",
        list_1=[{"child_id": "9", "contact_on": "01/10/2026", "source": "q) 6: Police"}],
        list_3=[{"child_id": "9", "referred_on": "02/10/2026", "nfa": "a) Yes"}],
        list_8=[{"child_id": "1", "started_on": "01/02/2026", "dental_on": "01/05/2026"}],
    )
    rows = {t: queries.table(made.snapshot, t).to_dicts() for t in ("contacts", "health")}
    assert rows["contacts"][0]["source"] == "6: Police"
    assert [r["kind"] for r in rows["health"]] == ["Dental check"]
    assert queries.table(made.snapshot, "referrals")["nfa"].to_list() == [True]
    held = {(r["table"], r["kind"]): r["holds"] for r in queries.coverage(made.snapshot).to_dicts()}
    assert held["visits", "CP visit"] == "latest"
    assert (held["contacts", ""], held["notes", ""]) == ("all", "none")


def test_serial_dates_and_numbers_as_identifiers(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "a.xlsx", list_6=[{"child_id": 12598894.0, **OPEN, "opened_on": 46054}]
    )
    assert strata(made) == {"12598894": "CIN"}


def test_a_repeated_row_is_returned(tmp_path: Path) -> None:
    made = imported(tmp_path / "a.xlsx", list_6=[{"child_id": "1", **OPEN}] * 2)
    assert queries.rejected_rows(made.snapshot)[0].reason == "This repeats row 2."


def test_adoption_lists_are_counted_and_never_joined(tmp_path: Path) -> None:
    made = imported(
        tmp_path / "a.xlsx",
        list_10=[{"child_id": "1"}, {"child_id": "1"}],
        list_11=[{"adopter": "2"}],
    )
    assert (count(made, "10"), count(made, "11")) == ((2, 2, 0, 0), (1, 1, 0, 0))
    assert strata(made) == {}


def test_dates_of_the_lists_become_events(tmp_path: Path) -> None:
    plan = {
        "child_id": "1",
        "started_on": "01/02/2026",
        "visited_on": "01/10/2026",
        "seen_alone": "a) Yes",
    }
    made = imported(tmp_path / "a.xlsx", list_7=[{**plan, "allocated_worker": "Sam\u00a0Stone"}])
    visit = next(e for e in queries.events(made.snapshot, "1") if e.kind == "visit")
    assert (visit.happened_on, visit.seen_alone) == (date(2026, 10, 1), True)
    assert visit.worker_id == "name:sam stone" == queries.frame(made.snapshot)[0].worker_id


def test_a_workbook_without_lists_is_refused(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "budget.xlsx") as book:
        book.add_worksheet("Budget").write_string(0, 0, "Total")
    with pytest.raises(Refused, match="no sheet called List 1"):
        acts.import_annex_a(path=tmp_path / "budget.xlsx", by=operator("tests"), at=AT)
