"""The clock of a concern: nights and weekends count, lateness is read and never set."""

from datetime import UTC, datetime, timedelta

import pytest

from stocktake.concerns.domain.concern import (
    Concern,
    bars_sharing,
    clock_words,
    due_after,
    for_how_long,
    is_overdue,
)

FRIDAY_NIGHT = datetime(2026, 10, 16, 22, 40, tzinfo=UTC)


def concern(status: str = "waiting") -> Concern:
    return Concern(
        status=status, case="1", child="C1", ref="TH-1041", raised_by="o", raised_at=FRIDAY_NIGHT,
        due_at=due_after(FRIDAY_NIGHT, 1), spoke_to="x", spoke_at=FRIDAY_NIGHT, what="x", why="x",
        risk="not known", heads=("h",),
    )  # fmt: skip


def test_an_hour_on_a_friday_night_is_an_hour() -> None:
    assert concern().due_at == datetime(2026, 10, 16, 23, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words", "late"),
    [(0, "Urgent - waiting 0 min", False), (60, "Urgent - waiting 1 h 0 min", False),
     (124, "Urgent - overdue by 1 h 4 min", True)],
)  # fmt: skip
def test_the_clock_says_how_long_in_words(minutes: int, words: str, late: bool) -> None:
    at = FRIDAY_NIGHT + timedelta(minutes=minutes)
    assert clock_words(concern(), at) == words
    assert is_overdue(concern(), at) is late


def test_acknowledging_stops_the_clock_and_only_safe_now_lifts_the_bar() -> None:
    at = FRIDAY_NIGHT + timedelta(days=3)
    assert not is_overdue(concern("acknowledged"), at)
    barred = [
        s for s in ("waiting", "acknowledged", "safe now", "closed") if bars_sharing(concern(s))
    ]
    assert barred == ["waiting", "acknowledged"]


def test_days_are_said_as_days() -> None:
    assert for_how_long(timedelta(days=3, hours=4, minutes=9)) == "3 days 4 h"
