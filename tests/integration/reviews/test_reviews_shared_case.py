"""A case that two strands share, from reading to the end: two statements, one discussion, two replies."""

from datetime import date
from typing import Any

import pytest

from stocktake.core.strata import Stratum
from stocktake.core.thread import NotTheirs, Person
from stocktake.record.agreement import disagreements
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Declaration
from stocktake.rounds import acts as round_acts
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.selection import Plan, StratumPlan
from stocktake.rounds.domain.values import Strand
from tests.cast import AT, sign_in
from tests.review_desk import LATER, Cast, answered_form, finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast: Cast) -> tuple[str, str]:
    """Sam's two cases shared by two strands; the reviews of the first, being read by Owen and Prue."""
    who: dict[str, Any] = {"by": cast.nadia, "at": AT}
    made = round_acts.commission(
        title="In conjunction",
        window_end=date(2026, 10, 19),
        baseline_key="thornmere-2024",
        snapshot=rounds.round_(cast.round_id).snapshot,
        plan=Plan(
            strata=(StratumPlan(stratum=Stratum.CP, in_depth=2, lighter=0),), reserves=0, shared=2
        ),
        records="notes",
        strands=(
            Strand(name="Audit", commissioner="the firm"),
            Strand(name="Stocktake", commissioner="the chair"),
        ),
        **who,
    )
    round_acts.select_sample(round_id=made, **who)
    case = round_acts.freeze_sample(round_id=made, **who)[0]
    keys = []
    for place, reader in zip(case.places, (cast.owen, cast.prue), strict=True):
        (key,) = acts.allocate(case_ids=[place.place], reviewer_id=reader.id, **who)
        said = {key: Declaration(conflict="none")}
        acts.declare_conflicts(declarations=said, by=reader, at=AT)
        acts.start_reading(review_id=key, by=reader, at=AT)
        keys.append(key)
    return keys[0], keys[1]


def judged(key: str, by: Person, weak: tuple[str, ...] = ("visits",)) -> None:
    answered_form(key, by, weak=weak)
    acts.mark_ready(review_id=key, by=by, at=AT)


def talked(cast: Cast, pair: tuple[str, str]) -> None:
    """Both judge from the record; Owen records the discussion, and Prue's review rests on it too."""
    judged(pair[0], cast.owen)
    judged(pair[1], cast.prue, ("lived-experience",))
    held = acts.record_discussion(
        review_id=pair[0], held_on=AT.date(), mode="video", attendees=["Sam", "Prue"],
        by=cast.owen, at=AT,
    )  # fmt: skip
    acts.use_discussion(review_id=pair[1], discussion_id=held, by=cast.prue, at=AT)


def both_shared(cast: Cast, pair: tuple[str, str]) -> None:
    talked(cast, pair)
    acts.share(review_id=pair[0], by=cast.owen, at=AT)
    acts.share(review_id=pair[1], by=cast.prue, at=AT)


def test_neither_strand_sees_the_others_judgements_before_they_are_shared(
    cast: Cast, pair: tuple[str, str]
) -> None:
    judged(pair[0], cast.owen)
    with pytest.raises(NotTheirs):
        queries.review(pair[0], to=cast.prue)
    assert sign_in(cast.prue).get(f"/reviews/{pair[0]}/").status_code == 404


def test_one_strand_goes_on_reading_after_the_other_has_shared(
    cast: Cast, pair: tuple[str, str]
) -> None:
    judged(pair[0], cast.owen)
    acts.record_discussion(
        review_id=pair[0], held_on=AT.date(), mode="video", attendees=["Sam"], by=cast.owen, at=AT
    )
    acts.share(review_id=pair[0], by=cast.owen, at=AT)
    judged(pair[1], cast.prue)
    assert queries.review(pair[1], to=cast.prue).status == "ready for discussion"
    assert queries.review(pair[0], to=cast.sam).status == "shared"


def test_worker_replies_to_each_and_the_reviews_say_whose_they_are(
    cast: Cast, pair: tuple[str, str]
) -> None:
    both_shared(cast, pair)
    browser, strands = sign_in(cast.sam), [queries.review(k).state.strand for k in pair]
    home = browser.get("/").content.decode()
    assert [f"A review is shared with you, for {s}" in home for s in strands] == [True, True]
    page = browser.get(f"/reviews/{pair[0]}/reply/").content.decode()
    assert f"This is the review for {strands[0]}. {strands[1]} reviews the case as well" in page
    for key in pair:
        acts.submit_response(
            review_id=key, role="worker", by=cast.sam, at=AT,
            answers={finding(key): Answer(stance="challenge", words="It is in the plan.")},
        )  # fmt: skip
    assert [queries.review(k).status for k in pair] == ["answered", "answered"]
    assert disagreements() == ()


def test_both_end_apart(cast: Cast, pair: tuple[str, str]) -> None:
    both_shared(cast, pair)
    acts.finalise(review_id=pair[0], by=cast.owen, at=LATER)
    assert queries.review(pair[1]).status == "shared", "the other strand's time to reply goes on"
    acts.finalise(review_id=pair[1], by=cast.prue, at=LATER)
    assert {queries.review(k).status for k in pair} == {"finalised"}
