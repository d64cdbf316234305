"""Findings made by a person, resting on finalised judgements of their own round."""

from dataclasses import replace

import pytest

from stocktake.core.thread import Refused
from stocktake.findings import acts, queries
from stocktake.record import queries as record
from tests.gathered_desk import AT, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


def test_a_finding_walks_down_to_a_quote(desk: Desk) -> None:
    ref = desk.find(desk.judge("supervision", "inadequate"))
    steps = record.walk([ref])
    assert [s.entry.act for s in steps if s.entry][:2] == ["finding.made", "case.opened"]
    assert steps[-1].basis == "quote:1"
    assert record.reaches_evidence([ref])


def test_a_finding_rests_on_nothing_from_elsewhere(desk: Desk) -> None:
    desk.judge("supervision", "good")
    with pytest.raises(Refused, match="own round"):
        desk.find("entry:1")


def test_nothing_published_rests_on_a_review_that_nobody_could_answer(desk: Desk) -> None:
    answered, silent = desk.judge("supervision", "inadequate"), desk.judge("supervision", "good")
    desk.rows[1] = replace(desk.rows[1], answerable=False)
    with pytest.raises(Refused, match="could not reply"):
        desk.find(answered, silent)
    with pytest.raises(Refused, match="could not reply"):
        acts.judge_baseline(
            round_id="1", statement_id="AFI-1", verdict="partly", why="Seen.",
            rests_on=[silent], by=desk.prue, at=AT,
        )  # fmt: skip
    offered = queries.possible_evidence("1", to=desk.nadia)
    assert [e.ref for e in offered if e.kind == "judgement"] == [answered]
    assert all(silent not in p.rests_on for p in queries.proposals("1"))
    assert queries.heat_map("1").judgements == 2  # it is counted with all others
    with pytest.raises(Refused, match="could not reply"):
        desk.draft(silent)
    desk.draft(silent, level="case action", case_id="2")  # what helps one child is never barred
    desk.find(answered)


def test_a_stranger_makes_no_finding(desk: Desk) -> None:
    ref = desk.judge("supervision", "good")
    said = {"round_id": "1", "theme": "supervision", "strength": True, "text": "Good."}
    with pytest.raises(Refused, match="Only"):
        acts.make_finding(**said, rests_on=[ref], by=desk.mel, at=AT)  # type: ignore[arg-type]
    assert queries.findings("1") == ()


def test_a_withdrawn_finding_leaves_the_list_and_stays_readable(desk: Desk) -> None:
    desk.find(desk.judge("supervision", "inadequate"))
    made = queries.findings("1")[0]
    acts.withdraw_finding(finding_id=made.id, reason="Said better elsewhere", by=desk.prue, at=AT)
    assert queries.findings("1") == ()
    assert queries.finding(made.id).withdrawn_because == "Said better elsewhere"
    last = record.entry(record.last_entry("finding", made.id) or 0)
    assert last is not None
    assert last.answers == made.entry


def test_proposals_are_nothing_until_made(desk: Desk) -> None:
    for _ in range(3):
        desk.judge("supervision", "inadequate")
    assert [p.theme for p in queries.proposals("1")] == ["supervision"]
    assert queries.findings("1") == ()


def test_the_heat_map_counts_by_stratum(desk: Desk) -> None:
    for grade, stratum in (("good", "CIN"), ("inadequate", "CIN"), ("good", "CP")):
        desk.judge("supervision", grade, stratum=stratum)
    row = next(r for r in queries.heat_map("1").rows if r.theme == "supervision")
    assert [c.in_words for c in row.cells] == ["1 of 2", "1 of 1"]
    assert row.total.in_words == "2 of 3"
    assert queries.heat_map("1", "lighter").judgements == 0


def test_a_cell_hides_what_the_person_may_not_read(desk: Desk) -> None:
    desk.judge("supervision", "good")
    assert len(queries.cell("1", "supervision", "CIN", to=desk.prue).judgements) == 1
    desk.visible = False
    hidden = queries.cell("1", "supervision", "CIN", to=desk.prue)
    assert (hidden.judgements, hidden.hidden, hidden.cell.in_words) == ((), 1, "1 of 1")
