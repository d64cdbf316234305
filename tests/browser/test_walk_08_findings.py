"""Step 8, on the round half-way: from the heat map to a quote in three clicks; the baseline."""

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("midflight")]


def test_a_cell_of_the_heat_map_leads_to_a_quote_in_three_clicks(
    midflight: House, visit: Open
) -> None:
    prue = visit(midflight, "Prue")
    prue.go("/rounds/2/themes/")
    row = prue.page.get_by_role("row").filter(has_text="lived experience").first
    row.get_by_role("link").first.click()
    prue.look()
    quote = prue.page.get_by_role("main").locator("a[href^='/quotes/']").first
    quote.click()
    prue.look()
    assert prue.page.get_by_role("blockquote").inner_text()


def test_the_chart_and_its_table_say_the_same(midflight: House, visit: Open) -> None:
    nadia = visit(midflight, "Nadia")
    nadia.go("/")
    for figure in nadia.page.get_by_role("figure").all():
        words = figure.locator("svg text").all_text_contents()
        figure.get_by_text("View as table").click()
        cells = figure.get_by_role("table").get_by_role("cell").all_inner_texts()
        numbers = {c for c in cells if c.isdecimal() and c != "0"}
        assert numbers
        assert [n for n in numbers if words and n not in " ".join(words).split()] == []


def test_prue_judges_a_statement_of_the_baseline(midflight: House, visit: Open) -> None:
    with midflight.kept():
        prue = visit(midflight, "Prue")
        prue.go("/rounds/2/")
        prue.follow("Baseline")
        prue.follow("AFI-1")
        prue.choose("Where does practice stand?", "Partly")
        prue.fill("Why?", "Visits follow the step down; the reason is not always written.")
        boxes = prue.page.get_by_role("checkbox")
        for number in range(2):
            boxes.nth(number).check()
        prue.press("Judge")
        assert "Rests on 2 pieces of evidence" in prue.text
        assert len(midflight.entries("baseline.judged")) >= 1


def test_a_stranger_sees_no_theme(midflight: House, visit: Open) -> None:
    for name in ("Sam", "Cole", "Mel"):
        assert visit(midflight, name).status("/rounds/2/themes/") in (403, 404)
