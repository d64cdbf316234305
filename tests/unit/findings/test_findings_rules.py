"""Who may make a finding or judge the baseline, and what each needs."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.findings.domain import baseline, findings
from stocktake.findings.domain.baseline import JudgeBaseline
from stocktake.findings.domain.findings import MakeFinding, WithdrawFinding

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NADIA = Person(id="1", name="Nadia", capacities=frozenset({Capacity.QA_MANAGER}))
PRUE = Person(id="2", name="Prue", capacities=frozenset({Capacity.BOARD_CHAIR}))
SAM = Person(id="3", name="Sam", capacities=frozenset({Capacity.WORKER}))
WEAK = MakeFinding(
    round_id="1",
    theme="supervision",
    strength=False,
    text="Supervision is uploaded late.",
    system="One shared laptop",
    rests_on=("entry:4",),
)
AFI = JudgeBaseline(
    round_id="1",
    baseline="march-2024",
    statement="AFI-1",
    kind="area for improvement",
    verdict="embedded",
    why="Seen in all strata.",
    rests_on=("entry:4", "entry:5"),
)


@pytest.mark.parametrize("by", [NADIA, PRUE])
def test_the_manager_and_the_chair_may_make_a_finding(by: Person) -> None:
    assert findings.refusal(None, WEAK, by, AT) is None


def test_a_worker_may_not() -> None:
    assert "Only" in (findings.refusal(None, WEAK, SAM, AT) or "")
    assert "Only" in (baseline.refusal(None, AFI, SAM, AT) or "")


def test_a_finding_rests_on_something() -> None:
    assert "at least one" in (findings.refusal(None, replace(WEAK, rests_on=()), NADIA, AT) or "")


def test_an_area_to_develop_says_what_in_the_system_helped_or_hindered() -> None:
    unsaid = replace(WEAK, system=" ")
    assert "system" in (findings.refusal(None, unsaid, NADIA, AT) or "")
    assert findings.refusal(None, replace(unsaid, strength=True), NADIA, AT) is None


def test_a_withdrawn_finding_keeps_its_words() -> None:
    made = findings.after(None, WEAK, NADIA, AT)
    gone = findings.after(made, WithdrawFinding(reason="Said twice"), NADIA, AT)
    assert (gone.status, gone.text) == ("withdrawn", WEAK.text)


def test_a_verdict_needs_two_different_pieces_of_evidence() -> None:
    twice_the_same = replace(AFI, rests_on=("entry:4", "entry:4"))
    assert "two pieces" in (baseline.refusal(None, twice_the_same, PRUE, AT) or "")
    assert baseline.refusal(None, AFI, PRUE, AT) is None


def test_not_tested_needs_no_evidence_but_a_reason() -> None:
    untested = replace(AFI, verdict="not tested", rests_on=())
    assert baseline.refusal(None, untested, PRUE, AT) is None
    assert "why" in (baseline.refusal(None, replace(untested, why=""), PRUE, AT) or "")


def test_a_strength_is_not_embedded() -> None:
    assert "sustained" in (baseline.refusal(None, replace(AFI, kind="strength"), PRUE, AT) or "")


def test_judging_again_is_lawful_and_takes_the_place() -> None:
    first = baseline.after(None, AFI, PRUE, AT)
    again = baseline.after(first, replace(AFI, verdict="partly"), NADIA, AT)
    assert (again.verdict, again.judged_by) == ("partly", "1")
