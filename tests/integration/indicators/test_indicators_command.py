"""`stocktake indicators SNAPSHOT`: verdicts for machines and for people, and mistakes in one sentence."""

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from stocktake.caseload import acts
from stocktake.config import commands
from stocktake.people.command import BadInput
from stocktake.people.queries import operator
from tests.cast import AT
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db
CASES = [
    {"child_id": "1", "case_ref": "TH-1", "stratum": "CP", "allocated_team": "North"},
    {"child_id": "2", "case_ref": "TH-2", "stratum": "CP", "allocated_worker": "Sam"},
]
PLANS = [{"child_id": c, "plan_type": "CP", "started_on": "2026-03-02"} for c in "12"]
VISITS = [{"child_id": "1", "happened_on": "2026-10-12", "visit_type": "CP visit"}]


@pytest.fixture
def snapshot(tmp_path: Path) -> str:
    folder = write_folder(tmp_path / "in", cases=CASES, plans=PLANS, visits=VISITS, notes=[])
    return acts.import_folder(path=folder, by=operator("tests"), at=AT).snapshot


def run(*words: str) -> str:
    with redirect_stdout(StringIO()) as out:
        command = commands.load("indicators")
        assert command is not None
        commands._execute(command, "indicators", list(words))
    return out.getvalue()


def said(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


def test_json_has_a_verdict_for_the_child_never_visited(snapshot: str) -> None:
    answer = said(snapshot, "--as-of", "2026-10-19")
    assert (answer["as_of"], answer["window"]["from"]) == ("2026-10-19", "2026-04-20")
    rows = {(v["child_id"], v["rule"]): v for v in answer["verdicts"]}
    never = rows["2", "cp-visit"]
    assert (never["verdict"], never["due_on"]) == ("out of timescale", "2026-03-16")
    assert (never["version"], never["authority"]) == ("cp-visit@2010-04-01", "local")
    assert rows["1", "cp-visit"]["judged_on"] == "2026-10-12"
    summary = {s["rule"]: s for s in answer["summary"]}
    assert summary["cp-visit"]["out of timescale"] == 2


def test_workers_are_in_no_output(snapshot: str) -> None:
    assert "Sam" not in run(snapshot, "--json") + run(snapshot)


def test_plain_output_names_who_is_out_of_timescale(snapshot: str) -> None:
    text = run(snapshot[:8], "--rule", "cp-visit")
    assert "TH-2           cp-visit                 due 2026-03-16, not done" in text
    assert "review-conference" not in text


def test_the_window_and_a_child_can_be_chosen(snapshot: str) -> None:
    answer = said(snapshot, "--since", "2026-10-13", "--child", "1", "--rule", "cp-visit")
    assert [v["verdict"] for v in answer["verdicts"]] == ["not due"]
    assert said(snapshot, "--months", "1")["window"]["from"] == "2026-09-20"


def test_rules_are_listed_with_every_version() -> None:
    rules = {r["id"]: r for r in said("rules")}
    assert len(rules["virtual-visit"]["versions"]) == 4
    assert rules["cp-visit"]["council_sets_it"] is True
    assert "cp-visit" in run("rules")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["12345678"], "There is no snapshot 12345678"),
        (["SNAPSHOT", "--as-of", "soon"], "soon is not a date. Write it as 2026-10-19."),
        (["SNAPSHOT", "--rule", "nap"], "There is no rule nap."),
        (["SNAPSHOT", "--since", "2027-01-01"], "The window cannot begin after the as-of day."),
        (["SNAPSHOT", "--months", "0"], "--months is a whole number from 1 to 60."),
        (["SNAPSHOT", "--months", "2", "--since", "2026-01-01"], "not both"),
        (["SNAPSHOT", "--months", "many"], "invalid int value"),
    ],
)
def test_a_mistake_is_one_sentence(snapshot: str, words: list[str], sentence: str) -> None:
    with pytest.raises((BadInput, CommandError), match=sentence):
        run(*(snapshot if w == "SNAPSHOT" else w for w in words))
