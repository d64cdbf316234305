"""Regulation 44: each calendar month that a child lived in a children's home, and its visit."""

import re

import numpy as np
import polars as pl

from stocktake.indicators.domain.clocks import Small
from stocktake.indicators.domain.coverage import Held
from stocktake.indicators.domain.once import Triggers
from stocktake.indicators.domain.partition import Partition, Rows
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.spans import FAR, Days, Flags
from stocktake.indicators.domain.vocabulary import Reason

CODES = ("K1", "K2")  # secure and other children's homes, in the looked-after children return
WORDS = ("children's home", "childrens home", "children’s home")
YEAR = 12


def in_childrens_homes(part: Partition, rule: Rule) -> Triggers:
    """One clock a month and stay, for the last year of the stay and no earlier than the reports."""
    rows = part.rows("placements")
    rows = rows.where(_childrens_home(rows))
    first = _month(rows.day("started_on"))
    last = _month(np.minimum(rows.day("ended_on"), part.as_of).astype(np.int32))
    first = np.maximum(first, last - YEAR)
    told = part.coverage.of("reg44")
    if told.since is not None:
        first = np.maximum(first, _month(np.array([told.since], dtype=np.int32))[0])
    each = np.maximum(last - first + 1, 0)
    stay = np.repeat(np.arange(len(rows)), each)
    month = np.arange(len(stay)) - np.repeat(np.cumsum(each) - each - first, each)
    start = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    met = _visited(part, rows, stay, month)
    silent = told.held is Held.NONE
    nameless = ~rows.has("setting_id")[stay]
    unsure = np.where(nameless, np.int8(Reason.HOME_UNKNOWN), 0)
    unsure = np.where(silent, np.int8(Reason.NOT_TOLD), unsure)
    return Triggers(
        child=rows.child[stay],
        start=start.astype(np.int32),
        met=met,
        none=_reason(rows.no("in_england")[stay], Reason.OUTSIDE_ENGLAND),
        unsure=unsure.astype(np.int8),
    )


def _childrens_home(rows: Rows) -> Flags:
    """As the extract says; where it does not, by code or words."""
    said, denied = rows.yes("children_home"), rows.no("children_home")
    coded = rows.among("placement_code", *CODES) | rows.holding("placement_type", WORDS)
    named = rows.matching("placement_type", CODES, lambda t: bool(re.search(r"\bk[12]\b", t)))
    coded = coded | named
    return said | (~denied & coded)


def _month(days: Days) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    near = np.where(np.abs(days) >= FAR // 2, 0, days)
    return near.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _visited(
    part: Partition,
    rows: Rows,
    stay: "np.ndarray[tuple[int], np.dtype[np.intp]]",
    month: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> Days:
    """By stay and month, the day of the home's visit; the month's first where no day is given."""
    homes = part.tables.get("reg44")
    if homes is None or not homes.height or not len(stay):
        return np.full(len(stay), FAR, dtype=np.int32)
    start = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    wanted = pl.DataFrame(
        {
            "setting_id": rows.text("setting_id").gather(stay),
            "month": pl.Series(start.astype(np.int32)).cast(pl.Date).dt.strftime("%Y-%m"),
            "first": start.astype(np.int32),
        }
    )
    known = homes.select(
        "setting_id",
        pl.col("month").cast(pl.String).str.slice(0, 7),
        day=pl.col("visited_on").cast(pl.Date).to_physical()
        if "visited_on" in homes.columns
        else pl.lit(None, dtype=pl.Int32),
        here=pl.lit(True),
    ).unique(["setting_id", "month"], keep="first")
    found = wanted.join(known, on=["setting_id", "month"], how="left", maintain_order="left")
    day = found.select(
        pl.when("here").then(pl.coalesce("day", "first")).otherwise(pl.lit(FAR)).alias("day")
    )["day"]
    return day.fill_null(FAR).to_numpy().astype(np.int32)


def _reason(where: Flags, reason: Reason) -> Small:
    return np.where(where, np.int8(reason), 0).astype(np.int8)
