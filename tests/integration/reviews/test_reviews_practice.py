"""My practice and the recording gap: each for those it is about, from what has been shared."""

from dataclasses import replace

import pytest

from stocktake.record.models import Access
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Decision, Sheet
from stocktake.reviews.pages import timing
from tests.cast import AT, sign_in
from tests.review_desk import (
    LATER,
    WORDS,
    Cast,
    answered_form,
    challenged,
    discussed,
    finding,
    reading_by,
    ready,
    shared,
)

PAGE, FILE = "/my-practice/", "/my-practice/my-practice.txt"


def changed(cast: Cast) -> str:
    key = challenged(cast)
    said = {
        finding(key): Decision(reason="The cards are there.", changes={"develop": "Date them."})
    }
    acts.answer_replies(review_id=key, decisions=said, by=cast.owen, at=AT)
    acts.finalise(review_id=key, by=cast.owen, at=LATER)
    return key


def talked(cast: Cast) -> str:
    """Discussed, with more said of lived experience than is written; then shared."""
    key = discussed(cast)
    fields = {"discussion_depth": "4", "to_record": "Why mornings are hard."}
    acts.save_draft(
        review_id=key, item="lived-experience", fields=fields, based_on=None, by=cast.owen, at=AT
    )
    acts.share(review_id=key, by=cast.owen, at=AT)
    return key


def test_a_worker_reads_their_strengths_with_quotes_and_what_they_changed(cast: Cast) -> None:
    changed(cast)
    page = sign_in(cast.sam).get(PAGE).content.decode()
    assert "is seen." in page
    assert WORDS.replace("'", "&#39;") in page
    assert "What changed after you replied" in page
    assert "The cards are there." in page


def test_nothing_before_it_is_finalised(cast: Cast) -> None:
    shared(cast)
    assert queries.own_practice(cast.sam) == ()
    assert "Nothing here yet" in sign_in(cast.sam).get(PAGE).content.decode()


def test_a_change_that_only_the_manager_asked_for_is_not_the_workers(cast: Cast) -> None:
    key = shared(cast)
    acts.submit_response(
        review_id=key, role="manager", by=cast.tess, at=AT,
        answers={finding(key): acts.Answer(stance="challenge", words="They are on file.")},
    )  # fmt: skip
    said = {finding(key): Decision(reason="Seen now.", changes={"develop": "Date them."})}
    acts.answer_replies(review_id=key, decisions=said, by=cast.owen, at=AT)
    acts.finalise(review_id=key, by=cast.owen, at=LATER)
    (own,) = queries.own_practice(cast.sam)
    assert own.changed == ()


def test_it_is_theirs_alone(cast: Cast) -> None:
    changed(cast)
    assert queries.own_practice(cast.kit) == ()
    for other in (cast.tess, cast.nadia, cast.owen, cast.prue, cast.hari):
        assert queries.own_practice(other) == ()
        assert sign_in(other).get(PAGE).status_code == 403
        assert sign_in(other).get(FILE).status_code == 403


def test_the_copy_names_no_case_and_quotes_no_record_and_is_logged(cast: Cast) -> None:
    changed(cast)
    text = sign_in(cast.sam).get(FILE).content.decode()
    assert "is seen." in text
    assert "The cards are there." in text
    assert "TH-1034" not in text
    assert WORDS not in text
    assert Access.objects.filter(person=cast.sam.id, event="export", what="my practice").exists()


def test_the_gap_says_what_should_move_into_the_record(cast: Cast) -> None:
    talked(cast)
    found = {g.item: g for g in queries.recording_gaps(cast.round_id, cast.nadia)}
    assert found["lived-experience"].deeper == 1
    page = sign_in(cast.nadia).get(f"/rounds/{cast.round_id}/moderation/recording/")
    assert "Why mornings are hard." in page.content.decode()
    assert Access.objects.filter(person=cast.nadia.id, what__startswith="review:").exists()


def test_the_gap_holds_nothing_unshared_and_is_not_for_workers(cast: Cast) -> None:
    ready(cast)
    assert queries.recording_gaps(cast.round_id, cast.nadia) == ()
    assert queries.recording_gaps(cast.round_id, cast.kit) == ()
    page = f"/rounds/{cast.round_id}/moderation/recording/"
    assert sign_in(cast.sam).get(page).status_code == 403


def test_leaders_see_the_gap_of_shared_reviews_in_a_table_a_picture_and_a_file(cast: Cast) -> None:
    talked(cast)
    hari, url = sign_in(cast.hari), f"/rounds/{cast.round_id}/moderation/recording/"
    page = hari.get(url).content.decode()
    assert page.index("Depth on the record beside") < page.index("st-figure__picture")
    assert "moderation/calibration" not in page
    assert "Discussion deeper" in hari.get(url + "?as=csv").content.decode()
    assert sign_in(cast.kit).get(url + "?as=csv").status_code == 403


def test_late_visits_stand_beside_their_theme_and_a_good_grade_is_asked_about(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = reading_by(cast)
    answered_form(key, cast.owen)
    owen = sign_in(cast.owen)
    before = owen.get(f"/reviews/{key}/check/").content.decode()
    assert "Where dates and judgement differ" not in before
    line = timing._by_rule(Sheet(key, cast.owen).state)["cp-visit"]
    late = replace(line, verdict="out of timescale", late=2, on_time=3, longest_gap=19)
    monkeypatch.setattr(timing, "_by_rule", lambda state: {"cp-visit": late})
    desk = owen.get(f"/reviews/{key}/desk/?item=visits").content.decode()
    assert "2 late of 5; longest gap 19 days" in desk
    check = owen.get(f"/reviews/{key}/check/").content.decode()
    assert f"Out of timescale by the extract: {line.rule.label}." in check
    assert sign_in(cast.rae).get(f"/reviews/{key}/check/").status_code == 404
