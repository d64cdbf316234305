"""Blind double review: planned, read without seeing the other, and brought together by a third."""

import pytest

from stocktake.core.thread import NotTheirs, Refused
from stocktake.people import queries as people
from stocktake.record.agreement import disagreements
from stocktake.record.queries import entries_of, walk
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Choice
from stocktake.reviews.domain.judgements import OVERALL
from tests.cast import AT
from tests.double_desk import REF, agreed, both_in, double_of, doubled, read_to_the_end
from tests.review_desk import Cast, allocated, discussed, reading_by


def test_each_reads_blind_to_the_other(cast: Cast) -> None:
    first, _second = doubled(cast)
    assert [r.id for r in queries.reviews_visible_to(cast.owen)] == [first]
    with pytest.raises(NotTheirs):
        queries.review(first, to=cast.prue)
    with pytest.raises(NotTheirs):
        queries.double(double_of(first), to=cast.nadia)
    assert people.blind_to(cast.owen, cast.cases[REF]) == {cast.prue.id}


def test_the_others_work_is_hidden_until_both_have_submitted(cast: Cast) -> None:
    first, second = doubled(cast)
    read_to_the_end(cast, first, cast.owen)
    acts.submit_reading(review_id=first, by=cast.owen, at=AT)
    read_to_the_end(cast, second, cast.prue)
    assert queries.discussions(cast.cases[REF], cast.prue)[0].recorded_by == "Prue"
    assert len(queries.discussions(cast.cases[REF], cast.prue)) == 1
    with pytest.raises(NotTheirs):
        queries.review(first, to=cast.prue)
    acts.submit_reading(review_id=second, by=cast.prue, at=AT)
    assert queries.review(first, to=cast.prue).id == first
    assert queries.may_read(queries.review(first), cast.prue)


def test_who_may_bring_them_together_sees_that_both_exist_and_not_what_they_say(cast: Cast) -> None:
    first, second = both_in(cast)
    for key in (first, second):
        seen = queries.review(key, to=cast.nadia)
        assert not queries.may_read(seen, cast.nadia)
    assert queries.discussions(cast.cases[REF], cast.nadia) == ()
    rows = queries.side_by_side_of(queries.double(double_of(first), to=cast.nadia))
    assert [r.label for r in rows if r.differs] == ["Visits"]


def test_it_cannot_be_shared_before(cast: Cast) -> None:
    first, second = doubled(cast)
    read_to_the_end(cast, first, cast.owen)
    with pytest.raises(Refused, match="Submit your reading first"):
        acts.share(review_id=first, by=cast.owen, at=AT)
    acts.submit_reading(review_id=first, by=cast.owen, at=AT)
    with pytest.raises(Refused, match="waits to be consolidated"):
        acts.share(review_id=first, by=cast.owen, at=AT)
    read_to_the_end(cast, second, cast.prue)
    with pytest.raises(Refused, match="This is the second reading"):
        acts.share(review_id=second, by=cast.prue, at=AT)


def test_the_agreed_grade_stands_and_both_originals_stay(cast: Cast) -> None:
    first, second = agreed(cast)
    visits = next(j for j in queries.judgements(first) if j.said.item == "visits")
    assert (visits.status, visits.said.grade) == ("consolidated", "requires_improvement")
    row = next(
        r
        for r in queries.side_by_side_of(queries.double(double_of(first), to=cast.nadia))
        if r.item == "visits"
    )
    assert {row.a.said.grade, row.b.said.grade} == {"good", "requires_improvement"}
    assert row.note == "The dates of the visits bear it out."
    assert queries.review(second).status == "consolidated"
    assert len(entries_of(["moderation.agreed"])) == 1
    assert disagreements() == ()


def test_the_agreed_judgement_rests_on_both_readings(cast: Cast) -> None:
    first, _second = agreed(cast)
    lived = next(j for j in queries.judgements(first) if j.evidence)
    reached = {step.basis for step in walk([f"entry:{lived.entry}"])}
    assert len({b for b in reached if b.startswith("quote:")}) == 2


def test_the_first_reader_shares_what_was_agreed(cast: Cast) -> None:
    first, second = agreed(cast)
    acts.share(review_id=first, by=cast.owen, at=AT)
    shown = queries.versions(first)[0].shown["judgements"]
    visits = next(j for j in shown if j["item"] == "visits")
    assert visits["grade"] == "requires_improvement"
    assert queries.review(first, to=cast.kit).id == first
    with pytest.raises(NotTheirs):
        queries.review(second, to=cast.kit)


@pytest.mark.parametrize("name", ["owen", "prue"])
def test_nobody_consolidates_a_pair_they_belong_to(cast: Cast, name: str) -> None:
    first, _ = both_in(cast)
    with pytest.raises(Refused):
        acts.agree(
            double_id=double_of(first), choices={}, note="Done", by=getattr(cast, name), at=AT
        )
    assert not entries_of(["moderation.agreed"])


def test_the_stranger_learns_nothing(cast: Cast) -> None:
    first, _ = both_in(cast)
    for who in (cast.sam, cast.tess, cast.hari, cast.kit):
        with pytest.raises(NotTheirs):
            acts.agree(double_id=double_of(first), choices={}, note="Done", by=who, at=AT)


def test_a_note_is_required_where_they_differ_and_of_the_whole(cast: Cast) -> None:
    first, _ = both_in(cast)
    key = double_of(first)
    with pytest.raises(Refused, match="Say why, where the readings differ: Visits"):
        acts.agree(double_id=key, choices={}, note="Done", by=cast.nadia, at=AT)
    choices = {"visits": Choice(words=acts.BOTH, note="Both are right.")}
    with pytest.raises(Refused, match="Choose what is agreed on: Visits"):
        acts.agree(double_id=key, choices=choices, note="Done", by=cast.nadia, at=AT)
    choices = {"visits": Choice(words=acts.BOTH, grade="good", note="Both are right.")}
    with pytest.raises(Refused, match="Write a note"):
        acts.agree(double_id=key, choices=choices, note=" ", by=cast.nadia, at=AT)


def test_whoever_has_read_the_case_is_no_second_reader(cast: Cast) -> None:
    reading_by(cast, REF)
    case = cast.cases[REF]
    with pytest.raises(Refused, match="has not read this case"):
        acts.begin_double(case_id=case, reviewer_id=cast.owen.id, by=cast.nadia, at=AT)
    with pytest.raises(Refused, match="Choose somebody who is a reviewer"):
        acts.begin_double(case_id=case, reviewer_id=cast.kit.id, by=cast.nadia, at=AT)


def test_a_case_counts_once_for_the_round(cast: Cast) -> None:
    both_in(cast)
    assert len(queries.reviews_of(cast.round_id)) == 1
    assert len(queries.grades(cast.round_id)) == 1


def test_the_plan_selects_from_the_rounds_own_seed(cast: Cast) -> None:
    half = acts.plan_doubles(round_id=cast.round_id, share=50, extremes=True, by=cast.nadia, at=AT)
    assert len(half) == 2
    with pytest.raises(Refused, match="why the plan changes"):
        acts.plan_doubles(round_id=cast.round_id, share=75, extremes=True, by=cast.nadia, at=AT)
    more = acts.plan_doubles(
        round_id=cast.round_id, share=75, extremes=True, reason="Drift", by=cast.nadia, at=AT
    )
    assert set(half) < set(more)


def test_an_extreme_grade_is_read_a_second_time_before_it_is_shared(cast: Cast) -> None:
    acts.plan_doubles(round_id=cast.round_id, share=0, extremes=True, by=cast.nadia, at=AT)
    key = discussed(cast)
    acts.save_answers(
        review_id=key, answers={OVERALL: {"grade": "outstanding"}}, by=cast.owen, at=AT
    )
    with pytest.raises(Refused, match="read a second time"):
        acts.share(review_id=key, by=cast.owen, at=AT)
    acts.submit_reading(review_id=key, by=cast.owen, at=AT)
    assert [r.id for r in queries.waits_for_a_second(cast.round_id)] == [key]
    assert not queries.may_read(queries.review(key), cast.nadia)
    acts.begin_double(case_id=cast.cases["TH-1034"], reviewer_id=cast.prue.id, by=cast.nadia, at=AT)
    assert queries.double_state(double_of(key)).why == "grade at the end of the scale"


def test_without_a_second_reader_it_is_shared_with_the_reason_kept(cast: Cast) -> None:
    acts.plan_doubles(round_id=cast.round_id, share=0, extremes=True, by=cast.nadia, at=AT)
    key = discussed(cast)
    acts.save_answers(
        review_id=key, answers={OVERALL: {"grade": "inadequate"}}, by=cast.owen, at=AT
    )
    acts.submit_reading(review_id=key, by=cast.owen, at=AT)
    with pytest.raises(Refused, match="Say why"):
        acts.read_once(review_id=key, reason=" ", by=cast.nadia, at=AT)
    acts.read_once(review_id=key, reason="Nobody else is free.", by=cast.nadia, at=AT)
    acts.share(review_id=key, by=cast.owen, at=AT)
    assert queries.review(key).state.single == "Nobody else is free."


def test_a_single_review_is_not_submitted_for_consolidation(cast: Cast) -> None:
    key = discussed(cast)
    with pytest.raises(Refused, match="Nobody else reads this case"):
        acts.submit_reading(review_id=key, by=cast.owen, at=AT)


def test_a_double_review_can_be_ended_before_both_are_in(cast: Cast) -> None:
    first, second = doubled(cast)
    acts.end_double(double_id=double_of(first), reason="Prue is ill.", by=cast.nadia, at=AT)
    assert queries.review(first).state.double == ""
    assert queries.review(second).state.withdrawn == "Prue is ill."
    assert not people.may_read_case(cast.prue, cast.cases[REF], AT)
    assert people.hidden_work(cast.nadia, cast.cases[REF]) == frozenset()


def test_a_new_second_reader_is_blind_too(cast: Cast) -> None:
    first, _second = doubled(cast)
    acts.reassign(review_id=first, reviewer_id=cast.rae.id, reason="Ill", by=cast.nadia, at=AT)
    case = cast.cases[REF]
    assert people.blind_to(cast.rae, case) == {cast.owen.id, cast.prue.id}
    assert cast.rae.id in people.blind_to(cast.prue, case)
    assert double_of(first)


def test_more_cautious_answer_about_safety_stands(cast: Cast) -> None:
    first, second = doubled(cast)
    read_to_the_end(cast, first, cast.owen)
    read_to_the_end(cast, second, cast.prue)
    unsure = {"answer": "needs further exploration", "basis": "The second phone."}
    acts.save_answers(review_id=second, answers={"safe-now": unsure}, by=cast.prue, at=AT)
    acts.submit_reading(review_id=first, by=cast.owen, at=AT)
    acts.submit_reading(review_id=second, by=cast.prue, at=AT)
    acts.agree(double_id=double_of(first), choices={}, note="The same.", by=cast.nadia, at=AT)
    assert queries.review(first).state.safe_now == "needs further exploration"


def test_doubling_needs_a_first_reader(cast: Cast) -> None:
    with pytest.raises(Refused, match="first reviewer"):
        acts.begin_double(case_id=cast.cases[REF], reviewer_id=cast.prue.id, by=cast.nadia, at=AT)
    allocated(cast, REF)
    with pytest.raises(Refused, match="Only the QA manager"):
        acts.begin_double(case_id=cast.cases[REF], reviewer_id=cast.prue.id, by=cast.owen, at=AT)
