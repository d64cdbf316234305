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
    columns = list(zip_longest(*(row for _, row in batch), fillvalue=""))
    if len(columns) > WIDEST:
        columns = _without_empty_ends(columns)
    if len(columns) > WIDEST:
        raise Unreadable(f"{name} has {len(columns):,} columns, more than {WIDEST}.")
    texts = [pl.Series(str(i), _texts(c), pl.String) for i, c in enumerate(columns)]
    numbers = pl.Series("row", [number for number, _ in batch], pl.Int64)
    frame = pl.DataFrame([numbers, *(texts or [pl.Series("0", [], pl.String)])])
    filled = [pl.col(c).str.strip_chars() != "" for c in frame.columns if c != "row"]
    frame = frame.filter(pl.any_horizontal(filled))
    while frame.width > 2 and not frame.select(filled[frame.width - 2].any()).item():
        frame = frame.drop(frame.columns[-1])
    return frame, frame.width - 1


def _without_empty_ends(columns: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    while len(columns) > 1 and not any(text(cell).strip() for cell in columns[-1]):
        columns.pop()
    return columns


def _texts(cells: Sequence[Any]) -> list[str]:
    """Most columns hold few different values, so each value is put into text once."""
    if bool in set(map(type, cells)):  # True and 1.0 are one key of a dictionary
        return [text(cell) for cell in cells]
    known = {cell: text(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


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
