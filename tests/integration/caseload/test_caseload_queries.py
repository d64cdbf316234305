"""What other rooms read of a snapshot."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from stocktake.caseload import acts, queries
from stocktake.core.strata import Stratum
from stocktake.people.queries import operator
from tests.cast import AT
from tests.extracts import CASES, Rows, write_folder

pytestmark = pytest.mark.django_db

EVENTS: dict[str, Rows] = {
    "visits": [
        {"child_id": "0007", "happened_on": "2026-08-02", "visit_type": "CP visit",
         "mode": "video", "outcome": "visit", "seen": "yes", "seen_alone": "no"},
        {"child_id": "0007", "happened_on": "2026-08-01", "outcome": "attempt"},
        {"child_id": "1", "happened_on": "2026-08-03"},
    ],
    "supervisions": [{"child_id": "0007", "held_on": "2026-07-01", "kind": "supervision"}],
    "missing": [{"child_id": "0007", "started_at": "2026-06-01 22:00", "ended_at": "2026-06-02"}],
    "reviews": [{"child_id": "0007", "review_type": "Conference", "due_on": "2026-12-01"}],
    "workers": [{"worker_id": "w1", "name": "Sam", "manager_id": "w9"}],
    "reg44": [{"setting_id": "S1", "month": "2026-08", "placing_authority_copy": "yes",
               "summary": "Warm and calm."}],
    "placements": [{"child_id": "3", "started_on": "2026-01-01", "setting_id": "S1"}],
    "previous_audits": [
        {"child_id": "1", "audited_on": "2026-04-20", "round": "April", "depth": "lighter"},
        {"child_id": "closed since", "audited_on": "2026-04-20", "round": "April"},
    ],
}  # fmt: skip


def imported(folder: Path, **tables: Any) -> str:
    path = write_folder(folder, **{**EVENTS, **tables})
    return acts.import_folder(path=path, by=operator("tests"), at=AT).snapshot


def test_the_frame_is_the_open_cases_by_child(tmp_path: Path) -> None:
    cases = [{**CASES[0], "allocated_worker_id": "w1"}, *CASES[1:]]
    frame = queries.frame(imported(tmp_path / "a", cases=cases))
    assert [row.child_id for row in frame] == ["0007", "1", "2", "3", "4"]
    assert frame[0].stratum is Stratum.CP
    assert (frame[0].worker_name, frame[0].manager_id) == ("Sam", "w9")
    assert (frame[1].in_complaint, frame[1].last_reviewed) == (True, date(2026, 4, 20))
    assert (frame[2].restricted, frame[1].case_ref) == (True, "1")


def test_the_frame_hash_leaves_out_reference_age_worker_and_words(tmp_path: Path) -> None:
    first = imported(tmp_path / "a")
    bound = [{**row, "case_ref": "TH-1", "age": "9", "allocated_worker": "Sam"} for row in CASES]
    second = imported(tmp_path / "b", cases=bound, notes=(), visits=())
    assert first != second
    assert queries.frame_hash(first) == queries.frame_hash(second)


@pytest.mark.parametrize("change", [{"stratum": "CIN"}, {"restricted": "yes"}, {"child_id": "8"}])
def test_the_frame_hash_covers_what_selection_uses(tmp_path: Path, change: dict[str, str]) -> None:
    first = imported(tmp_path / "a", notes=())
    second = imported(tmp_path / "b", notes=(), cases=[{**CASES[0], **change}, *CASES[1:]])
    assert queries.frame_hash(first) != queries.frame_hash(second)


def test_notes_of_one_child_oldest_first_with_their_words(tmp_path: Path) -> None:
    notes = queries.notes(imported(tmp_path / "a"), "0007")
    assert [n.note_id for n in notes] == ["n1", "n2"]
    assert notes[1].body == "She said it is quieter now.\nWe talked about school."
    assert notes[1].title == "<script>alert(1)</script>"
    assert notes[1].happened_at == datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
    assert queries.notes(imported(tmp_path / "a"), "3") == ()


def test_events_of_one_child_in_one_order(tmp_path: Path) -> None:
    events = queries.events(imported(tmp_path / "a"), "0007")
    assert [e.kind for e in events] == [
        "missing", "supervision", "attempted visit", "visit", "review",
    ]  # fmt: skip
    assert (events[3].mode, events[3].seen_alone) == ("video", False)
    assert events[0].detail == "no return home interview"
    assert events[4].detail == "Conference, due 1 December 2026, not held"


def test_homes_placements_workers_and_earlier_reviews(tmp_path: Path) -> None:
    name = imported(tmp_path / "a")
    assert queries.regulation44(name)[0].summary == "Warm and calm."
    assert queries.regulation44(name)[0].placing_authority_copy is True
    assert queries.placements(name)[0].setting_id == "S1"
    assert queries.workers(name)[0].manager_id == "w9"
    assert [a.child_id for a in queries.previous_audits(name)] == ["1", "closed since"]


def test_what_changed_since_the_snapshot_before(tmp_path: Path) -> None:
    imported(tmp_path / "a")
    path = write_folder(
        tmp_path / "b",
        cases=[{**CASES[0], "stratum": "CLA"}, *CASES[2:], {"child_id": "9", "stratum": "EH"}],
    )
    later = acts.import_folder(path=path, by=operator("tests"), at=AT.replace(hour=12)).snapshot
    changes = queries.snapshot(later).changes
    assert changes is not None
    assert (changes.came, changes.left) == (1, 1)
    assert changes.moved == (("Child protection", "Looked after", 1),)


def test_an_unknown_snapshot_is_no_snapshot() -> None:
    for ask in (queries.frame, queries.snapshot, queries.workers):
        with pytest.raises(LookupError):
            ask("0" * 64)
