"""Headers are matched when sure, offered when similar, and taken once."""

import pytest

from stocktake.caseload.domain.layouts import ANNEX_A
from stocktake.caseload.domain.mapping import How, Match, folded, guesses
from stocktake.caseload.domain.names import KNOWN
from stocktake.caseload.domain.tables import CASES

NAMES = {c.name: (c.name,) for c in CASES.columns}


def matched(*headers: str, confirmed: dict[str, str | None] | None = None) -> dict[str, Match]:
    found = guesses(headers, names=NAMES, known=KNOWN, confirmed=confirmed or {})
    return {m.header: m for m in found}


def test_case_spaces_and_underscores_do_not_matter() -> None:
    assert matched(" Child_ID ")[" Child_ID "].how is How.SAME


def test_quotes_and_brackets_are_straightened() -> None:
    assert folded("Child’s status (Y/N))") == folded("child's  Status (Y/N)")


def test_a_known_name_is_taken() -> None:
    assert matched("DOB")["DOB"].column == "date_of_birth"


def test_a_similar_name_is_offered_and_not_taken() -> None:
    found = matched("Worker", "allocated_worker_id")["Worker"]
    assert (found.column, found.offer, found.how) == (None, "allocated_worker", How.SIMILAR)


def test_what_was_confirmed_before_wins() -> None:
    found = matched("Worker", confirmed={"worker": "allocated_worker"})["Worker"]
    assert (found.column, found.how) == ("allocated_worker", How.CONFIRMED)


def test_what_was_left_out_before_stays_out() -> None:
    assert matched("Age", confirmed={"Age": None})["Age"].column is None


def test_no_column_is_taken_twice() -> None:
    found = matched("child_id", "Person ID")
    assert [m.column for m in found.values()].count("child_id") == 1


def test_a_stranger_stays_unrecognised() -> None:
    assert matched("Shoe size")["Shoe size"].how is How.NONE


def test_a_slip_of_the_pen_is_taken_and_shown() -> None:
    headers = ("Child Unique Idenifier", "Date of Brith")
    found = ANNEX_A.matches(ANNEX_A.table("6"), headers, {})
    assert {m.how for m in found} == {How.CLEAR}
    assert [m.column for m in found] == ["child_id", "date_of_birth"]


def test_every_official_header_fits_its_own_column_alone() -> None:
    for table in ANNEX_A.tables:
        headers = [c.heading for c in table.columns]
        taken = [m.column for m in ANNEX_A.matches(table, headers, {})]
        assert taken == [c.name for c in table.columns]


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("6", "Person ID|Sex|Ethnic Origin|DOB|Age|Disabled?|Episode Start Date|Need Code|"
         "Last Seen Date|Case Closure Date|Closure Reason|Status|Current Team|Social Worker"),
        ("7", "ID|Gender|Ethnicity|DOB|Age|Disability|CPP Start Date|Initial category|"
         "Current category|Last visit|Seen alone?|Date last RCPC|CPP End Date|EPO|"
         "No of previous plans|Team|Worker Name"),
        ("5", "ChildID|Gender|Ethnicity|D.O.B|Age|Disability|S47 start date|ICPC not required|"
         "ICPC date|Outcome of ICPC|Number of S47s|No of ICPCs|Team|Worker"),
        ("9", "YP ID|Sex|Ethnicity|DOB|Age|UASC|Disability|Team|Key worker|PA name|Eligibility|"
         "Pathway Plan Review Date|In touch|Last contact date|Accommodation type|"
         "Suitable accommodation|EET status"),
        ("7", "Mosaic ID|Sex|Ethnicity|DOB|Age|Disability|CP Start|Initial category|Current category|"
         "Last CP visit|Seen alone|Last RCPC|CP End|EPO/PP|Previous CPPs|Team|SW"),
        ("2", "ID|Gender|Ethnicity|DOB|Age|EHA start|EHA end|Agency"),
        ("3", "ID|Gender|Ethnicity|DOB|Age|Referral date|Source|NFA|Re-referrals|Team|SW name"),
    ],
)  # fmt: skip
def test_headers_of_local_reports_are_known(name: str, headers: str) -> None:
    table = ANNEX_A.table(name)
    found = [m.column for m in ANNEX_A.matches(table, headers.split("|"), {})]
    assert found == [c.name for c in table.columns][: len(found)]
