"""One review from allocation to its end, by the acts that people use."""

import pytest

from stocktake.core.thread import NotTheirs, Refused
from stocktake.people import queries as people
from stocktake.record.agreement import disagreements
from stocktake.record.models import Outbox
from stocktake.record.queries import entries_about, entries_of, walk
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Decision, Declaration
from tests.cast import AT, sign_in
from tests.review_desk import (
    LATER,
    Cast,
    allocated,
    answered_form,
    challenged,
    discussed,
    finding,
    reading_by,
    ready,
    shared,
)


def test_many_cases_are_allocated_in_one_act(cast: Cast) -> None:
    allocated(cast, "TH-1034", "TH-1041")
    assert len(entries_of(["assignment.created"])) == 2
    assert {r.ref for r in queries.reviews_visible_to(cast.owen)} == {"TH-1034", "TH-1041"}
    assert people.readable_cases(cast.owen, AT) == {cast.cases["TH-1034"], cast.cases["TH-1041"]}
    assert len(entries_of(["record.copied"])) == 2
    assert len(entries_of(["round.begun"])) == 1


def test_worker_and_manager_are_told_date_purpose_and_right_to_reply(cast: Cast) -> None:
    allocated(cast, "TH-1034", "TH-1041")
    told = {p["to"][0]: p["text"] for p in Outbox.objects.values_list("payload", flat=True)}
    assert set(told) == {cast.owen.id, cast.sam.id, cast.tess.id}
    assert "19 October 2026" in told[cast.sam.id]
    assert "accept, clarify or challenge" in told[cast.sam.id]
    assert "TH-1034" not in told[cast.sam.id]


def test_access_ends_with_the_commission(cast: Cast) -> None:
    allocated(cast)
    case = cast.cases["TH-1034"]
    assert people.may_read_case(cast.owen, case, AT.replace(year=2026, month=12, day=31))
    assert not people.may_read_case(cast.owen, case, AT.replace(year=2027, month=1, day=1))


def test_a_blocking_conflict_returns_the_review(cast: Cast) -> None:
    key = allocated(cast)
    past = Declaration(conflict="blocking", relation="Past link")
    acts.declare_conflicts(declarations={key: past}, by=cast.owen, at=AT)
    assert queries.reviews_visible_to(cast.owen) == ()
    assert not people.readable_cases(cast.owen, AT)
    acts.reassign(review_id=key, reviewer_id=cast.prue.id, reason="Past link", by=cast.nadia, at=AT)
    assert queries.review(key, to=cast.prue).state.reviewer == cast.prue.id


def test_the_same_case_is_not_allocated_twice(cast: Cast) -> None:
    allocated(cast)
    with pytest.raises(Refused, match="already"):
        allocated(cast, to=cast.prue)


def test_ready_is_refused_with_what_is_blank(cast: Cast) -> None:
    key = reading_by(cast)
    answered_form(key, cast.owen)
    blank = {"grade": "", "record_depth": "", "working": "", "reason": ""}
    acts.save_answers(
        review_id=key, answers={"visits": blank, "supervision": blank}, by=cast.owen, at=AT
    )
    with pytest.raises(Refused, match=r"Visits: not judged yet; Supervision: not judged yet"):
        acts.mark_ready(review_id=key, by=cast.owen, at=AT)
    assert queries.judgements(key) == ()


def test_each_judgement_is_a_statement_that_rests_on_its_quote(cast: Cast) -> None:
    key = ready(cast)
    made = queries.judgements(key)
    first = next(j for j in made if j.evidence)
    reached = {step.basis for step in walk([f"entry:{first.entry}"])}
    assert any(basis.startswith("quote:") for basis in reached)
    assert len(entries_of(["judgement.made"])) == len(made)
    assert len(entries_of(["evidence.quoted"])) == 1


def test_the_discussion_revises_what_it_touched(cast: Cast) -> None:
    key = discussed(cast)
    fields = {"record_depth": "2", "discussion_depth": "4", "to_record": "Mornings."}
    acts.save_answers(review_id=key, answers={"lived-experience": fields}, by=cast.owen, at=AT)
    acts.share(review_id=key, by=cast.owen, at=AT)
    said = next(j for j in queries.judgements(key) if j.said.item == "lived-experience")
    assert (said.status, said.said.gap) == ("revised", 2)
    assert said.discussion_refs == ("discussion:1",)


def test_sharing_stores_version_1_and_opens_it_to_the_parties(cast: Cast) -> None:
    key = discussed(cast)
    with pytest.raises(NotTheirs):
        queries.review(key, to=cast.sam)
    acts.share(review_id=key, by=cast.owen, at=AT)
    view = queries.review(key, to=cast.sam)
    assert view.status_words == "Shared - reply by 2 November 2026"
    assert [v.number for v in queries.versions(key)] == [1]
    assert queries.review(key, to=cast.tess).id == key
    with pytest.raises(NotTheirs):
        queries.review(key, to=cast.kit)


def test_a_shared_form_cannot_be_edited(cast: Cast) -> None:
    key = shared(cast)
    with pytest.raises(Refused, match="no longer be edited"):
        acts.save_draft(
            review_id=key,
            item="visits",
            fields={"working": "x"},
            based_on=None,
            by=cast.owen,
            at=AT,
        )


def test_a_challenge_stays_verbatim_and_is_answered_with_both_versions(cast: Cast) -> None:
    key = challenged(cast)
    change = Decision(reason="The notes show it.", changes={"grade": "good", "develop": ""})
    acts.answer_replies(review_id=key, decisions={finding(key): change}, by=cast.owen, at=AT)
    changed = next(j for j in queries.judgements(key) if j.replies)
    assert changed.changed_after_challenge
    assert changed.replies[0].words.startswith("I did two feelings-card sessions.")
    assert [v.number for v in queries.versions(key)] == [1, 2]
    assert [line.label for line in queries.side_by_side(queries.versions(key)) if line.changed]


def test_the_thread_of_a_challenge_answers_step_by_step(cast: Cast) -> None:
    key = challenged(cast)
    mark = finding(key)
    kept = Decision(reason="Planned work is not a visit.")
    acts.answer_replies(review_id=key, decisions={mark: kept}, by=cast.owen, at=AT)
    made, said, answer = entries_about("judgement", mark)
    assert (made.act, said.act, answer.act) == (
        "judgement.made", "judgement.answered", "judgement.kept",
    )  # fmt: skip
    assert (said.answers, answer.answers) == (made.number, said.number)


def test_the_end_waits_for_challenges_and_for_those_who_can_reply(cast: Cast) -> None:
    key = challenged(cast)
    with pytest.raises(Refused, match="Answer each challenge first"):
        acts.finalise(review_id=key, by=cast.owen, at=LATER)
    kept = Decision(reason="It stands.")
    acts.answer_replies(review_id=key, decisions={finding(key): kept}, by=cast.owen, at=AT)
    acts.decide_challenges(review_id=key, decisions={finding(key): kept}, by=cast.nadia, at=AT)
    with pytest.raises(Refused, match="can reply until 2 November 2026"):
        acts.finalise(review_id=key, by=cast.owen, at=AT)
    acts.submit_response(review_id=key, role="manager", agrees=True, by=cast.tess, at=AT)
    acts.finalise(review_id=key, by=cast.owen, at=AT)
    assert queries.review(key).state.outcome == "Both replied"
    assert disagreements() == ()


def test_silence_ends_as_no_reply(cast: Cast) -> None:
    key = shared(cast)
    acts.finalise(review_id=key, by=cast.nadia, at=LATER)
    assert queries.review(key).state.outcome == "No reply"
    assert {row.reply for row in queries.finalised_judgements(cast.round_id)} == {""}


def test_who_could_not_reply_is_told_apart_from_silence(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, other = shared(cast), shared(cast, "TH-1041")
    page = f"/reviews/{key}/finalise/"
    monkeypatch.setattr("stocktake.record.clock.now", lambda: LATER)
    assert "could not reply" in sign_in(cast.nadia).get(page).content.decode()
    sign_in(cast.nadia).post(page, {"could_not_reply": "on"})
    assert queries.review(key).state.outcome == "Could not reply"
    monkeypatch.setattr("stocktake.reviews.acts.notices.repliers", lambda state: {})
    acts.finalise(review_id=other, by=cast.nadia, at=LATER)  # nobody of the case has an account
    assert queries.review(other).state.outcome == "Could not reply"
    assert not any(row.answerable for row in queries.finalised_judgements(cast.round_id))
    assert queries.reply_rates(cast.round_id).no_reply == 2


def test_who_replied_could_reply(cast: Cast) -> None:
    key = challenged(cast)
    with pytest.raises(Refused, match="they could reply"):
        acts.finalise(review_id=key, could_reply=False, by=cast.nadia, at=LATER)


def test_every_finding_is_answered_before_a_reply_is_sent(cast: Cast) -> None:
    key = shared(cast)
    with pytest.raises(Refused, match="Answer every finding before you send: Visits"):
        acts.submit_response(review_id=key, role="worker", answers={}, by=cast.sam, at=AT)
    wordless = {finding(key): Answer(stance="challenge")}
    with pytest.raises(Refused, match="in your own words"):
        acts.submit_response(review_id=key, role="worker", answers=wordless, by=cast.sam, at=AT)


def test_a_feedback_meeting_is_confirmed_by_the_others(cast: Cast) -> None:
    key = shared(cast)
    said = {finding(key): Answer(stance="clarify", words="The notes came later.")}
    acts.record_feedback(
        review_id=key, held_on=AT.date(), mode="in person", attendees=["Sam", "Tess"],
        answers=said, by=cast.owen, at=AT,
    )  # fmt: skip
    assert queries.review(key).status == "shared"
    acts.confirm_feedback(review_id=key, role="worker", by=cast.sam, at=AT)
    acts.confirm_feedback(review_id=key, role="manager", comment="Yes.", by=cast.tess, at=AT)
    assert queries.review(key).status == "answered"
    assert [e.act for e in entries_of(["feedback.recorded", "feedback.confirmed"])] == [
        "feedback.recorded", "feedback.confirmed", "feedback.confirmed",
    ]  # fmt: skip
