"""Raw tables: every cell as text, written as Parquet, so that nothing is guessed in the child."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

import polars as pl

from stocktake.caseload.parser.archive import Unreadable

BATCH = 20_000
WIDEST = 256
MOST_CELLS = 30_000_000


@dataclass(frozen=True, kw_only=True)
class Raw:
    """One table as handed back: columns "0", "1", … and `row`, its number in the source."""

    name: str  # file or sheet
    part: str  # the Parquet file
    rows: int
    width: int
    hidden: bool = False  # a sheet that whoever opens the workbook does not see
    note: str = ""  # what should be known of how it was read


def keep(rows: Iterable[Sequence[str]], *, name: str, out: Path, number: int) -> Raw:
    """Write rows of text as they come; see `keep_frame`."""
    batches, cells = [], 0
    for batch in _batches(iter(rows)):
        frame = _frame(batch, name)
        cells += frame.width * frame.height
        refuse_a_giant(1, cells, name)
        batches.append(frame)
    whole = pl.concat(batches, how="diagonal") if batches else pl.DataFrame()
    return keep_frame(whole.fill_null(""), name=name, out=out, number=number)


def keep_typed(frame: pl.DataFrame, *, name: str, out: Path, number: int) -> Raw:
    """Write a table whose columns have names and types: the names become row 1."""
    refuse_a_giant(frame.width, frame.height, name)
    try:
        texts = frame.select(pl.col(c).cast(pl.String).fill_null("") for c in frame.columns)
    except pl.exceptions.PolarsError as odd:
        raise Unreadable(f"{name} has a column that is no text, number or date.") from odd
    head = pl.DataFrame(
        {c: [c] for c in frame.columns}, schema=dict.fromkeys(frame.columns, pl.String)
    )
    whole = pl.concat([head, texts])
    whole.columns = [str(i) for i in range(whole.width)]
    return keep_frame(whole, name=name, out=out, number=number)


def keep_frame(frame: pl.DataFrame, *, name: str, out: Path, number: int) -> Raw:
    """Write a frame of text: wholly empty rows left out, row numbers as a spreadsheet shows them."""
    if not frame.width:
        frame = pl.DataFrame(schema={"0": pl.String})
    while frame.width > 1 and not _filled(frame.columns[-1], frame):
        frame = frame.drop(frame.columns[-1])
    refuse_a_giant(frame.width, 0, name)
    numbered = frame.with_row_index("row", offset=1).cast({"row": pl.Int64})
    kept = numbered.filter(_any_filled(frame))
    part = f"{number}.parquet"
    kept.write_parquet(out / part, compression="lz4", statistics=False)
    return Raw(name=name, part=part, rows=kept.height, width=frame.width)


def refuse_a_giant(width: int, height: int, name: str) -> None:
    """More columns or cells than any extract has."""
    if width > WIDEST:
        raise Unreadable(f"{name} has {width:,} columns, more than {WIDEST}.")
    if width * height > MOST_CELLS:
        raise Unreadable(f"{name} has more than {MOST_CELLS:,} cells. Split it.")


def _any_filled(frame: pl.DataFrame) -> pl.Series:
    """Which rows hold anything. Only rows whose first cell is empty are looked at whole."""
    first, *others = frame.columns
    filled = frame[first].str.strip_chars() != ""
    empty = filled.not_().arg_true()
    if others and len(empty):
        rest = frame[empty].select(
            pl.any_horizontal(pl.col(c).str.strip_chars() != "" for c in others)
        )
        filled = filled.scatter(empty, rest.to_series())
    return filled


def _filled(column: str, frame: pl.DataFrame) -> bool:
    return bool((frame[column].str.strip_chars() != "").any())


def _batches(rows: Iterator[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _frame(batch: list[Sequence[str]], name: str) -> pl.DataFrame:
    widest = max(map(len, batch))
    refuse_a_giant(widest if widest > 16 * WIDEST else 0, 0, name)
    columns = zip_longest(*batch, fillvalue="")
    return pl.DataFrame([pl.Series(str(i), c, pl.String) for i, c in enumerate(columns)])
