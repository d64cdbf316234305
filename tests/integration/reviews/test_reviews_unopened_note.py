"""A note that the worker points to says whether the reviewer had opened it when sharing."""

from datetime import datetime

import pytest

from stocktake.evidence import acts as evidence
from stocktake.evidence import queries as reading
from stocktake.reviews import queries
from stocktake.reviews.acts import REPLY
from tests.cast import AT, sign_in
from tests.review_desk import LATER, Cast, finding, quote, shared

WORDS = "The reviewer had not opened this note."


@pytest.mark.parametrize(("when", "told"), [(None, True), (AT, False), (LATER, True)])
def test_the_reply_says_it(cast: Cast, when: datetime | None, told: bool) -> None:
    key = shared(cast)
    case = queries.review(key).case_id
    quote(key, cast.sam, f"{REPLY}{finding(key)}")
    note = reading.record_of(case, cast.sam).cards[0].note_id
    if when is not None:
        evidence.mark_all_read(case_id=case, note_ids=[note], by=cast.owen, at=when)
    page = sign_in(cast.sam).get(f"/reviews/{key}/reply/").content.decode()
    assert (WORDS in page) is told
