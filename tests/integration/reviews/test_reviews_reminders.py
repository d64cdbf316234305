"""Whoever has not replied is reminded once before the last day, and nobody else is."""

from datetime import datetime, time, timedelta

import pytest
from django.conf import settings

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Refused
from stocktake.people import acts as people_acts
from stocktake.people import queries as people
from stocktake.record.clock import LONDON
from stocktake.record.door import Move, perform
from stocktake.record.models import Entry, Outbox
from stocktake.reviews import acts, queries
from stocktake.reviews.acts.kinds import REVIEW
from stocktake.reviews.domain.acts import Remind
from stocktake.reviews.domain.settings import REMINDER_WORKING_DAYS
from tests.cast import AT, make_person
from tests.review_desk import Cast, shared

TICKER = "ticker"


def on(key: str, days: int) -> datetime:
    """So many days before the last day to reply."""
    last = queries.review(key).state.reply_by
    assert last is not None
    return datetime.combine(last - timedelta(days=days), time(9), LONDON)


def told() -> list[str]:
    found = Entry.objects.filter(act="reply.reminded").last()
    row = Outbox.objects.filter(entry_number=found.number).last() if found else None
    return list(row.payload["to"]) if row else []


def remind(at: datetime) -> int:
    return acts.remind(by=people.operator(TICKER), at=at)


def test_two_tickers_remind_worker_and_manager_once(cast: Cast) -> None:
    key = shared(cast)
    assert remind(on(key, 12)) == 0  # too early to press anybody
    assert [remind(on(key, 2)), remind(on(key, 1))] == [1, 0]
    assert set(told()) == {cast.sam.id, cast.tess.id}
    last = Outbox.objects.order_by("pk").last()
    assert last is not None
    assert "TH-1034" not in last.payload["text"]


def test_who_has_replied_is_left_in_peace(cast: Cast) -> None:
    key = shared(cast)
    answers = {
        j.id: acts.Answer(stance="accept") for j in queries.judgements(key) if j.said.is_finding
    }
    acts.submit_response(review_id=key, role="worker", answers=answers, by=cast.sam, at=AT)
    assert remind(on(key, 1)) == 1
    assert told() == [cast.tess.id]


def test_more_time_means_a_reminder_of_the_new_day(cast: Cast) -> None:
    key = shared(cast)
    assert remind(on(key, 0)) == 1
    later = (on(key, 0) + timedelta(days=14)).date()
    acts.allow_more_time(
        review_id=key, reply_by=later, reason="Leave.", by=cast.owen, at=on(key, 0)
    )
    assert [remind(on(key, 13)), remind(on(key, 1))] == [0, 1]


def test_a_council_may_send_none(cast: Cast) -> None:
    key = shared(cast)
    settings.HOME.tell(**{REMINDER_WORKING_DAYS.name: 0})
    try:
        assert remind(on(key, 0)) == 0
    finally:
        settings.HOME.tell(**{REMINDER_WORKING_DAYS.name: REMINDER_WORKING_DAYS.default})


def test_the_manager_of_the_time_is_reminded_not_the_next_one(cast: Cast) -> None:
    key = shared(cast)
    people_acts.end_capacity(
        person_id=cast.tess.id, capacity=Capacity.TEAM_MANAGER, by=people.operator("tests"), at=AT
    )
    make_person("theo.tm", Capacity.TEAM_MANAGER, team="North")
    assert remind(on(key, 1)) == 1
    assert set(told()) == {cast.sam.id, cast.tess.id}


@pytest.mark.parametrize("who", ["owen", "nadia", "kit"])
def test_nobody_sends_one_by_hand(cast: Cast, who: str) -> None:
    key = shared(cast)
    last = queries.review(key).state.reply_by
    assert last is not None
    act = Remind(reply_by=last, roles=("worker",))
    with pytest.raises(Refused):
        perform([Move(kind=REVIEW, id=key, act=act)], by=getattr(cast, who), at=AT)
