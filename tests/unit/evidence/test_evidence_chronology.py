"""Events along time: numbered in order, inside the axis, never one upon another."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.periods import Window
from stocktake.evidence.domain.chronology import LEFT, RIGHT, marks

WINDOW = Window(date(2026, 4, 20), date(2026, 10, 19))
DAYS = st.lists(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=30).map(sorted)


@given(DAYS)
def test_every_event_stands_clear_on_the_axis(days: list[date]) -> None:
    placed = marks(days, WINDOW)
    assert [m.number for m in placed] == [*range(1, len(days) + 1)]
    assert all(LEFT <= m.x <= RIGHT for m in placed)
    rows = {(m.row, m.x) for m in placed}
    assert len(rows) == len(placed)
    assert all(abs(a.x - b.x) > 22 for a in placed for b in placed if a != b and a.row == b.row)


def test_events_far_apart_share_a_row() -> None:
    days = [WINDOW.start, WINDOW.start + timedelta(days=90), WINDOW.end]
    assert [m.row for m in marks(days, WINDOW)] == [0, 0, 0]
