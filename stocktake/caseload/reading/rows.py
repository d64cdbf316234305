"""Raw rows with their headers matched become typed rows, the written cells kept beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.tables import Column, Holds, Table
from stocktake.caseload.reading import cells, days
from stocktake.caseload.reading.matching import Part
from stocktake.caseload.reading.values import Meanings, settled

TYPES: dict[Holds, pl.DataType | type[pl.DataType]] = {
    Holds.DAY: pl.Date,
    Holds.MOMENT: pl.Datetime("us"),
    Holds.COUNT: pl.Int64,
    Holds.YES_NO: pl.Boolean,
}
TIMES = (Holds.DAY, Holds.MOMENT)


def schema_of(table: Table) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The columns of a table as a snapshot stores them."""
    return {c.name: TYPES.get(c.holds, pl.String) for c in table.columns}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The rows of one table, and how they were read.

    `rows`: `row`, `over`; for each column present "raw:x" as written and "none:x", whether it is
    empty; for every column of the table `x` as understood. `month_first`: columns of dates that
    the source writes the American way.
    """

    rows: pl.DataFrame
    present: frozenset[str]
    month_first: frozenset[str]


def typed(
    part: Part, table: Table, matches: Sequence[Match], values: Mapping[str, Meanings]
) -> Typed:
    """The rows of a part as its table understands them."""
    raw = part.rows()
    if raw.is_empty():
        return _no_rows(table, frozenset(m.column for m in matches if m.column))
    given = [c for c in raw.columns if c != "row"]
    beyond = [c for c in given if part.is_text and int(c) >= len(part.headers)]
    over = pl.any_horizontal([pl.col(c).fill_null("") != "" for c in beyond] or [pl.lit(False)])
    where = {m.column: str(i) for i, m in enumerate(matches) if m.column and str(i) in given}
    written = {c: raw[at].fill_null("") for c, at in where.items()}
    turned = days.month_first({c: w for c, w in written.items() if table.column(c).holds in TIMES})
    read = [
        _understood(w, table.column(c), values.get(c, {}), month_first=c in turned)
        for c, w in written.items()
    ]
    frame = pl.concat([raw.select(pl.col("row"), over.alias("over")), *read], how="horizontal")
    absent = [c for c in table.columns if c.name not in where]
    return Typed(
        rows=frame.with_columns(_absent(c) for c in absent),
        present=frozenset(where),
        month_first=frozenset(turned),
    )


def _no_rows(table: Table, present: frozenset[str]) -> Typed:
    """Of a list with headers alone, as most of a small extract are."""
    schema: dict[str, pl.DataType | type[pl.DataType]] = {"row": pl.Int64, "over": pl.Boolean}
    for column in present:
        schema |= {f"raw:{column}": pl.String, f"none:{column}": pl.Boolean}
    frame = pl.DataFrame(schema=schema | schema_of(table))
    return Typed(rows=frame, present=present, month_first=frozenset())


def _understood(
    written: pl.Series, column: Column, said: Meanings, *, month_first: bool = False
) -> pl.DataFrame:
    """One column as written, whether empty, and as understood."""
    plain = written if column.holds is Holds.WORDS else cells.plain(written)
    if month_first:
        plain = days.day_first(plain)
    if said:
        plain = settled(plain, column, said)
    value = _meaning(plain, column).cast(TYPES.get(column.holds, pl.String))
    name = column.name
    return pl.DataFrame(
        [written.alias(f"raw:{name}"), (plain == "").alias(f"none:{name}"), value.alias(name)]
    )


def _meaning(plain: pl.Series, column: Column) -> pl.Series:
    """What the cells mean. Nearly all days are written one way, so the other ways wait."""
    if column.holds is Holds.WORDS or (column.holds is Holds.TEXT and not column.codes):
        return plain
    if column.holds is not Holds.DAY:
        return _each_once(plain, column)
    found = plain.str.to_date("%Y-%m-%d", strict=False)
    rest = found.is_null() & (plain != "")
    if rest.any():
        others = _each_once(plain.filter(rest), column)
        found = found.scatter(rest.arg_true(), others)
    return days.sound(found)


def _each_once(plain: pl.Series, column: Column) -> pl.Series:
    """The meaning of a cell depends on it alone, so where values repeat each is read once."""
    frame = plain.alias("cell").to_frame()
    meaning = cells.understood(pl.col("cell"), column).alias("meaning")
    once = frame.unique()
    if once.height * 2 > frame.height:
        return frame.select(meaning).to_series()
    read = once.with_columns(meaning)
    return frame.join(read, on="cell", how="left", maintain_order="left")["meaning"]


def _absent(column: Column) -> pl.Expr:
    """The value of a column that the source does not have."""
    dtype = TYPES.get(column.holds, pl.String)
    if column.holds is Holds.YES_NO and column.default is not None:
        return pl.lit(column.default == "yes").alias(column.name)
    return pl.lit("" if dtype == pl.String else None, dtype=dtype).alias(column.name)
