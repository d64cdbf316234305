"""A round on another frame than the open cases: counted, selected, repeated and frozen."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.strata import Stratum
from stocktake.core.thread import Person, Refused
from stocktake.people.command import BadInput
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.selection import Plan, Recent, StratumPlan
from tests.cast import AT, sign_in
from tests.integration.rounds.test_rounds_commands import run
from tests.integration.rounds.test_rounds_pages import typed

SHUT = "child_id stratum age allocated_team allocated_worker_id opened_on closed_on restricted"
CAME = "child_id received_on outcome team worker_id"


def plan(**numbers: int) -> Plan:
    return Plan(
        strata=tuple(
            StratumPlan(stratum=Stratum(s), in_depth=0, lighter=n) for s, n in numbers.items()
        ),
        recent=Recent(),
    )


@pytest.fixture
def folder(folder: Path) -> Path:
    """Beside the open cases of the small council: nine closures and eight contacts."""
    rows = [["x9", "CLA", 9, "South", "w9", "2026-01-05", "2026-06-01", "yes"]]
    rows += [[f"x{n}", "CIN", n, "South", "w9", "2026-01-05", "2026-06-01", "no"] for n in range(8)]
    (folder / "cases.csv").write_text(_merged(folder / "cases.csv", SHUT.split(), rows))
    come = ["2026-05-01", "", "Front door", "w8"]
    contacts = [[f"k{n}", come[0], "No further action", *come[2:]] for n in range(6)]
    contacts += [["k8", come[0], "Referral", *come[2:]], ["k9", *come[:1], "", "", ""]]
    placed = ["x1", "p1", "2026-02-01", "2026-06-01", "Placed for adoption"]
    _write(folder / "contacts.csv", CAME.split(), contacts)
    _write(
        folder / "placements.csv",
        ["child_id", "placement_id", "started_on", "ended_on", "placement_type"],
        [placed],
    )
    _write(folder / "previous_audits.csv", ["child_id", "audited_on"], [["x2", "2026-09-01"]])
    return folder


def _merged(file: Path, columns: list[str], rows: list[list[Any]]) -> str:
    with file.open(newline="") as old:
        known = [*csv.DictReader(old)]
    names = [*dict.fromkeys([*known[0], *columns])]
    every = known + [dict(zip(columns, row, strict=True)) for row in rows]
    lines = (",".join(str(row.get(name, "")) for name in names) for row in every)
    return "\n".join([",".join(names), *lines]) + "\n"


def _write(file: Path, columns: list[str], rows: list[list[Any]]) -> None:
    with file.open("w", newline="") as new:
        csv.writer(new).writerows([columns, *rows])


@pytest.fixture
def closures(facts: dict[str, Any], nadia: Person) -> str:
    asked = {**facts, "frame": FrameKind.CLOSED, "plan": plan(CIN=4), "records": "pointers"}
    return acts.commission(**asked, by=nadia, at=AT)


def test_a_round_on_closures_counts_its_own_children(closures: str) -> None:
    found = queries.round_(closures)
    assert {s: n for s, n in found.open.items() if n} == {Stratum.CIN: 8, Stratum.CLA: 1}


def test_cases_of_a_frozen_round_are_of_the_day_and_worker_of_the_closure(
    closures: str, nadia: Person
) -> None:
    acts.select_sample(round_id=closures, by=nadia, at=AT)
    cases = acts.freeze_sample(round_id=closures, by=nadia, at=AT)
    assert {(c.worker_id, c.team, c.happened_on) for c in cases} == {
        ("w9", "South", date(2026, 6, 1))
    }
    assert {c.child_id for c in cases} <= {f"x{n}" for n in range(8)} - {"x1"}


def test_the_rules_about_a_child_hold_there_too(closures: str, nadia: Person) -> None:
    attempt = acts.select_sample(round_id=closures, by=nadia, at=AT)
    drawn = next(s for s in attempt.sample.strata if s.stratum is Stratum.CIN)
    assert [x.child_id for x in attempt.left_out] == ["x1"], "adopted, and nobody gave authority"
    assert (drawn.eligible, drawn.recent) == (7, 1), "and a recent review lowers a chance"


def test_a_restricted_record_of_a_closed_case_needs_its_reviewer(
    facts: dict[str, Any], nadia: Person
) -> None:
    made = acts.commission(
        **{**facts, "frame": FrameKind.CLOSED, "plan": plan(CLA=1)}, by=nadia, at=AT
    )
    acts.select_sample(round_id=made, by=nadia, at=AT)
    with pytest.raises(Refused, match="needs a named reviewer"):
        acts.freeze_sample(round_id=made, by=nadia, at=AT)


def test_an_empty_frame_is_one_plain_sentence(facts: dict[str, Any], nadia: Person) -> None:
    for kind in (FrameKind.REFERRALS, FrameKind.STEP_DOWNS):
        with pytest.raises(
            Refused, match=r"^No (referral|case) .* from 20 April 2026 to 19 October"
        ):
            acts.commission(**{**facts, "frame": kind}, by=nadia, at=AT)
    assert queries.rounds() == ()


@pytest.fixture
def files(closures: str, nadia: Person, tmp_path: Path) -> Path:
    acts.select_sample(round_id=closures, by=nadia, at=AT)
    run("draw", "certificate", "2026-10", "--out", str(tmp_path))
    return tmp_path


def test_its_certificate_says_which_frame_and_is_repeated(files: Path) -> None:
    told = json.loads((files / "draw-certificate.json").read_text())
    assert told["round"]["frame"] == "cases closed"
    assert [(s["stratum"], s["open"]) for s in told["strata"]][1] == ("CIN", 8)
    sealed = files / "draw-certificate-sealed-frame.json"
    assert "Same list: 4" in run("draw", "verify", str(files / "draw-certificate.json"))
    assert "the sealed frame" in run(
        "draw", "verify", str(files / "draw-certificate.json"), "--frame", str(sealed)
    )


def test_a_certificate_cannot_tell_one_frame_for_another(files: Path) -> None:
    file = files / "draw-certificate.json"
    told = json.loads(file.read_text())
    sealed = ("--frame", str(files / "draw-certificate-sealed-frame.json"))
    for kind in ("open cases", "step-downs to early help", "anything"):
        file.write_text(json.dumps({**told, "round": {**told["round"], "frame": kind}}))
        for also in ((), sealed):
            with pytest.raises((SystemExit, BadInput)) as no:
                run("draw", "verify", str(file), *also)
            assert getattr(no.value, "code", 2) != 0, kind


def test_a_certificate_of_before_there_were_kinds_is_of_open_cases(
    commissioned: str, nadia: Person, tmp_path: Path
) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    run("draw", "certificate", "2026-10", "--out", str(tmp_path))
    file = tmp_path / "draw-certificate.json"
    told = json.loads(file.read_text())
    del told["round"]["frame"]
    file.write_text(json.dumps(told))
    assert "Same list" in run("draw", "verify", str(file))


@pytest.mark.parametrize(
    ("kind", "words"),
    [("contacts", "8 children with a contact"), ("contacts without further action", "of 6 ")],
)
def test_the_page_counts_each_frame_and_commissions_on_one(
    snapshot: str, nadia: Person, kind: str, words: str
) -> None:
    browser = sign_in(nadia)
    first = browser.post("/rounds/new/", typed(snapshot, update="1")).content.decode()
    assert [n in first for n in ("9 children", "8 children", "6 children", "Nobody")] == [True] * 4
    said = {**typed(snapshot), "frame": kind, "counted": "open cases"}
    page = browser.post("/rounds/new/", said).content.decode()
    assert words in page
    assert "There is a problem" not in page, "other groups, so the numbers are looked at first"
    numbers = {"NFA-in-depth": "0", "NFA-lighter": "2"}
    numbers |= {f"{s}-{d}": "0" for s in ("FA", "NK") for d in ("in-depth", "lighter")}
    browser.post("/rounds/new/", {**said, **numbers, "counted": kind})
    (made,) = queries.rounds()
    assert (made.frame, made.plan.wanted, made.strata[0]) == (kind, 2, Stratum.NFA)


def test_every_page_of_such_a_round_says_what_it_is_about(
    facts: dict[str, Any], nadia: Person
) -> None:
    asked = {**facts, "frame": FrameKind.CONTACTS, "plan": plan(NFA=2, FA=1)}
    made = acts.commission(**asked, by=nadia, at=AT)
    acts.select_sample(round_id=made, by=nadia, at=AT)
    acts.freeze_sample(round_id=made, by=nadia, at=AT)
    browser = sign_in(nadia)
    for page in ("", "certificate/"):
        text = browser.get(f"/rounds/{made}/{page}").content.decode()
        told = [w in text for w in ("No further action", "children with a contact")]
        assert told == [True, True]
        assert not [w for w in ("Early help", "open children") if w in text]


def test_frames_from_the_command_line(snapshot: str, nadia: Person) -> None:
    words = ("--snapshot", snapshot, "--window-end", "2026-10-19")
    told = json.loads(run("round", "--as", "nadia.qa", "--json", "frames", *words))
    assert told["contacts"] == {"NFA": 6, "FA": 1, "NK": 1}
    run(
        "round", "--as", "nadia.qa", "commission", "--title", "Closures", "--frame", "cases closed",
        "--baseline", "thornmere-2024", "--plan", "CIN=0+3", "--strand", "Audit:the firm", *words,
    )  # fmt: skip
    assert queries.rounds()[0].frame is FrameKind.CLOSED


def test_nobody_else_counts_children(snapshot: str, sam: Person) -> None:
    with pytest.raises(BadInput, match="no snapshot"):
        run(
            "round",
            "--as",
            "sam.sw",
            "frames",
            "--snapshot",
            snapshot,
            "--window-end",
            "2026-10-19",
        )
