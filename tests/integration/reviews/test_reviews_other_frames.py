"""Reviews of what came in or ended: who is told, what the desk has, and up to when it is judged."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stocktake.caseload import acts as caseload
from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.strata import Stratum
from stocktake.evidence import queries as evidence
from stocktake.people import queries as people
from stocktake.record.models import Outbox
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Declaration
from stocktake.rounds import acts as round_acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.values import Strand
from tests.cast import AT, sign_in
from tests.review_desk import Cast

TABLES: dict[str, list[tuple[str, ...]]] = {
    "cases": [
        ("child_id", "case_ref", "stratum", "allocated_team", "allocated_worker_id",
         "allocated_worker", "opened_on", "closed_on"),
        ("gone", "TH-2001", "CP", "North", "w1", "Sam, social worker", "2025-01-05", "2026-06-15"),
        ("here", "TH-2002", "CP", "North", "w1", "Sam, social worker", "2025-01-05", ""),
    ],
    "visits": [
        ("child_id", "happened_on", "visit_type"),
        *((who, day, "CP visit") for who in ("gone", "here")
          for day in ("2026-04-10", "2026-05-01", "2026-05-22", "2026-06-12")),
    ],
    "contacts": [
        ("child_id", "received_on", "outcome", "team", "worker_id"),
        ("front", "2026-08-03", "No further action", "South", "w2"),
    ],
}  # fmt: skip


@pytest.fixture
def snapshot(cast: Cast, tmp_path: Path) -> str:
    for name, rows in TABLES.items():
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    by = people.operator("tests")
    return caseload.import_folder(path=tmp_path, by=by, at=AT, as_of=AT.date()).snapshot


def held(cast: Cast, snapshot: str, kind: FrameKind, stratum: Stratum) -> str:
    """A round on this frame, its one review being read by Owen; the review's id."""
    facts: dict[str, Any] = {"by": cast.nadia, "at": AT}
    made = round_acts.commission(
        title="Dip sample",
        window_end=date(2026, 10, 19),
        baseline_key="thornmere-2024",
        snapshot=snapshot,
        plan=Plan(strata=(StratumPlan(stratum=stratum, in_depth=1, lighter=0),)),
        records="notes",
        frame=kind,
        strands=(Strand(name="Dip sample", commissioner="the QA manager"),),
        **facts,
    )
    round_acts.select_sample(round_id=made, **facts)
    (case,) = round_acts.freeze_sample(round_id=made, **facts)
    (key,) = acts.allocate(case_ids=[case.id], reviewer_id=cast.owen.id, **facts)
    said = {key: Declaration(conflict="none")}
    acts.declare_conflicts(declarations=said, by=cast.owen, at=AT)
    acts.start_reading(review_id=key, by=cast.owen, at=AT)
    return key


def last_gap(case_id: str, cast: Cast) -> date:
    lanes = {lane.key: lane for lane in evidence.record_of(case_id, cast.owen).lanes}
    return max(gap.end for gap in lanes["visits"].gaps)


def test_the_worker_of_a_closed_case_and_their_manager_are_told(cast: Cast, snapshot: str) -> None:
    key = held(cast, snapshot, FrameKind.CLOSED, Stratum.CP)
    assert queries.review(key, to=cast.owen).state.worker_id == "w1"
    page = sign_in(cast.owen).get(f"/reviews/{key}/").content.decode()
    assert "closed 15 June 2026" in page
    told = {p["to"][0] for p in Outbox.objects.values_list("payload", flat=True) if p.get("to")}
    assert {cast.sam.id, cast.tess.id} <= told
    assert cast.kit.id not in told


def test_practice_is_judged_up_to_the_closure_and_not_after_it(cast: Cast, snapshot: str) -> None:
    key = held(cast, snapshot, FrameKind.CLOSED, Stratum.CP)
    page = sign_in(cast.owen).get(f"/reviews/{key}/timeliness/").content.decode()
    assert "20 April 2026 to 15 June 2026" in page
    case = rounds.case(queries.review(key, to=cast.owen).case_id)
    assert last_gap(case.id, cast) < date(2026, 6, 15), "four months without a visit, and none due"
    still = held(cast, snapshot, FrameKind.OPEN, Stratum.CP)
    other = queries.review(still, to=cast.owen).case_id
    assert last_gap(other, cast) == date(2026, 10, 19), "an open case has a gap to the end"


def test_the_desk_of_a_contact_takes_pointers_where_there_are_no_notes(
    cast: Cast, snapshot: str
) -> None:
    key = held(cast, snapshot, FrameKind.CONTACTS_NFA, Stratum.NFA)
    browser = sign_in(cast.owen)
    page = browser.get(f"/reviews/{key}/desk/").content.decode()
    assert "No further action" in page
    assert "contact 3 August 2026" in page
    assert "pointer" in page.lower()


def test_a_new_round_is_told_when_a_snapshot_has_lost_its_notes(cast: Cast, snapshot: str) -> None:
    browser, words = sign_in(cast.nadia), "were deleted from this snapshot"
    assert words not in browser.get("/rounds/new/").content.decode()
    frozen = {"update": "1", "snapshot": rounds.round_(cast.round_id).snapshot}
    assert words in browser.post("/rounds/new/", frozen).content.decode()
