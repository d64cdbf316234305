"""Months in a row: the series behind the process-control charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from stocktake.caseload import queries as caseload
from stocktake.core.periods import Window, months_before
from stocktake.indicators.domain import summary
from stocktake.indicators.domain.figures import lone_teams
from stocktake.indicators.domain.summary import VISITS
from stocktake.indicators.domain.xmr import Control, control
from stocktake.indicators.queries.judging import Reading, reading

MONTHS = 24
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One measure by whole month, oldest first, with what it shows."""

    key: str
    words: str
    unit: str
    better: str
    months: tuple[str, ...]
    values: tuple[float, ...]
    control: Control | None


def trends(snapshot: str, *, team: str = "") -> tuple[Trend, ...]:
    """Visits and supervision on time and the lag of writing up, for the service or one team.

    Whole months only, up to the last that ended by the day of the extract. None of a team of one
    worker: they would be figures about that worker.
    """
    card = caseload.snapshot(snapshot).card
    window = whole_months(card.as_of)
    found = reading(snapshot, window=window)
    if team in lone_teams(found.verdicts):
        return ()
    occasions = found.occasions if not team else found.occasions.filter(pl.col("team") == team)
    return (
        _share("visits", "Visits on time", occasions, VISITS),
        _share("supervision", "Supervision on time", occasions, ("supervision",)),
        _lag(found, team),
    )


def whole_months(as_of: date) -> Window:
    """Two years of whole months."""
    after = as_of + timedelta(days=1)
    end = after.replace(day=1) - timedelta(days=1)
    return Window(months_before(end.replace(day=1), MONTHS - 1), end)


def _share(key: str, words: str, occasions: pl.DataFrame, rules: Sequence[str]) -> Trend:
    rows = summary.on_time(occasions, rules, ["month"]).drop_nulls(["share", "month"])
    values = tuple(rows["share"].to_list())
    return Trend(
        key=key, words=words, unit="%", better="high",
        months=tuple(_name(m) for m in rows["month"]), values=values,
        control=control(values, better="high", lowest=0, highest=100),
    )  # fmt: skip


def _lag(found: Reading, team: str) -> Trend:
    """Days from a visit to its writing up, the mean of each month."""
    visits = caseload.table(found.snapshot, "visits")
    if team:
        cases = caseload.table(found.snapshot, "cases").filter(pl.col("allocated_team") == team)
        visits = visits.filter(pl.col("child_id").is_in(cases["child_id"].implode()))
    rows = summary.upload_lag(visits, "happened_on", found.window, ["month"])
    rows = rows.drop_nulls(["mean_days", "month"])
    values = tuple(rows["mean_days"].to_list())
    return Trend(
        key="upload", words="Days until a visit is written up", unit=" days", better="low",
        months=tuple(_name(m) for m in rows["month"]), values=values,
        control=control(values, better="low", lowest=0),
    )  # fmt: skip


def _name(month: str) -> str:
    """ "2026-09" as "Sep 26"."""
    return f"{NAMES[int(month[5:7]) - 1]} {month[2:4]}"
