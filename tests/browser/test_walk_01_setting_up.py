"""Step 1: Ivy makes Owen's account; Dana imports the extract of 19 October."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]


def test_ivy_makes_owens_account_with_an_end(empty: House, visit: Open) -> None:
    assert not visit(empty).go("/account/login/").get_by_role("button", name="Owen").count()
    ivy = visit(empty, "Ivy")
    ivy.follow("Roles")
    ivy.press("Make an account")
    ivy.fill("Name", "Owen")
    ivy.fill("Job", "Independent auditor")
    ivy.fill("Login", "owen.auditor")
    ivy.fill("Organisation (optional)", "Larchmont Audit")
    ivy.page.get_by_role("checkbox", name="From outside the council").check()
    ivy.fill("Last day of an outside reviewer’s commission", "31 December 2026")
    ivy.select("First role", "Reviewer")
    ivy.press("Make the account")
    assert "yes, until 31 December 2026" in ivy.text
    assert empty.entries("account.made")[-1]["said"]["ends"] == "2026-12-31"


def test_retention_shows_three_rules(empty: House, visit: Open) -> None:
    ivy = visit(empty, "Ivy")
    ivy.follow("Retention")
    rules = ivy.page.get_by_role("region", name="Three rules").get_by_role("term")
    assert rules.count() == 3
    ivy.press("Sign out")
    assert ivy.page.get_by_role("button", name="Sign in", exact=True).is_visible()


def test_dana_imports_118_children_and_gets_two_rows_back(
    empty: House, visit: Open, tmp_path: Path
) -> None:
    dana = visit(empty, "Dana")
    upload(dana, empty)
    assert "<script>" in str(dana.page.get_by_role("main").text_content())  # a title, as text
    dana.select("Worker", "Allocated worker")
    dana.press("Continue")
    assert "118" in dana.page.get_by_text("118 children by stratum").inner_text()
    assert "2 rejected rows" in dana.text
    file = dana.download("CSV", tmp_path)
    assert file.read_text().count("notes") == 2
    dana.press("Import")
    assert "Imported 118 open cases. 2 rows were rejected." in dana.text
    assert len(empty.entries("import.completed")) == 1


def test_the_same_files_again_change_nothing(empty: House, visit: Open) -> None:
    dana = visit(empty, "Dana")
    upload(dana, empty)
    dana.press("Continue")  # what "Worker" is was remembered
    dana.press("Import")
    assert "This extract was here already. Nothing changed." in dana.text
    assert len(empty.entries("import.completed")) == 1


def test_dana_cannot_open_a_note(empty: House, visit: Open) -> None:
    dana = visit(empty, "Dana")
    assert dana.status("/cases/1/record/") == 403
    assert "You cannot do this" in dana.text
    assert empty.accesses("access.denied")[-1]["what"] == "/cases/1/record/"


def upload(dana: Visitor, house: House) -> None:
    """Every file of the folder that Thornmere's recording system gave."""
    dana.follow("Import")
    dana.follow("Case list")
    files = sorted((house.out / "thornmere-october").glob("*.csv"))
    dana.page.get_by_label("Files").set_input_files(files)
    dana.fill("Day of the extract", "19 October 2026")
    dana.press("Upload and read")
