"""The worker is asked about their own work, apart from the case: who reads it, and who never does."""

from functools import partial

import pytest

from stocktake.core.thread import NotTheirs, Person, Refused
from stocktake.record.agreement import disagreements
from stocktake.record.queries import entries_about
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Spoken
from stocktake.reviews.domain.voices import PRESENT_WORKER, SAYERS, may_read
from stocktake.reviews.models import Draft, Voice
from tests.cast import AT, sign_in
from tests.review_desk import LATER, Cast, discussed, ready

WORDS = "Twenty-six children is too many to see."


def hear(cast: Cast, key: str, *, who: str = "worker", by: Person | None = None) -> str:
    told = [Spoken(prompt="caseload", answer="gets in the way", words=WORDS)]
    return acts.hear_worker(review_id=key, who=who, answers=told, by=by or cast.owen, at=AT)


def test_the_reviewer_and_the_worker_read_it_and_no_leader_or_stranger(cast: Cast) -> None:
    key = discussed(cast)
    hear(cast, key)
    assert WORDS in sign_in(cast.owen).get(f"/reviews/{key}/discussion/support/").content.decode()
    assert WORDS in sign_in(cast.sam).get("/reviews/said/").content.decode()
    for who in (cast.nadia, cast.hari, cast.prue):
        assert sign_in(who).get(f"/reviews/{key}/discussion/support/").status_code in (403, 404)
    for who in (cast.kit, cast.tess):
        assert WORDS not in sign_in(who).get("/reviews/said/").content.decode()


def test_it_stands_in_no_version_of_the_review_and_not_in_the_record(cast: Cast) -> None:
    key = discussed(cast)
    voice = hear(cast, key)
    acts.share(review_id=key, by=cast.owen, at=AT)
    shown = repr(queries.versions(key)) + repr(queries.judgements(key))
    (entry,) = entries_about("voice", voice)
    assert WORDS not in shown + repr(entry.said)
    assert entry.said == {"review": key, "who": "worker", "asked": ["caseload"]}
    for page in ("reply", "responses", "versions"):
        assert WORDS not in sign_in(cast.sam).get(f"/reviews/{key}/{page}/").content.decode()
    assert disagreements() == ()


def test_where_the_worker_has_left_the_manager_is_asked_and_it_says_so(cast: Cast) -> None:
    hear(cast, discussed(cast), who="manager")
    (told,) = queries.voices_said_by(cast.tess)
    assert told.who == "the manager, as the worker has left"
    assert queries.voices_said_by(cast.sam) == ()


def test_not_before_the_discussion_nor_by_a_stranger(cast: Cast) -> None:
    key = ready(cast)
    with pytest.raises(Refused, match="Record the discussion first"):
        hear(cast, key)
    with pytest.raises(NotTheirs):
        hear(cast, key, by=cast.rae)
    with pytest.raises(NotTheirs):
        hear(cast, key, by=cast.nadia)


def test_the_row_filter_equals_the_rule(cast: Cast) -> None:
    hear(cast, discussed(cast))
    (row,) = Voice.objects.all()
    for who in (cast.owen, cast.sam, cast.nadia, cast.tess, cast.hari, cast.kit, cast.rae):
        seen = queries.voices_visible_to(who).filter(pk=row.pk).exists()
        assert seen == may_read(queries.voice_state(row), who) == (who in (cast.owen, cast.sam))


def test_nothing_is_counted_while_the_round_goes_on(cast: Cast) -> None:
    hear(cast, discussed(cast))
    assert not queries.round_voices(cast.round_id).over
    shown = sign_in(cast.nadia).get(f"/rounds/{cast.round_id}/findings/voices/").content.decode()
    assert "every review of the round is finalised" in shown
    assert WORDS not in shown
    assert sign_in(cast.sam).get(f"/rounds/{cast.round_id}/findings/voices/").status_code == 403


def test_owen_writes_it_down_on_its_page(cast: Cast) -> None:
    key = discussed(cast)
    owen, url = sign_in(cast.owen), f"/reviews/{key}/discussion/support/"
    assert url in owen.get(f"/reviews/{key}/discussion/").content.decode()
    sent = {"who": "worker", "answer-safety": "works well", "words-caseload": "Too many."}
    assert "whether it works well or gets in the way" in owen.post(url, sent).content.decode()
    assert owen.post(url, sent | {"answer-caseload": "gets in the way"}).status_code == 302
    told = queries.voice_of(key, cast.owen)
    assert told is not None
    assert [p.key for p, _ in told.answers] == ["safety", "caseload"]


def test_the_present_worker_is_somebody_who_works_here(cast: Cast) -> None:
    key = discussed(cast)
    told = [Spoken(prompt="support", answer="works well")]
    say = partial(
        acts.hear_worker, review_id=key, who=PRESENT_WORKER, answers=told, by=cast.owen, at=AT
    )
    for nobody in ("", cast.tess.id, "no such account"):
        with pytest.raises(Refused, match="Say who was asked"):
            say(present=nobody)
    say(present=cast.kit.id)
    assert [v.who for v in queries.voices_said_by(cast.kit)] == [SAYERS[PRESENT_WORKER]]
    assert queries.voices_said_by(cast.sam) == ()


def test_when_the_round_is_over_fewer_than_five_are_still_not_counted(cast: Cast) -> None:
    for ref in cast.cases:
        key = discussed(cast, ref)
        hear(cast, key)
        acts.share(review_id=key, by=cast.owen, at=AT)
        acts.finalise(review_id=key, by=cast.owen, at=LATER)
    found = queries.round_voices(cast.round_id)
    assert (found.over, found.shown) == (True, ())
    page = sign_in(cast.nadia).get(f"/rounds/{cast.round_id}/findings/voices/").content.decode()
    assert "Not shown: support, safety at work, caseload, supervision." in page
    with pytest.raises(Refused, match="finalised"):
        hear(cast, key)


def test_what_is_typed_is_kept_as_it_is_typed_and_erased_once_it_stands(cast: Cast) -> None:
    key = discussed(cast)
    owen, url = sign_in(cast.owen), f"/reviews/{key}/discussion/support/"
    typed = {"item": "voice", "based_on": "0", "words-caseload": WORDS}
    assert owen.post(f"/reviews/{key}/save/", typed).headers["Location"] == url
    assert WORDS in owen.get(url).content.decode()
    hear(cast, key)
    assert not Draft.objects.filter(item=acts.VOICE).exists()
    assert queries.draft(key, acts.VOICE, cast.owen).version == 0


def test_what_is_typed_is_not_handed_over_with_the_review(cast: Cast) -> None:
    key = discussed(cast)
    drafts = {acts.VOICE: {"words-caseload": WORDS}, "visits": {"develop": "More."}}
    acts.save_answers(review_id=key, answers=drafts, by=cast.owen, at=AT)
    acts.hand_over(
        review_id=key, reviewer_id=cast.prue.id, reason="Ill.", drafts=True, by=cast.nadia, at=AT
    )
    assert set(queries.drafts(key, cast.prue)) >= {"visits"}
    assert acts.VOICE not in queries.drafts(key, cast.prue)


def test_a_stranger_types_nothing(cast: Cast) -> None:
    said = {acts.VOICE: {"words-caseload": WORDS}}
    with pytest.raises(NotTheirs):
        acts.save_answers(review_id=discussed(cast), answers=said, by=cast.rae, at=AT)
