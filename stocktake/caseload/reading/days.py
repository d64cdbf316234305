"""Dates as people, databases and spreadsheets write them, a whole column at a time.

Day before month, unless a column shows that it was written the American way: see `month_first`.
"""

import polars as pl

EARLIEST, LATEST = pl.date(1900, 1, 1), pl.date(2100, 12, 31)
SERIAL_ZERO = pl.date(1899, 12, 30)  # Excel's day 0, its false leap day of 1900 taken into account
WEEKDAY = r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+"
ORDINAL = r"(?i)\b(\d{1,2})(?:st|nd|rd|th)\b"
CLOCK = r"[T\s,]+\d{1,2}:.*$"
PARTS = r"[\s,./\-]+"
# A year of two figures: children and their carers were born in these hundred years.
SHORT_YEAR = ((r"^(\d{1,2}/\w+)/([0-6]\d)$", "${1}/20${2}"),
              (r"^(\d{1,2}/\w+)/([7-9]\d)$", "${1}/19${2}"))  # fmt: skip
FORMS = ("%d/%m/%Y", "%Y/%m/%d", "%d/%b/%Y", "%d/%B/%Y", "%b/%d/%Y", "%B/%d/%Y")
_SEP = r"[./\- ]"
DAY_ABOVE_12 = rf"^\s*(?:1[3-9]|2\d|3[01]){_SEP}(?:0?[1-9]|1[0-2]){_SEP}\d"
MONTH_THEN_DAY_ABOVE_12 = rf"^\s*(?:0?[1-9]|1[0-2]){_SEP}(?:1[3-9]|2\d|3[01]){_SEP}\d"
AMERICAN = rf"^(\s*)(\d{{1,2}})({_SEP})(\d{{1,2}})({_SEP})"
SURE = 2  # one such date is a slip of the pen; two, and none the other way, are a habit


def day(text: pl.Expr) -> pl.Expr:
    """A date, in any of the forms people and spreadsheets write; a time after it is left out."""
    bare = text.str.replace(WEEKDAY, "").str.replace(CLOCK, "").str.replace(ORDINAL, "${1}")
    parted = bare.str.replace_all(PARTS, "/")
    for short, whole in SHORT_YEAR:
        parted = parted.str.replace(short, whole)
    tries = [parted.str.to_date(form, strict=False) for form in FORMS]
    found = pl.coalesce(*tries, _serial(text), _unparted(text))
    return pl.when(found.is_between(EARLIEST, LATEST)).then(found)


def sound(days: pl.Series) -> pl.Series:
    """Days no child of today can have lived in are slips of the pen."""
    return days.to_frame("day").select(
        pl.when(pl.col("day").is_between(EARLIEST, LATEST)).then("day").alias("day")
    )["day"]


def _serial(text: pl.Expr) -> pl.Expr:
    number = text.str.extract(r"^(\d{5})(?:\.\d+)?$", 1).cast(pl.Int64, strict=False)
    known = number.is_between(10_000, 73_000)
    return pl.when(known).then(SERIAL_ZERO + pl.duration(days=number))


def _unparted(text: pl.Expr) -> pl.Expr:
    """20261019, as databases export it."""
    return text.str.extract(r"^((?:19|20)\d{6})$", 1).str.to_date("%Y%m%d", strict=False)


def month_first(columns: dict[str, pl.Series]) -> set[str]:
    """Which columns of one table are written 10/19/2026.

    Those that hold such dates and none that can only be 19/10/2026; and, where no column of the
    table holds any of the latter, also those whose dates could be read either way.
    """
    ours = {n: _count(c, DAY_ABOVE_12) for n, c in columns.items()}
    theirs = {n: _count(c, MONTH_THEN_DAY_ABOVE_12) for n, c in columns.items()}
    found = {n for n in columns if theirs[n] >= SURE and not ours[n]}
    return {*columns} if found and not any(ours.values()) else found


def day_first(written: pl.Series) -> pl.Series:
    """Dates written month first, the other way round."""
    return written.str.replace(AMERICAN, "${1}${4}${3}${2}${5}")


def _count(column: pl.Series, pattern: str) -> int:
    return int(column.str.contains(pattern).sum())
