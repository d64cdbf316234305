"""The timeline: lanes by words, gaps over the standard, attempts that close no gap, geometry."""

from datetime import date, timedelta

import pytest

from stocktake.core.periods import Window
from stocktake.evidence.domain.lanes import Interval, Mark, gaps_over, lane_of, lanes
from stocktake.evidence.domain.timeline import LABELS, WIDTH, drawn


def days(count: int) -> Interval:
    return Interval(words=f"every {count} days", due_after=lambda day: day + timedelta(days=count))


WINDOW = Window(date(2026, 4, 20), date(2026, 10, 19))


@pytest.mark.parametrize(
    ("kind", "lane"),
    [
        ("Home visit", "visits"),
        ("Call: school", "calls"),
        ("Record of supervision discussion", "supervision"),
        ("Management oversight", "oversight"),
        ("Core group", "meetings"),
        ("Plan review", "plans"),
        ("PEP review", "education"),
        ("Missing notification and return", "missing"),
        ("Something local", "other"),
    ],
)
def test_a_type_goes_to_the_lane_its_words_name(kind: str, lane: str) -> None:
    assert lane_of(kind) == lane


def test_a_gap_runs_from_one_to_the_next() -> None:
    (gap,) = gaps_over([date(2026, 5, 14), date(2026, 8, 19)], Window(date(2026, 5, 1), date(2026, 9, 1)), days(35), "supervision")  # fmt: skip
    assert (gap.words, gap.days) == ("no supervision 97 days", 97)


def test_never_visited_is_a_gap_of_the_whole_window() -> None:
    (gap,) = gaps_over([], WINDOW, days(28), "visit")
    assert (gap.start, gap.end) == (WINDOW.start, WINDOW.end)


def test_an_attempt_is_shown_and_closes_no_gap() -> None:
    marks = [
        ("visits", Mark(on=date(2026, 4, 20), words="visit")),
        ("visits", Mark(on=date(2026, 5, 10), words="unsuccessful visit", counts=False)),
        ("visits", Mark(on=date(2026, 6, 1), words="visit")),
    ]
    lane = lanes(marks, window=Window(date(2026, 4, 20), date(2026, 6, 1)), standards={"visits": days(28)})[0]  # fmt: skip
    assert len(lane.marks) == 3
    assert [gap.words for gap in lane.gaps] == ["no visit 42 days"]


def test_a_note_and_a_bare_event_of_one_day_are_one_mark() -> None:
    day = date(2026, 5, 4)
    marks = [("visits", Mark(on=day, words="event")), ("visits", Mark(on=day, words="note", note_id="7"))]  # fmt: skip
    (lane,) = lanes(marks, window=WINDOW, standards={})
    assert [mark.note_id for mark in lane.marks] == ["7"]


def test_every_mark_stands_inside_the_picture_in_date_order() -> None:
    marks = [("visits", Mark(on=date(2026, m, 3), words="visit")) for m in range(1, 13)]
    drawing = drawn(lanes(marks, window=WINDOW, standards={"visits": days(28)}), WINDOW)
    xs = [dot.x for row in drawing.rows for dot in row.dots]
    assert xs == sorted(xs)
    assert all(LABELS <= x <= WIDTH for x in xs)
    assert "visits" in drawing.description
