"""The pages of family feedback: each step by its form, and who is shown what."""

from typing import Any

from stocktake.reviews import acts, queries
from stocktake.reviews.domain.families import EXPLAINED
from tests import family_desk as desk
from tests.cast import AT, sign_in
from tests.family_desk import MUM, NUMBER, PASSED_ON, RISK
from tests.review_desk import Cast, discussed, reading_by, shared

DAY = "19 October 2026"
SAFE = {"safe": "1", "confirmed_with": "Sam", "confirmed_on": DAY, "way": "phone", "number": NUMBER,
        "time": "mornings", "interpreter": "no", "advocate": "no", "risk-abuse": "no",
        "risk-court": "no", "risk-other": "no"}  # fmt: skip
YES: dict[str, Any] = {"approach": "1", "asked-answer": "yes", "asked-on": DAY, "asked-told": [*EXPLAINED]}  # fmt: skip
TALK = {"hear": "1", "held_on": DAY, "mode": "phone", "interpreter": "no", "advocate": "no",
        "worry": "no", "answer-plan": "could be better", "words-plan": MUM}  # fmt: skip


def page(who: Any, url: str, sent: dict[str, Any] | None = None) -> str:
    client = sign_in(who)
    answer = client.post(url, sent, follow=True) if sent else client.get(url)
    return answer.content.decode()


def test_a_whole_conversation_by_its_forms(cast: Cast) -> None:
    key = reading_by(cast)
    home = f"/reviews/{key}/family/"
    assert "Planned." in page(cast.owen, home, {"role": "parent", "who": "Mum"})
    (one,) = queries.families_of(key, cast.owen)
    assert "number at which" in page(cast.sam, one.url, SAFE | {"number": ""})
    assert NUMBER in page(cast.sam, one.url, SAFE)
    assert "may read what they say" in page(cast.owen, one.url, YES)
    page(cast.owen, one.url, YES | {"asked-shares": "yes"})
    assert MUM in page(cast.owen, one.url, TALK)
    page(cast.owen, one.url, {"choose": "1", "pass-plan": "on", "text-plan": PASSED_ON})
    state = queries.family_conversation(one.id, cast.owen).state
    assert (state.status, state.chosen) == ("heard", (("plan", PASSED_ON),))
    assert "once the review is shared" in page(cast.owen, one.url)
    assert "Heard" in page(cast.owen, home)


def test_the_worker_and_the_manager_read_what_is_passed_on_beside_the_review(cast: Cast) -> None:
    key = discussed(cast)
    one = desk.chosen(cast, key)
    for who in (cast.sam, cast.tess):
        before = page(who, f"/family/{one}/")
        assert NUMBER in before
        assert PASSED_ON not in before
    acts.share(review_id=key, by=cast.owen, at=AT)
    for url in (f"/reviews/{key}/reply/", f"/family/{one}/"):
        shown = page(cast.sam, url)
        assert PASSED_ON in shown
        assert MUM not in shown
    for url in (f"/reviews/{key}/responses/", f"/reviews/{key}/versions/", f"/reviews/{key}/"):
        assert PASSED_ON not in page(cast.hari, url)  # a leader reads no family's words
        assert NUMBER not in page(cast.hari, url) + page(cast.sam, url)


def test_the_manager_decides_on_a_risk(cast: Cast) -> None:
    one = desk.confirmed(cast, by=cast.sam, risks=RISK)
    assert "They can be contacted" not in page(cast.sam, f"/family/{one}/")
    sent = {"contact": "1", "contact-reason": "At school, while he is at work."}
    assert "At school, while he is at work." in page(cast.tess, f"/family/{one}/", sent)
    assert f"/family/{one}/" in page(cast.tess, "/family/")


def test_a_worry_leads_to_the_concern_without_a_word_in_the_address(cast: Cast) -> None:
    one = desk.heard(cast, shared(cast), worry=True)
    raising = f"/cases/{cast.cases['TH-1034']}/concern/?from=family"
    shown = page(cast.owen, f"/family/{one}/")
    assert raising in shown
    assert "Raise the urgent concern first" in shown
    spoken = {"step": "1", "spoke_to": "Duty", "spoke_day": DAY, "spoke_time": "09:00"}
    second = page(cast.owen, raising, spoken)
    assert "Somebody of the family said to me: " in second
    assert MUM not in second


def test_what_is_typed_is_kept_without_a_number(cast: Cast) -> None:
    one = desk.agreed(cast)
    owen, url = sign_in(cast.owen), f"/family/{one}/save/"
    script = {"HTTP_ACCEPT": "application/json"}
    assert owen.post(url, {"words-plan": MUM, "save_id": "a"}, **script).status_code == 200
    said = owen.post(url, {"words-plan": f"Ring {NUMBER}", "save_id": "b"}, **script)
    assert (said.status_code, "telephone number" in said.json()["sentence"]) == (422, True)
    assert MUM in page(cast.owen, f"/family/{one}/")
    assert sign_in(cast.sam).post(url, {"words-plan": "x"}, **script).status_code == 403


def test_strangers_are_told_nothing(cast: Cast) -> None:
    key = shared(cast)
    one = desk.heard(cast, key)
    for who in (cast.kit, cast.rae, cast.nadia, cast.hari, cast.prue):
        for url in (f"/family/{one}/", f"/reviews/{key}/family/"):
            assert sign_in(who).get(url).status_code in (403, 404)
    assert "Mum" not in page(cast.kit, "/family/")


def test_the_leaflet_is_plain_and_the_councils_own(cast: Cast) -> None:
    for whom in ("adult", "young"):
        shown = page(cast.owen, f"/family/leaflet/{whom}/")
        assert "nothing changes" in shown
        assert "ask the council for its complaints team" in shown
    assert sign_in(cast.owen).get("/family/leaflet/leader/").status_code == 404
