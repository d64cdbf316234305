"""The fixture contract of the walkthrough: counts, planted cases, the rows an import returns."""

import csv
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from stocktake.caseload.domain.tables import BY_NAME
from stocktake.demo.thornmere.council import Thornmere
from stocktake.demo.thornmere.extract import Case, Extract
from stocktake.demo.thornmere.library import planted
from stocktake.demo.thornmere.selecting import PLAN
from stocktake.demo.thornmere.tables import tables
from stocktake.demo.thornmere.writers import write_folder

OPEN = {"EH": 41, "CIN": 29, "CP": 12, "CLA": 21, "CL": 15}


def of(council: Thornmere, ref: str) -> Case:
    return next(c for c in council.october.cases if c.story.child.ref == ref)


def text_of(extract: Extract, case: Case) -> str:
    own = [n for n in extract.notes if n.child_id == case.story.child.child_id]
    return "\n".join(f"{n.title}\n{n.body}" for n in own)


def test_october_holds_118_open_children_by_stratum(council: Thornmere) -> None:
    found = Counter(c.story.child.stratum.value for c in council.october.cases)
    assert found == OPEN
    assert sum(found.values()) == 118


def test_both_samples_are_27_of_17_and_10(council: Thornmere) -> None:
    for picks in council.selected.values():
        depths = Counter((p.stratum.value, p.depth.value) for p in picks)
        for planned in PLAN.strata:
            assert depths[planned.stratum.value, "in depth"] == planned.in_depth
            assert depths[planned.stratum.value, "lighter"] == planned.lighter
        assert len(picks) == 27


@pytest.mark.parametrize("story", planted(), ids=lambda s: s.ref)
def test_each_planted_case_is_in_octobers_sample(council: Thornmere, story) -> None:  # type: ignore[no-untyped-def]
    child = of(council, story.ref).story.child
    pick = next(p for p in council.selected["october"] if p.child_id == child.child_id)
    assert (pick.stratum, pick.depth) == (story.stratum, story.depth)
    assert child.age_on(council.october.season.as_of) == story.age
    assert child.worker == story.worker


@pytest.mark.parametrize("story", planted(), ids=lambda s: s.ref)
def test_what_was_planted_can_be_found_and_what_is_absent_cannot(council: Thornmere, story) -> None:  # type: ignore[no-untyped-def]
    said = text_of(council.october, of(council, story.ref))
    for expected in story.expect:
        for mark, pattern in expected.items():
            assert bool(re.search(pattern, said)) == (mark == "present"), pattern


def test_th_1041_was_missing_three_times_without_an_interview(council: Thornmere) -> None:
    child = of(council, "TH-1041").story.child
    own = [r for r in tables(council.october)["missing"] if r["child_id"] == child.child_id]
    assert len(own) == 3
    assert not any(r["interview_offered_on"] for r in own)


def test_th_1063_has_a_supervision_gap_of_97_days_and_a_note_41_days_late(
    council: Thornmere,
) -> None:
    case = of(council, "TH-1063")
    held = sorted(h.day for h in case.happenings if h.kind == "supervision")
    assert max((b - a).days for a, b in pairwise(held)) == 97
    own = [n for n in council.october.notes if n.child_id == case.story.child.child_id]
    assert max((n.recorded_at.date() - n.happened_at.date()).days for n in own) == 41


def test_th_1090_is_met_on_screen_more_often_than_in_person(council: Thornmere) -> None:
    kinds = Counter(h.kind for h in of(council, "TH-1090").happenings)
    assert kinds["virtual"] > 2 * kinds["visit"]


def test_th_1028_holds_every_odd_note(council: Thornmere) -> None:
    child = of(council, "TH-1028").story.child
    odd = {
        m: n for n in council.october.notes if n.child_id == child.child_id for m in n.labels[1:]
    }
    assert set(odd) == {
        "empty",
        "very_long",
        "html",
        "emoji",
        "arabic",
        "polish",
        "welsh",
        "script",
    }
    assert odd["empty"].body == ""
    assert len(odd["very_long"].body.split()) >= 8_000
    assert "<script>" in odd["script"].title
    assert "<script>" in odd["script"].body


def test_sam_holds_two_cases_of_the_sample_in_tess_team(council: Thornmere) -> None:
    sampled = [c.story for c in council.october.cases if c.story.sampled]
    mine = {s.child.ref for s in sampled if s.worker.name.startswith("Sam ")}
    assert mine == {"TH-1041", "TH-1034"}
    assert {s.worker.manager for s in sampled if s.child.ref in mine} == {"W2004"}


def test_the_folder_has_the_contracts_columns_and_two_rows_to_return(
    council: Thornmere, tmp_path: Path
) -> None:
    write_folder(tmp_path, council.october, upload=True)
    written = {file.stem for file in tmp_path.glob("*.csv")}
    assert {"cases", "notes", "visits", "supervisions", "previous_audits"} <= written
    for name in sorted(written):
        table = BY_NAME[name]
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            header = next(csv.reader(handle))
        known = [c.name for c in table.columns]
        assert header == [
            {"allocated_worker": "Worker"}.get(c, c) if name == "cases" else c for c in known
        ]
    with (tmp_path / "notes.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == len(council.october.notes) + 2
