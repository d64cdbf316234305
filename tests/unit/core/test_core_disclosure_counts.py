"""Counts of people from 1 to 5 are never shown, nor can a table's own sums give one away."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.core.disclosure import Line, Shown, given_away, percentage, small, split, suppress


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [
        (25, 27, ("22 or more", "5 or fewer")),
        (2, 27, ("5 or fewer", "22 or more")),
        (20, 27, ("20", "7")),
        (17, 17, ("17", "0")),
        (5, 10, ("not published", "not published")),
        (3, 3, ("5 or fewer", "0")),
    ],
)
def test_a_part_and_its_rest(part: int, total: int, words: tuple[str, str]) -> None:
    assert tuple(shown.words for shown in split(part, total)[:2]) == words


@pytest.mark.parametrize("total", range(1, 60))
def test_a_split_always_leaves_more_than_one_answer(total: int) -> None:
    """Whatever is published fits several parts, as far as a reader of the rule can tell."""
    for part in range(total + 1):
        if small(part) or small(total - part):
            published = tuple(s.words for s in split(part, total))
            fits = [p for p in range(total + 1) if published == _words(p, total)]
            assert len(fits) > 1 or small(total)


def _words(part: int, total: int) -> tuple[str, ...]:
    return tuple(s.words for s in split(part, total))


def test_a_small_total_is_hidden_with_its_parts() -> None:
    assert split(1, 4)[2].words == "5 or fewer"


def test_zero_is_shown_and_needs_no_company() -> None:
    shown = suppress({"n": 27, "a": 0, "b": 27}, [Line("n", ("a", "b"))])
    assert [s.words for s in shown.values()] == ["27", "0", "27"]


def test_one_hidden_part_takes_another_with_it() -> None:
    shown = suppress({"n": 40, "a": 3, "b": 20, "c": 17}, [Line("n", ("a", "b", "c"))])
    assert {key for key, s in shown.items() if s.hidden} == {"a", "c"}


def test_a_sum_that_gives_a_cell_away_is_seen() -> None:
    cells = {"n": Shown.exact(27), "a": Shown(1, 5), "b": Shown.exact(24)}
    assert given_away(cells, [Line("n", ("a", "b"))]) == ("a",)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_no_small_cell_of_a_table_with_margins_can_be_solved(cells: list[int]) -> None:
    counts, lines = _table(cells)
    shown = suppress(counts, lines)
    assert not any(small(counts[k]) for k, s in shown.items() if not s.hidden)
    answers = _answers(shown)
    for key, value in shown.items():
        if value.hidden and small(counts[key]):
            assert len({answer[key] for answer in answers}) > 1


_CELLS = ("00", "01", "10", "11")


def _table(cells: list[int]) -> tuple[dict[str, int], list[Line]]:
    """Two rows and two columns with all margins."""
    counts = dict(zip(_CELLS, cells, strict=True))
    lines = [Line(f"row{r}", (f"{r}0", f"{r}1")) for r in range(2)]
    lines += [Line(f"column{c}", (f"0{c}", f"1{c}")) for c in range(2)]
    lines += [Line("all", ("row0", "row1")), Line("all", ("column0", "column1"))]
    for line in lines:
        counts[line.total] = sum(counts[p] for p in line.parts)
    return counts, lines


def _answers(shown: dict[str, Shown]) -> list[dict[str, int]]:
    """Every table of small numbers that fits what is shown, found by trying them all."""
    choices = [range(14) if shown[k].hidden else [shown[k].low] for k in _CELLS]
    tables = (_table(list(values))[0] for values in product(*choices))
    return [t for t in tables if all(s.hidden or t[k] == s.low for k, s in shown.items())]


def test_a_percentage_needs_a_base_of_twenty_and_no_hidden_part() -> None:
    assert percentage(9, 27) == "33%"
    assert percentage(9, 19) is None
    assert percentage(24, 27) is None
