"""A challenge that the reviewer does not accept goes to a second person, who never read the case."""

import pytest

from stocktake.core.thread import NotTheirs, Refused
from stocktake.record.agreement import disagreements
from stocktake.record.queries import entries_about
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Decision
from tests.cast import AT, sign_in
from tests.review_desk import LATER, Cast, challenged, finding


def kept(cast: Cast) -> tuple[str, str]:
    """Sam challenged, Owen kept his judgement."""
    key = challenged(cast)
    mark = finding(key)
    stands = {mark: Decision(reason="Planned work is not a visit.")}
    acts.answer_replies(review_id=key, decisions=stands, by=cast.owen, at=AT)
    return key, mark


def test_it_is_not_final_before_a_second_person_has_decided(cast: Cast) -> None:
    key, mark = kept(cast)
    with pytest.raises(Refused, match="a second person decides it first"):
        acts.finalise(review_id=key, by=cast.owen, at=LATER)
    upheld = {mark: Decision(reason="I read both sides.")}
    acts.decide_challenges(review_id=key, decisions=upheld, by=cast.nadia, at=AT)
    acts.finalise(review_id=key, by=cast.owen, at=LATER)
    judged = next(j for j in queries.judgements(key) if j.id == mark)
    assert (judged.status, judged.reason, judged.second) == (
        "upheld", "Planned work is not a visit.", "I read both sides.",
    )  # fmt: skip
    assert disagreements() == ()


def test_a_second_person_may_change_it_and_both_versions_stay(cast: Cast) -> None:
    key, mark = kept(cast)
    changed = {mark: Decision(reason="The notes show it.", changes={"grade": "good"})}
    acts.decide_challenges(review_id=key, decisions=changed, by=cast.prue, at=AT)
    assert [v.number for v in queries.versions(key)] == [1, 2]
    assert next(j for j in queries.judgements(key) if j.id == mark).changed_after_challenge
    *_, answer, decided = entries_about("judgement", mark)
    assert (answer.act, decided.act, decided.answers) == (
        "judgement.kept", "judgement.overturned", answer.number,
    )  # fmt: skip
    back = {mark: Decision(reason="No.", changes={"grade": "inadequate"})}
    with pytest.raises(Refused, match="it stands"):
        acts.answer_replies(review_id=key, decisions=back, by=cast.owen, at=AT)


def test_the_reviewer_is_no_second_person(cast: Cast) -> None:
    key, mark = kept(cast)
    upheld = {mark: Decision(reason="I was right.")}
    with pytest.raises(Refused):
        acts.decide_challenges(review_id=key, decisions=upheld, by=cast.owen, at=AT)
    with pytest.raises(Refused):
        acts.decide_challenges(review_id=key, decisions=upheld, by=cast.sam, at=AT)
    with pytest.raises(NotTheirs):
        acts.decide_challenges(review_id=key, decisions=upheld, by=cast.kit, at=AT)


def test_only_a_challenge_that_was_kept_is_decided_and_with_a_reason(cast: Cast) -> None:
    key = challenged(cast)
    early = {finding(key): Decision(reason="Now.")}
    with pytest.raises(Refused, match="not possible now"):
        acts.decide_challenges(review_id=key, decisions=early, by=cast.nadia, at=AT)
    stands = {finding(key): Decision(reason="It stands.")}
    acts.answer_replies(review_id=key, decisions=stands, by=cast.owen, at=AT)
    with pytest.raises(Refused, match="Give a reason"):
        acts.decide_challenges(
            review_id=key, decisions={finding(key): Decision(reason=" ")}, by=cast.nadia, at=AT
        )


def test_nadia_decides_on_the_page_of_the_replies(cast: Cast) -> None:
    key, mark = kept(cast)
    nadia, url = sign_in(cast.nadia), f"/reviews/{key}/responses/"
    assert "decide it as a second person" in nadia.get("/").content.decode()
    assert "You have not read this case" in nadia.get(url).content.decode()
    sent = {f"{mark}-decision": "keep", f"{mark}-why": "I read both sides."}
    assert nadia.post(url, sent).status_code == 302
    page = sign_in(cast.sam).get(url).content.decode()
    assert "Nadia, as a second person" in page
    assert "I read both sides." in page


def test_challenge_and_change_are_counted(cast: Cast) -> None:
    key, mark = kept(cast)
    before = queries.reply_rates(cast.round_id)
    assert (before.challenged, before.kept, before.changed, before.waiting) == (1, 1, 0, 0)
    changed = {mark: Decision(reason="The notes show it.", changes={"grade": "good"})}
    acts.decide_challenges(review_id=key, decisions=changed, by=cast.nadia, at=AT)
    after = queries.reply_rates(cast.round_id)
    assert (after.challenged, after.changed, after.no_reply) == (1, 1, 0)
    page = sign_in(cast.nadia).get(f"/rounds/{cast.round_id}/moderation/agreement/")
    assert "1 changed" in page.content.decode()
