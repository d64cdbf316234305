"""Timeliness at the desk: by the child's own rules and the council's own intervals, and where to read on."""

from datetime import date

import pytest

from stocktake.core.capacity import Capacity
from stocktake.indicators import acts as indicators
from stocktake.indicators.domain.intervals import SetInterval
from stocktake.record.models import Access
from tests.cast import AT, make_person, sign_in
from tests.review_desk import Cast, reading_by

EVERY = "15 working days"


@pytest.fixture
def review(cast: Cast) -> str:
    ada = make_person("ada.ad", Capacity.ASSISTANT_DIRECTOR)
    what = SetInterval(rule="cp-visit", valid_from=date(2026, 1, 5), due="10 working days",
                       then_every=EVERY, why="Policy of January")  # fmt: skip
    indicators.set_interval(what=what, by=ada, at=AT)
    return reading_by(cast)


def test_the_strip_says_which_intervals_are_asked_for_this_child(cast: Cast, review: str) -> None:
    page = seen(cast, f"/reviews/{review}/desk/?item=lived-experience")
    assert f"visits every {EVERY}, this council’s setting" in page
    assert "supervision every 4 weeks, the usual local standard" in page
    assert "28 days" not in page


def test_beside_an_item_stands_its_standard_with_the_way_to_the_verdict(
    cast: Cast, review: str
) -> None:
    page = seen(cast, f"/reviews/{review}/desk/?item=visits")
    assert f"Visit to a child on a child protection plan, every {EVERY}" in page
    assert f"/reviews/{review}/timeliness/?back=" in page
    verdicts = seen(cast, f"/reviews/{review}/timeliness/")
    assert 'id="rule-cp-visit"' in verdicts
    assert f"every {EVERY}, this council’s setting" in verdicts
    assert Access.objects.filter(what=f"timeliness:{review}", person=cast.owen.id).exists()


def test_another_reviewer_finds_nothing(cast: Cast, review: str) -> None:
    for who, status in ((cast.rae, 404), (cast.kit, 403), (cast.nadia, 403)):
        assert sign_in(who).get(f"/reviews/{review}/timeliness/").status_code == status


def seen(cast: Cast, path: str) -> str:
    answer = sign_in(cast.owen).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())
