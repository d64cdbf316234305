"""`stocktake round` and `stocktake draw`: the same acts, and the three answers of verify."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.people.command import BadInput
from stocktake.rounds import acts, queries
from tests.cast import AT, make_person


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def selected(commissioned: str, nadia: Person) -> str:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    return commissioned


@pytest.fixture
def file(selected: str, tmp_path: Path) -> Path:
    run("draw", "certificate", "2026-10", "--out", str(tmp_path))
    return tmp_path / "draw-certificate.json"


def test_a_whole_round_from_the_command_line(snapshot: str, nadia: Person) -> None:
    run(
        "round", "--as", "nadia.qa", "commission", "--title", "October", "--window-end",
        "2026-10-19", "--baseline", "thornmere-2024", "--snapshot", snapshot, "--plan",
        "EH=2+1,CP=1", "--strand", "Audit:the firm:nadia.qa", "--strand", "Stocktake:the chair",
    )  # fmt: skip
    assert "commissioned" in run("round", "list")
    run("round", "--as", "nadia.qa", "select", "2026-10")
    assert "4 cases" in run("round", "--as", "nadia.qa", "freeze", "2026-10", "--yes")
    shown = json.loads(run("round", "--json", "show", "2026-10"))
    assert (shown["status"], len(shown["cases"])) == ("frozen", 4)


def test_a_design_from_the_command_line_is_the_pages(commissioned: str, nadia: Person) -> None:
    run(
        "round", "--as", "nadia.qa", "design", "2026-10", "--rule", "equal", "--reviews", "15",
        "--in-depth", "5", "--spread", "sex,age", "--worker-most", "5", "--recent", "3:1/4",
        "--certain", "TH-1003", "--shared", "2", "--reserves", "1",
    )  # fmt: skip
    plan = queries.round_(commissioned).plan
    assert [(s.in_depth, s.lighter) for s in plan.strata] == [(1, 2)] * 5
    assert (plan.spread, plan.limits.worker_most, plan.shared) == (("sex", "age"), 5, 2)
    run("round", "--as", "nadia.qa", "design", "2026-10", "--worker-most", "0")
    now = queries.round_(commissioned).plan
    assert (now.limits.any, now.strata, len(now.certain)) == (False, plan.strata, 1)
    for word, wrong in (("--recent", "half"), ("--expect", "EH=many"), ("--route", "restricted=x")):
        with pytest.raises(BadInput):
            run("round", "--as", "nadia.qa", "design", "2026-10", "--rule", "optimal", word, wrong)


def test_a_swap_and_a_child_left_out_from_the_command_line(selected: str, nadia: Person) -> None:
    first = queries.attempts(selected)[-1]
    out = first.refs[first.sample.drawn[0].child_id]
    words = ("--code", "crisis", "--words", "The family has lost its home")
    said = run("round", "--as", "nadia.qa", "swap", "2026-10", "--out", out, *words)
    assert said.startswith(f"{out} gave way to ")
    make_person("adam.ad", Capacity.ASSISTANT_DIRECTOR)
    ask = ("leave-out", "2026-10", "ask", "TH-1003", "--code", "safety", "--words", "A risk")
    assert "waiting for a decision: 1" in run("round", "--as", "nadia.qa", *ask)
    with pytest.raises(BadInput, match="Only the assistant director"):
        run("round", "--as", "nadia.qa", "leave-out", "2026-10", "approve", "TH-1003")
    assert "Left out: 1;" in run(
        "round", "--as", "adam.ad", "leave-out", "2026-10", "approve", "TH-1003"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--plan": "EH=two"}, "not a plan"),
        ({"--window-end": "soon"}, "not a date"),
        ({"--strand": "Audit:firm:nobody"}, "no account with the login nobody"),
        ({"--baseline": "x"}, "no baseline"),
    ],
)
def test_bad_input_is_one_sentence(
    snapshot: str, nadia: Person, change: dict[str, str], said: str
) -> None:
    words = {"--title": "T", "--window-end": "2026-10-19", "--baseline": "thornmere-2024"}
    words |= {"--snapshot": snapshot, "--plan": "EH=1+0", "--strand": "Audit:firm"}
    flat = [word for pair in (words | change).items() for word in pair]
    with pytest.raises(BadInput, match=said):
        run("round", "--as", "nadia.qa", "commission", *flat)


def test_the_operator_lists_and_does_not_select(commissioned: str) -> None:
    assert "2026-10" in run("round", "list")
    with pytest.raises(BadInput, match="Only the QA manager"):
        run("round", "select", "2026-10")


def test_a_stranger_finds_no_round(commissioned: str, sam: Person) -> None:
    assert "No round yet" in run("round", "--as", "sam.sw", "list")
    with pytest.raises(BadInput, match="no round 2026-10"):
        run("draw", "--as", "sam.sw", "certificate", "2026-10")


def test_verify_finds_the_same_list(file: Path) -> None:
    assert "Same list: 10 references." in run("draw", "verify", str(file))


def test_the_page_of_the_certificate_needs_nothing_beside_it(file: Path) -> None:
    page = file.with_suffix(".html").read_text()
    assert "<style>" in page
    assert "src=" not in page
    assert "stylesheet" not in page
    assert json.loads(file.read_text())["sample"][0]["ref"] in page


def change(file: Path, how: Callable[[dict[str, Any]], object]) -> None:
    told = json.loads(file.read_text())
    how(told)
    file.write_text(json.dumps(told))


@pytest.mark.parametrize(
    "how",
    [
        lambda told: told.update(seed="00" * 32),
        lambda told: told["strata"][0].update(open=99),
        lambda told: told["sample"][0].update(ref="TH-9999"),
        lambda told: told["sample"].pop(),
    ],
)
def test_verify_names_a_forgery_and_ends_1(
    file: Path, how: Callable[[dict[str, Any]], object]
) -> None:
    change(file, how)
    with pytest.raises(SystemExit) as ended:
        run("draw", "verify", str(file))
    assert ended.value.code == 1


def test_the_sealed_frame_is_enough_without_the_snapshot(file: Path) -> None:
    change(file, lambda told: told.update(snapshot="0" * 64))
    frame = file.with_name("draw-certificate-sealed-frame.json")
    said = run("draw", "verify", str(file), "--frame", str(frame))
    assert said.startswith("Same list: 10 references. From the sealed frame.")


def test_verify_tells_a_machine_that_it_cannot(file: Path) -> None:
    change(file, lambda told: told.update(snapshot="0" * 64))
    out = StringIO()
    with pytest.raises(BadInput):
        call_command("draw", "--json", "verify", str(file), stdout=out)
    assert json.loads(out.getvalue())["same"] is None


def test_verify_cannot_without_the_snapshot(file: Path) -> None:
    change(file, lambda told: told.update(snapshot="0" * 64))
    with pytest.raises(BadInput, match="Cannot verify: snapshot 000000000000 is not in this home"):
        run("draw", "verify", str(file))


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"round": 3}'])
def test_verify_of_something_else_says_so(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(BadInput, match="Cannot verify"):
        run("draw", "verify", str(file))


def test_a_round_without_a_sample_has_no_certificate(commissioned: str) -> None:
    with pytest.raises(BadInput, match="No sample has been selected"):
        run("draw", "certificate", "2026-10")
    assert queries.attempts(commissioned) == ()
