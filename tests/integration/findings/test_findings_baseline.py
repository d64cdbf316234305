"""The last inspection, statement by statement, each verdict on two pieces of evidence."""

import pytest

from stocktake.core.thread import Person, Refused
from stocktake.findings import acts, queries
from stocktake.record import queries as record
from tests.gathered_desk import AT, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return make_desk(monkeypatch)


def judge(desk: Desk, verdict: str, *refs: str, by: Person | None = None) -> None:
    acts.judge_baseline(
        round_id="1",
        statement_id="AFI-4",
        verdict=verdict,
        why="Seen in every stratum.",
        rests_on=refs,
        by=by or desk.prue,
        at=AT,
    )


def test_every_statement_is_listed_before_anyone_judged(desk: Desk) -> None:
    found = queries.baseline_verdicts("1")
    assert [v.statement for v in found][:2] == ["AFI-1", "AFI-2"]
    assert {v.in_words for v in found} == {"not judged yet"}


def test_a_verdict_rests_on_a_finding_and_a_judgement(desk: Desk) -> None:
    judgement = desk.judge("supervision", "good")
    judge(desk, "partly", judgement, desk.find(judgement))
    said = queries.statement("1", "AFI-4")
    assert (said.verdict, len(said.rests_on), said.judged_by) == ("partly", 2, "Prue")
    entry = record.entry(said.entry)
    assert entry is not None
    assert entry.act == "baseline.judged"


def test_one_piece_of_evidence_is_too_few(desk: Desk) -> None:
    with pytest.raises(Refused, match="two pieces"):
        judge(desk, "embedded", desk.judge("supervision", "good"))


def test_judging_again_answers_the_first(desk: Desk) -> None:
    judge(desk, "not tested")
    first = queries.statement("1", "AFI-4").entry
    judge(desk, "partly", desk.judge("supervision", "good"), desk.judge("supervision", "good"))
    again = record.entry(queries.statement("1", "AFI-4").entry)
    assert again is not None
    assert again.answers == first


def test_a_stranger_judges_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="Only"):
        judge(desk, "not tested", by=desk.sam)


def test_an_unknown_statement(desk: Desk) -> None:
    with pytest.raises(KeyError):
        queries.statement("1", "AFI-99")
