"""Tables that leave Stocktake as CSV or xlsx: no cell of them can act as a formula.

Both formats are defused alike: an xlsx often ends as a CSV that somebody opens.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import polars as pl

from stocktake.caseload.domain.returning import ABOUT, BEFORE, DIGEST, HOW, WORDS
from stocktake.caseload.reading.returned import Returned
from stocktake.caseload.sheets import Sheet, of_text
from stocktake.core.cells import LIVE, defused


def csv_of(frame: pl.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads it rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([defused(c) for c in frame.columns])
    writer.writerows([defused(cell) for cell in row] for row in frame.iter_rows())
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def returned_of(sheets: Sequence[Returned], accepted: str = "") -> bytes:
    """Returned rows in the layout they came in. Once imported they can be mended in it."""
    about = pl.DataFrame({"": [*HOW, f"{DIGEST}{accepted}"] if accepted else [BEFORE]})
    wordless = [f"{s.sheet}: {WORDS}" for s in sheets if s.wordless and s.rows.height]
    about = pl.concat([about, pl.DataFrame({"": wordless}, schema={"": pl.String})])
    filled = [(s.sheet, s.headers, s.rows) for s in sheets]
    return sheets_of([*filled, (ABOUT, ("Rows returned by Stocktake",), about)])


def sheets_of(sheets: Iterable[Sheet]) -> bytes:
    """Sheets of text under bold headers, no cell of which can act as a formula."""
    return of_text(
        (t, [str(defused(h)) for h in heads], _defused(rows)) for t, heads, rows in sheets
    )


def _defused(rows: pl.DataFrame) -> pl.DataFrame:
    """`defused`, a column at a time."""
    live = f"^([{re.escape(''.join(LIVE))}])"
    return rows.select(pl.all().cast(pl.String).str.replace(live, "'$1"))
