"""Cases that two strands share: chosen by chance, one review for each, nobody twice."""

import json
from dataclasses import replace
from typing import Any

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person, Refused
from stocktake.reviews import acts as reviews
from stocktake.reviews import queries
from stocktake.rounds import acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.conjunction import shared_cases
from stocktake.rounds.domain.repeating import FromSealed, repeat
from stocktake.rounds.domain.sealed import from_file
from stocktake.rounds.printing import as_json, as_sealed
from tests.cast import AT, make_person
from tests.integration.rounds.conftest import PLAN

SHARED = 3


@pytest.fixture
def frozen(facts: dict[str, Any], nadia: Person) -> str:
    one, other = facts["strands"]
    strands = (one, replace(other, form_in_depth="lighter"))
    plan = replace(PLAN, shared=SHARED)
    made = acts.commission(**{**facts, "strands": strands, "plan": plan}, by=nadia, at=AT)
    acts.select_sample(round_id=made, by=nadia, at=AT)
    acts.freeze_sample(round_id=made, by=nadia, at=AT)
    return made


def test_chance_chooses_the_shared_cases_and_the_certificate_repeats_them(frozen: str) -> None:
    certificate = rounds.certificate(frozen)
    shared = {c.ref for c in rounds.cases(frozen) if c.also}
    told = json.loads(as_json(certificate))
    assert {one["ref"] for one in told["shared"]} == shared
    assert len(shared) == SHARED
    frame = as_sealed(certificate)
    assert frame is not None
    source = FromSealed(frame=from_file(frame))
    assert repeat(told, source).same
    told["shared"] = told["shared"][1:]
    assert any("strands share" in line for line in repeat(told, source).differences)


def test_each_strand_has_its_own_seat_form_and_reviewer(frozen: str, nadia: Person) -> None:
    of = rounds.round_(frozen)
    who = [make_person(n, Capacity.REVIEWER) for n in ("owen.auditor", "prue.reviewer")]
    case = next(c for c in rounds.cases(frozen) if c.also)
    mine, theirs = case.places
    key = reviews.allocate(case_ids=[mine.place], reviewer_id=who[0].id, by=nadia, at=AT)[0]
    with pytest.raises(Refused, match="for another strand"):
        reviews.allocate(case_ids=[theirs.place], reviewer_id=who[0].id, by=nadia, at=AT)
    other = reviews.allocate(case_ids=[theirs.place], reviewer_id=who[1].id, by=nadia, at=AT)[0]
    for again in (reviews.reassign, reviews.hand_over):
        with pytest.raises(Refused, match="for another strand"):
            again(review_id=key, reviewer_id=who[1].id, reason="Leave.", by=nadia, at=AT)
    states = [queries.review(k).state for k in (key, other)]
    assert [s.form for s in states] == [of.form_of(case.depth, s.strand) for s in states]
    assert {s.case for s in states} == {case.id}
    seats = [s for s in queries.seats_of(of).seats if s.case == case.id]
    assert [s.strand for s in seats] == [mine.strand, theirs.strand]


def test_one_discussion_is_arranged_for_both_strands(frozen: str, nadia: Person) -> None:
    who = [make_person(n, Capacity.REVIEWER) for n in ("owen.auditor", "prue.reviewer")]
    case = next(c for c in rounds.cases(frozen) if c.also)
    for place, reviewer in zip(case.places, who, strict=True):
        reviews.allocate(case_ids=[place.place], reviewer_id=reviewer.id, by=nadia, at=AT)
    found = [t for t in queries.to_arrange(round_id=frozen) if case.id in t.minutes_by_case]
    assert len(found) == 1
    assert found[0].reviewers == tuple(sorted(p.id for p in who))


def test_a_round_of_one_strand_has_nobody_to_share_with(
    facts: dict[str, Any], nadia: Person
) -> None:
    alone = {**facts, "strands": facts["strands"][:1]}
    made = acts.commission(**alone, by=nadia, at=AT)
    with pytest.raises(Refused, match="nobody to share"):
        acts.design(round_id=made, plan=replace(PLAN, shared=1), routes={}, by=nadia, at=AT)


def test_nothing_is_shared_unless_it_is_planned(commissioned: str, nadia: Person) -> None:
    attempt = acts.select_sample(round_id=commissioned, by=nadia, at=AT)
    assert not shared_cases(attempt.seed, attempt.sample.drawn, attempt.plan)
    cases = acts.freeze_sample(round_id=commissioned, by=nadia, at=AT)
    assert not any(c.also for c in cases)
