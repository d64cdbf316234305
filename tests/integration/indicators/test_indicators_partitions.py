"""Pseudonymised partitions: nothing that names anybody, and the same verdicts part by part."""

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from stocktake.caseload import acts as caseload
from stocktake.config import commands
from stocktake.core.capacity import Capacity
from stocktake.core.periods import six_months_to
from stocktake.core.thread import Refused
from stocktake.indicators import acts, national, pseudonyms, queries
from stocktake.indicators.domain.kernel import judge
from stocktake.indicators.domain.rows import verdicts
from stocktake.people.command import BadInput
from stocktake.people.queries import operator
from stocktake.record.models import Access
from tests.cast import AT, make_person
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db
CHILDREN = [f"{n:03}" for n in range(40)]
CASES = [
    {"child_id": c, "case_ref": f"TH-{c}", "stratum": ("CP", "CLA", "CIN")[n % 3],
     "opened_on": "2026-03-02", "allocated_worker_id": "w1", "allocated_worker": "Sam Slade",
     "allocated_team": "North", "date_of_birth": "2016-02-01"}
    for n, c in enumerate(CHILDREN)
]  # fmt: skip
VISITS = [
    {"child_id": c, "happened_on": f"2026-0{m}-{10 + n % 9}", "visit_type": "Statutory visit",
     "mode": ("in_person", "video")[n % 2], "mode_reason": ("", "Grandma Mabel has covid")[n % 2],
     "seen_alone": "no", "alone_reason": "Mabel would not leave"}
    for n, c in enumerate(CHILDREN[:30]) for m in (4, 6, 9)
]  # fmt: skip


@pytest.fixture
def snapshot(tmp_path: Path) -> str:
    workers = [{"worker_id": "w1", "name": "Sam Slade", "newly_qualified": "yes"}]
    folder = write_folder(tmp_path / "in", cases=CASES, visits=VISITS, notes=[], workers=workers)
    return caseload.import_folder(path=folder, by=operator("tests"), at=AT).snapshot


def written(snapshot: str, folder: Path, parts: int = 5, key: bytes = b"k" * 32) -> Path:
    acts.export_partitions(
        snapshot=snapshot, folder=folder, partitions=parts, key=key, by=operator("tests")
    )
    return folder


def test_part_by_part_gives_the_rows_of_one_run(snapshot: str, tmp_path: Path) -> None:
    folder, window = written(snapshot, tmp_path / "out"), six_months_to(AT.date())
    coverage, rules = pseudonyms.coverage_of(folder), national.rules()
    found = pl.concat(
        pseudonyms.judged(folder, part, rules=rules, window=window, coverage=coverage)
        for part in pseudonyms.parts_of(folder)
    )
    tables, told = queries.tables_of(snapshot, rules)
    hidden = pseudonyms.pseudonymised(tables, rules, b"k" * 32)
    whole = verdicts(judge(hidden, rules=rules, window=window, coverage=told))
    order = ["child_id", "rule"]
    assert found.sort(order).equals(whole.sort(order))
    true = verdicts(judge(tables, rules=rules, window=window, coverage=told))
    counted = ["rule", "verdict", "due_on", "days_over", "now", "late", "longest_gap"]
    assert found.select(counted).sort(counted).equals(true.select(counted).sort(counted))


def test_nothing_that_names_anybody_is_written(snapshot: str, tmp_path: Path) -> None:
    folder = written(snapshot, tmp_path / "out")
    text = "".join(str(pl.read_parquet(f).to_dicts()) for f in folder.rglob("*.parquet"))
    for word in ("Mabel", "Sam", "TH-", "North", "'w1'", "'007'"):
        assert word not in text, word
    assert "'covid'" in text  # the ground alone


def test_another_key_gives_other_pseudonyms_and_the_same_key_the_same(
    snapshot: str, tmp_path: Path
) -> None:
    def children(name: str, key: bytes) -> set[str]:
        files = written(snapshot, tmp_path / name, key=key).rglob("cases.parquet")
        return {c for f in files for c in pl.read_parquet(f)["child_id"]}

    one = children("a", b"k" * 32)
    assert len(one) == 40
    assert one == children("b", b"k" * 32)
    assert not one & children("c", b"x" * 32)


def test_who_may_not_export_is_refused_and_an_export_is_logged(
    snapshot: str, tmp_path: Path
) -> None:
    stranger = make_person("owen.auditor", Capacity.REVIEWER)
    with pytest.raises(Refused, match="Only a data analyst"):
        acts.export_partitions(
            snapshot=snapshot, folder=tmp_path / "no", partitions=1, key=b"k", by=stranger
        )
    written(snapshot, tmp_path / "out")
    assert Access.objects.filter(event="export", what=f"snapshot:{snapshot}").exists()
    with pytest.raises(Refused, match="is not empty"):
        written(snapshot, tmp_path / "out")


def test_the_command_writes_them(snapshot: str, tmp_path: Path) -> None:
    words = [snapshot, "--partitions", str(tmp_path / "o"), "--parts", "3", "--json"]
    with redirect_stdout(StringIO()) as out:
        command = commands.load("indicators")
        assert command is not None
        commands._execute(command, "indicators", words)
    assert json.loads(out.getvalue())["partitions"] == 3
    assert len([*pseudonyms.parts_of(tmp_path / "o")]) == 3
    (tmp_path / "short").write_text("abc")
    with pytest.raises(BadInput, match="32 characters or more"):
        commands._execute(command, "indicators", [*words, "--key-file", str(tmp_path / "short")])
