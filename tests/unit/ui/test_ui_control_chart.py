"""The process-control chart: same numbers in picture, table and file; signals in shape and word."""

import re

from stocktake.ui.charts import Lines, Point, control_chart
from stocktake.ui.charts.control import shown

POINTS = (
    Point(words="Aug 26", value=80),
    Point(words="Sep 26", value=40, signal="concern", why=("outside the limits",)),
)
LINES = Lines(centre=78, lower=60, upper=96, trial=True, target=90)


def test_a_signal_has_a_shape_and_a_word_and_trial_limits_say_so() -> None:
    figure = control_chart(POINTS, LINES, title="Visits on time", unit="%")
    assert "trial limits" in figure.description
    assert [item.words for item in figure.key] == ["usual variation", "concern"]
    assert figure.rows[1] == (
        "Sep 26", "40.0", "78.0", "60.0", "96.0", "concern: outside the limits",
    )  # fmt: skip
    assert "<circle" in figure.svg
    assert figure.svg.count("trial upper 96%") == 1


def test_one_day_is_one_and_the_last_value_stands_clear_of_the_lines() -> None:
    assert [shown(v, " days") for v in (1.0, 1.04, 1.4, 2.0)] == [
        "1 day", "1 day", "1.4 days", "2.0 days",
    ]  # fmt: skip
    lines = Lines(centre=78, lower=60, upper=96, trial=True)
    for value in (77.0, 79.0, 95.0, 61.0):
        points = (Point(words="Aug 26", value=80), Point(words="Sep 26", value=value))
        svg = str(control_chart(points, lines, title="On time", unit="%").svg)
        at = float(re.search(rf'y="([\d.]+)"[^>]*>{value:.0f}%', svg).group(1))  # type: ignore[union-attr]
        levels = [float(y) for y in re.findall(r'<path d="M24.0 ([\d.]+)L', svg)]
        assert levels
        assert not any(at - 14 < level < at + 4 for level in levels)


def test_the_file_has_the_numbers_of_the_table() -> None:
    figure = control_chart(POINTS, LINES, title="Visits on time", unit="%")
    assert figure.csv.splitlines()[2] == "Sep 26,40.0,78.0,60.0,96.0,concern: outside the limits"


def test_without_two_months_there_is_a_sentence_and_no_picture() -> None:
    figure = control_chart((), None, title="None yet", unit="%")
    assert (str(figure.svg), figure.rows) == ("", ())
    assert "two months" in figure.empty
