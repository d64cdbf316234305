"""From an extract's files to the desk: nothing stands in between but the acts that people use."""

from datetime import date
from pathlib import Path

import pytest

from stocktake.caseload import acts as caseload
from stocktake.core.periods import six_months_to
from stocktake.core.strata import Stratum
from stocktake.core.thread import Person
from stocktake.evidence import acts, queries
from stocktake.frameworks import acts as frameworks
from stocktake.people.queries import operator
from stocktake.record.agreement import disagreements
from stocktake.record.door import perform
from stocktake.rounds import acts as rounds
from stocktake.rounds import queries as selected
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.values import Strand
from tests.cast import AT
from tests.extracts import write_folder
from tests.reading_desk import nadia, open_to, owen

pytestmark = pytest.mark.django_db
VISITS = (
    {"child_id": "0007", "happened_on": "2026-09-02", "mode": "in person", "outcome": "visit"},
    {"child_id": "0007", "happened_on": "2026-09-20", "outcome": "attempt"},
)
SUPERVISIONS = ({"child_id": "0007", "held_on": "2026-05-14", "kind": "supervision"},)


def frozen_round(folder: Path, boss: Person) -> str:
    """A round of one child in child protection, commissioned, selected and frozen by Nadia."""
    frameworks.load_library(by=operator("tests"), at=AT)
    write_folder(folder, visits=VISITS, supervisions=SUPERVISIONS)
    snapshot = caseload.import_folder(path=folder, by=operator("tests"), at=AT).snapshot
    plan = Plan(strata=(StratumPlan(stratum=Stratum.CP, in_depth=1, lighter=0),))
    key = rounds.commission(
        title="October 2026 stocktake", window_end=date(2026, 10, 19), baseline_key="thornmere-2024",
        snapshot=snapshot, plan=plan, records="notes",
        strands=(Strand(name="Stocktake", commissioner="the chair of the board"),), by=boss, at=AT,
    )  # fmt: skip
    rounds.select_sample(round_id=key, by=boss, at=AT)
    rounds.freeze_sample(round_id=key, by=boss, at=AT)
    return key


def test_a_childs_notes_and_dates_come_to_the_desk(tmp_path: Path) -> None:
    boss, reader = nadia(), owen()
    key = frozen_round(tmp_path / "extract", boss)
    (case,) = selected.cases(key)
    moves = acts.copy_record_moves(
        case_id=case.id,
        snapshot=selected.round_(key).snapshot,
        child_id=case.child_id,
        window=six_months_to(date(2026, 10, 19)),
    )
    perform(moves, by=boss, at=AT)
    open_to(reader, case.id, by=boss)
    view = queries.record_of(case.id, reader)
    assert [(c.note_id, c.lag_days) for c in view.cards] == [("n2", 3), ("n1", None)]
    visits = next(lane for lane in view.lanes if lane.key == "visits")
    assert [(m.on.day, m.counts) for m in visits.marks] == [(2, True), (20, False)]
    assert "no supervision 158 days" in [g.words for lane in view.lanes for g in lane.gaps]
    said = queries.note(case.id, "n2", reader)
    assert (said.title, len(said.paragraphs)) == ("<script>alert(1)</script>", 2)
    assert disagreements() == ()
