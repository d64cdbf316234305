"""Raw rows with their headers matched become typed rows, the written cells kept beside them."""

from collections.abc import Sequence

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.tables import Column, Holds, Table
from stocktake.caseload.reading.cells import clean, understood
from stocktake.caseload.reading.matching import Part

FEW = 200
TYPES: dict[Holds, pl.DataType | type[pl.DataType]] = {
    Holds.DAY: pl.Date,
    Holds.MOMENT: pl.Datetime("us"),
    Holds.COUNT: pl.Int64,
    Holds.YES_NO: pl.Boolean,
}


def schema_of(table: Table) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The columns of a table as a snapshot stores them."""
    return {c.name: TYPES.get(c.holds, pl.String) for c in table.columns}


def typed(part: Part, table: Table, matches: Sequence[Match]) -> tuple[pl.DataFrame, set[str]]:
    """The rows, and which columns the source has.

    `row`, `over`; for each column present "raw:x" as written and "none:x", whether it is empty; for
    every column of the table `x` as understood.
    """
    raw = part.rows()
    cells = [c for c in raw.columns if c != "row"]
    beyond = [c for c in cells if int(c) >= len(part.headers)]
    over = pl.any_horizontal([pl.col(c).fill_null("") != "" for c in beyond] or [pl.lit(False)])
    where = {m.column: str(i) for i, m in enumerate(matches) if m.column and str(i) in cells}
    frame = raw.select(pl.col("row"), over.alias("over"))
    for name, at in where.items():
        frame = frame.hstack(_understood(raw[at].fill_null(""), table.column(name)))
    absent = [c for c in table.columns if c.name not in where]
    return frame.with_columns(_absent(c) for c in absent), set(where)


def _understood(written: pl.Series, column: Column) -> pl.DataFrame:
    """One column as written, whether empty, and as understood.

    Reading a cell depends on the cell alone, so where values repeat each is read once.
    """
    name = column.name
    cells = written.alias("cell").to_frame()
    meanings = (
        (clean("cell") == "").alias(f"none:{name}"),
        understood("cell", column).cast(TYPES.get(column.holds, pl.String)).alias(name),
    )
    if cells.height > FEW and column.holds is not Holds.WORDS:
        different = cells.unique()
        if different.height * 2 < cells.height:
            read = different.with_columns(meanings)
            found = cells.join(read, on="cell", how="left", maintain_order="left")
            return found.rename({"cell": f"raw:{name}"})
    return cells.with_columns(meanings).rename({"cell": f"raw:{name}"})


def _absent(column: Column) -> pl.Expr:
    """The value of a column that the source does not have."""
    dtype = TYPES.get(column.holds, pl.String)
    if column.holds is Holds.YES_NO and column.default is not None:
        return pl.lit(column.default == "yes").alias(column.name)
    return pl.lit("" if dtype == pl.String else None, dtype=dtype).alias(column.name)
