"""Agreement of two readers, a reviewer's own figures, and calibration cases."""

from datetime import timedelta

import pytest
from django.conf import settings

from stocktake.core.thread import NotTheirs, Refused
from stocktake.record.agreement import disagreements
from stocktake.record.queries import entries_of
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.calibrations import Reference
from tests.cast import AT, sign_in
from tests.double_desk import agreed
from tests.review_desk import Cast, allocated, reading_by

REFERENCE = (
    Reference(item="visits", label="Visits", grade="good", why="In time, with a purpose."),
    Reference(item="safety", label="Safety", grade="inadequate", why="No reason is written."),
)


def opened(cast: Cast, *, required: bool = True) -> str:
    return acts.open_calibration(
        round_id=cast.round_id, title="The corner house", text="Marlow is eight.",
        reference=REFERENCE, required=required, by=cast.nadia, at=AT,
    )  # fmt: skip


def rated(cast: Cast, key: str, who: str, *grades: str) -> None:
    ratings = {r.item: (g, "") for r, g in zip(REFERENCE, grades, strict=True)}
    acts.rate_calibration(calibration_id=key, ratings=ratings, by=getattr(cast, who), at=AT)


def test_a_round_knows_how_far_its_readers_agree(cast: Cast) -> None:
    agreed(cast)
    found = queries.round_agreement(cast.round_id)
    visits = next(i for i in found.items if i.item == "visits")
    assert visits.figures.percent.value == 0
    others = [i for i in found.items if i.item != "visits" and i.figures.cases]
    assert all(i.figures.percent.value == 1 for i in others)
    assert "chance alone" in found.whole.caution


def test_a_reviewer_sees_their_own_figures_first(cast: Cast) -> None:
    agreed(cast)
    mine = queries.own_consistency(cast.owen)
    assert (mine.whole.higher, mine.whole.lower) == (1, 0)
    assert "far too few" in mine.warning
    before = queries.others_consistency(cast.round_id)
    assert [(o.name, o.figures, o.waits) for o in before] == [("Owen", None, 1), ("Prue", None, 1)]
    acts.see_consistency(by=cast.owen, at=AT)
    after = {o.name: o for o in queries.others_consistency(cast.round_id)}
    assert after["Owen"].figures is not None
    assert after["Prue"].figures is None
    assert queries.unseen_doubles(cast.owen) == ()


def test_after_ten_working_days_others_see_them_as_well(cast: Cast) -> None:
    agreed(cast)
    settings.HOME.set_demonstration_time(AT + timedelta(days=15))
    try:
        assert all(o.figures for o in queries.others_consistency(cast.round_id))
    finally:
        settings.HOME.set_demonstration_time(AT)


def test_nobody_says_it_for_another(cast: Cast) -> None:
    with pytest.raises(Refused):
        acts.see_consistency(by=cast.nadia, at=AT)
    assert sign_in(cast.sam).get("/reviews/consistency/").status_code == 403


def test_each_rates_alone_and_sees_the_others_when_it_is_closed(cast: Cast) -> None:
    key = opened(cast)
    rated(cast, key, "owen", "good", "inadequate")
    case = queries.calibration(key, to=cast.owen)
    assert queries.calibration_results(case, cast.owen) is None
    with pytest.raises(Refused, match="at least two"):
        acts.close_calibration(calibration_id=key, by=cast.nadia, at=AT)
    rated(cast, key, "prue", "good", "good")
    acts.close_calibration(calibration_id=key, learnt="Reasons count.", by=cast.nadia, at=AT)
    found = queries.calibration_results(queries.calibration(key, to=cast.owen), cast.owen)
    assert found is not None
    assert [i.apart for i in found.items] == [0, 2]
    assert found.mine in found.letters
    assert disagreements() == ()


def test_a_rating_is_given_once_and_whole(cast: Cast) -> None:
    key = opened(cast)
    with pytest.raises(Refused, match="Grade every item: Safety"):
        acts.rate_calibration(
            calibration_id=key, ratings={"visits": ("good", "")}, by=cast.owen, at=AT
        )
    rated(cast, key, "owen", "good", "good")
    with pytest.raises(Refused, match="already"):
        rated(cast, key, "owen", "good", "inadequate")
    with pytest.raises(NotTheirs):
        rated(cast, key, "sam", "good", "good")
    assert len(entries_of(["calibration.rated"])) == 1


def test_nobody_reads_before_they_have_rated(cast: Cast) -> None:
    key = opened(cast)
    review = allocated(cast)
    declared = {review: acts.Declaration(conflict="none")}
    acts.declare_conflicts(declarations=declared, by=cast.owen, at=AT)
    with pytest.raises(Refused, match="Rate the calibration case “The corner house” first"):
        acts.start_reading(review_id=review, by=cast.owen, at=AT)
    rated(cast, key, "owen", "good", "good")
    acts.start_reading(review_id=review, by=cast.owen, at=AT)


def test_a_case_that_is_not_required_stops_nobody(cast: Cast) -> None:
    opened(cast, required=False)
    assert queries.review(reading_by(cast), to=cast.owen).status == "reading"


def test_the_texts_that_come_along_can_be_put_before_everybody(cast: Cast) -> None:
    nadia, url = sign_in(cast.nadia), f"/rounds/{cast.round_id}/moderation/calibration/"
    sent = {"vignette": "second-phone", "required": "on"}
    assert nadia.post(url, sent).status_code == 302
    assert "The second phone" in nadia.get(url).content.decode()
    case = queries.calibrations_of(cast.round_id, cast.nadia)[0]
    owen = sign_in(cast.owen)
    page = owen.get(case.url).content.decode()
    assert "two phones" in page
    assert all(r.why not in page for r in case.state.reference)
    refused = owen.post(case.url, {"curiosity-grade": "inadequate", "curiosity-why": "Five notes."})
    assert "Grade every item" in refused.content.decode()
    assert "Five notes." in refused.content.decode()


def test_our_own_text_needs_a_reference_with_its_reason(cast: Cast) -> None:
    nadia, url = sign_in(cast.nadia), f"/rounds/{cast.round_id}/moderation/calibration/"
    sent = {"vignette": "own", "title": "Ours", "text": "A day.", "visits-grade": "good"}
    assert "say why" in nadia.post(url, sent).content.decode()
    assert nadia.post(url, {**sent, "visits-why": "In time."}).status_code == 302


def test_the_pages_say_what_the_figures_are(cast: Cast) -> None:
    agreed(cast)
    page = (
        sign_in(cast.nadia).get(f"/rounds/{cast.round_id}/moderation/agreement/").content.decode()
    )
    assert "this is no ranking" in page
    assert "alone to see for now" in page
    own = sign_in(cast.owen)
    assert "far too few" in own.get("/reviews/consistency/").content.decode()
    assert own.post("/reviews/consistency/").status_code == 302
    assert (
        "higher"
        in sign_in(cast.nadia)
        .get(f"/rounds/{cast.round_id}/moderation/agreement/")
        .content.decode()
    )
