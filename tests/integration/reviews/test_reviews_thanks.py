"""Thanks: kind words for one worker, read by the two of them; and the copy that a worker keeps."""

import io

import docx
import pytest

from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.notices.jobs import deliver_waiting
from stocktake.record.models import Body, Entry
from stocktake.reviews import acts, queries
from stocktake.reviews.domain import thanks as rules
from tests.cast import AT, sign_in
from tests.review_desk import LATER, WORDS, Cast, challenged, finding, ready, shared

KIND = "You stayed with it when it was hard."
NAMING = "You stayed with Rowan all summer."


def thanked(cast: Cast, by: Person, words: str = KIND) -> str:
    key = shared(cast)
    acts.thank(review_id=key, words=words, by=by, at=AT)
    return key


def test_a_manager_thanks_a_worker_who_is_told_and_reads_it(cast: Cast) -> None:
    key = shared(cast)
    tess = sign_in(cast.tess)
    assert "Thank the worker" in tess.get(f"/reviews/{key}/").content.decode()
    tess.post(f"/reviews/{key}/thank/", {"words": KIND})
    assert KIND in sign_in(cast.sam).get("/my-practice/").content.decode()
    assert KIND in tess.get(f"/reviews/{key}/thank/").content.decode()
    deliver_waiting()
    assert "Somebody thanks you" in sign_in(cast.sam).get("/notices/").content.decode()


def test_nobody_else_reads_it_and_the_record_does_not_hold_it(cast: Cast) -> None:
    key = thanked(cast, cast.owen)
    for other in (cast.tess, cast.nadia, cast.prue, cast.hari, cast.kit):
        assert not queries.thanks_visible_to(other).exists()
    for reader in (cast.nadia, cast.hari, cast.tess):
        page = sign_in(reader).get(f"/reviews/{key}/thank/").content.decode()
        assert KIND not in page
    body = Body.objects.get(entry=Entry.objects.get(act="worker.thanked"))
    assert KIND not in str(body.said)


def test_the_filter_of_rows_is_the_rule(cast: Cast) -> None:
    thanked(cast, cast.tess)
    (row,) = queries.thanks_visible_to(cast.sam)
    state = queries.thanks_state(row)
    for who in (cast.sam, cast.tess, cast.owen, cast.nadia, cast.kit):
        assert rules.may_read(state, who) is queries.thanks_visible_to(who).exists()


@pytest.mark.parametrize("words", ["", "  ", "x" * (rules.LONGEST + 1)])
def test_thanks_say_something_and_are_short(cast: Cast, words: str) -> None:
    with pytest.raises(Refused):
        acts.thank(review_id=shared(cast), words=words, by=cast.tess, at=AT)


def test_not_twice_not_oneself_not_before_it_is_shared(cast: Cast) -> None:
    key = thanked(cast, cast.tess)
    with pytest.raises(Refused, match="You have thanked them"):
        acts.thank(review_id=key, words="Again.", by=cast.tess, at=AT)
    with pytest.raises(Refused):
        acts.thank(review_id=key, words="Well done, me.", by=cast.sam, at=AT)
    early = ready(cast, "TH-1041")
    with pytest.raises((Refused, NotTheirs)):
        acts.thank(review_id=early, words=KIND, by=cast.owen, at=AT)


def test_a_stranger_may_not_thank(cast: Cast) -> None:
    key = shared(cast)
    assert sign_in(cast.rae).get(f"/reviews/{key}/thank/").status_code == 404
    assert sign_in(cast.kit).post(f"/reviews/{key}/thank/", {"words": KIND}).status_code == 403
    assert sign_in(cast.sam).get(f"/reviews/{key}/thank/").status_code == 403


def test_the_copy_is_a_document_with_strengths_changes_and_thanks(cast: Cast) -> None:
    key = challenged(cast)
    said = {
        finding(key): acts.Decision(reason="The cards are there.", changes={"develop": "Date."})
    }
    acts.answer_replies(review_id=key, decisions=said, by=cast.owen, at=AT)
    acts.thank(review_id=key, words=f"{KIND} {NAMING}", by=cast.tess, at=AT)
    acts.finalise(review_id=key, by=cast.owen, at=LATER)
    sam = sign_in(cast.sam)
    answer = sam.get("/my-practice/my-practice.docx")
    found = docx.Document(io.BytesIO(answer.content)).paragraphs
    heads = [p.text for p in found if p.style and p.style.name.startswith("Heading")]
    assert heads[:3] == ["My practice: Sam", "October 2026 stocktake", "What is working"]
    text = "\n".join(p.text for p in found)
    for words in (KIND, "The cards are there.", "rests on one passage"):
        assert words in text
    for secret in (NAMING, WORDS, "TH-1034"):
        assert secret not in text
    assert sign_in(cast.tess).get("/my-practice/my-practice.docx").status_code == 403
