"""Understanding cells, a whole column at a time: text in, typed values out, null where unreadable.

Dates have a module of their own (days.py); docs/reference/extract.md lists all forms.
"""

from functools import lru_cache

import polars as pl

from stocktake.caseload.domain.tables import Column, Holds
from stocktake.caseload.reading.days import day

LETTER = r"^[a-z]{1,2}\)\s*"  # "a) Yes": Ofsted's letter, often left out
EMPTY = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "NULL", "None", "nan")
HARD_SPACES = ("\u00a0", "\u202f")
TO_MEND = r"^[\s'#]|\s$|[\x{a0}\x{202f}]|^(?:NULL|None|nan)$"  # what `plain` may change
YES = ("yes", "y", "true", "1")
NO = ("no", "n", "false", "0")


def plain(written: pl.Series) -> pl.Series:
    """The text of cells: trimmed, hard spaces made plain, error values of a spreadsheet emptied."""
    if not written.str.contains(TO_MEND).any():  # nearly every column, told in one look
        return written
    for hard in HARD_SPACES:
        if written.str.contains(hard, literal=True).any():
            written = written.str.replace_all(hard, " ", literal=True)
    trimmed = written.str.strip_chars()
    if trimmed.str.starts_with("'").any():  # as our own exports and Excel mark text
        trimmed = trimmed.str.replace(r"^'([=+\-@\t\r])", "$1")
    wrong = trimmed.is_in(EMPTY)
    return trimmed.set(wrong, "") if wrong.any() else trimmed


def understood(text: pl.Expr, column: Column) -> pl.Expr:
    """The typed value of a plain cell; null when it is empty or cannot be read."""
    match column.holds:
        case Holds.ID:
            return identifier(text)
        case Holds.DAY:
            return day(text)
        case Holds.MOMENT:
            return moment(text)
        case Holds.COUNT:
            return count(text)
        case Holds.YES_NO:
            return yes_no(text, column.default)
        case Holds.MONTH:
            return month(text)
        case Holds.CHOICE:
            return choice(text, column)
    return code(text, column) if column.codes else text


def identifier(text: pl.Expr) -> pl.Expr:
    """Text always; a number that a spreadsheet made of it loses its ".0"."""
    return text.str.replace(r"^(\d+)\.0+$", "$1")


def moment(text: pl.Expr) -> pl.Expr:
    """London time, without a zone; a date alone is its midnight; a trailing Z means UTC."""
    clock = text.str.extract(r"[T ](\d{1,2}:\d{2}(?::\d{2})?)", 1)
    hours = clock.str.extract(r"^(\d+)", 1).cast(pl.Int64, strict=False).fill_null(0)
    minutes = clock.str.extract(r":(\d{2})", 1).cast(pl.Int64, strict=False).fill_null(0)
    half = text.str.extract(r"(?i)\d\s*([ap])\.?m\b", 1).str.to_lowercase()
    noon = half.is_not_null() & (hours == 12)
    hours = hours - pl.when(noon).then(12).otherwise(0) + pl.when(half == "p").then(12).otherwise(0)
    sound = (hours < 24) & (minutes < 60)
    stated = day(text).cast(pl.Datetime("us")) + pl.duration(hours=hours, minutes=minutes)
    in_london = (
        stated.dt.replace_time_zone("UTC")
        .dt.convert_time_zone("Europe/London")
        .dt.replace_time_zone(None)
    )
    zoned = text.str.contains(r"(Z|\+00:00)$")
    return pl.when(sound & zoned).then(in_london).when(sound).then(stated)


def count(text: pl.Expr) -> pl.Expr:
    """A whole number; ages written with decimals are cut, not rounded: age at last birthday."""
    return text.cast(pl.Float64, strict=False).floor().cast(pl.Int64, strict=False)


def yes_no(text: pl.Expr, default: str | None) -> pl.Expr:
    plain = text.str.to_lowercase().str.replace(LETTER, "")
    empty = pl.lit(None if default is None else default == "yes", dtype=pl.Boolean)
    return (
        pl.when(plain.is_in(YES))
        .then(pl.lit(True))
        .when(plain.is_in(NO))
        .then(pl.lit(False))
        .when(plain == "")
        .then(empty)
    )


def month(text: pl.Expr) -> pl.Expr:
    """ "2026-09", also from a date in it."""
    stated = (text + pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(stated, day(text)).dt.strftime("%Y-%m")


def choice(text: pl.Expr, column: Column) -> pl.Expr:
    """The choice as the contract spells it, whatever the case, hyphens and underscores."""
    plain = text.str.to_lowercase().str.replace(LETTER, "").str.replace_all(r"[_\-\s]+", " ")
    known = {_spaced(w): c for w, c in column.also.items()}
    known |= {_spaced(c): c for c in column.choices}
    return plain.replace_strict(known, default=None, return_dtype=pl.String)


def code(text: pl.Expr, column: Column) -> pl.Expr:
    """The code as its list spells it; an unknown one stays as it was written, to be questioned."""
    known = {_bare(w): c for w, c in column.also.items()} | {_bare(c): c for c in column.codes}
    bare = _bare_of(text)
    return pl.coalesce(
        bare.replace_strict(known, default=None, return_dtype=pl.String),
        text.str.replace(f"(?i){LETTER}", ""),
    )


def _spaced(word: str) -> str:
    return word.lower().replace("_", " ").replace("-", " ")


def _bare_of(text: pl.Expr) -> pl.Expr:
    plain = text.str.to_lowercase().str.replace(LETTER, "").str.replace_all("’", "'")
    return plain.str.replace_all(r"\s*[:\-–]\s*", " ").str.replace_all(r"\s+", " ")


@lru_cache(maxsize=1024)
def _bare(word: str) -> str:
    return str(pl.select(_bare_of(pl.lit(word))).item())
