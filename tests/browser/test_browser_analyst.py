"""An analyst with a dirty workbook and no manual: from upload to a snapshot, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.house import House, serving
from tests.browser.visitor import Visitor
from tests.import_desk import dirty

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("analyst")]
Open = Callable[..., Visitor]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with serving("empty") as house:
        yield house


@pytest.mark.parametrize("scripts", [True, False])
def test_a_dirty_workbook_goes_from_upload_to_snapshot(
    house: House, visit: Open, tmp_path: Path, scripts: bool
) -> None:
    """Other headers, a stray title, 5 rows of 100 that cannot stand, a value that no list has."""
    dana = visit(house, "Dana", scripts=scripts)
    dana.follow("Import")
    dana.follow("Case list")
    dana.page.get_by_label("Files").set_input_files(dirty(tmp_path / "cin.xlsx"))
    dana.press("Upload and read")
    assert "What is in the columns?" in dana.text
    dana.press("Continue")  # every renamed column was recognised
    assert "Tier 9" in dana.text
    dana.press("Continue")
    assert "5 rejected rows" in dana.text
    dana.press("Import")
    again = "This extract was here already" in dana.text
    assert again or "Imported 95 open cases. 5 rows were rejected." in dana.text


def test_what_is_no_workbook_is_one_plain_sentence(
    house: House, visit: Open, tmp_path: Path
) -> None:
    dana = visit(house, "Dana")
    file = tmp_path / "cin.xlsx"
    file.write_bytes(dirty(tmp_path / "whole.xlsx").read_bytes()[:3000])
    dana.go("/import/case-list/")
    dana.page.get_by_label("Files").set_input_files(file)
    dana.press("Upload and read")
    assert "cin.xlsx is damaged or cut short. Save it again." in dana.text


def test_somebody_who_imports_nothing_is_refused(house: House, visit: Open) -> None:
    assert visit(house, "Nadia").status("/import/case-list/") == 403
