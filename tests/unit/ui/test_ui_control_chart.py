"""The process-control chart: same numbers in picture, table and file; signals in shape and word."""

from stocktake.ui.charts import Lines, Point, control_chart

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


def test_the_file_has_the_numbers_of_the_table() -> None:
    figure = control_chart(POINTS, LINES, title="Visits on time", unit="%")
    assert figure.csv.splitlines()[2] == "Sep 26,40.0,78.0,60.0,96.0,concern: outside the limits"


def test_without_two_months_there_is_a_sentence_and_no_picture() -> None:
    figure = control_chart((), None, title="None yet", unit="%")
    assert (str(figure.svg), figure.rows) == ("", ())
    assert "two months" in figure.empty
