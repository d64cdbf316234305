"""The certificate: repeating it gives the same list, and every forgery is found."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from stocktake.core.strata import Stratum
from stocktake.rounds.domain.certificate import (
    Certificate,
    NotACertificate,
    repeat,
    to_facts,
)
from stocktake.rounds.domain.coverage import coverage
from stocktake.rounds.domain.selection import (
    Plan,
    StratumPlan,
    commitment_to,
    seed_of,
    select,
)
from stocktake.rounds.domain.values import Attempt, Round

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
FRAME_HASH, NUMBER = "a1" * 32, "0123456789abcdef"
PLAN = Plan(
    strata=(
        StratumPlan(stratum=Stratum.EH, in_depth=2, lighter=1),
        StratumPlan(stratum=Stratum.CP, in_depth=1, lighter=0),
    )
)


@dataclass(frozen=True)
class Child:
    child_id: str
    stratum: Stratum
    case_ref: str
    age: int | None = 9
    sex: str = "F"
    ethnicity: str = "WBRI"


FRAME = [Child(f"c{i}", Stratum.EH if i % 3 else Stratum.CP, f"TH-{i}") for i in range(24)]


def attempt(number: int) -> Attempt:
    seed = seed_of(frame_hash=FRAME_HASH, reference="2026-10", number=NUMBER, attempt=number)
    sample = select(FRAME, PLAN, seed)
    return Attempt(
        number=number,
        seed=seed,
        reason="" if number == 1 else "extract amended",
        by="p1",
        at=AT,
        sample=sample,
        refs={child.child_id: child.case_ref for child in FRAME},
        coverage=coverage(FRAME, {d.child_id for d in sample.drawn}),
    )


def facts(attempts: int = 1) -> dict[str, Any]:
    round_ = Round(
        id="1",
        reference="2026-10",
        title="October 2026 stocktake",
        purpose="",
        window_start=date(2026, 4, 20),
        window_end=date(2026, 10, 19),
        baseline_key="b",
        framework_hash="f",
        form_in_depth="d",
        form_lighter="l",
        records="notes",
        snapshot="5" * 64,
        frame_hash=FRAME_HASH,
        open={Stratum.EH: 16, Stratum.CP: 8},
        strands=(),
        plan=PLAN,
        commitment=commitment_to(NUMBER),
        status="selected",
        commissioned_by="p1",
        commissioned_at=AT,
    )
    return to_facts(
        Certificate(
            council="Thornmere",
            version="0",
            round=round_,
            number=NUMBER,
            attempts=tuple(attempt(i + 1) for i in range(attempts)),
            names={"p1": "Nadia"},
            entries={},
        )
    )


@pytest.mark.parametrize("attempts", [1, 3])
def test_repeating_gives_the_same_list(attempts: int) -> None:
    found = repeat(facts(attempts), FRAME, FRAME_HASH, commitment_to(NUMBER))
    assert found.differences == ()


def test_the_keys_that_councils_keep() -> None:
    keys = {"seed", "snapshot", "method", "strata", "sample", "reserves"}
    assert keys | {"swaps", "exclusions", "software"} <= set(facts())


def forge(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Change one thing of a certificate: "sample.0.ref"."""

    def change(told: dict[str, Any]) -> None:
        *steps, last = [int(s) if s.isdigit() else s for s in path.split(".")]
        node: Any = told
        for step in steps:
            node = node[step]
        node[last] = value

    return change


def another_number(told: dict[str, Any]) -> None:
    """Everything consistent but for a number that was never committed."""
    told["number"] = "feed" * 4
    told["commitment"] = commitment_to(told["number"])
    seed = seed_of(frame_hash=FRAME_HASH, reference="2026-10", number=told["number"], attempt=1)
    told["seed"] = told["attempts"][0]["seed"] = seed
    sample = select(FRAME, PLAN, seed)
    refs = {child.child_id: child.case_ref for child in FRAME}
    rows = [
        {**old, "order": d.order, "child_id": d.child_id, "ref": refs[d.child_id]}
        for old, d in zip(
            told["sample"] + told["reserves"], (*sample.drawn, *sample.reserves), strict=True
        )
    ]
    told["sample"], told["reserves"] = rows[: len(sample.drawn)], rows[len(sample.drawn) :]


@pytest.mark.parametrize(
    "change",
    [
        forge("seed", "00" * 32),
        forge("attempts.0.seed", "00" * 32),
        forge("number", "ff" * 8),
        forge("commitment", "ff" * 32),
        forge("frame_hash", "ff" * 32),
        forge("round.reference", "2026-11"),
        forge("sample.0.ref", "TH-999"),
        forge("sample.0.child_id", "c0000"),
        forge("sample.0.depth", "lighter"),
        forge("sample.0.order", 2),
        forge("reserves.0.child_id", "c0000"),
        forge("strata.0.open", 17),
        forge("strata.0.in_depth", 3),
        forge("strata.2.drawn", 2),
        forge("strata.0.chance", [4, 16]),
        forge("swaps", [{"out": "TH-1", "in": "TH-2"}]),
        forge("exclusions", [{"ref": "TH-1"}]),
        forge("attempts", []),
        lambda told: told["sample"].pop(),
        lambda told: told["sample"].reverse(),
        lambda told: told["attempts"].insert(0, dict(told["attempts"][0])),
        another_number,
    ],
)
def test_a_forgery_is_found(change: Callable[[dict[str, Any]], object]) -> None:
    told = copy.deepcopy(facts())
    change(told)
    assert not repeat(told, FRAME, FRAME_HASH, commitment_to(NUMBER)).same


def test_a_frame_that_changed_is_found() -> None:
    found = repeat(facts(), FRAME[:-1], "b2" * 32, commitment_to(NUMBER))
    assert not found.same


def test_a_file_that_is_no_certificate_is_said_to_be_none() -> None:
    told = facts()
    del told["sample"]
    for wrong in ({}, {"format": "other"}, told):
        with pytest.raises(NotACertificate):
            repeat(wrong, FRAME, FRAME_HASH, None)
