"""The pages of a double review: the plan, submitting, and bringing two readings together."""

from django.test import Client

from stocktake.reviews import acts, queries
from tests.cast import AT, sign_in
from tests.double_desk import REF, agreed, both_in, double_of, doubled, read_to_the_end
from tests.review_desk import Cast, reading_by


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_nadia_plans_and_gives_a_second_reader(cast: Cast) -> None:
    reading_by(cast, REF)
    nadia, url = sign_in(cast.nadia), f"/rounds/{cast.round_id}/moderation/"
    nadia.post(url, {"do": "plan", "share": "50", "extremes": "on"})
    assert "<b>50%</b>" in page(nadia, url)
    sent = {"do": "give", "case": cast.cases[REF], "reviewer": cast.prue.id}
    assert nadia.post(url, sent).status_code == 302
    assert "Owen and Prue" in page(nadia, url)
    assert "Being read" in page(nadia, url)


def test_each_submits_and_is_told_to_wait(cast: Cast) -> None:
    first, _ = doubled(cast)
    read_to_the_end(cast, first, cast.owen)
    owen = sign_in(cast.owen)
    assert f"/reviews/{first}/submit/" in page(owen, f"/reviews/{first}/check/")
    assert owen.post(f"/reviews/{first}/submit/").status_code == 302
    assert "waits to be brought together" in page(owen, f"/reviews/{first}/check/")


def test_a_second_reading_may_rest_on_the_record_alone(cast: Cast) -> None:
    _, second = doubled(cast)
    prue = sign_in(cast.prue)
    read_to_the_end(cast, second, cast.prue, talks=False)
    assert "Submit without a discussion" in page(prue, f"/reviews/{second}/check/")
    assert prue.post(f"/reviews/{second}/submit/").status_code == 302
    assert queries.review(second).status == "consolidating"


def test_nadia_brings_both_together_without_a_name_on_the_page(cast: Cast) -> None:
    first, second = both_in(cast)
    nadia, url = sign_in(cast.nadia), f"/doubles/{double_of(first)}/"
    shown = page(nadia, url)
    assert "1 of" in shown
    assert "Owen" not in shown
    assert "Prue" not in shown
    letter = {"A": "B", "B": "A"}[queries.first_letter(double_of(first))]
    sent = {"visits-words": letter, "visits-grade": "good", "note": "Read together."}
    refused = nadia.post(url, sent).content.decode()
    assert "Say why, where the readings differ: Visits" in refused
    assert "Read together." in refused
    nadia.post(url, {**sent, "visits-note": "The dates."})
    assert queries.review(second).status == "consolidated"
    assert "Agreed: Good." in page(nadia, url)


def test_what_is_typed_is_kept(cast: Cast) -> None:
    first, _ = both_in(cast)
    nadia, url = sign_in(cast.nadia), f"/doubles/{double_of(first)}/"
    saved = nadia.post(
        f"{url}save/", {"based_on": "0", "visits-note": "Half a thought"},
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert saved.json()["version"] == 1
    assert "Half a thought" in page(nadia, url)


def test_a_reader_sees_both_and_cannot_agree_them(cast: Cast) -> None:
    first, _ = both_in(cast)
    owen, url = sign_in(cast.owen), f"/doubles/{double_of(first)}/"
    assert "(yours)" in page(owen, url)
    assert owen.post(url, {"note": "Mine is right."}).status_code == 404
    assert sign_in(cast.sam).get(url).status_code in (403, 404)


def test_the_first_reader_shares_what_is_agreed(cast: Cast) -> None:
    first, _ = agreed(cast)
    owen = sign_in(cast.owen)
    assert "Share" in page(owen, f"/reviews/{first}/check/")
    assert owen.post(f"/reviews/{first}/share/").status_code == 302
    assert queries.review(first).status == "shared"


def test_the_homes_say_what_waits(cast: Cast) -> None:
    first, _ = both_in(cast)
    assert "Two readings wait to be brought together" in page(sign_in(cast.nadia), "/")
    assert "Two readings wait" not in page(sign_in(cast.prue), "/")
    acts.agree(
        double_id=double_of(first),
        choices={"visits": acts.Choice(note="The dates.")},
        note="Together.",
        by=cast.nadia,
        at=AT,
    )
    assert "Both readings are brought together" in page(sign_in(cast.owen), "/")
