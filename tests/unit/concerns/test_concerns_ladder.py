"""Going up: by the clock alone, each person once, and never past an acknowledgement."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.concerns.domain.concern import Acknowledge, Concern, GoUp, Raise
from stocktake.concerns.domain.lifecycle import after, refusal
from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person

AT = datetime(2026, 10, 16, 22, 40, tzinfo=UTC)
OWEN = Person(id="owen", name="Owen", capacities=frozenset({Capacity.REVIEWER}))
HARI = Person(id="hari", name="Hari", capacities=frozenset({Capacity.HEAD_OF_SERVICE}))
ADA = Person(id="ada", name="Ada", capacities=frozenset({Capacity.ASSISTANT_DIRECTOR}))
TICKER = Person(id="0", name="ticker", capacities=frozenset({Capacity.LOCAL_OPERATOR}))


def raised(*ladder: str, also: tuple[str, ...] = (), hours: int = 1) -> Concern:
    act = Raise(
        case="1", child="C1", ref="TH-1041", spoke_to="Jo", spoke_at=AT, what="x", why="y",
        risk="not known", head="hari", manager="tess", evidence=(), hours=hours, also=also,
        ladder=ladder,
    )  # fmt: skip
    return after(None, act, OWEN, AT)


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "answering"),
    [(0, ("hari",)), (60, ("hari",)), (61, ("hari", "dee")), (121, ("hari", "dee", "ada"))],
)
def test_each_hour_without_an_answer_brings_the_next(
    minutes: int, answering: tuple[str, ...]
) -> None:
    assert raised("dee", "ada").answering(later(minutes)) == answering


def test_whoever_was_reached_reads_and_acknowledges_before_any_ticker_comes_by() -> None:
    state = raised("ada")
    assert refusal(state, Acknowledge(), ADA, later(30)) is not None
    assert refusal(state, Acknowledge(), ADA, later(61)) is None


def test_an_acknowledgement_ends_the_climb() -> None:
    state = after(raised("dee", "ada"), Acknowledge(), HARI, later(90))
    assert state.answering(later(900)) == ("hari", "dee")
    assert state.next_rung(later(91)) is None


def test_the_ticker_tells_each_person_once_and_not_early() -> None:
    state, act = raised("ada"), GoUp(person="ada")
    assert "not waited that long" in str(refusal(state, act, TICKER, later(60)))
    state = after(state, act, TICKER, later(62))
    assert "already" in str(refusal(state, act, TICKER, later(63)))


@pytest.mark.parametrize("who", [HARI, OWEN, ADA])
def test_nobody_but_the_ticker_sends_it_up(who: Person) -> None:
    assert refusal(raised("ada"), GoUp(person="ada"), who, later(90)) is not None


def test_who_is_on_call_is_named_at_once_and_not_again() -> None:
    state = raised("call", "ada", also=("call",))
    assert state.heads == ("hari", "call")
    assert [rung.person for rung in state.ladder] == ["ada"]


@given(st.permutations(["a", "b", "c", "d"]), st.integers(1, 5), st.integers(0, 2000))
def test_who_answers_only_grows_while_it_waits(ladder: list[str], hours: int, minutes: int) -> None:
    state = raised(*ladder, hours=hours)
    now, then = state.answering(later(minutes)), state.answering(later(minutes + 60))
    assert set(now) <= set(then) <= {"hari", *ladder}
    assert len(now) == 1 + min(len(ladder), max(0, -(-minutes // (60 * hours)) - 1))
