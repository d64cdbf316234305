"""Other frames than the open cases: contacts and referrals without further action, step-downs to
early help, and cases closed, each within a window.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from stocktake.caseload.queries.tables import table
from stocktake.core.periods import Window

NO_ACTION = "(?i)no further action|^nfa$"
SOON = 60  # days within which early help that follows a closure counts as a step-down


class OtherFrame(StrEnum):
    """What a round may be about instead of open cases."""

    CONTACTS = "contacts"
    CONTACTS_NFA = "contacts without further action"
    REFERRALS = "referrals"
    REFERRALS_NFA = "referrals without further action"
    STEP_DOWNS = "step-downs to early help"
    CLOSED = "cases closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRow:
    """One child once, by the latest event of the kind within the window."""

    child_id: str
    happened_on: date
    age: int | None
    sex: str
    ethnicity: str
    team: str
    household_id: str


def other_frame(name: str, kind: OtherFrame, window: Window) -> tuple[OtherRow, ...]:
    """The children of another frame, by child_id; both days of the window are included."""
    events = _events(name, kind).filter(pl.col("happened_on").is_between(window.start, window.end))
    latest = events.group_by("child_id").agg(pl.col("happened_on").max())
    facts = table(name, "cases").select(
        "child_id", "age", "sex", "ethnicity", "household_id", team="allocated_team"
    )
    text = ("sex", "ethnicity", "household_id", "team")
    rows = latest.join(facts, on="child_id", how="left").with_columns(
        pl.col(c).fill_null("") for c in text
    )
    return tuple(OtherRow(**row) for row in rows.sort("child_id").iter_rows(named=True))


def _events(name: str, kind: OtherFrame) -> pl.DataFrame:
    """child_id and happened_on of every event of the kind."""
    if kind in (OtherFrame.CONTACTS, OtherFrame.CONTACTS_NFA):
        rows = table(name, "contacts")
        if kind is OtherFrame.CONTACTS_NFA:
            rows = rows.filter(pl.col("outcome").str.contains(NO_ACTION))
        return rows.select("child_id", happened_on="received_on")
    if kind in (OtherFrame.REFERRALS, OtherFrame.REFERRALS_NFA):
        rows = table(name, "referrals")
        if kind is OtherFrame.REFERRALS_NFA:
            said = pl.col("nfa").fill_null(False) | pl.col("outcome").str.contains(NO_ACTION)
            rows = rows.filter(said)
        return rows.select("child_id", happened_on="received_on")
    closed = _closed(name)
    if kind is OtherFrame.STEP_DOWNS:
        return _stepped_down(name, closed)
    return closed.select("child_id", "happened_on")


def _closed(name: str) -> pl.DataFrame:
    """Closures of cases, and ends of being a child in need, with where the case went."""
    cases = table(name, "cases").select("child_id", "stepped_to", happened_on="closed_on")
    needs = table(name, "episodes").filter(pl.col("kind") == "CIN")
    periods = needs.select("child_id", "stepped_to", happened_on="ended_on")
    return pl.concat([cases, periods]).drop_nulls("happened_on")


def _stepped_down(name: str, closed: pl.DataFrame) -> pl.DataFrame:
    """Said to step down to early help, or followed by early help that began soon after."""
    helped = table(name, "episodes").filter(pl.col("kind") == "EH")
    both = closed.join(helped.select("child_id", began="started_on"), on="child_id", how="left")
    days = (pl.col("began") - pl.col("happened_on")).dt.total_days()
    soon = days.is_between(-SOON // 2, SOON).fill_null(False)
    said = (pl.col("stepped_to") == "EH").fill_null(False)
    return both.filter(said | soon).select("child_id", "happened_on")
