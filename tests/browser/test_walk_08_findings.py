"""Step 8: every review is final; from the heat map to the source in three clicks; the baseline."""

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

TWICE = "TH-1022"
VERDICTS = {
    "AFI-1": "Embedded",
    "AFI-3": "Partly",
    "AFI-4": "Not yet",
    "S-1": "Sustained",
}
WHY = "Visits follow the step down; the reason is not always written."


def test_nadia_brings_two_readings_together_without_knowing_whose_is_whose(
    empty: House, visit: Open
) -> None:
    empty.move_to("2026-11-02 09:00")
    empty.python("-m", "tests.browser.fast_forward", "submit", TWICE)
    prue = visit(empty, "Prue")
    both = f"/doubles/{empty.rows('SELECT key FROM reviews_doublereview')[0]['key']}/"
    prue.go(both)  # she read it, so that she can look and not agree
    assert not prue.page.get_by_role("button", name="Bring together").count()
    nadia = visit(empty, "Nadia")
    nadia.go(both)
    table = nadia.page.get_by_role("table")
    apart = table.get_by_role("row").filter(has_text="2 steps apart")
    assert apart.count() == 1
    theme = apart.get_by_role("rowheader").inner_text()
    grades = apart.get_by_role("cell").all_inner_texts()[:2]
    assert "Owen" not in nadia.text
    assert "Prue" not in nadia.text
    nadia.fill("How were the two readings brought together?", WHY)
    nadia.press("Bring together")
    assert theme in nadia.page.get_by_role("alert").inner_text()  # a note is required
    card = nadia.card(theme)
    nadia.choose("Whose words stand?", "Both, one after the other", within=card)
    nadia.choose("Agreed grade", "Requires improvement", within=card)
    nadia.fill("Why?", WHY, within=card)
    nadia.press("Bring together")
    assert "Agreed: Requires improvement." in nadia.card(theme).inner_text()
    for grade in grades:
        assert grade in nadia.card(theme).inner_text()  # both originals, beside the agreed one
    assert len(empty.entries("moderation.agreed")) == 1


def test_the_rest_of_the_round_is_read_shared_and_answered(empty: House, visit: Open) -> None:
    empty.move_to("2026-11-03 09:00")
    empty.python("-m", "tests.browser.fast_forward", "answer")
    empty.move_to("2026-11-23 09:00")  # past the day by which the last reply was awaited
    empty.python("-m", "tests.browser.fast_forward", "finalise")
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/themes/")
    assert "in 27 finalised reviews" in nadia.text
    assert len(empty.entries("review.finalised")) == 27


def test_a_cell_of_the_heat_map_leads_to_the_source_in_three_clicks(
    empty: House, visit: Open
) -> None:
    prue = visit(empty, "Prue")
    prue.go("/rounds/1/themes/")
    cell(prue, "lived experience", "Child in need").get_by_role("link").click()
    prue.look()
    assert "Child in need, October 2026 stocktake" in prue.text
    prue.page.get_by_role("main").locator("a[href^='/quotes/']").first.click()
    prue.look()
    quoted = prue.page.get_by_role("blockquote").inner_text()
    source = prue.page.get_by_role("link", name="See it in the note")
    if source.count():  # her own case; the notes of another's are not hers to read
        source.click()
        prue.look()
        assert quoted in prue.page.locator("[data-note-body]").inner_text()


def test_the_picture_and_its_table_say_the_same(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/themes/")
    drawn = nadia.page.locator(".st-heat tbody tr").all()
    nadia.page.get_by_text("View as table").first.click()
    table = nadia.page.locator(".st-figure__more").get_by_role("table")
    listed = table.locator("tbody tr").all()
    assert len(drawn) == len(listed) > 10
    for picture, row in zip(drawn, listed, strict=True):
        assert numbers(picture.inner_text()) == numbers(row.inner_text())


@pytest.mark.parametrize("statement", VERDICTS)
def test_prue_judges_a_statement_of_the_last_inspection(
    empty: House, visit: Open, statement: str
) -> None:
    prue = visit(empty, "Prue")
    prue.go("/rounds/1/baseline/")
    prue.follow(statement)
    prue.choose("Where does practice stand?", VERDICTS[statement])
    prue.fill("Why?", WHY)
    before = len(empty.entries("baseline.judged"))
    prue.press("Judge")
    assert prue.page.get_by_role("alert").inner_text()
    assert len(empty.entries("baseline.judged")) == before  # no evidence, no verdict
    boxes = prue.page.get_by_role("checkbox")
    for number in range(2):
        boxes.nth(number).check()
    prue.press("Judge")
    assert VERDICTS[statement].lower() in prue.row(statement).inner_text().lower()
    said = empty.entries("baseline.judged")[-1]
    assert len(said["rests_on"].split(",")) >= 2


def test_a_worker_judges_no_baseline(empty: House, visit: Open) -> None:
    assert visit(empty, "Sam").status("/rounds/1/baseline/AFI-1/") in (403, 404)


def cell(person: Visitor, theme: str, stratum: str):  # type: ignore[no-untyped-def]
    """The cell of the heat map where this theme and this group meet."""
    heads = person.page.locator(".st-heat thead th").all_inner_texts()
    place = next(i for i, words in enumerate(heads) if stratum.lower() in words.lower())
    row = person.page.locator(".st-heat tbody tr").filter(has_text=theme).first
    return row.locator("th, td").nth(place)


def numbers(words: str) -> list[str]:
    """The numbers of a line, in their order."""
    return [w for w in words.replace("\t", " ").split() if w.isdecimal()]
