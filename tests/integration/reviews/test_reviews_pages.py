"""The pages of a review, each as the person it is for and as the stranger who must be refused."""

import pytest

from stocktake.core.thread import Person
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import REPLY
from tests.cast import AT, sign_in
from tests.review_desk import (
    Cast,
    allocated,
    answered_form,
    challenged,
    discussed,
    finding,
    quote,
    reading_by,
    ready,
    shared,
)


def text(who: Person, path: str, status: int = 200) -> str:
    answer = sign_in(who).get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_the_qa_manager_allocates_many_at_once(cast: Cast) -> None:
    path = f"/rounds/{cast.round_id}/allocation/"
    assert "4 cases to allocate" in text(cast.nadia, path)
    given = {"cases": [cast.cases["TH-1034"], cast.cases["TH-1022"]], "reviewer": cast.owen.id}
    answer = sign_in(cast.nadia).post(path, given, follow=True)
    assert "2 reviews allocated to Owen." in answer.content.decode()
    assert len(queries.reviews_visible_to(cast.owen)) == 2


def test_the_allocation_is_not_for_a_reviewer(cast: Cast) -> None:
    refused = text(cast.owen, f"/rounds/{cast.round_id}/allocation/", 403)
    assert "TH-1034" not in refused


def test_one_task_declares_all_conflicts(cast: Cast) -> None:
    first = allocated(cast, "TH-1034", "TH-1022")
    second = str(int(first) + 1)
    assert "Declare conflicts first." in text(cast.owen, "/reviews/")
    said = {f"r{first}-conflict": "none", f"r{second}-conflict": "blocking"}
    answer = sign_in(cast.owen).post("/reviews/conflicts/", said)
    assert "what the link is" in answer.content.decode()
    said[f"r{second}-relation"] = "I worked with this family."
    answer = sign_in(cast.owen).post("/reviews/conflicts/", said, follow=True)
    assert "One review goes back to the QA manager" in answer.content.decode()
    assert "Needs reassigning" in text(cast.nadia, f"/rounds/{cast.round_id}/allocation/")
    text(cast.owen, f"/reviews/{second}/", 404)


def test_the_desk_shows_record_and_form(cast: Cast) -> None:
    key = reading_by(cast)
    page = text(cast.owen, f"/reviews/{key}/desk/")
    assert "0 of 2</b> notes read" in page
    assert "Theme 1 of" in page
    assert "Raise urgent concern" in page
    assert "The young person may read this one day" in page


@pytest.mark.parametrize("tab", ["", "desk/", "check/", "discussion/", "responses/", "versions/"])
def test_a_case_of_another_reviewer_does_not_exist(cast: Cast, tab: str) -> None:
    key = allocated(cast, "TH-1022", to=cast.prue)
    assert "TH-1022" not in text(cast.owen, f"/reviews/{key}/{tab}", 404)


def test_a_draft_is_saved_once_however_often_it_is_sent(cast: Cast) -> None:
    key = reading_by(cast)
    typed = {"item": "visits", "based_on": "0", "save_id": "a", "working": "Seen."}
    client = sign_in(cast.owen)
    for _ in range(2):
        answer = client.post(f"/reviews/{key}/save/", typed, headers={"Accept": "application/json"})
        assert answer.json()["version"] == 1
    assert queries.draft(key, "visits", cast.owen).fields == {"working": "Seen."}


def test_a_stale_tab_gets_both_texts_and_loses_nothing(cast: Cast) -> None:
    key = reading_by(cast)
    client = sign_in(cast.owen)
    typed = {"item": "visits", "based_on": "0", "working": "First tab."}
    client.post(f"/reviews/{key}/save/", typed)
    answer = client.post(f"/reviews/{key}/save/", {**typed, "working": "Second tab."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "First tab." in page
    assert "Second tab." in page
    assert queries.draft(key, "visits", cast.owen).fields["working"] == "First tab."


def test_nobody_reads_or_writes_anothers_draft(cast: Cast) -> None:
    key = reading_by(cast)
    acts.save_answers(review_id=key, answers={"visits": {"working": "Mine."}}, by=cast.owen, at=AT)
    assert "Mine." not in text(cast.nadia, f"/reviews/{key}/")
    answer = sign_in(cast.prue).post(f"/reviews/{key}/save/", {"item": "visits", "working": "x"})
    assert answer.status_code == 404


def test_ready_links_to_what_is_blank(cast: Cast) -> None:
    key = reading_by(cast)
    answered_form(key, cast.owen)
    blank = {"grade": "", "record_depth": "", "working": "", "reason": ""}
    acts.save_answers(
        review_id=key, answers={"visits": blank, "supervision": blank}, by=cast.owen, at=AT
    )
    page = sign_in(cast.owen).post(f"/reviews/{key}/check/").content.decode()
    assert page.count("not judged yet") == 2
    assert f"/reviews/{key}/desk/?item=visits" in page


def test_what_is_typed_of_a_discussion_is_kept(cast: Cast) -> None:
    key = ready(cast)
    typed = {
        "item": "discussion",
        "based_on": "0",
        "notes": "Half of it.",
        "point-visits": "Often.",
    }
    answer = sign_in(cast.owen).post(f"/reviews/{key}/save/", typed, follow=True)
    assert "Half of it." in answer.content.decode()
    assert "Often." in answer.content.decode()


def test_ready_and_then_the_discussion(cast: Cast) -> None:
    key = ready(cast)
    client = sign_in(cast.owen)
    said = {"held_on": "19 October 2026", "mode": "video", "attendees": "Sam\nTess",
            "point-lived-experience": "Sam on mornings before school."}  # fmt: skip
    answer = client.post(f"/reviews/{key}/discussion/", said, follow=True)
    assert "Discussion recorded." in answer.content.decode()
    desk = client.get(f"/reviews/{key}/desk/?item=lived-experience").content.decode()
    assert "Sam on mornings before school." in desk


def test_sharing_asks_first_and_says_the_date(cast: Cast) -> None:
    key = discussed(cast)
    client = sign_in(cast.owen)
    assert (
        "can be read and no longer edited" in client.get(f"/reviews/{key}/share/").content.decode()
    )
    answer = client.post(f"/reviews/{key}/share/", follow=True)
    assert "Shared - reply by 2 November 2026" in answer.content.decode()


def test_sharing_without_the_safety_answer_is_refused_with_its_reason(cast: Cast) -> None:
    key = discussed(cast)
    acts.save_answers(
        review_id=key, answers={"safe-now": {"answer": "", "basis": ""}}, by=cast.owen, at=AT
    )
    review = queries.review(key).state
    assert review.safe_now == "yes", "it was answered when the review was marked ready"
    acts.save_answers(
        review_id=key, answers={"safe-now": {"answer": "immediate measures", "basis": "Bruises."}},
        by=cast.owen, at=AT,
    )  # fmt: skip
    assert "Raise an urgent concern before sharing" in text(cast.owen, f"/reviews/{key}/check/")


def test_the_back_button_cannot_edit_a_shared_form(cast: Cast) -> None:
    key = shared(cast)
    typed = {"item": "visits", "based_on": "1", "working": "Later thought."}
    answer = sign_in(cast.owen).post(f"/reviews/{key}/save/", typed)
    assert answer.status_code == 403
    assert "Later thought." in answer.content.decode(), "what was typed is not lost"
    assert sign_in(cast.owen).get(f"/reviews/{key}/desk/").status_code == 302


def test_the_reply_opens_with_the_deadline_and_strengths(cast: Cast) -> None:
    key = shared(cast)
    page = text(cast.sam, f"/reviews/{key}/reply/")
    order = [
        "Reply by Monday 2 November 2026",
        "What you are doing well",
        "finding to answer",
        "Accept",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "No evidence of direct work." in page
    text(cast.kit, f"/reviews/{key}/reply/", 404)


def test_a_reply_is_kept_and_then_sent_verbatim(cast: Cast) -> None:
    key = shared(cast)
    mark, client = finding(key), sign_in(cast.sam)
    words = "I did two sessions.\nThe second is under “school visit”."
    typed = {f"{mark}-version": "0", f"{mark}-stance": "challenge", f"{mark}-words": words}
    answer = client.post(f"/reviews/{key}/reply/", {**typed, "to": "check"}, follow=True)
    assert "Check and send" in answer.content.decode()
    assert "I did two sessions." in text(cast.sam, f"/reviews/{key}/reply/")
    client.post(f"/reviews/{key}/reply/send/")
    reply = next(j for j in queries.judgements(key) if j.id == mark).replies[0]
    assert reply.words == words
    assert "I did two sessions." in text(cast.owen, f"/reviews/{key}/responses/")


def test_a_reply_cites_a_note_of_the_own_case(cast: Cast) -> None:
    key = shared(cast)
    mark, client = finding(key), sign_in(cast.sam)
    typed = {f"{mark}-version": "0", f"{mark}-stance": "challenge", "point": mark}
    answer = client.post(f"/reviews/{key}/reply/", typed)
    assert f"/cases/{cast.cases['TH-1034']}/record/" in answer["Location"]
    quote(key, cast.sam, f"{REPLY}{mark}")
    assert "sleeps better at his Nan" in text(cast.sam, f"/reviews/{key}/reply/")
    said = {mark: acts.Answer(stance="challenge", words="See the note.")}
    acts.submit_response(review_id=key, role="worker", answers=said, by=cast.sam, at=AT)
    cited = next(j for j in queries.judgements(key) if j.id == mark).replies[0].evidence
    assert len(cited) == 1


def test_the_manager_adds_without_changing_the_workers_words(cast: Cast) -> None:
    key = challenged(cast)
    assert "I did two feelings-card sessions." in text(cast.tess, f"/reviews/{key}/reply/")
    client = sign_in(cast.tess)
    client.post(f"/reviews/{key}/reply/", {"comment-version": "0", "agrees": "on", "words": ""})
    client.post(f"/reviews/{key}/reply/send/")
    assert "Both replied" in text(cast.nadia, f"/reviews/{key}/responses/")


def test_the_reviewer_changes_with_a_reason_and_versions_stand_side_by_side(cast: Cast) -> None:
    key = challenged(cast)
    mark = finding(key)
    said = {f"{mark}-decision": "change", f"{mark}-why": "", f"{mark}-grade": "good",
            f"{mark}-working": "Two sessions.", f"{mark}-develop": ""}  # fmt: skip
    client = sign_in(cast.owen)
    assert "Give a reason" in client.post(f"/reviews/{key}/responses/", said).content.decode()
    said[f"{mark}-why"] = "The notes show two sessions."
    client.post(f"/reviews/{key}/responses/", said)
    page = text(cast.sam, f"/reviews/{key}/versions/")
    assert "Version 2" in page
    assert "No evidence of direct work." in page
    assert "Two sessions." in page
    assert "Changed after challenge" in page


def test_finalise_gives_its_reason_while_it_waits(cast: Cast) -> None:
    key = challenged(cast)
    assert "Answer each challenge first" in text(cast.owen, f"/reviews/{key}/responses/")


def test_others_see_what_is_theirs_and_no_more(cast: Cast) -> None:
    key = discussed(cast)
    text(cast.hari, f"/reviews/{key}/", 404)
    text(cast.sam, f"/reviews/{key}/", 404)
    assert "judgements" in text(cast.prue, f"/reviews/{key}/")
    acts.share(review_id=key, by=cast.owen, at=AT)
    text(cast.hari, f"/reviews/{key}/")
    text(cast.tess, f"/reviews/{key}/")
