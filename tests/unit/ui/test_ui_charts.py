"""Pictures: one source, and the finding in the title."""

import csv
import io
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from stocktake.ui.charts import (
    Asked,
    Figure,
    Graded,
    ThemeCounts,
    Week,
    burn_down,
    csv_text,
    grades_by_stratum,
    theme_heat_map,
)

STRATA = (
    Graded(words="Early help", grades={"outstanding": 1, "good": 2}, waiting=2),
    Graded(words="Care leavers", grades={"requires_improvement": 3, "good": 4}, waiting=0),
)
WEEKS = (
    Week(day=date(2026, 10, 12), in_time=6, overdue=3),
    Week(day=date(2026, 10, 19), in_time=5, overdue=3),
)


def texts(figure: Figure) -> list[str]:
    root = ElementTree.fromstring(str(figure.svg))
    return [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_title_states_the_finding() -> None:
    assert grades_by_stratum(STRATA).title == "7 of the 10 graded reviews are good or better"
    assert burn_down(WEEKS).title == "8 actions are still open, 3 of them overdue"


def test_picture_table_and_file_hold_the_same_numbers() -> None:
    figure = grades_by_stratum(STRATA)
    inside = [int(t) for t in texts(figure) if t.isdigit()]
    table = [n for row in figure.rows for n in row[1:-1] if n]
    filed = [int(n) for row in list(csv.reader(io.StringIO(figure.csv)))[1:] for n in row[1:-1]]
    assert sorted(inside) == sorted(table) == sorted(n for n in filed if n)


def test_the_picture_has_a_text_alternative() -> None:
    svg = str(grades_by_stratum(STRATA).svg)
    assert 'role="img"' in svg
    assert "Early help: 1 outstanding, 2 good, 0 requires improvement" in svg
    assert set(re.search(r'labelledby="([^"]+)"', svg)[1].split()) <= set(  # type: ignore[index]
        re.findall(r' id="([^"]+)"', svg)
    )


def test_what_is_not_graded_is_hatched() -> None:
    assert str(grades_by_stratum(STRATA).svg).count("url(#hatch-") == 1


def test_a_name_from_outside_cannot_write_markup() -> None:
    figure = grades_by_stratum([Graded(words="<script>x</script>", grades={"good": 1})])
    assert "<script>" not in figure.svg
    ElementTree.fromstring(str(figure.svg))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_would_run_as_a_formula_is_defused(cell: str) -> None:
    assert next(csv.reader(io.StringIO(csv_text([cell], []), newline="")))[0] == "'" + cell


def test_the_weakest_theme_comes_first_and_few_reviews_have_no_shade() -> None:
    figure = theme_heat_map(
        (
            ThemeCounts(words="Visits", cells={"CIN": Asked(strong=3, judged=3)}),
            ThemeCounts(words="Supervision", cells={"CIN": Asked(strong=1, judged=4)}),
            ThemeCounts(words="Plans", cells={"EH": Asked(strong=1, judged=1)}),
        ),
        ("EH", "CIN"),
    )
    assert figure.title == "Weakest so far: supervision"
    assert figure.heat is not None
    assert [r.words for r in figure.heat.rows] == ["Supervision", "Visits", "Plans"]
    assert [(c.text, c.shade) for c in figure.heat.rows[2].cells] == [
        ("1 of 1", ""),
        ("not asked", "unasked"),
    ]


def test_nothing_yet_is_said_in_words() -> None:
    assert burn_down(()).rows == ()
    assert theme_heat_map((), ("EH",)).title == "No theme has been judged yet"
    assert grades_by_stratum(()).rows == ()


def test_a_picture_for_documents_is_a_png() -> None:
    assert burn_down(WEEKS).png().startswith(b"\x89PNG")
    assert theme_heat_map((), ()).png() == b""
