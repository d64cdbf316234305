"""Values of columns that have a list: what somebody said of them, and which nobody knows yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from stocktake.caseload.domain.mapping import nearest
from stocktake.caseload.domain.tables import Column, Table

LONGEST = 60
Meanings = Mapping[str, str | None]  # a value as written -> a listed one; None: as it is, unasked


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A value that the list does not have, with how many rows have it. `offer`: like it."""

    table: str
    title: str
    column: str
    label: str
    value: str
    rows: int
    needed: bool  # without a meaning its rows are returned
    listed: tuple[str, ...]
    offer: str | None


def settled(plain: pl.Series, column: Column, meanings: Meanings) -> pl.Series:
    """The cells with what somebody said of them in place of what was written.

    Said to have no meaning, a value stays in a list that may have others; a choice is then empty.
    """
    known = {_folded(w): m for w, m in meanings.items() if m is not None}
    if column.choices:
        known |= {_folded(w): "" for w, m in meanings.items() if m is None}
    folded = plain.str.to_lowercase().str.replace_all(r"\s+", " ")
    said = folded.replace_strict(known, default=None, return_dtype=pl.String)
    return said.zip_with(said.is_not_null(), plain)


def left(meanings: Meanings) -> list[str]:
    """Values that somebody said may stay as they are."""
    return [w for w, m in meanings.items() if m is None]


def unknown(frame: pl.DataFrame, table: Table, meanings: Mapping[str, Meanings]) -> list[Unknown]:
    """Every unknown value of the typed rows once, the most frequent first."""
    found = []
    for column in table.columns:
        if not column.listed or f"raw:{column.name}" not in frame.columns:
            continue
        settled = {_folded(w) for w in meanings.get(column.name, {})}
        for value, rows in _counted(frame, column):
            if _folded(value) not in settled:
                found.append(_described(table, column, value, rows))
    return sorted(found, key=lambda u: (-u.rows, u.column, u.value))


def _counted(frame: pl.DataFrame, column: Column) -> Iterator[tuple[str, int]]:
    value, empty = pl.col(column.name), pl.col(f"none:{column.name}")
    strange = value.is_null() if column.choices else ~value.is_in(column.codes)
    raw = pl.col(f"raw:{column.name}").str.strip_chars().str.slice(0, LONGEST)
    counts = frame.filter(~empty & strange).group_by(raw.alias("value")).len()
    yield from counts.iter_rows()


def _described(table: Table, column: Column, value: str, rows: int) -> Unknown:
    return Unknown(
        table=table.name,
        title=table.label,
        column=column.name,
        label=column.label,
        value=value,
        rows=rows,
        needed=bool(column.choices),
        listed=column.listed,
        offer=nearest(value, column.listed),
    )


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())
