"""A round from its commission to the freeze, and what may not happen on the way."""

from datetime import date
from typing import Any

import pytest

from stocktake.core.strata import Stratum
from stocktake.core.thread import Person, Refused
from stocktake.record.agreement import disagreements
from stocktake.record.door import perform
from stocktake.record.queries import entries_about
from stocktake.rounds import acts, queries
from stocktake.rounds.domain.selection import Plan, StratumPlan, commitment_to
from stocktake.rounds.domain.values import Strand
from tests.cast import AT


def test_a_round_is_commissioned(commissioned: str) -> None:
    found = queries.round_(commissioned)
    assert (found.reference, found.status) == ("2026-10", "commissioned")
    assert found.window.in_words == "20 April 2026 to 19 October 2026"
    assert found.open[Stratum.EH] == 9
    assert [s.name for s in found.strands] == ["Quarterly audit", "Stocktake"]


def test_the_committed_number_is_not_told_before_the_selection(commissioned: str) -> None:
    (entry,) = entries_about("round", commissioned)
    assert entry.said is not None
    assert "number" not in entry.said
    assert entry.said["commitment"] == queries.round_(commissioned).commitment


def test_the_selection_reveals_the_number(commissioned: str, nadia: Person) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    said = entries_about("round", commissioned)[-1].said
    assert said is not None
    assert commitment_to(said["number"]) == queries.round_(commissioned).commitment
    assert not {"sample", "refs"} & set(said), "who was selected stands in the tables"


def test_a_second_selection_needs_a_reason_and_both_stand(commissioned: str, nadia: Person) -> None:
    first = acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    with pytest.raises(Refused, match="Say why"):
        acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    second = acts.select_sample(round_id=commissioned, reason="Extract amended", by=nadia, at=AT)
    assert first.seed != second.seed
    assert [a.reason for a in queries.attempts(commissioned)] == ["", "Extract amended"]


def test_the_freeze_makes_cases_and_nothing_moves_after(commissioned: str, nadia: Person) -> None:
    attempt = acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    cases = acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)
    assert [c.child_id for c in cases] == [d.child_id for d in attempt.sample.drawn]
    assert queries.case(cases[0].id) == cases[0]
    assert cases[0].ref.startswith("TH-")
    with pytest.raises(Refused, match="frozen"):
        acts.select_sample(round_id=commissioned, reason="again", by=nadia, at=AT)
    with pytest.raises(Refused, match="frozen"):
        acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)


def test_the_strands_share_the_cases_and_keep_a_workers_together(
    commissioned: str, nadia: Person
) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    cases = acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)
    by_worker = {
        c.worker_id: {d.strand for d in cases if d.worker_id == c.worker_id} for c in cases
    }
    assert all(len(strands) == 1 for strands in by_worker.values())
    assert {c.strand for c in cases} == {"Quarterly audit", "Stocktake"}


def test_nothing_is_frozen_before_it_is_selected(commissioned: str, nadia: Person) -> None:
    with pytest.raises(Refused, match="Select a sample first"):
        acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)


def test_a_stranger_does_none_of_it(facts: dict[str, Any], commissioned: str, sam: Person) -> None:
    for act in (acts.select_sample, acts.close_round):
        with pytest.raises(Refused, match="Only the QA manager"):
            act(round_id=commissioned, by=sam, at=AT)
    with pytest.raises(Refused, match="Only the QA manager"):
        acts.commission(**facts, by=sam, at=AT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "title"),
        ({"window_start": date(2026, 11, 1)}, "ends before it starts"),
        ({"records": "faxes"}, "as notes or as pointers"),
        ({"strands": ()}, "at least one strand"),
        ({"strands": (Strand(name="A", commissioner="x"),) * 2}, "same name"),
        ({"baseline_key": "nowhere"}, "no baseline, framework or form “nowhere”"),
        ({"snapshot": "0" * 64}, "snapshot is not here"),
        ({"plan": Plan(strata=())}, "at least one review"),
    ],
)
def test_what_a_round_needs(
    facts: dict[str, Any], nadia: Person, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        acts.commission(**{**facts, **change}, by=nadia, at=AT)


def test_a_plan_cannot_ask_for_more_than_are_open(facts: dict[str, Any], nadia: Person) -> None:
    plan = Plan(strata=(StratumPlan(stratum=Stratum.CP, in_depth=4, lighter=1),))
    with pytest.raises(
        Refused, match="5 reviews are planned in child protection, and the frame has 4"
    ):
        acts.commission(**{**facts, "plan": plan}, by=nadia, at=AT)


def test_a_second_round_of_the_month_has_its_own_reference(
    facts: dict[str, Any], commissioned: str, nadia: Person
) -> None:
    second = acts.commission(**facts, by=nadia, at=AT)
    assert queries.round_(second).reference == "2026-10-2"


def test_the_round_goes_under_way_and_closes(commissioned: str, nadia: Person) -> None:
    acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    assert acts.begin_moves(round_id=commissioned) == []
    acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)
    perform(acts.begin_moves(round_id=commissioned), by=nadia, at=AT)
    assert queries.round_(commissioned).status == "under way"
    acts.close_round(round_id=commissioned, by=nadia, at=AT)
    assert queries.round_(commissioned).status == "closed"
    assert disagreements() == ()


def test_who_sees_rounds(commissioned: str, nadia: Person, sam: Person) -> None:
    assert [r.id for r in queries.rounds_visible_to(nadia)] == [commissioned]
    assert queries.rounds_visible_to(sam) == ()
