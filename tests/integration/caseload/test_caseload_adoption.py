"""Records from before and after an adoption are never joined: not by the same identifier, family,
reference or placement. Lists 10 and 11 are counted only.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stocktake.caseload import acts, queries
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from tests.cast import AT, make_person
from tests.extracts import write_workbook

pytestmark = pytest.mark.django_db
BORN = {"date_of_birth": "01/03/2022", "household_id": "F1"}
BEFORE = {"child_id": "P", **BORN, "started_on": "01/02/2025", "ceased_on": "01/03/2026"}
ADOPTED = {**BEFORE, "ceased_reason": "a) E11 Adopted, application unopposed", "urn": "SC1"}
OPEN = {"opened_on": "01/06/2026", "case_status": "c) Child in need plan"}


@pytest.fixture
def dana() -> Person:
    return make_person("dana.data", Capacity.DATA_ANALYST)


def imported(dana: Person, tmp_path: Path, **lists: Any) -> acts.ImportResult:
    file = write_workbook(tmp_path / "a.xlsx", **lists)
    return acts.import_annex_a(path=file, by=dana, at=AT + timedelta(hours=len(lists)))


def test_a_child_who_was_adopted_is_an_ended_row(dana: Person, tmp_path: Path) -> None:
    made = imported(dana, tmp_path, list_8=[ADOPTED], list_10=[{"child_id": "P", "family": "F1"}])
    assert (made.cases, made.lists[9].rows) == (0, 1)
    assert "adoption" not in {*queries.table(made.snapshot, "episodes")["kind"]}


@pytest.mark.parametrize(
    "after",
    [{"child_id": "P", **BORN}, {"child_id": "N", **BORN}],
    ids=["the same identifier", "the same family and birth date"],
)
@pytest.mark.parametrize("together", [True, False])
def test_what_would_join_them_is_refused(
    dana: Person, tmp_path: Path, after: dict[str, str], together: bool
) -> None:
    before = {"list_8": [ADOPTED]}
    if not together:
        imported(dana, tmp_path, **before)
    with pytest.raises(Refused, match="adoption"):
        imported(dana, tmp_path, list_6=[{**after, **OPEN}], **(before if together else {}))
    assert len(queries.snapshots()) == (0 if together else 1)


def test_a_brother_of_another_birth_date_is_no_join(dana: Person, tmp_path: Path) -> None:
    brother = {"child_id": "B", **BORN, "date_of_birth": "01/03/2020", **OPEN}
    assert imported(dana, tmp_path, list_8=[ADOPTED], list_6=[brother]).cases == 1


def test_whoever_left_care_otherwise_may_come_back(dana: Person, tmp_path: Path) -> None:
    home = {**BEFORE, "ceased_reason": "r) E4A Returned home"}
    again = {"child_id": "P", **BORN, **OPEN}
    assert imported(dana, tmp_path, list_8=[home], list_6=[again]).cases == 1
