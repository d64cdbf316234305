"""A QA manager's round in one sitting: commissioned, designed, selected, swapped, frozen, allocated,
times offered; and somebody else re-runs the certificate from the command line.
"""

import re
import time
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.xdist_group("midflight")]

FIVE_MINUTES = 300.0
REVIEWERS = ("Owen", "Prue")


def test_a_round_from_its_commission_to_its_invitations(
    midflight: House, visit: Open, tmp_path: Path
) -> None:
    with midflight.kept():
        for name in REVIEWERS:
            _can_be_met(visit(midflight, name))
        nadia = visit(midflight, "Nadia")
        begun = time.monotonic()
        address = _commissioned(nadia)
        _designed(nadia, address)
        _selected_and_swapped(nadia)
        _frozen_and_allocated(nadia, address)
        assert time.monotonic() - begun < FIVE_MINUTES
        file = _certificate(nadia, address, tmp_path)
        assert "Same list: 20 references." in midflight.run("draw", "verify", str(file))


def _can_be_met(reviewer: Visitor) -> None:
    reviewer.go("/appointments/when/")
    for box in reviewer.page.get_by_role("checkbox").all():
        box.check()
    reviewer.press("Save")


def _commissioned(nadia: Visitor) -> str:
    """A round of two strands; its address."""
    nadia.go("/rounds/new/")
    nadia.fill("Title", "Spring audit")
    nadia.fill("Purpose, as workers and managers will read it", "How practice stands.")
    nadia.fill("Last day of the window", "19 October 2026")
    for strand, reviewer in zip(("Strand 1", "Strand 2"), REVIEWERS, strict=True):
        group = nadia.page.get_by_role("group", name=strand).first
        group.get_by_role("checkbox", name=reviewer).check()
    nadia.press("Commission the round")
    assert "Commissioned." in nadia.whole
    return nadia.page.url


def _designed(nadia: Visitor, address: str) -> None:
    """Twenty in proportion, three of them shared, records in complaint to Prue."""
    nadia.follow("Design the sample")
    nadia.follow("What size of round shows a change")
    assert "of 100 children 80% of the time" in nadia.text
    nadia.go(f"{address}design/")
    nadia.page.get_by_text("Share the reviews by a rule").click()
    nadia.choose("How the reviews are shared", "In proportion to the children in each group")
    nadia.fill("Reviews in all", "20")
    nadia.fill("Of them in depth", "12")
    nadia.press("Work out the numbers")
    nadia.fill("Cases that every strand reviews", "3")
    for kind in ("A complaint about the case is open", "Restricted record"):
        nadia.select(kind, "Prue")
    nadia.press("Keep this design")
    assert "The design is kept." in nadia.whole


def _selected_and_swapped(nadia: Visitor) -> None:
    nadia.press("Select sample")
    assert "Sample selected." in nadia.whole
    nadia.press("Swap a case")
    nadia.page.get_by_label("Who gives way").select_option(index=1)
    nadia.select("Why", "The record cannot be opened or is not whole")
    nadia.fill("In your words, for the certificate", "The file is being moved.")
    nadia.press("Swap")
    assert "Swapped." in nadia.whole


def _frozen_and_allocated(nadia: Visitor, address: str) -> None:
    nadia.press("Freeze sample")
    nadia.press("Freeze sample")
    assert "Frozen: 20 cases can now be allocated." in nadia.text
    nadia.go(f"{address}reviewers/")
    for name in REVIEWERS:
        nadia.fill(f"Days of {name}", "10")
    nadia.press("Save days")
    nadia.go(f"{address}allocation/propose/")
    nadia.press("Allocate as shown")
    assert "reviews allocated." in nadia.whole
    nadia.go(f"{address}discussions/")
    nadia.press("Offer two times to each")
    # Chance decides whether the sample holds a worker with an account, who alone can pick a time.
    assert re.search("Times are offered for|agree (it|those) by phone", nadia.whole)


def _certificate(nadia: Visitor, address: str, folder: Path) -> Path:
    nadia.go(f"{address}certificate/")
    assert "Reviewed by every strand" in nadia.text
    return nadia.download("Download certificate file", folder)
