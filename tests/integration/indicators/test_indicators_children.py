"""One child judged alone gets the rows of the whole; the standard is the child's and the council's own."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from stocktake.caseload import acts as caseload
from stocktake.core.capacity import Capacity
from stocktake.core.periods import six_months_to
from stocktake.indicators import acts, queries
from stocktake.indicators.domain.intervals import SetInterval
from stocktake.indicators.queries import children
from stocktake.people.queries import operator
from tests.cast import AT, make_person
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db
WINDOW = six_months_to(AT.date())
STRATA = ("CP", "CLA", "CIN", "CL", "EH")
CASES = [
    {"child_id": f"{n:03}", "case_ref": f"TH-{n}", "stratum": STRATA[n % 5], "opened_on": "2026-03-02",
     "allocated_worker_id": ("w1", "w2")[n % 2], "allocated_team": "North", "date_of_birth": "2012-02-01"}
    for n in range(30)
]  # fmt: skip
ROWS = [
    {"child_id": f"{n:03}", "happened_on": f"2026-0{m}-{10 + n % 9}"} for n in range(25) for m in (4, 6, 9)
]  # fmt: skip
PLACED = [{"child_id": f"{n:03}", "started_on": "2026-05-04"} for n in range(1, 30, 5)]


@pytest.fixture
def snapshot(tmp_path: Path) -> str:
    workers = [{"worker_id": "w1", "name": "Sam", "newly_qualified": "yes"}]
    visits = [{**row, "visit_type": "Statutory visit", "mode": "in_person"} for row in ROWS]
    held = [
        {"child_id": r["child_id"], "held_on": r["happened_on"], "kind": "supervision"}
        for r in ROWS
    ]
    folder = write_folder(
        tmp_path / "in", cases=CASES, visits=visits, supervisions=held, notes=[], workers=workers,
        placements=PLACED,
    )  # fmt: skip
    return caseload.import_folder(path=folder, by=operator("tests"), at=AT).snapshot


def test_a_child_alone_gets_the_verdicts_of_the_whole(snapshot: str) -> None:
    whole = queries.reading(snapshot, window=WINDOW).verdicts
    same = [f.name for f in fields(queries.VerdictLine) if f.name not in ("rule", "standard")]
    assert whole.height > 60
    for child in whole["child_id"].unique():
        alone = queries.of_child(snapshot, child, WINDOW.start, WINDOW.end)
        rows = whole.filter(whole["child_id"] == child).to_dicts()
        assert [line.rule.id for line in alone] == [row["rule"] for row in rows]
        assert [[getattr(line, n) for n in same] for line in alone] == [
            [row[n] for n in same] for row in rows
        ]


def test_without_what_the_whole_extract_tells_a_child_would_be_judged_otherwise(
    snapshot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty children and no review among them: reviews are not in the extract, nobody was forgotten."""
    line = {one.rule.id: one for one in queries.of_child(snapshot, "000", WINDOW.start, WINDOW.end)}
    settled = line["management-oversight"]
    tables, told = children._whole(snapshot, ())
    bare = type(told)()
    children._judged.cache_clear()
    monkeypatch.setattr(children, "_whole", lambda *_: (tables, bare))
    without = queries.of_child(snapshot, "000", WINDOW.start, WINDOW.end)
    children._judged.cache_clear()
    assert settled.verdict == "cannot tell"
    assert {one.rule.id: one.verdict for one in without}["management-oversight"] != settled.verdict


def test_the_standard_is_the_councils_once_it_is_set(snapshot: str) -> None:
    said = standard(snapshot, "000", "CP", "cp-visit")
    assert said.words == "every 10 working days, the usual local standard"
    ada = make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR)
    what = SetInterval(rule="cp-visit", valid_from=date(2026, 1, 5), due="5 working days",
                       then_every="15 working days", why="Policy of January")  # fmt: skip
    acts.set_interval(what=what, by=ada, at=AT)
    said = standard(snapshot, "000", "CP", "cp-visit")
    assert said.words == "every 15 working days, this council’s setting"
    assert said.due_after(date(2026, 6, 1)) == date(2026, 6, 22)


def test_the_standard_is_the_childs_own(snapshot: str) -> None:
    assert standard(snapshot, "000", "CP", "supervision").words.startswith("every 2 weeks")
    assert standard(snapshot, "005", "CP", "supervision").words.startswith("every 4 weeks")
    assert standard(snapshot, "001", "CLA", "cla-visit").words == "every 6 weeks, statute"


def test_what_does_not_apply_has_no_standard(snapshot: str) -> None:
    none = queries.standards_of(snapshot, "004", WINDOW, stratum="EH", rules=("cp-visit",))
    assert none == ()


def test_without_the_snapshot_the_rules_of_today_speak() -> None:
    (said,) = queries.standards_of("gone", "000", WINDOW, stratum="CP", rules=("cp-visit",))
    assert said.words == "every 10 working days, the usual local standard"
    assert queries.of_child("gone", "000", WINDOW.start, WINDOW.end) == ()


def standard(snapshot: str, child: str, stratum: str, rule: str) -> queries.Standard:
    (found,) = queries.standards_of(snapshot, child, WINDOW, stratum=stratum, rules=(rule,))
    return found
