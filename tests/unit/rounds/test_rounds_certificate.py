"""The certificate: repeating it gives the same list, and every forgery is found."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from stocktake.rounds.domain.repeating import (
    FromSealed,
    FromSnapshot,
    NotACertificate,
    plan_in,
    repeat,
)
from stocktake.rounds.domain.sealed import NotAFrame, from_file, to_file
from stocktake.rounds.domain.selection import commitment_to
from tests.certificate_facts import (
    FRAME,
    FRAME_HASH,
    LIMITED,
    PLAN,
    facts,
    frame_for,
)

SNAPSHOT = FromSnapshot(rows=FRAME, frame_hash=FRAME_HASH)


def record(attempts: int = 1, swaps: int = 0) -> dict[str, Any]:
    """What the record of the round would print."""
    told: dict[str, Any] = json.loads(json.dumps(facts(attempts, swaps=swaps)))
    return told


@pytest.mark.parametrize("attempts", [1, 3])
def test_repeating_gives_the_same_list(attempts: int) -> None:
    told = json.loads(json.dumps(facts(attempts)))
    assert repeat(told, SNAPSHOT, record(attempts)).differences == ()


@pytest.mark.parametrize("swaps", [1, 2])
def test_swaps_are_repeated_too(swaps: int) -> None:
    told = json.loads(json.dumps(facts(swaps=swaps)))
    assert len(told["swaps"]) == swaps
    assert repeat(told, SNAPSHOT, record(swaps=2)).differences == ()


def test_replays_under_limits_are_repeated_to_the_count() -> None:
    told = json.loads(json.dumps(facts(plan=LIMITED, runs=20)))
    assert told["probabilities"]["replays"] == 20
    assert repeat(told, SNAPSHOT).differences == ()
    told["probabilities"]["children"][0]["selected"] += 1
    assert repeat(told, SNAPSHOT).differences == (
        "The probabilities are not those of this design.",
    )


@pytest.mark.parametrize("plan", [PLAN, LIMITED])
def test_the_sealed_frame_is_enough(plan: Any) -> None:
    file = to_file(frame_for(plan), reference="2026-10", attempt=1)
    assert repeat(facts(plan=plan), FromSealed(frame=from_file(file))).differences == ()
    assert not any(f'"{c.child_id}"' in file or c.case_ref in file for c in FRAME)
    assert '"w1"' not in file


def test_another_sealed_frame_is_found() -> None:
    file = to_file(frame_for(PLAN)[:-1], reference="2026-10", attempt=1)
    assert not repeat(facts(), FromSealed(frame=from_file(file))).same


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format": "stocktake sealed frame 1"}', "[" * 9999]
)
def test_what_is_no_sealed_frame_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotAFrame):
        from_file(text)


def test_the_keys_that_councils_keep() -> None:
    keys = {"seed", "snapshot", "method", "strata", "sample", "reserves"}
    assert keys | {"swaps", "exclusions", "software"} <= set(facts())


def test_exclusions_name_reason_and_who_approved() -> None:
    (one,) = facts()["exclusions"]
    assert (one["ref"], one["code"], one["approved_by"]) == ("TH-4", "proceedings", "Ada")
    early = facts()["strata"][0]
    assert (early["open"], early["left_out"], early["eligible"]) == (16, 1, 15)


def forge(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Change one thing of a certificate: "sample.0.ref"."""

    def change(told: dict[str, Any]) -> None:
        *steps, last = [int(s) if s.isdigit() else s for s in path.split(".")]
        node: Any = told
        for step in steps:
            node = node[step]
        node[last] = value

    return change


def exchange(told: dict[str, Any]) -> None:
    """A reserve stands in the sample and the child in the reserves, without a swap."""
    out, back = told["sample"][0], told["reserves"][0]
    told["sample"][0] = {**back, "depth": out["depth"], "order": out["order"]}
    told["reserves"][0] = {**out, "depth": None, "order": back["order"]}


def another_number(told: dict[str, Any]) -> None:
    """A number that was never committed, with a commitment to fit it."""
    told["number"] = "feed" * 4
    told["commitment"] = commitment_to(told["number"])


FORGERIES: list[Any] = [
    forge("seed", "00" * 32),
    forge("seed", "not a seed"),
    forge("attempts.0.seed", "00" * 32),
    forge("number", "ff" * 8),
    forge("commitment", "ff" * 32),
    forge("frame_hash", "ff" * 32),
    forge("sealed_frame", "ff" * 32),
    forge("seal", "ff" * 16),
    forge("round.reference", "2026-11"),
    forge("sample.0.ref", "TH-999"),
    forge("sample.0.child_id", "c0000"),
    forge("sample.0.key", "0" * 32),
    forge("sample.0.depth", "lighter"),
    forge("sample.0.order", 2),
    forge("sample.0.certain", True),
    forge("sample.0.recently_reviewed", None),
    forge("reserves.0.child_id", "c0000"),
    forge("strata.0.open", 17),
    forge("strata.0.left_out", 0),
    forge("strata.0.in_depth", 3),
    forge("strata.2.drawn", 2),
    forge("strata.0.chance", [4, 16]),
    forge("probabilities.strata.0.chance", [1, 2]),
    forge("probabilities.exact", False),
    forge("method.name", "as the manager liked"),
    forge("method.spread", ["sex"]),
    forge("method.recently_reviewed", None),
    forge("method.recently_reviewed.part", [1, 4]),
    forge("method.limits", {"worker_most": 1}),
    forge("method.reserves", 3),
    forge("method.seed", "chosen by hand"),
    forge("swaps", [{"out": "TH-1", "in": "TH-2", "out_key": "x", "in_key": "y"}]),
    forge("exclusions", []),
    forge("exclusions.0.ref", "TH-5"),
    forge("exclusions.0.stratum", "CP"),
    forge("coverage.0.lines.0.drawn", 2),
    forge("attempts", []),
    forge("attempts.0.sample_hash", "00" * 32),
    lambda told: told["sample"].pop(),
    lambda told: told["sample"].reverse(),
    lambda told: told["attempts"].insert(0, dict(told["attempts"][0])),
    lambda told: told["exclusions"].append({**told["exclusions"][0], "child_id": "c5"}),
    exchange,
    another_number,
]


@pytest.mark.parametrize("number", range(len(FORGERIES)))
def test_a_forgery_is_found(number: int) -> None:
    told = copy.deepcopy(facts())
    FORGERIES[number](told)
    assert not repeat(told, SNAPSHOT, record()).same


@pytest.mark.parametrize(
    "change",
    [
        forge("swaps.0.in_key", "0" * 32),
        forge("swaps.0.in", "TH-999"),
        forge("swaps.0.depth", "lighter"),
        forge("swaps.0.stratum", "CP"),
        forge("swaps", []),
    ],
)
def test_a_forged_swap_is_found(change: Callable[[dict[str, Any]], None]) -> None:
    told = copy.deepcopy(facts(swaps=1))
    change(told)
    assert not repeat(told, SNAPSHOT, record(swaps=1)).same


@pytest.mark.parametrize(
    "change",
    [
        forge("exclusions.0.words", "The family asked."),
        forge("exclusions.0.code", "staff"),
        forge("attempts.0.reason", "wished for another"),
        forge("round.title", "Another round"),
        forge("frozen", {"at": "2026-10-19T09:00:00+00:00", "by": ""}),
        forge("swaps.0.words", "The family moved."),
    ],
)
def test_a_forged_decision_is_found_by_the_record_alone(
    change: Callable[[dict[str, Any]], None],
) -> None:
    told = copy.deepcopy(facts(swaps=1))
    change(told)
    assert repeat(told, SNAPSHOT).same  # selecting again cannot know who decided what
    assert not repeat(told, SNAPSHOT, record(swaps=1)).same


def test_another_name_of_somebody_is_told_and_is_no_difference() -> None:
    told = copy.deepcopy(facts())
    told["exclusions"][0]["approved_by"] = "Ada Unwed, assistant director"
    found = repeat(told, SNAPSHOT, record())
    assert found.same
    assert found.names == ("'Ada Unwed, assistant director' is 'Ada' on the record today.",)


def test_a_later_attempt_kept_from_the_reader_is_found_by_the_record() -> None:
    """Whoever publishes the first of two attempts tells a whole certificate; the record knows."""
    assert repeat(facts(), SNAPSHOT).same
    assert not repeat(facts(), SNAPSHOT, record(2)).same


def test_a_frame_that_changed_is_found() -> None:
    assert not repeat(facts(), FromSnapshot(rows=FRAME[:-1], frame_hash="b2" * 32), record()).same


def test_a_file_that_is_no_certificate_is_said_to_be_none() -> None:
    told = facts()
    for key in ("format", "sample", "method", "strata"):
        with pytest.raises(NotACertificate):
            plan_in({k: v for k, v in told.items() if k != key})
    for key in ("seed", "probabilities", "attempts", "number"):
        with pytest.raises(NotACertificate):
            repeat({k: v for k, v in told.items() if k != key}, SNAPSHOT)
