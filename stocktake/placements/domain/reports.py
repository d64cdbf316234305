"""Regulation 44 reports: received, sent to commissioning, read with what follows; and months missed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.periods import add_months
from stocktake.core.thread import Act, Person

THING = "this report"
RECEIVED, SENT, READ = "received", "sent to commissioning", "read"
FOLLOWS = (
    "nothing further",
    "raised with the provider",
    "raised with the child’s social worker",
    "a visit is arranged",
)
RECEIVERS = (
    Capacity.QA_MANAGER,
    Capacity.COMMISSIONING_OFFICER,
    Capacity.DATA_ANALYST,
    Capacity.LOCAL_OPERATOR,
)
SEERS = (
    Capacity.COMMISSIONING_OFFICER,
    Capacity.QA_MANAGER,
    Capacity.HEAD_OF_SERVICE,
    Capacity.ASSISTANT_DIRECTOR,
    Capacity.BOARD_CHAIR,
)


@dataclass(frozen=True, kw_only=True)
class ReceiveReport(Act):
    """`month` is the first day of the month visited."""

    NAME: ClassVar[str] = "reg44.received"
    setting_id: str
    setting_name: str
    month: date
    received_on: date | None
    visited_on: date | None = None
    placing_authority_copy: bool = True
    summary: str = ""
    snapshot: str = ""


@dataclass(frozen=True, kw_only=True)
class SendReport(Act):
    NAME: ClassVar[str] = "reg44.sent"


@dataclass(frozen=True, kw_only=True)
class ReadReport(Act):
    NAME: ClassVar[str] = "reg44.read"
    follows: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReportState:
    status: str
    setting_id: str
    setting_name: str
    month: date
    received_on: date | None
    visited_on: date | None
    placing_authority_copy: bool
    summary: str
    snapshot: str
    sent_at: datetime | None = None
    read_at: datetime | None = None
    read_by: str = ""
    follows: str = ""
    text: str = ""


MOVES = (
    Rule(act=ReceiveReport, before=(None,), after=RECEIVED, may=RECEIVERS),
    Rule(act=SendReport, before=(RECEIVED,), after=SENT, may=RECEIVERS),
    Rule(
        act=ReadReport, before=(RECEIVED, SENT), after=READ, may=(Capacity.COMMISSIONING_OFFICER,)
    ),
)


def refusal(state: ReportState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be done with this report now, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing=THING):
        return sentence
    if isinstance(act, ReceiveReport):
        if not act.setting_name.strip() or not act.setting_id.strip():
            return "Choose the home that the report is about."
        if act.month > at.date():
            return "The month of the visit has not begun."
        if act.received_on and act.received_on > at.date():
            return "The day it was received is in the future."
    if isinstance(act, ReadReport):
        if act.follows not in FOLLOWS:
            return f"Say what follows: {', '.join(FOLLOWS)}."
        if not act.text.strip():
            return "Say in a sentence what you read and why this follows."
    return None


def after(state: ReportState | None, act: Act, by: Person, at: datetime) -> ReportState:
    """The report once a lawful act is done."""
    status = lifecycle.next_status(MOVES, state, act)
    if isinstance(act, ReceiveReport):
        return ReportState(status=status, **{**act.body(), "month": act.month.replace(day=1)})
    assert state is not None
    if isinstance(act, ReadReport):
        return replace(
            state,
            status=status,
            read_at=at,
            read_by=by.id,
            follows=act.follows,
            text=act.text.strip(),
        )
    return replace(state, status=status, sent_at=at)


def months(last: date, count: int) -> tuple[date, ...]:
    """The first days of `count` months, ending with the month of `last`."""
    first = last.replace(day=1)
    return tuple(add_months(first, n - count + 1) for n in range(count))


def months_missed(
    logged: Collection[date],
    stays: Iterable[tuple[date, date | None]],
    *,
    today: date,
    count: int = 6,
) -> tuple[date, ...]:
    """Whole months before this one in which one of our children lived there and no report is
    logged. `logged`: first days of months; `stays`: (from, until or None)."""
    listed = list(stays)
    wanted = months(add_months(today.replace(day=1), -1), count)
    return tuple(m for m in wanted if m not in logged and any(_lived(s, m) for s in listed))


def _lived(stay: tuple[date, date | None], month: date) -> bool:
    start, end = stay
    return start < add_months(month, 1) and (end is None or end >= month)


def month_in_words(month: date) -> str:
    return f"{month:%B %Y}"


def may_see(who: Person) -> bool:
    """The placement strand: no notes and no review stands in it."""
    return who.holds(*SEERS)
