"""Every row is accepted, or returned with row, column and reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.caseload.domain.returning import WORDS
from stocktake.caseload.domain.tables import CHILD, Column, Holds, Table
from stocktake.caseload.reading.values import Meanings, left

RETURNED = {
    "list": pl.String, "row": pl.Int64, "column": pl.String, "reason": pl.String,
    "child_id": pl.String, "value": pl.String,
}  # fmt: skip
TIMES = (Holds.DAY, Holds.MOMENT)
UNREADABLE = {
    Holds.DAY: "This is not a date that can be read. Write it as 19/10/2026.",
    Holds.MOMENT: "This is not a date and time that can be read. Write it as 19/10/2026 14:30.",
    Holds.COUNT: "This is not a whole number.",
    Holds.YES_NO: "This is neither yes nor no.",
    Holds.MONTH: "This is not a month. Write it as 2026-10.",
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """Something that may be wrong with a row. `wrong` is null-safe; `column` None: the whole row."""

    column: Column | None
    wrong: pl.Expr
    reason: str | pl.Expr


def none() -> pl.DataFrame:
    """No lines."""
    return pl.DataFrame(schema=RETURNED)


def sift(
    rows: pl.DataFrame, checks: Sequence[Check], *, table: Table
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(the rows no check speaks against, one line of reasons for every other row)."""
    if not checks or rows.is_empty():
        return rows, none()
    flags = [c.wrong.fill_null(False) for c in checks]
    caught = rows.filter(pl.any_horizontal(flags))
    fine = rows.filter(~pl.any_horizontal(flags))
    return fine, _lines(caught, checks, table)


def _lines(caught: pl.DataFrame, checks: Sequence[Check], table: Table) -> pl.DataFrame:
    if caught.is_empty():
        return none()
    columns = [_when(c, pl.lit(c.column.label if c.column else "the row")) for c in checks]
    # One sentence may be true of several cells, and is said once.
    reasons = [
        _when(c, c.reason if isinstance(c.reason, pl.Expr) else pl.lit(c.reason)) for c in checks
    ]
    values = [_when(c, _value(c, caught)) for c in checks]
    who = pl.col("child_id") if "child_id" in caught.columns else pl.lit("")
    return caught.select(
        list=pl.lit(table.name),
        row=pl.col("row"),
        column=pl.concat_str(columns, separator="; ", ignore_nulls=True),
        reason=_each_once(reasons).list.join(" "),
        child_id=who.fill_null(""),
        value=pl.concat_str(values, separator="; ", ignore_nulls=True),
    )


def _each_once(sentences: Sequence[pl.Expr]) -> pl.Expr:
    return pl.concat_list(sentences).list.drop_nulls().list.unique(maintain_order=True)


def of_header(rows: pl.DataFrame, headers: Mapping[str, str]) -> list[Check]:
    """Rows in which at least two columns hold their own header: where two extracts were joined.

    `headers`: column -> its header. None where no first column does, as in nearly every file.
    """
    same = [pl.col(f"raw:{c}") == h for c, h in headers.items()]
    if len(same) < 2 or not rows.select(same[0].any()).item():
        return []
    again = pl.sum_horizontal(s.cast(pl.Int8) for s in same) >= 2
    return [Check(column=None, wrong=again, reason="This is the header again.")]


def worth_asking(rows: pl.DataFrame, checks: Sequence[Check]) -> pl.DataFrame:
    """Rows whose values are worth a question: a line of totals or of notes is wrong in other ways."""
    wrong = [c.wrong.fill_null(False) for c in checks if not (c.column and c.column.choices)]
    return rows.filter(~pl.any_horizontal(wrong)) if wrong else rows


def _when(check: Check, value: pl.Expr) -> pl.Expr:
    return pl.when(check.wrong.fill_null(False)).then(value)


def _value(check: Check, caught: pl.DataFrame) -> pl.Expr:
    """The cell as it was written, cut short; never narrative."""
    column = check.column
    if column is None or column.holds is Holds.WORDS or column.apart:
        return pl.lit("")
    raw = f"raw:{column.name}"
    return pl.col(raw).str.slice(0, 60) if raw in caught.columns else pl.lit("")


def of_cells(table: Table, present: Collection[str]) -> list[Check]:
    """Needed, and readable."""
    checks = [
        Check(
            column=None,
            wrong=pl.col("over"),
            reason="The row has more cells than the header: perhaps a comma without quotation marks.",
        )
    ]
    for column in table.columns:
        if column.name not in present:
            if column.needed:
                checks.append(_unmatched(column))
            continue
        empty = pl.col(f"none:{column.name}")
        if column.needed:
            checks.append(Check(column=column, wrong=empty, reason=f"{column.label} is empty."))
        if (column.holds in UNREADABLE) or column.choices:
            wrong = ~empty & pl.col(column.name).is_null()
            checks.append(Check(column=column, wrong=wrong, reason=_unreadable(column)))
        if column.name == "age":
            odd = ~pl.col("age").is_between(-1, 120)
            checks.append(Check(column=column, wrong=odd, reason="This is no age in years."))
    return checks


def _unmatched(column: Column) -> Check:
    return Check(
        column=column,
        wrong=pl.lit(True),
        reason=f"No column of the file was matched to “{column.label}”.",
    )


def _unreadable(column: Column) -> str:
    if column.choices:
        return f"This is none of: {', '.join(column.choices)}."
    return UNREADABLE[column.holds]


def of_periods(table: Table) -> list[Check]:
    """Ends before starts: such a row says nothing that could be measured."""
    checks = []
    for start, end in table.periods:
        column = table.column(end)
        wrong = pl.col(end).cast(pl.Date) < pl.col(start).cast(pl.Date)
        if {column.holds, table.column(start).holds} == {Holds.MOMENT}:
            wrong = pl.col(end) < pl.col(start)
        reason = f"This is before “{table.column(start).label}”."
        checks.append(Check(column=column, wrong=wrong, reason=reason))
    return checks


def of_odd_days(table: Table, as_of: date, *, facts: Collection[str]) -> list[Check]:
    """Questions, not refusals: days after the extract, before birth, after a closure.

    `facts`: which of "born" and "closed" the rows carry as columns.
    """
    checks = []
    for column in table.columns:
        if column.holds not in TIMES or column.may_be_ahead:
            continue
        day = pl.col(column.name).cast(pl.Date)
        said = f"This lies after the day of the extract, {as_of.day} {as_of:%B %Y}."
        checks.append(Check(column=column, wrong=day > as_of, reason=said))
        if "born" in facts and column.name != "date_of_birth":
            checks.append(_before_birth(table, column, day))
        if "closed" in facts and column.name not in (table.closes, "recorded_on", "recorded_at"):
            said = "This lies after the case closed."
            if table.closes:
                said = f"This lies after “{table.column(table.closes).label}”."
            checks.append(Check(column=column, wrong=day > pl.col("closed"), reason=said))
    return checks


def _before_birth(table: Table, column: Column, day: pl.Expr) -> Check:
    earliest = pl.col("born") - pl.duration(days=table.before_birth)
    said = "This is before the child was born."
    if table.before_birth:
        said = f"This is more than {table.before_birth} days before the date of birth."
    return Check(column=column, wrong=day < earliest, reason=said)


def first_alike(table: Table) -> pl.Expr:
    """The number of the first row with the same key; without a key, with every cell the same."""
    key = table.key or tuple(c.name for c in table.columns)
    return pl.col("row").min().over(list(key)).alias("first")


def stands(table: Table, standing: pl.DataFrame | None) -> pl.Expr:
    """Whether a row like it was accepted before; see `of_repeats`."""
    if standing is None or standing.is_empty():
        return pl.lit(False).alias("stands")
    key = table.key or tuple(c.name for c in table.columns)
    known = standing.select(pl.struct(key)).unique().to_series()
    return pl.struct(key).is_in(known.implode()).alias("stands")


def of_repeats(table: Table) -> list[Check]:
    """Rows that repeat an earlier one. `first` and `stands` must be columns of the rows."""
    column = table.column(table.key[0]) if table.key else None
    reason = pl.format("This repeats row {}.", pl.col("first"))
    before = "This repeats a row that was accepted before."
    return [
        Check(column=column, wrong=pl.col("row") > pl.col("first"), reason=reason),
        Check(column=column, wrong=pl.col("stands"), reason=before),
    ]


def wordless() -> Check:
    """Rows of a table with narrative that came back without it."""
    return Check(column=None, wrong=pl.lit(True), reason=WORDS)


def of_strangers(known: pl.Series) -> list[Check]:
    """Rows about a child who is not among the open cases."""
    stranger = ~pl.col("child_id").is_in(known.implode())
    reason = "This child is not in cases.csv, or their row there was returned."
    return [Check(column=CHILD, wrong=stranger, reason=reason)]


def of_codes(table: Table, values: Mapping[str, Meanings]) -> list[Check]:
    """Questions, not refusals: values that the list does not have and nobody has settled."""
    return [
        Check(
            column=c,
            wrong=(pl.col(c.name) != "")
            & ~pl.col(c.name).is_in([*c.codes, *left(values.get(c.name, {}))]),
            reason="This is not one of the values listed for it; it is kept as it was written.",
        )
        for c in table.columns
        if c.codes
    ]
