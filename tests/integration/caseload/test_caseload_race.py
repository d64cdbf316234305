"""Two analysts press Import at once: one snapshot, one entry, no error."""

import threading
from pathlib import Path

import pytest
from django.db import connections

from stocktake.caseload import acts, queries
from stocktake.caseload.acts import ImportResult
from stocktake.people.queries import operator
from stocktake.record import queries as record
from tests.cast import AT
from tests.extracts import write_folder

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def test_one_snapshot_from_many_imports_at_once(tmp_path: Path) -> None:
    folder, results, faults = write_folder(tmp_path / "in"), [], []
    start = threading.Barrier(AT_ONCE)

    def run() -> None:
        try:
            start.wait(timeout=30)
            results.append(acts.import_folder(path=folder, by=operator("tests"), at=AT))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    assert len({r.snapshot for r in results}) == 1
    assert sum(not r.unchanged for r in results) == 1
    _one_entry(results[0])


def _one_entry(result: ImportResult) -> None:
    assert len(record.entries_about("snapshot", result.snapshot)) == 1
    assert queries.faults(result.snapshot) == ()
