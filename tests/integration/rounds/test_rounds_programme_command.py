"""`stocktake programme`: the framework drafted and adopted, rounds planned and commissioned."""

import json
from pathlib import Path

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people.command import BadInput
from stocktake.rounds import queries
from tests.cast import make_person
from tests.integration.rounds.test_rounds_commands import run

DRAFT = {
    "title": "Quality-assurance framework",
    "holds_from": "2026-04-01",
    "text": "Findings become actions.",
    "activities": [
        {
            "kind": "quarterly audit",
            "what": "All groups",
            "a_year": 4,
            "by": "The firm",
            "cases": 27,
        }
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "framework.json"
    path.write_text(json.dumps(DRAFT))
    return path


@pytest.fixture
def adopted(db: None, nadia: Person, file: Path) -> str:
    make_person("adam.ad", Capacity.ASSISTANT_DIRECTOR)
    key: str = json.loads(run("programme", "--as", "nadia.qa", "--json", "draft", str(file)))["key"]
    run("programme", "--as", "adam.ad", "adopt", key)
    return key


def test_a_framework_is_drafted_adopted_and_in_force(adopted: str) -> None:
    assert "in force" in run("programme", "--as", "nadia.qa", "frameworks")
    shown = run("programme", "--as", "nadia.qa", "framework", adopted)
    assert "quarterly audit: All groups; every quarter, 27 cases, by The firm" in shown


def test_only_the_assistant_director_adopts(db: None, nadia: Person, file: Path) -> None:
    run("programme", "--as", "nadia.qa", "draft", str(file))
    with pytest.raises(BadInput, match="Only the assistant director"):
        run("programme", "--as", "nadia.qa", "adopt", queries.assurance_frameworks()[0][0])


def test_rounds_are_laid_out_moved_dropped_and_commissioned(adopted: str, snapshot: str) -> None:
    assert "planned." in run("programme", "--as", "nadia.qa", "lay-out", "2027")
    first, second, *_ = queries.planned_rounds()
    run(
        "programme",
        "--as",
        "nadia.qa",
        "move",
        first.id,
        "--window-end",
        "2027-07-31",
        "--reason",
        "Leave",
    )
    run("programme", "--as", "nadia.qa", "drop", second.id, "--reason", "An inspection is due")
    run(
        "round", "--as", "nadia.qa", "commission", "--title", "Audit", "--window-end", "2026-10-19",
        "--baseline", "thornmere-2024", "--snapshot", snapshot, "--plan", "EH=1", "--strand",
        "Audit:the firm", "--planned", first.id,
    )  # fmt: skip
    states = {p.id: p.state.status for p in queries.planned_rounds()}
    assert (states[first.id], states[second.id]) == ("commissioned", "dropped")
    assert queries.cited_by(queries.rounds()[0]) is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"holds_from": "soon"}, "holds_from"),
        ({"more": 1}, "more"),
        ({"activities": 3}, "activities"),
    ],
)
def test_a_file_that_is_no_framework_is_one_sentence(
    nadia: Person, file: Path, change: dict[str, object], said: str
) -> None:
    file.write_text(json.dumps({**DRAFT, **change}))
    with pytest.raises(BadInput, match=said):
        run("programme", "--as", "nadia.qa", "draft", str(file))


def test_a_stranger_sees_no_framework(adopted: str, sam: Person) -> None:
    assert "No quality-assurance framework" in run("programme", "--as", "sam.sw", "frameworks")
    with pytest.raises(BadInput, match="no framework"):
        run("programme", "--as", "sam.sw", "framework", adopted)
