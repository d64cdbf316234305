"""Frames beside the open cases, from both layouts."""

import csv
from datetime import date
from pathlib import Path

import pytest

from stocktake.caseload import acts, queries
from stocktake.caseload.domain.kinds import FrameKind
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
        (FrameKind.CONTACTS, [("c", "NK")]),
        (FrameKind.CONTACTS_NFA, []),
        (FrameKind.REFERRALS, [("r", "NFA"), ("taken", "FA")]),
        (FrameKind.REFERRALS_NFA, [("r", "NFA")]),
        (FrameKind.CLOSED, [("down", "CIN"), ("gone", "CIN")]),
        (FrameKind.STEP_DOWNS, [("down", "CIN")]),
    ],
)
def test_each_frame_holds_its_children_once(
    snapshot: str, kind: FrameKind, children: list[tuple[str, str]]
) -> None:
    rows = queries.frame(snapshot, kind, WINDOW)
    assert [(r.child_id, r.stratum) for r in rows] == children


def test_a_child_of_whom_only_a_contact_is_known_has_an_age(snapshot: str) -> None:
    assert queries.frame(snapshot, FrameKind.CONTACTS, WINDOW)[0].age == 10


def test_the_hash_says_which_frame_it_is_of(snapshot: str) -> None:
    both = [
        queries.frame_hash(snapshot, (), kind, WINDOW)
        for kind in (FrameKind.REFERRALS_NFA, FrameKind.CONTACTS_NFA)
    ]
    assert len({*both, queries.frame_hash(snapshot)}) == 3


TABLES = {
    "cases": [
        ("child_id", "stratum", "allocated_team", "allocated_worker_id", "opened_on", "closed_on", "restricted"),
        ("left", "CP", "North", "w1", "2026-01-05", "2026-06-01", "yes"),
        ("up", "CP", "North", "w1", "2026-06-02", "", "no"),
        ("eh", "EH", "Help", "w9", "2026-06-20", "", "no"),
    ],
    "episodes": [
        ("child_id", "kind", "started_on", "ended_on", "end_reason", "stepped_to"),
        ("up", "CIN", "2026-01-05", "2026-06-01", "", ""),
        ("eh", "CIN", "2026-01-05", "2026-06-10", "", ""),
        ("eh", "CP", "2026-02-05", "2026-06-09", "", ""),
        ("adopted", "CLA", "2024-01-05", "2026-06-10", "E11 Adopted", ""),
        ("adopted", "CIN", "2024-01-05", "2026-06-10", "", "closed"),
    ],
    "involvements": [
        ("child_id", "worker_id", "role", "team", "started_on", "ended_on"),
        ("eh", "w2", "Social worker", "South", "2026-03-01", "2026-06-08"),
        ("eh", "w9", "Family worker", "Help", "2026-06-20", ""),
    ],
    "contacts": [
        ("child_id", "received_on", "outcome", "team", "worker_id"),
        ("k", "2026-05-01", "No further action", "Front door", "w3"),
        ("k", "2026-05-09", "Referral", "Front door", "w3"),
        ("a", "2026-05-01", "Information and advice", "", ""),
    ],
    "workers": [("worker_id", "name", "team"), ("w3", "Wren Frost", "Front door")],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> str:
    path = tmp_path / "extract"
    path.mkdir()
    for name, rows in TABLES.items():
        with (path / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    return acts.import_folder(path=path, by=operator("tests"), at=AT, as_of=WINDOW.end).snapshot


def test_a_closure_is_told_with_group_worker_and_team_of_the_time(folder: str) -> None:
    closed = {r.child_id: r for r in queries.frame(folder, FrameKind.CLOSED, WINDOW)}
    assert "up" not in closed, "going up to child protection closes nothing"
    assert (closed["eh"].stratum, closed["eh"].worker_id, closed["eh"].team) == (
        "CP",
        "w2",
        "South",
    )
    assert (closed["left"].stratum, closed["left"].worker_id) == ("CP", "w1")
    assert closed["left"].restricted


def test_early_help_that_began_soon_after_makes_a_step_down(folder: str) -> None:
    assert [r.child_id for r in queries.frame(folder, FrameKind.STEP_DOWNS, WINDOW)] == ["eh"]


def test_a_child_who_was_adopted_needs_authority_in_a_frame_of_closures(folder: str) -> None:
    closed = queries.frame(folder, FrameKind.CLOSED, WINDOW)
    assert [r.child_id for r in closed if r.placed_for_adoption] == ["adopted"]


def test_a_contact_is_in_by_the_latest_and_without_action_by_the_latest_such(folder: str) -> None:
    every = {r.child_id: r for r in queries.frame(folder, FrameKind.CONTACTS, WINDOW)}
    none = {r.child_id: r for r in queries.frame(folder, FrameKind.CONTACTS_NFA, WINDOW)}
    assert (every["k"].stratum, every["k"].happened_on) == ("FA", date(2026, 5, 9))
    assert (none["k"].happened_on, none["k"].worker_name) == (date(2026, 5, 1), "Wren Frost")
    assert none["a"].stratum == "NFA", "advice takes nobody further"
