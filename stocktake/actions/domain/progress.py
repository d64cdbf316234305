"""Counting actions as they stood on any day, by one function for list, agenda, chart and export.

Open means agreed and not yet verified or withdrawn: evidence given is still open until a second
person has verified it. Overdue means with its owner past its due date; it is worked out when read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stocktake.actions.domain.recommendations import (
    AGREED,
    DONE,
    DRAFTED,
    RETURNED,
    UNDER_WAY,
    VERIFIED,
    WITHDRAWN,
)

WITH_OWNER = frozenset({AGREED, UNDER_WAY, RETURNED})
OPEN = WITH_OWNER | {DONE}
AGES = ((0, 30), (31, 60), (61, 90), (91, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From this day the action stood so."""

    day: date
    status: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One action's turns in order, the draft first."""

    id: str
    turns: tuple[Turn, ...]

    def on(self, day: date) -> Turn | None:
        """How it stood at the end of that day; None before it was drafted."""
        return next((t for t in reversed(self.turns) if t.day <= day), None)

    def first(self, status: str, by: date) -> date | None:
        """The first day it stood so, up to `by`."""
        return next((t.day for t in self.turns if t.status == status and t.day <= by), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """How things stood at the end of one Monday (or of the day asked, for the last)."""

    day: date
    in_time: int
    overdue: int
    opened: int  # agreed since the week before
    closed: int  # verified since the week before

    @property
    def open(self) -> int:
        return self.in_time + self.overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts on a day. `done` counts every action whose owner has given evidence, verified or
    returned since; `total` leaves out what was withdrawn."""

    as_of: date
    total: int
    drafted: int
    agreed: int
    under_way: int
    done: int
    awaiting: int  # evidence given, waiting for a second person
    verified: int
    returned: int
    withdrawn: int
    overdue: int
    open: int
    weeks: tuple[Week, ...]
    ages: tuple[tuple[str, int], ...]  # days since agreed, of those open

    @property
    def in_words(self) -> str:
        if not self.total:
            return "No recommendations yet."
        return f"{self.total} {_noun(self.total)}: {self.done} done with evidence, " + (
            f"{self.verified} verified, {self.returned} returned, {self.overdue} overdue."
        )


def is_overdue(turn: Turn, day: date) -> bool:
    return turn.status in WITH_OWNER and turn.due < day


def overdue_words(turn: Turn, day: date) -> str:
    """ "Overdue by 3 days", or nothing."""
    days = (day - turn.due).days
    return f"Overdue by {days} day{'s' if days != 1 else ''}" if is_overdue(turn, day) else ""


def progress(courses: Sequence[Course], as_of: date, *, weeks: int = 14) -> Progress:
    """The counts on `as_of`, with at most `weeks` weeks of burn-down before it."""
    stood = [turn for c in courses if (turn := c.on(as_of))]
    count = {s: sum(1 for t in stood if t.status == s) for s in {t.status for t in stood}}
    live = [c for c in courses if (turn := c.on(as_of)) and turn.status != WITHDRAWN]
    return Progress(
        as_of=as_of,
        total=len(live),
        drafted=count.get(DRAFTED, 0),
        agreed=count.get(AGREED, 0),
        under_way=count.get(UNDER_WAY, 0),
        done=sum(1 for c in live if c.first(DONE, as_of)),
        awaiting=count.get(DONE, 0),
        verified=count.get(VERIFIED, 0),
        returned=count.get(RETURNED, 0),
        withdrawn=count.get(WITHDRAWN, 0),
        overdue=sum(1 for t in stood if is_overdue(t, as_of)),
        open=sum(1 for t in stood if t.status in OPEN),
        weeks=burn_down(courses, as_of, weeks=weeks),
        ages=_ages(courses, as_of),
    )


def burn_down(courses: Sequence[Course], as_of: date, *, weeks: int = 14) -> tuple[Week, ...]:
    """One point for each Monday since the first action was agreed, and one for `as_of`."""
    agreed = [day for c in courses if (day := c.first(AGREED, as_of))]
    if not agreed:
        return ()
    monday = as_of - timedelta(days=as_of.weekday())
    days = [monday - timedelta(weeks=n) for n in range(weeks)]
    days = sorted({d for d in days if d >= min(agreed)} | {as_of})
    before = [min(agreed) - timedelta(days=1), *days]
    return tuple(_week(courses, day, since) for since, day in zip(before, days, strict=False))


def _week(courses: Iterable[Course], day: date, since: date) -> Week:
    listed = list(courses)
    stood = [turn for c in listed if (turn := c.on(day)) and turn.status in OPEN]
    late = sum(1 for t in stood if is_overdue(t, day))
    return Week(
        day=day,
        in_time=len(stood) - late,
        overdue=late,
        opened=sum(
            1 for c in listed for t in c.turns if t.status == AGREED and since < t.day <= day
        ),
        closed=sum(
            1 for c in listed for t in c.turns if t.status == VERIFIED and since < t.day <= day
        ),
    )


def _ages(courses: Iterable[Course], as_of: date) -> tuple[tuple[str, int], ...]:
    days = [
        (as_of - (c.first(AGREED, as_of) or as_of)).days
        for c in courses
        if (turn := c.on(as_of)) and turn.status in OPEN
    ]
    return tuple(
        (f"{low} to {high} days" if high else "more than 90 days", _between(days, low, high))
        for low, high in AGES
    )


def _between(days: Iterable[int], low: int, high: int | None) -> int:
    return sum(1 for d in days if low <= d and (high is None or d <= high))


def _noun(count: int) -> str:
    return "recommendation" if count == 1 else "recommendations"
