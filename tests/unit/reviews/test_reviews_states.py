"""A review walked through its states, and the sentence at each wrong turn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain import acts as say
from stocktake.reviews.domain.changes import after
from stocktake.reviews.domain.rules import capacity_of, refusal
from stocktake.reviews.domain.states import BUCKETS, STATUSES, ReviewState, bucket

AT = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
DUE = date(2026, 11, 2)
CASE: dict[str, Any] = {
    "case": "1", "round": "1", "child": "c1", "ref": "TH-1034", "stratum": "CP", "depth": "in depth", "strand": "Audit",
    "form": "f", "reviewer": "owen", "worker_id": "w1", "worker_name": "Sam", "team": "North",
}  # fmt: skip


def who(id_: str, *capacities: Capacity, **more: Any) -> Person:
    return Person(id=id_, name=id_.title(), capacities=frozenset(capacities), **more)


NADIA = who("nadia", Capacity.QA_MANAGER)
OWEN = who("owen", Capacity.REVIEWER)
PRUE = who("prue", Capacity.REVIEWER, Capacity.BOARD_CHAIR)
SAM = who("sam", Capacity.WORKER, worker_ids=frozenset({"w1"}))
TESS = who("tess", Capacity.TEAM_MANAGER, teams=frozenset({"North"}))
STRANGER = who("kit", Capacity.WORKER, worker_ids=frozenset({"w2"}))

NO_CONFLICT = say.DeclareConflict(conflict="none")
READY, SAFE = say.MarkReady(items=12), say.AnswerSafety(answer="yes", basis="Seen at school.")
DISCUSSED = say.MarkDiscussed(discussion="1", held_on=date(2026, 10, 16))
SHARED = say.Share(version=1, digest="d", reply_by=DUE)
STORY: tuple[tuple[Act, Person], ...] = (
    (say.Allocate(**CASE), NADIA),
    (NO_CONFLICT, OWEN),
    (say.StartReading(), OWEN),
    (READY, OWEN),
    (SAFE, OWEN),
    (DISCUSSED, OWEN),
    (SHARED, OWEN),
    (say.SubmitResponse(role="worker"), SAM),
    (say.SubmitResponse(role="manager", agrees=True), TESS),
    (say.Finalise(), OWEN),
)


def told(until: int, at: datetime = AT) -> ReviewState:
    """The review after the first `until` acts of the story."""
    state: ReviewState | None = None
    for act, by in STORY[:until]:
        assert refusal(state, act, by, at) is None, act
        state = after(state, act, by, at)
    assert state is not None
    return state


def test_the_story_passes_every_state_in_order() -> None:
    walked = [told(n).status for n in range(1, len(STORY) + 1)]
    assert tuple(dict.fromkeys(walked)) == STATUSES
    assert told(len(STORY)).outcome == "Both replied"


def test_every_state_has_its_column_on_the_board() -> None:
    assert [bucket(s) for s in STATUSES] == [
        BUCKETS[0], BUCKETS[1], BUCKETS[2], BUCKETS[2], BUCKETS[3], BUCKETS[3], BUCKETS[4],
    ]  # fmt: skip


@pytest.mark.parametrize("n", range(1, len(STORY)))
def test_the_stranger_is_refused_at_every_step(n: int) -> None:
    assert refusal(told(n), STORY[n][0], STRANGER, AT)


def test_a_blocking_conflict_returns_the_review_and_stops_everything() -> None:
    link = say.DeclareConflict(conflict="blocking", relation="Past link with the family")
    state = after(told(1), link, OWEN, AT)
    assert (state.status, state.needs_reassigning) == ("allocated", True)
    assert "waits for another reviewer" in str(refusal(state, say.StartReading(), OWEN, AT))
    given = say.Reassign(reviewer="prue", reason="Owen has a past link")
    assert refusal(state, given, NADIA, AT) is None
    state = after(state, given, NADIA, AT)
    assert (state.reviewer, state.conflict, state.needs_reassigning) == ("prue", "", False)


def test_a_conflict_with_a_safeguard_is_told_and_goes_on() -> None:
    link = say.DeclareConflict(conflict="safeguard", relation="Chairs the board")
    assert "what the safeguard is" in str(refusal(told(1), link, OWEN, AT))
    link = replace(link, safeguard="Ada takes the items that rest on it")
    state = after(told(1), link, OWEN, AT)
    assert refusal(state, say.StartReading(), OWEN, AT) is None


def test_reading_waits_for_the_declaration() -> None:
    assert "Declare first" in str(refusal(told(1), say.StartReading(), OWEN, AT))


def test_nobody_reviews_their_own_case() -> None:
    own = say.Allocate(**{**CASE, "reviewer": "sam"}, parties=("sam", "tess"))
    assert "Nobody reviews a case they work on" in str(refusal(None, own, NADIA, AT))


def test_blank_items_are_named() -> None:
    act = say.MarkReady(items=12, blanks=("Visits: not judged yet", "Supervision: not judged yet"))
    said = refusal(told(3), act, OWEN, AT)
    assert (
        said == "These still need an answer: Visits: not judged yet; Supervision: not judged yet."
    )


def test_no_sharing_without_the_answer_about_safety() -> None:
    unanswered = replace(told(6), safe_now="", safe_basis="")
    assert "Is this child safe now?" in str(refusal(unanswered, SHARED, OWEN, AT))
    immediate = replace(told(6), safe_now="immediate measures")
    assert "Raise an urgent concern" in str(refusal(immediate, SHARED, OWEN, AT))
    assert refusal(replace(immediate, concern_open=True), SHARED, OWEN, AT) is None


def test_no_sharing_while_a_concern_bars_it() -> None:
    barred = replace(told(6), barred="Not yet confirmed safe.")
    assert refusal(barred, SHARED, OWEN, AT) == "Not yet confirmed safe."


def test_silence_is_no_reply_and_never_accepted() -> None:
    state = told(7)
    assert state.reply_outcome(DUE) == "Waiting for replies"
    late = AT + timedelta(days=15)
    assert state.reply_outcome(late.date()) == "No reply"
    assert "can reply until 2 November 2026" in str(refusal(state, say.Finalise(), OWEN, AT))
    assert after(state, say.Finalise(), OWEN, late).outcome == "No reply"
    assert "ended on 2 November" in str(refusal(state, STORY[7][0], SAM, late))


def test_a_challenge_is_answered_before_the_end() -> None:
    waits = replace(told(9), challenges=("Direct work",))
    assert refusal(waits, say.Finalise(), OWEN, AT) == "Answer each challenge first: Direct work."


def test_words_stand_as_written_once_sent() -> None:
    assert "stand as they were written" in str(refusal(told(8), STORY[7][0], SAM, AT))


def test_a_reply_is_given_in_the_role_it_is_given_in() -> None:
    both = who("x", Capacity.WORKER, Capacity.TEAM_MANAGER)
    assert capacity_of(say.SubmitResponse(role="manager"), both) is Capacity.TEAM_MANAGER


def test_a_feedback_meeting_stands_once_the_others_confirm_it() -> None:
    meeting = say.RecordFeedback(
        held_on=date(2026, 10, 19), mode="video", attendees=("Sam",), said=(("1", "accept", ""),)
    )
    state = after(told(7), meeting, OWEN, AT)
    assert state.status == "shared"
    state = after(state, say.ConfirmFeedback(role="worker"), SAM, AT)
    assert (state.status, state.feedback and state.feedback.confirmed) == ("answered", {"worker"})
