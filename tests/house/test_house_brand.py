"""The brand rule: no mark of GOV.UK's own services in what is shipped, and no style the CSP refuses."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "stocktake" / "ui" / "static" / "ui" / "built" / "stocktake.css"
MARKS = re.compile(
    r"GDS\s*Transport|\bcrown\b|crest|logotype|@font-face|gov\.uk/assets", re.IGNORECASE
)
INLINE = re.compile(
    r"<[^>{]*\s(style|on(click|change|input|submit|load|key\w+))\s*=", re.IGNORECASE
)
TEMPLATES = sorted((ROOT / "stocktake").glob("*/templates/**/*.html"))


def test_the_style_sheet_carries_no_mark_of_gov_uk() -> None:
    css = STYLES.read_text()
    assert len(css) > 50_000
    assert MARKS.findall(css) == []
    assert "Arial" in css


def test_the_rule_would_catch_the_stock_style_sheet() -> None:
    stock = ROOT / "frontend/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css"
    if not stock.exists():
        pytest.skip("built elsewhere")
    assert MARKS.search(stock.read_text())


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: "/".join(f.parts[-2:]))
def test_templates_carry_no_mark_and_no_inline_style(file: Path) -> None:
    text = file.read_text()
    assert MARKS.search(text) is None
    assert INLINE.search(text) is None
    assert "<script>" not in text


def test_no_template_calls_text_safe() -> None:
    """Text from outside is data: only a macro's own markup is ever safe, and it needs no filter."""
    assert [f.name for f in TEMPLATES if re.search(r"\|\s*safe\b", f.read_text())] == []
