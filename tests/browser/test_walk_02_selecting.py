"""Step 2: Nadia commissions the October round, selects its sample and freezes it."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]

GROUPS = {
    "Early help": (41, 3, 2, 5),
    "Child in need": (29, 4, 2, 6),
    "Child protection": (12, 4, 0, 4),
    "Looked after": (21, 4, 3, 7),
    "Care leavers": (15, 2, 3, 5),
    "Total": (118, 17, 10, 27),
}
PLANTED = ("1041", "1022", "1007", "1063", "1075", "1078", "1090", "1034", "1019", "1028")


def test_nadia_commissions_a_round_of_six_months(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.follow("Rounds")
    nadia.press("New round")
    nadia.fill("Title", "October 2026 stocktake")
    nadia.fill("Purpose, as workers and managers will read it", "How practice stands.")
    nadia.fill("Last day of the window", "19 October 2026")
    nadia.fill("Title", "October 2026 stocktake")  # leaving the day works out the window
    nadia.page.get_by_text("20 April 2026 to 19 October 2026").wait_for()
    nadia.select("Baseline inspection", "March 2024")
    nadia.choose("How records come to the desk", "Notes")
    for strand, reviewer in (("Strand 1", "Owen"), ("Strand 2", "Prue")):
        group = nadia.page.get_by_role("group", name=strand).first
        group.get_by_role("checkbox", name=reviewer).check()
    nadia.press("Commission the round")
    assert "27 of 118 open children" in nadia.text


def test_a_complaint_is_routed_and_a_restricted_record_left_out_with_approval(
    empty: House, visit: Open
) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/design/")
    nadia.select("A complaint about the case is open", "Prue")
    nadia.press("Keep this design")
    nadia.go("/rounds/1/left-out/")
    nadia.fill("Reference of the child", "TH-1111")
    nadia.select("Why", "Restricted record, and no reviewer may open it")
    nadia.press("Ask the assistant director")
    ada = visit(empty, "Ada")
    ada.go("/rounds/1/left-out/")
    ada.press("Approve, TH-1111")
    assert "Left out" in ada.text
    assert len(empty.entries("sample.leave_out_approved")) == 1


def test_the_sample_is_selected_by_stratum_from_a_derived_seed(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.follow("Rounds")
    nadia.follow("October 2026 stocktake")
    plan = nadia.page.get_by_role("table", name="Open children and reviews by group")
    for group, numbers in GROUPS.items():
        cells = plan.get_by_role("row").filter(has_text=group).get_by_role("cell")
        assert [int(c) for c in cells.all_inner_texts()[:4]] == list(numbers)
    nadia.press("Select sample")
    assert "Seed" in nadia.text
    drawn = nadia.page.get_by_role("table", name="References by group and depth").inner_text()
    assert [ref for ref in PLANTED if f"TH-{ref}" not in drawn] == []
    assert len(empty.entries("sample.drawn")) == 1


def test_a_second_attempt_asks_why_and_both_stand_on_the_certificate(
    empty: House, visit: Open
) -> None:
    with empty.kept():
        nadia = visit(empty, "Nadia")
        nadia.go("/rounds/1/")
        nadia.page.get_by_text("Select again").first.click()
        nadia.press("Select again")
        assert nadia.page.get_by_role("alert").get_by_role("link").is_visible()
        nadia.fill("Why is the sample selected again?", "The depth plan was wrong.")
        nadia.press("Select again")
        nadia.press("Certificate")
        assert "The depth plan was wrong." in nadia.text
        assert len(empty.entries("sample.drawn")) == 2


def test_the_coverage_picture_and_its_table_agree(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/")
    picture = nadia.page.get_by_role("img").locator("text").all_text_contents()
    nadia.page.get_by_text("View as table").click()
    table = nadia.page.get_by_role("table", name="Open children and the sample")
    rows = [r.get_by_role("cell").all_inner_texts() for r in table.get_by_role("row").all()[1:]]
    assert rows
    for opened, share, drawn, of_sample in (r[-4:] for r in rows):
        assert f"{opened} ({share})" in picture
        assert f"{drawn} ({of_sample})" in picture


def test_one_case_is_swapped_for_a_reason(empty: House, visit: Open) -> None:
    """The last lighter looked-after child, as the demonstration's stories are bound to expect."""
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/")
    drawn = nadia.page.get_by_role("table", name="References by group and depth")
    cells = drawn.get_by_role("row").filter(has_text="Looked after").get_by_role("cell")
    going = cells.nth(1).inner_text().split()[-1]
    nadia.press("Swap a case")
    nadia.select("Who gives way", f"{going}, looked after, lighter")
    nadia.select("Why", "Closed or moved to another authority since the extract")
    nadia.fill("In your words, for the certificate", "Moved to another authority.")
    nadia.press("Swap")
    assert len(empty.entries("sample.swapped")) == 1


def test_freezing_asks_first_and_then_nothing_moves(empty: House, visit: Open) -> None:
    nadia = visit(empty, "Nadia")
    nadia.go("/rounds/1/")
    nadia.press("Freeze sample")
    assert "Nothing in the sample can be changed after this." in nadia.text
    nadia.press("Freeze sample")
    assert "Frozen: 27 cases can now be allocated." in nadia.text
    assert (
        nadia.page.get_by_role("table", name="Cases of the frozen sample")
        .get_by_role("row")
        .count()
        == 28
    )
    assert not nadia.page.get_by_role("button", name="Select again").count()
    assert len(empty.entries("sample.frozen")) == 1


def test_the_certificate_can_be_taken_away_and_repeated(
    empty: House, visit: Open, tmp_path: Path
) -> None:
    dana = visit(empty, "Dana")
    dana.go("/rounds/1/certificate/")
    assert "118 open children, 117 eligible" in dana.text
    file = dana.download("Download certificate file", tmp_path)
    assert "Same list: 27 references." in empty.run("draw", "verify", str(file))


def test_a_stranger_sees_no_round(empty: House, visit: Open) -> None:
    assert visit(empty, "Cole").status("/rounds/1/") in (403, 404)
