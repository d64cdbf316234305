"""Handing a review over mid-round: it goes on from where it stands, and everybody keeps their rights."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings

from stocktake.core.capacity import Capacity
from stocktake.core.thread import NotTheirs, Refused
from stocktake.notices import queries as noticed
from stocktake.notices.jobs import deliver_waiting
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.people.queries import operator
from stocktake.record.queries import entries_about
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Declaration
from tests.cast import AT, make_person, sign_in
from tests.review_desk import (
    Cast,
    answered_form,
    challenged,
    discussed,
    finding,
    reading_by,
    shared,
)

pytestmark = pytest.mark.django_db
WHY = "Owen's commission ends."


def handed(cast: Cast, key: str, *, drafts: bool = False, declared: bool = True) -> None:
    """From Owen to Prue, who declares that she has no conflict."""
    acts.hand_over(
        review_id=key, reviewer_id=cast.prue.id, reason=WHY, drafts=drafts, by=cast.nadia, at=AT
    )
    if declared:
        none = {key: Declaration(conflict="none")}
        acts.declare_conflicts(declarations=none, by=cast.prue, at=AT)


def test_a_review_that_is_discussed_is_shared_by_the_one_who_takes_it_over(cast: Cast) -> None:
    """What Owen judged from the record stands as he said it; the discussion adds to one theme."""
    key = discussed(cast)
    before = {j.said.item: j for j in queries.judgements(key)}
    handed(cast, key)
    acts.share(review_id=key, by=cast.prue, at=AT)
    assert queries.review(key).status == "shared"
    after = {j.said.item: j for j in queries.judgements(key)}
    talked = {"lived-experience"}
    assert {item for item, j in before.items() if after[item].entry != j.entry} == talked
    assert any(j.evidence for j in before.values())
    for item, j in before.items():
        assert {e.ref for e in j.evidence} == {e.ref for e in after[item].evidence}


def test_the_right_of_reply_stays_with_worker_and_manager_until_the_same_day(cast: Cast) -> None:
    key = shared(cast)
    until = queries.review(key).state.reply_by
    handed(cast, key)
    deliver_waiting()
    assert queries.review(key).state.reply_by == until
    for who in (cast.sam, cast.tess):
        assert any("Your right to reply stays" in n.text for n in noticed.notices(who))
    answers = {j.id: Answer(stance="accept") for j in queries.judgements(key) if j.said.is_finding}
    acts.submit_response(review_id=key, role="worker", answers=answers, by=cast.sam, at=AT)
    assert queries.review(key).status == "answered"


def test_a_challenge_is_answered_by_the_one_who_took_over_after_declaring(cast: Cast) -> None:
    key = challenged(cast)
    handed(cast, key, declared=False)
    decision = {finding(key): acts.Decision(reason="The file shows no sessions.", changes={})}
    with pytest.raises(Refused, match="Declare first"):
        acts.answer_replies(review_id=key, decisions=decision, by=cast.prue, at=AT)
    none = {key: Declaration(conflict="none")}
    acts.declare_conflicts(declarations=none, by=cast.prue, at=AT)
    acts.answer_replies(review_id=key, decisions=decision, by=cast.prue, at=AT)
    with pytest.raises(Refused, match="before you judged"):
        acts.declare_conflicts(declarations=none, by=cast.prue, at=AT)


def test_drafts_go_along_only_when_that_is_said_and_their_author_is_told(cast: Cast) -> None:
    key = reading_by(cast)
    answered_form(key, cast.owen)
    handed(cast, key, drafts=True)
    deliver_waiting()
    assert queries.review(key).status == "reading"
    assert (
        queries.draft(key, "visits", cast.prue).fields
        == queries.draft(key, "visits", cast.owen).fields
    )
    assert any("goes to them with it" in n.text for n in noticed.notices(cast.owen))
    assert entries_about("review", key)[-2].said == {
        "reviewer": cast.prue.id, "before": cast.owen.id, "reason": WHY, "drafts": True,
    }  # fmt: skip


@pytest.fixture
def clock_put_back() -> Iterator[None]:
    yield
    settings.HOME.set_demonstration_time(AT)


@pytest.mark.usefixtures("clock_put_back")
def test_a_commission_that_ends_in_the_middle_of_reading_loses_nothing(cast: Cast) -> None:
    """From the day after, its reviewer opens nothing; the manager hands over, the second goes on."""
    key = reading_by(cast)
    answered_form(key, cast.owen)
    owen, path = sign_in(cast.owen), f"/reviews/{key}/desk/"
    assert owen.get(path).status_code == 200
    after = datetime(2027, 1, 4, 9, tzinfo=UTC)
    settings.HOME.set_demonstration_time(after)
    assert owen.get(path).status_code != 200
    typed = {"item": "visits", "working": "One more word."}
    assert owen.post(f"/reviews/{key}/save/", typed).status_code != 200
    acts.hand_over(
        review_id=key, reviewer_id=cast.prue.id, reason=WHY, drafts=True, by=cast.nadia, at=after
    )
    none = {key: Declaration(conflict="none")}
    acts.declare_conflicts(declarations=none, by=cast.prue, at=after)
    assert "is seen." in sign_in(cast.prue).get(f"{path}?item=visits").content.decode()
    assert acts.Sheet(key, cast.prue).blanks() == ()
    acts.mark_ready(review_id=key, by=cast.prue, at=after)
    assert queries.review(key).status == "ready for discussion"


def test_without_that_nothing_that_was_being_written_goes_along(cast: Cast) -> None:
    key = reading_by(cast)
    answered_form(key, cast.owen)
    handed(cast, key)
    assert queries.drafts(key, cast.prue) == {}


def test_the_first_reviewer_no_longer_opens_the_case(cast: Cast) -> None:
    key = discussed(cast)
    handed(cast, key)
    with pytest.raises(NotTheirs):
        queries.review(key, to=cast.owen)
    assert sign_in(cast.owen).get(f"/reviews/{key}/").status_code == 404
    assert sign_in(cast.prue).get(f"/reviews/{key}/desk/").status_code == 200


def test_a_conflict_of_the_second_returns_it_to_the_queue(cast: Cast) -> None:
    key = discussed(cast)
    handed(cast, key, declared=False)
    link = {key: Declaration(conflict="blocking", relation="A neighbour.")}
    acts.declare_conflicts(declarations=link, by=cast.prue, at=AT)
    assert queries.review(key).state.needs_reassigning
    acts.hand_over(review_id=key, reviewer_id=cast.owen.id, reason="Back.", by=cast.nadia, at=AT)
    assert queries.review(key).state.reviewer == cast.owen.id


def test_the_page_hands_over_with_a_reason(cast: Cast) -> None:
    key = discussed(cast)
    nadia, address = sign_in(cast.nadia), f"/reviews/{key}/reassign/"
    page = nadia.post(address, {"reviewer": cast.prue.id, "reason": ""}).content.decode()
    assert "Hand it over" in page
    assert queries.review(key).state.reviewer == cast.owen.id
    nadia.post(address, {"reviewer": cast.prue.id, "reason": WHY})
    assert queries.review(key).state.reviewer == cast.prue.id
    assert "Declare" in sign_in(cast.prue).get("/reviews/conflicts/").content.decode()


@pytest.mark.parametrize("who", ["owen", "prue", "sam", "kit"])
def test_a_stranger_hands_nothing_over(cast: Cast, who: str) -> None:
    key = discussed(cast)
    with pytest.raises((Refused, NotTheirs)):
        acts.hand_over(
            review_id=key, reviewer_id=cast.prue.id, reason=WHY, by=getattr(cast, who), at=AT
        )
    assert queries.review(key).state.reviewer == cast.owen.id


def test_the_reply_is_for_the_manager_of_the_time_and_the_next_one_only_reads(cast: Cast) -> None:
    key = shared(cast)
    later = make_person("theo.tm", Capacity.TEAM_MANAGER, team="North")
    assert queries.review(key, to=later).ref == "TH-1034"
    with pytest.raises(Refused, match="each as themselves"):
        acts.submit_response(
            review_id=key, role="manager", agrees=True, answers={}, by=later, at=AT
        )
    ended = {"person_id": cast.tess.id, "capacity": Capacity.TEAM_MANAGER}
    people_acts.end_capacity(**ended, by=operator("tests"), at=AT)
    people_acts.grant_capacity(
        person_id=cast.tess.id, capacity=Capacity.TEAM_MANAGER, team="South",
        by=operator("tests"), at=AT,
    )  # fmt: skip
    tess = people.person(cast.tess.id)
    acts.submit_response(review_id=key, role="manager", agrees=True, answers={}, by=tess, at=AT)
    assert "manager" in queries.review(key).state.replied
