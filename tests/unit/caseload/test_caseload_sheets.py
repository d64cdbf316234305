"""Workbooks of returned rows: what any cell holds is there when it is read again."""

import io

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from stocktake.caseload import sheets
from stocktake.caseload.reading import cells

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20
)
ROWS = st.lists(st.tuples(TEXT, TEXT), max_size=5)


def read_again(content: bytes) -> list[list[object]]:
    book = load_workbook(io.BytesIO(content))
    return [[c.value for c in row] for row in book.worksheets[0].iter_rows(min_row=2, max_col=2)]


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_every_cell_comes_back(rows: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(
        rows, schema=["a", "b"], orient="row", schema_overrides={"a": pl.String, "b": pl.String}
    )
    found = read_again(sheets.of_text([("Rows", ["a", "b"], frame)]))
    written = [[cell or None for cell in r] for r in rows]
    assert [r for r in found if any(r)] == [r for r in written if any(r)]


def test_characters_no_xml_can_hold_are_left_out_and_markup_is_text() -> None:
    frame = pl.DataFrame({"a": ["<b>&\x01</b>", "one\rtwo"]})
    content = sheets.of_text([("Rows", ["a"], frame)])
    assert [r[0] for r in read_again(content)] == ["<b>&</b>", "one_x000D_two"]
    assert sheets.of_text([("Rows", ["a"], frame)]) == content


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=6) | st.sampled_from(["NULL", "nan ", "'=1", "#N/A", "a\u00a0b"])))
def test_a_column_in_which_nothing_is_to_mend_has_nothing_to_mend(texts: list[str]) -> None:
    """The one look that spares the mending never spares too much."""
    written = pl.Series(texts, dtype=pl.String)
    untouched = not written.str.contains(cells.TO_MEND).any()
    mended = [cells.plain(pl.Series([f" {t}"]))[0] for t in texts]  # a space makes it mend
    assert not untouched or mended == texts
