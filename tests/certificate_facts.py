"""A certificate made from plain values, for the tests that repeat and forge it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from stocktake.core.strata import Stratum
from stocktake.rounds.domain.certificate import Certificate, to_facts
from stocktake.rounds.domain.coverage import coverage
from stocktake.rounds.domain.exceptions import APPROVED, LeftOut
from stocktake.rounds.domain.sealed import sealed_hash
from stocktake.rounds.domain.selection import (
    Candidate,
    Limits,
    Plan,
    Recent,
    StratumPlan,
    candidates,
    commitment_to,
    prepare,
    pseudonym,
    replayed,
    seed_of,
    select,
)
from stocktake.rounds.domain.swapping import Swap, after_swaps, next_reserve
from stocktake.rounds.domain.values import Attempt, Estimate, Round

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
FRAME_HASH, NUMBER, SEAL = "a1" * 32, "0123456789abcdef", "5e" * 16
PLAN = Plan(
    strata=(
        StratumPlan(stratum=Stratum.EH, in_depth=2, lighter=1),
        StratumPlan(stratum=Stratum.CP, in_depth=1, lighter=0),
    ),
    spread=("sex", "ethnicity"),
    recent=Recent(),
)
LIMITED = replace(PLAN, limits=Limits(worker_most=1, team_least=1))


@dataclass(frozen=True)
class Child:
    child_id: str
    stratum: Stratum
    case_ref: str
    age: int | None = 9
    sex: str = "F"
    ethnicity: str = "WBRI"
    last_reviewed: date | None = None
    team: str = "North"
    worker_id: str = "w1"
    household_id: str = ""


FRAME = [
    Child(
        child_id=f"c{i}",
        stratum=Stratum.EH if i % 3 else Stratum.CP,
        case_ref=f"TH-{i}",
        sex="F" if i % 2 else "M",
        ethnicity=("WBRI", "BCRB", "WBRI")[i % 3],
        last_reviewed=date(2026, 6, 1) if i % 5 == 0 else None,
        team=("North", "South")[i % 2],
        worker_id=f"w{i % 8}",
    )
    for i in range(24)
]
OUT = LeftOut(
    child_id="c4", ref="TH-4", stratum=Stratum.EH, code="proceedings", words="", status=APPROVED,
    asked_by="p1", decided_by="p2", decided_at=AT,
)  # fmt: skip


def frame_for(plan: Plan, out: Sequence[LeftOut] = (OUT,)) -> tuple[Candidate, ...]:
    ids = {one.child_id for one in out}
    return candidates(FRAME, plan, seal=SEAL, day=date(2026, 10, 19), left_out=ids)


def attempt(number: int, plan: Plan = PLAN, *, swaps: int = 0, runs: int = 0) -> Attempt:
    """One attempt with one child left out; `swaps` in early help, `runs` replays."""
    seed = seed_of(frame_hash=FRAME_HASH, reference="2026-10", number=NUMBER, attempt=number)
    frame = frame_for(plan)
    ids = {pseudonym(SEAL, "child", child.child_id): child.child_id for child in FRAME}
    sample = select(frame, plan, seed).named(ids)
    made: list[Swap] = []
    for _ in range(swaps):
        standing = after_swaps(sample, made)
        going, coming = next_reserve(standing, standing.drawn[0].key, frame, plan.limits)
        assert going.depth is not None
        made.append(
            Swap(
                out_key=going.key,
                in_key=coming.key,
                stratum=going.stratum,
                depth=going.depth,
                code="closed",
                by="p1",
                at=AT,
            )
        )
    chosen = {d.child_id for d in after_swaps(sample, made).drawn}
    counts = replayed(prepare(frame, plan), seed, runs=runs) if runs else {}
    return Attempt(
        number=number,
        seed=seed,
        reason="" if number == 1 else "extract amended",
        by="p1",
        at=AT,
        plan=plan,
        frame_hash=FRAME_HASH,
        sealed_hash=sealed_hash(frame),
        sample=sample,
        refs={child.child_id: child.case_ref for child in FRAME},
        coverage=coverage(FRAME, chosen),
        left_out=(OUT,),
        swaps=tuple(made),
        estimate=Estimate(runs=runs, counts=counts) if runs else None,
    )


def certificate(attempts: Sequence[Attempt]) -> Certificate:
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
        plan=attempts[-1].plan,
        commitment=commitment_to(NUMBER),
        status="selected",
        commissioned_by="p1",
        commissioned_at=AT,
    )
    names: Mapping[str, str] = {"p1": "Nadia", "p2": "Ada"}
    return Certificate(
        council="Thornmere",
        version="0",
        round=round_,
        number=NUMBER,
        seal=SEAL,
        attempts=tuple(attempts),
        names=names,
        entries={},
    )


def facts(attempts: int = 1, plan: Plan = PLAN, **more: int) -> dict[str, Any]:
    """The certificate of so many attempts, the last with swaps or replays where asked."""
    last = attempt(attempts, plan, **more)
    return to_facts(certificate([*(attempt(i + 1, plan) for i in range(attempts - 1)), last]))
