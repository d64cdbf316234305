"""The published data dictionary says what the code reads."""

from pathlib import Path

from stocktake.caseload.domain.dictionary import MARK, pages
from stocktake.caseload.domain.tables import BY_NAME, TABLES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "extract.md"


def test_the_page_is_written_from_the_tables() -> None:
    assert PAGE.read_text().split(MARK)[1].strip() == pages().strip()


def test_only_cases_is_about_the_frame() -> None:
    needed = {c.name for c in BY_NAME["cases"].columns if c.needed}
    assert needed == {"child_id", "stratum"}


def test_every_key_and_order_names_a_column() -> None:
    for table in TABLES:
        names = {c.name for c in table.columns}
        assert {*table.key, *table.in_order} <= names, table.name


def test_narrative_is_declared() -> None:
    assert BY_NAME["notes"].narrative == ("title", "body")
    assert BY_NAME["reg44"].narrative == ("summary",)
