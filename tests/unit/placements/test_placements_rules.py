"""Kinds of place by the law of the day; reports received, sent and read; months missed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.placements.domain import reports as domain
from stocktake.placements.domain.kinds import about_regulation_44, kind_of
from stocktake.placements.domain.reports import ReadReport, ReceiveReport, SendReport

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = AT.date()
COLE = Person(id="1", name="Cole", capacities=frozenset({Capacity.COMMISSIONING_OFFICER}))
NADIA = Person(id="2", name="Nadia", capacities=frozenset({Capacity.QA_MANAGER}))
SAM = Person(id="3", name="Sam", capacities=frozenset({Capacity.WORKER}))
AUGUST = ReceiveReport(
    setting_id="URN1",
    setting_name="Larch House",
    month=date(2026, 8, 1),
    received_on=date(2026, 9, 20),
)
READ = ReadReport(follows="raised with the provider", text="Night staffing is thin.")


@pytest.mark.parametrize(
    ("words", "setting", "on", "kind"),
    [
        ("Children's home", "URN1", TODAY, "registered_home"),
        ("Children's home", "", TODAY, "home_unknown"),
        ("Supported accommodation", "URN2", TODAY, "registered_supported"),
        ("Supported accommodation", "", TODAY, "supported_unknown"),
        ("Supported accommodation", "", date(2023, 10, 27), "unregulated_historic"),
        ("Unregistered children's home", "", TODAY, "unregistered"),
        ("Foster care", "", TODAY, "foster_in_house"),
        ("Agency foster care", "", TODAY, "foster_agency"),
        ("registered_home", "", TODAY, "registered_home"),
        ("Caravan", "", TODAY, "other"),
    ],
)
def test_the_kind_of_place(words: str, setting: str, on: date, kind: str) -> None:
    assert kind_of(words, setting_id=setting, on=on) == kind


def test_supported_accommodation_has_no_regulation_44_by_law() -> None:
    assert "no Regulation 44 by law" in about_regulation_44("registered_supported")


def test_received_sent_read() -> None:
    state = domain.after(None, AUGUST, NADIA, AT)
    sent = domain.after(state, SendReport(), NADIA, AT)
    read = domain.after(sent, READ, COLE, AT)
    assert (state.status, sent.status, read.status) == ("received", "sent to commissioning", "read")
    assert (read.read_by, read.follows) == ("1", "raised with the provider")


def test_only_commissioning_reads_it_off() -> None:
    state = domain.after(None, AUGUST, NADIA, AT)
    assert "commissioning officer" in (domain.refusal(state, READ, NADIA, AT) or "")
    assert domain.refusal(state, READ, COLE, AT) is None


def test_the_stranger_may_not_receive_or_see() -> None:
    assert (domain.refusal(None, AUGUST, SAM, AT) or "").startswith("Only")
    assert not domain.may_see(SAM)


def test_reading_says_what_follows() -> None:
    state = domain.after(None, AUGUST, NADIA, AT)
    assert "what follows" in (domain.refusal(state, replace(READ, follows=""), COLE, AT) or "")
    assert "sentence" in (domain.refusal(state, replace(READ, text=" "), COLE, AT) or "")


def test_a_report_is_not_of_the_future() -> None:
    ahead = replace(AUGUST, month=date(2026, 12, 1))
    assert "not begun" in (domain.refusal(None, ahead, NADIA, AT) or "")


def test_months_missed_are_whole_months_in_which_a_child_lived_there() -> None:
    logged = {date(2026, 7, 1), date(2026, 9, 1)}
    stays = [(date(2026, 7, 10), date(2026, 10, 3))]
    missed = domain.months_missed(logged, stays, today=TODAY)
    assert missed == (date(2026, 8, 1), date(2026, 10, 1))
    assert domain.month_in_words(missed[0]) == "August 2026"


def test_this_month_is_never_missed() -> None:
    assert domain.months_missed(set(), [(date(2026, 11, 1), None)], today=TODAY) == ()
