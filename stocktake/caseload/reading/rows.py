"""Raw rows with their headers matched become typed rows, the written cells kept beside them."""

from collections.abc import Sequence

import polars as pl

from stocktake.caseload.domain.mapping import Match
from stocktake.caseload.domain.tables import Holds, Table
from stocktake.caseload.reading.cells import understood
from stocktake.caseload.reading.matching import Part

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
    """(`row`, `over`, "raw:x" as written and `x` as understood; the columns that are present)."""
    raw = part.rows()
    cells = [c for c in raw.columns if c != "row"]
    beyond = [c for c in cells if int(c) >= len(part.headers)]
    over = pl.any_horizontal([pl.col(c).fill_null("") != "" for c in beyond] or [pl.lit(False)])
    where = {m.column: str(i) for i, m in enumerate(matches) if m.column and str(i) in cells}
    written = [pl.col(at).fill_null("").alias(f"raw:{name}") for name, at in where.items()]
    frame = raw.select(pl.col("row"), over.alias("over"), *written)
    return frame.with_columns(_values(table, set(where))), set(where)


def _values(table: Table, present: set[str]) -> list[pl.Expr]:
    values = []
    for column in table.columns:
        dtype = TYPES.get(column.holds, pl.String)
        if column.name in present:
            value = understood(f"raw:{column.name}", column)
        elif column.holds is Holds.YES_NO and column.default is not None:
            value = pl.lit(column.default == "yes")
        else:
            value = pl.lit("" if dtype == pl.String else None)
        values.append(value.cast(dtype).alias(column.name))
    return values
