"""A small council: an extract of open cases, imported, and a round's facts ready to commission."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stocktake.caseload import acts as caseload
from stocktake.core.capacity import Capacity
from stocktake.core.strata import Stratum
from stocktake.core.thread import Person
from stocktake.frameworks import acts as frameworks
from stocktake.people.queries import operator
from stocktake.rounds import acts
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.values import Strand
from tests.cast import AT, make_person

COUNTS = {"EH": 9, "CIN": 7, "CP": 4, "CLA": 6, "CL": 5}
PLAN = Plan(
    strata=tuple(
        StratumPlan(stratum=Stratum(s), in_depth=a, lighter=b)
        for s, a, b in (("EH", 2, 1), ("CIN", 1, 1), ("CP", 2, 0), ("CLA", 1, 1), ("CL", 0, 1))
    )
)
HEADER = "child_id case_ref stratum age sex ethnicity allocated_team allocated_worker_id allocated_worker"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An extract of 31 open cases in the Stocktake CSV layout."""
    path = tmp_path / "extract"
    path.mkdir()
    with (path / "cases.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER.split())
        number = 0
        for stratum, count in COUNTS.items():
            for _ in range(count):
                number += 1
                sex, ethnicity = ("F", "WBRI") if number % 2 else ("M", "BAFR")
                worker = f"w{number % 4}"
                child = [f"c{number:03}", f"TH-{1000 + number}", stratum, number % 18]
                rows.writerow([*child, sex, ethnicity, "North", worker, f"Worker {worker}"])
    return path


@pytest.fixture
def snapshot(db: None, folder: Path) -> str:
    frameworks.load_library(by=operator("tests"), at=AT)
    return caseload.import_folder(path=folder, by=operator("tests"), at=AT).snapshot


@pytest.fixture
def nadia(db: None) -> Person:
    return make_person("nadia.qa", Capacity.QA_MANAGER)


@pytest.fixture
def sam(db: None) -> Person:
    """The stranger: a worker who runs no rounds."""
    return make_person("sam.sw", Capacity.WORKER)


@pytest.fixture
def facts(snapshot: str) -> dict[str, Any]:
    return {
        "title": "October 2026 stocktake",
        "window_end": date(2026, 10, 19),
        "baseline_key": "thornmere-2024",
        "snapshot": snapshot,
        "plan": PLAN,
        "records": "notes",
        "strands": (
            Strand(name="Quarterly audit", commissioner="the auditing firm"),
            Strand(name="Stocktake", commissioner="the chair of the board"),
        ),
    }


@pytest.fixture
def commissioned(facts: dict[str, Any], nadia: Person) -> str:
    return acts.commission(**facts, by=nadia, at=AT)
