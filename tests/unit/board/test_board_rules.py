"""Meetings and items: nobody chairs what rests on their own reviews."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from stocktake.board.domain import items, meetings
from stocktake.board.domain.items import ItemState, ListItem, MinuteItem, TakeItem, chair_of
from stocktake.board.domain.meetings import AgreeMinutes, CallMeeting, HoldMeeting
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Act, Person

AT = datetime(2027, 1, 8, 14, 0, tzinfo=UTC)


def person(key: str, *capacities: Capacity) -> Person:
    return Person(id=key, name=key.title(), capacities=frozenset(capacities))


PRUE = person("prue", Capacity.BOARD_CHAIR, Capacity.REVIEWER)
ADA = person("ada", Capacity.ASSISTANT_DIRECTOR)
NADIA = person("nadia", Capacity.QA_MANAGER)
SAM = person("sam", Capacity.WORKER)
CALL = CallMeeting(held_on=date(2027, 1, 8), chair="prue", other_chair="ada", rounds=("2",))
MINUTE = MinuteItem(text="The board saw the report.", decision="noted")


def item(*interest: str, kind: str = "recommendation", chair: str = "") -> ItemState:
    act = ListItem(
        meeting="1", kind=kind, about="recommendation:5", title="R5", interest=interest, chair=chair
    )
    return items.after(None, act, NADIA, AT)


def said(state: ItemState, act: Act, by: Person) -> str:
    return items.refusal(state, act, by, AT) or ""


@pytest.mark.parametrize(
    ("present", "interest", "takes"),
    [
        (("prue", "ada"), (), "prue"),
        (("prue", "ada"), ("prue",), "ada"),
        (("ada",), (), "ada"),
        (("prue",), ("prue",), ""),
    ],
)
def test_who_takes_an_item(present: tuple[str, ...], interest: tuple[str, ...], takes: str) -> None:
    found = chair_of(chair="prue", other_chair="ada", present=present, interest=interest)
    assert found == takes


def test_the_chair_never_minutes_an_item_on_her_own_reviews() -> None:
    hers = item("prue", chair="ada")
    assert "your own reviews" in said(hers, MINUTE, PRUE)
    assert said(hers, MINUTE, ADA) == ""


def test_the_other_chair_leaves_the_rest_to_the_chair() -> None:
    assert "Another person" in said(item(chair="prue"), MINUTE, ADA)


def test_the_qa_manager_takes_minutes_and_decides_nothing() -> None:
    assert said(item(chair="prue"), MINUTE, NADIA) == ""
    reopen = replace(MINUTE, decision="reopened", due=date(2027, 2, 1))
    assert "has the chair" in said(item(chair="prue"), reopen, NADIA)


def test_the_stranger_may_not_minute() -> None:
    assert said(item(chair="prue"), MINUTE, SAM).startswith("Only")
    assert (meetings.refusal(None, CALL, SAM, AT) or "").startswith("Only")


def test_only_a_recommendation_is_reopened_and_it_gets_a_date() -> None:
    reopen = replace(MINUTE, decision="reopened")
    assert "new date" in said(item(chair="prue"), reopen, PRUE)
    assert "Only a recommendation" in said(item(kind="baseline", chair="prue"), reopen, PRUE)


def test_an_item_without_a_free_chair_stops_the_meeting() -> None:
    assert "Nobody in the chair" in said(item("prue"), TakeItem(chair=""), NADIA)


def test_the_two_chairs_are_two_people() -> None:
    alone = replace(CALL, other_chair="prue")
    assert "another person" in (meetings.refusal(None, alone, NADIA, AT) or "")


def test_a_meeting_needs_a_chair_and_its_day() -> None:
    called = meetings.after(None, CALL, NADIA, AT)
    assert "chairs present" in (
        meetings.refusal(called, HoldMeeting(present=("nadia",)), NADIA, AT) or ""
    )
    early = AT.replace(year=2026)
    assert "not until" in (
        meetings.refusal(called, HoldMeeting(present=("ada",)), NADIA, early) or ""
    )


def test_minutes_are_agreed_once_every_item_has_one() -> None:
    held = meetings.after(
        meetings.after(None, CALL, NADIA, AT), HoldMeeting(present=("prue",)), NADIA, AT
    )
    assert "3 items" in (meetings.refusal(replace(held, waiting=3), AgreeMinutes(), PRUE, AT) or "")
    assert meetings.refusal(held, AgreeMinutes(), PRUE, AT) is None


def test_the_board_sees_its_meetings_and_a_stranger_does_not() -> None:
    assert meetings.may_see(ADA)
    assert not meetings.may_see(SAM)
