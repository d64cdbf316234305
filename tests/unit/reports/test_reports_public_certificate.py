"""The public copy tells how the sample came about, and no small number of children."""

import json

import pytest

from stocktake.core.disclosure import check_text
from stocktake.reports.compose.certificate import masked, public_certificate
from stocktake.rounds.domain.selection import Plan
from tests.certificate_facts import LIMITED, PLAN, attempt, certificate


@pytest.mark.parametrize(
    ("count", "told"), [(0, "none"), (1, "1 to 5"), (5, "1 to 5"), (6, "6"), (19, "19")]
)
def test_small_counts_are_a_range(count: int, told: str) -> None:
    assert masked(count) == told


@pytest.mark.parametrize("plan", [PLAN, LIMITED])
def test_left_out_swaps_and_method_are_told_and_pass_the_check(plan: Plan) -> None:
    full = certificate([attempt(1, plan, swaps=1)])
    files = public_certificate(full, (), demonstration=True)
    facts = json.loads(files["draw-certificate.json"])
    page = files["draw-certificate.html"].decode()
    assert (facts["left_out"], facts["swaps"]) == ("1 to 5", "1 to 5")
    assert facts["method"]["words"][0] in page.replace("&#39;", "'")
    assert "TH-" not in page
    assert not [f for words in facts["method"]["words"] for f in check_text("method", words)]
