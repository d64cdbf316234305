"""Raw tables: every cell as text, written as Parquet, so that nothing is guessed in the child."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

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


def keep(rows: Iterable[Sequence[Any]], *, name: str, out: Path, number: int) -> Raw:
    """Write the rows, wholly empty ones left out, row numbers as a spreadsheet shows them."""
    batches, width, cells = [], 1, 0
    counted = enumerate(rows, start=1)
    for batch in _batches(counted):
        frame, wide = _frame(batch, name)
        width, cells = max(width, wide), cells + wide * len(batch)
        if cells > MOST_CELLS:
            raise Unreadable(f"{name} has more than {MOST_CELLS:,} cells. Split it.")
        batches.append(frame)
    whole = pl.concat(batches, how="diagonal") if batches else _frame([], name)[0]
    part = f"{number}.parquet"
    whole.write_parquet(out / part)
    return Raw(name=name, part=part, rows=whole.height, width=width)


def _batches(counted: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[list[Any]]:
    while batch := list(islice(counted, BATCH)):
        yield batch


def _frame(batch: list[tuple[int, Sequence[Any]]], name: str) -> tuple[pl.DataFrame, int]:
    texts = [(number, [text(cell) for cell in row]) for number, row in batch]
    filled = [(number, row) for number, row in texts if any(cell.strip() for cell in row)]
    columns = list(zip_longest(*(row for _, row in filled), fillvalue=""))
    while len(columns) > 1 and not any(cell.strip() for cell in columns[-1]):
        columns.pop()
    if len(columns) > WIDEST:
        raise Unreadable(f"{name} has {len(columns):,} columns, more than {WIDEST}.")
    columns = columns or [()]
    data: dict[str, Any] = {"row": [number for number, _ in filled]}
    data |= {str(i): list(column) for i, column in enumerate(columns)}
    schema = {"row": pl.Int64} | {str(i): pl.String for i in range(len(columns))}
    return pl.DataFrame(data, schema=schema), len(columns)


def text(cell: Any) -> str:
    """A cell as a person would type it: 9212044.0 is 9212044, a date is 2026-10-19."""
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
