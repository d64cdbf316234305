"""Frames beside the open cases, from both layouts."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.queries import OtherFrame
from stocktake.core.periods import Window
from stocktake.people.queries import operator
from tests.cast import AT
from tests.extracts import write_workbook

pytestmark = pytest.mark.django_db
WINDOW = Window(start=date(2026, 4, 20), end=date(2026, 10, 19))
BORN = {"date_of_birth": "01/03/2016"}
CLOSED = {"opened_on": "01/02/2026", "case_status": "e) Closed episode", "closed_on": "01/08/2026"}


@pytest.fixture
def snapshot(tmp_path: Path) -> str:
    file = write_workbook(
        tmp_path / "a.xlsx",
        list_1=[{"child_id": "c", **BORN, "contact_on": "01/05/2026"},
                {"child_id": "old", "contact_on": "01/03/2026"}],
        list_2=[{"child_id": "down", "started_on": "10/08/2026"}],
        list_3=[{"child_id": "r", "referred_on": "01/06/2026", "nfa": "a) Yes"},
                {"child_id": "taken", "referred_on": "01/06/2026", "nfa": "b) No"}],
        list_6=[{"child_id": "down", **CLOSED}, {"child_id": "gone", **CLOSED}],
    )  # fmt: skip
    return acts.import_annex_a(path=file, by=operator("tests"), at=AT).snapshot


@pytest.mark.parametrize(
    ("kind", "children"),
    [
        (OtherFrame.CONTACTS, ["c"]),
        (OtherFrame.CONTACTS_NFA, []),
        (OtherFrame.REFERRALS, ["r", "taken"]),
        (OtherFrame.REFERRALS_NFA, ["r"]),
        (OtherFrame.CLOSED, ["down", "gone"]),
        (OtherFrame.STEP_DOWNS, ["down"]),
    ],
)
def test_each_frame_holds_its_children_once(
    snapshot: str, kind: OtherFrame, children: list[str]
) -> None:
    rows = queries.other_frame(snapshot, kind, WINDOW)
    assert [r.child_id for r in rows] == children


def test_a_child_of_whom_only_a_contact_is_known_has_an_age(snapshot: str) -> None:
    assert queries.other_frame(snapshot, OtherFrame.CONTACTS, WINDOW)[0].age == 10
