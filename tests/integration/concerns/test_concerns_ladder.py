"""A concern that nobody acknowledges goes up: once, however many tickers, and read before any."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from stocktake.concerns import acts, queries
from stocktake.concerns.queries import ladder
from stocktake.core.thread import NotTheirs
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.record.models import Entry, Outbox
from tests.cast import AT
from tests.concern_desk import Story, make_story

LATE = AT + timedelta(minutes=61)
TOLD = ("concern_deputies", "concern_on_call")


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    settings.HOME.tell(**{name: [] for name in TOLD})
    return make_story(monkeypatch)


def at(monkeypatch: pytest.MonkeyPatch, moment: object) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.django_db
def test_the_assistant_director_reads_it_after_an_hour_without_any_ticker(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = story.raise_it()
    at(monkeypatch, AT + timedelta(minutes=59))
    with pytest.raises(NotTheirs):
        queries.concern(key, story.people.ada)
    assert queries.concerns_known_to(story.people.nadia)[0].goes_to == "It goes to Ada at 11:00."
    at(monkeypatch, LATE)
    assert queries.waiting_for(story.people.ada) == 1
    acts.acknowledge(concern_id=key, by=story.people.ada, at=LATE)
    assert queries.concern(key, story.people.ada).state.acknowledged_by == story.people.ada.id


@pytest.mark.django_db
def test_two_tickers_write_it_once_and_tell_without_a_word_of_the_case(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.raise_it()
    at(monkeypatch, LATE)
    told = [acts.go_up(by=people.operator("ticker"), at=LATE) for _ in range(2)]
    assert told == [1, 0]
    assert Entry.objects.filter(act="concern.auto_escalated").count() == 1
    last = Outbox.objects.order_by("pk").last()
    assert last is not None
    assert last.payload["to"] == [story.people.ada.id]
    assert "missing" not in last.payload["text"]


@pytest.mark.django_db
def test_the_deputy_comes_before_the_assistant_director(story: Story) -> None:
    settings.HOME.tell(concern_deputies={"hari.hos": "hope.hos"})
    got = ladder.ladder(story.people.hari.id, AT)
    assert got == (story.people.stranger.id, story.people.ada.id)


@pytest.mark.django_db
def test_at_night_who_is_on_call_is_told_at_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME.tell(concern_on_call=["hope.hos", "nobody.here", "tess.tm"])
    night = AT.replace(hour=22)
    by_day = story.raise_it()
    at_night = acts.raise_concern(case_id="1", said=story.said, by=story.people.owen, at=night)
    assert (
        queries.concern(at_night, story.people.stranger).state.heads[-1] == story.people.stranger.id
    )
    at(monkeypatch, AT)
    with pytest.raises(NotTheirs):
        queries.concern(by_day, story.people.stranger)


@pytest.mark.django_db
def test_a_ladder_holds_only_people_who_can_answer(story: Story) -> None:
    settings.HOME.tell(concern_deputies={"hari.hos": "tess.tm"}, concern_on_call=["owen"])
    assert ladder.ladder(story.people.hari.id, AT) == (story.people.ada.id,)


@pytest.mark.django_db(transaction=True)
def test_eight_tickers_at_once_tell_each_person_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.raise_it()
    at(monkeypatch, LATE)
    told: list[int] = []

    def tick() -> None:
        told.append(acts.go_up(by=people.operator("ticker"), at=LATE))
        connection.close()

    tickers = [threading.Thread(target=tick) for _ in range(8)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    assert sum(told) == Entry.objects.filter(act="concern.auto_escalated").count() == 1
