"""A form's own questions on the desk: gates, forced answers, the rules' rating, and rating otherwise."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from stocktake.core.thread import Refused
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Sheet
from stocktake.reviews.domain.judgements import OVERALL, SAFE_NOW
from tests import family_desk
from tests.cast import AT, sign_in
from tests.review_desk import Cast, make_round, reading_by

LIGHTER = "TH-1090"
SEEN = {
    "q:last": "2 October 2026", "q:on-time": "yes", "q:alone": "yes", "q:purpose": "yes",
    "q:difference": "no", "source=record": "on",
}  # fmt: skip
TEXTS = {"working": "Seen on time."}
WHOLE = {
    "face": {"q:plan": "no"},
    "seen": {**SEEN, **TEXTS},
    "heard": {
        "q:words": "yes", "q:daily": "yes", "q:shaped": "yes", "q:how": "Nan's on Fridays.",
        "source=child": "on", **TEXTS,
    },
    "supervised": {
        "q:sessions[0].held": "3 June 2026", "q:sessions[0].reflective": "yes",
        "q:sessions[0].followed": "na", "q:gap": "no", "source=manager": "on", **TEXTS,
    },
    "together": {
        "q:shared": "yes", "q:tasks": "na", "q:challenged": "na", "q:one-plan": "yes",
        "source=partner": "on", **TEXTS,
    },
    OVERALL: {"grade": "good", "reason": "Steady."},
    SAFE_NOW: {"answer": "yes", "basis": "Seen on 2 October."},
}  # fmt: skip


@pytest.fixture(scope="module")
def rated_round(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cast]:
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True
        with around:
            yield make_round(tmp_path_factory.mktemp("rated"), lighter="audit-rated")
            transaction.set_rollback(True)


@pytest.fixture
def key(rated_round: Cast, db: None) -> str:
    return reading_by(rated_round, LIGHTER)


def pane(cast: Cast, key: str, item: str) -> str:
    answer = sign_in(cast.owen).get(f"/reviews/{key}/desk/?item={item}&tab=form")
    assert answer.status_code == 200
    return str(answer.content.decode())


def save(cast: Cast, key: str, item: str, **fields: str) -> None:
    acts.save_answers(review_id=key, answers={item: fields}, by=cast.owen, at=AT)


def test_the_desk_asks_the_questions_of_the_form(rated_round: Cast, key: str) -> None:
    page = pane(rated_round, key, "seen")
    assert "Were missed visits made up within a week?" in page
    assert 'name="q:on-time"' in page
    assert "Who or what was heard?" in page
    assert "Rated by the form’s rules" in page


def test_a_browser_saves_ticks_rows_and_dates(rated_round: Cast, key: str) -> None:
    """As a form without a script sends them: a hidden blank before each box."""
    typed = {"item": "supervised", "based_on": "", "to": "questions", **WHOLE["supervised"]}
    answer = sign_in(rated_round.owen).post(f"/reviews/{key}/save/", typed)
    assert answer.headers["Location"].endswith("?item=supervised&tab=form#questions")
    page = pane(rated_round, key, "supervised")
    assert 'value="3 June 2026"' in page
    assert "<b>Good</b>" in page
    assert "Regular and reflective, and decisions come back." in page


def test_a_forced_answer_is_shown_with_its_reason(rated_round: Cast, key: str) -> None:
    save(rated_round, key, "seen", **{"q:on-time": "yes"})
    page = pane(rated_round, key, "seen")
    assert "No interval was missed." in page
    assert 'name="q:made-up"' not in page


def test_an_item_whose_gate_is_shut_needs_no_answer(rated_round: Cast, key: str) -> None:
    assert any(b.item == "planned" for b in Sheet(key, rated_round.owen).blanks())
    save(rated_round, key, "face", **{"q:plan": "no"})
    assert "There is no plan for this child." in pane(rated_round, key, "planned")
    assert not any(b.item == "planned" for b in Sheet(key, rated_round.owen).blanks())


def test_an_answer_outside_the_window_is_refused_in_words(rated_round: Cast, key: str) -> None:
    save(rated_round, key, "seen", **{**SEEN, "q:last": "1 January 2026"})
    assert "It lies outside the window" in pane(rated_round, key, "seen")
    found = [b for b in Sheet(key, rated_round.owen).blanks() if b.item == "seen"]
    assert "cannot stand" in found[0].needs


def test_what_is_missing_is_named_by_its_question(rated_round: Cast, key: str) -> None:
    save(rated_round, key, "seen", **{**SEEN, "q:alone": ""})
    blank = next(b for b in Sheet(key, rated_round.owen).blanks() if b.item == "seen")
    assert blank.needs == "answer “Was the child seen alone, where their age allows it?”"


def test_a_whole_form_is_submitted_with_its_computed_grades(rated_round: Cast, key: str) -> None:
    acts.save_answers(review_id=key, answers=WHOLE, by=rated_round.owen, at=AT)
    acts.mark_ready(review_id=key, by=rated_round.owen, at=AT)
    said = {j.said.item: j.said for j in queries.judgements(key)}
    assert (said["seen"].grade, said["seen"].rated, said["seen"].rule) == ("good", "Good", "good.1")
    assert said["heard"].grade == "outstanding"
    assert (said["planned"].left_out, said["planned"].reason) == (
        "not applicable",
        "There is no plan for this child.",
    )
    assert said["seen"].answers["made-up"] == [
        "Were missed visits made up within a week?",
        "Not applicable",
    ]
    page = sign_in(rated_round.owen).get(f"/reviews/{key}/").content.decode()
    assert "Seen on time, alone and to a purpose." in page


def test_rating_otherwise_needs_a_reason_and_a_second_person(rated_round: Cast, key: str) -> None:
    own = {"rating": "requires_improvement", "override": "Two visits were to the wrong child."}
    acts.save_answers(review_id=key, answers=WHOLE, by=rated_round.owen, at=AT)
    save(rated_round, key, "seen", **own)
    with pytest.raises(Refused, match="Visits"):
        acts.mark_ready(review_id=key, by=rated_round.owen, at=AT)
    save(rated_round, key, "seen", second="Prue, chair of the board")
    acts.mark_ready(review_id=key, by=rated_round.owen, at=AT)
    said = next(j.said for j in queries.judgements(key) if j.said.item == "seen")
    assert (said.grade, said.rated) == ("requires_improvement", "Good")
    assert said.second == "Prue, chair of the board"


def test_nobody_agrees_with_themselves(rated_round: Cast, key: str) -> None:
    own = {"rating": "inadequate", "override": "x", "second": "owen"}
    acts.save_answers(review_id=key, answers=WHOLE, by=rated_round.owen, at=AT)
    save(rated_round, key, "seen", **own)
    blank = next(b for b in Sheet(key, rated_round.owen).blanks() if b.item == "seen")
    assert blank.needs == "The second person must be somebody else."


def test_clearing_the_override_brings_the_computed_grade_back(rated_round: Cast, key: str) -> None:
    own = {"rating": "inadequate", "override": "x", "second": "Prue"}
    acts.save_answers(review_id=key, answers=WHOLE, by=rated_round.owen, at=AT)
    save(rated_round, key, "seen", **own)
    assert Sheet(key, rated_round.owen).said()["seen"].grade == "inadequate"
    save(rated_round, key, "seen", rating="")
    assert Sheet(key, rated_round.owen).said()["seen"].grade == "good"


def test_the_questions_are_not_for_another_reviewer(rated_round: Cast, key: str) -> None:
    answer = sign_in(rated_round.rae).get(f"/reviews/{key}/desk/?item=seen")
    assert answer.status_code == 404


def test_who_of_the_family_was_heard_is_offered_as_a_source_and_never_ticked(
    rated_round: Cast, key: str
) -> None:
    owen, desk = sign_in(rated_round.owen), f"/reviews/{key}/desk/?item=seen"
    assert "Heard on" not in owen.get(desk).content.decode()
    family_desk.heard(rated_round, key)
    page = owen.get(desk).content.decode()
    assert "Heard on 19 October 2026" in page
    assert 'name="source=parent" type="checkbox" value="on">' in page
