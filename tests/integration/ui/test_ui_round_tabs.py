"""The tabs of a round: what each room offers about it, for those who may open it."""

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person
from stocktake.ui.navigation import round_tabs


def tabs(path: str, *capacities: Capacity) -> list[tuple[str, str]]:
    who = Person(id="1", name="Nadia", capacities=frozenset(capacities))
    return [(tab.words, tab.current) for tab in round_tabs(who, path, "7")]


def test_the_page_one_is_on_is_the_current_tab() -> None:
    shown = tabs("/rounds/7/themes/supervision/CIN/", Capacity.QA_MANAGER)
    assert ("Sample", "") in shown
    assert ("Themes", "page") in shown


def test_an_analyst_sees_the_sample_and_no_findings() -> None:
    shown = [words for words, _ in tabs("/rounds/7/", Capacity.DATA_ANALYST)]
    assert "Sample" in shown
    assert "Findings" not in shown


def test_a_member_is_offered_nothing() -> None:
    assert tabs("/rounds/7/", Capacity.MEMBER) == []
