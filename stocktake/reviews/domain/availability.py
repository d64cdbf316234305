"""When somebody can be met for discussions: the half days that they give."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.states import LONDON, london_day
from stocktake.rounds.domain.timetable import Span

MORNING, AFTERNOON = "am", "pm"
HALVES = {MORNING: (time(9, 0), time(12, 30)), AFTERNOON: (time(13, 30), time(17, 0))}
MAY = (Capacity.REVIEWER, Capacity.WORKER, Capacity.TEAM_MANAGER)


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """One half of a working day."""

    day: date
    part: str

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()}-{self.part}"

    @property
    def span(self) -> Span:
        """Its hours in London."""
        start, end = (datetime.combine(self.day, t, tzinfo=LONDON) for t in HALVES[self.part])
        return Span(start=start, end=end)


@dataclass(frozen=True, kw_only=True)
class GiveTimes(Act):
    """The half days on which one can be met; given again, they take the place of the earlier."""

    NAME: ClassVar[str] = "availability.given"
    person: str
    halves: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Available:
    """What a person gave. None given is something else than nothing said."""

    person: str
    halves: tuple[Half, ...] = field(default=())
    status: str = "given"

    def spans(self, since: datetime, until: date | None = None) -> tuple[Span, ...]:
        """What is still to come, until a last day where there is one."""
        day = london_day(since)
        return tuple(
            h.span for h in self.halves if h.day >= day and (until is None or h.day <= until)
        )


MOVES = (Rule(act=GiveTimes, before=(None, "given"), after="given", may=MAY),)


def half_of(key: str) -> Half | None:
    """The half day of "2026-10-26-am", or None where it is not one."""
    day, _, part = key.rpartition("-")
    try:
        return Half(date.fromisoformat(day), part) if part in HALVES else None
    except ValueError:
        return None


def halves_of(keys: Iterable[str]) -> tuple[Half, ...]:
    """Half days in order; what is none is left out."""
    return tuple(sorted({half for key in keys if (half := half_of(key))}))


def refusal(state: Available | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why these times may not be given, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="what you gave"):
        return sentence
    assert isinstance(act, GiveTimes)
    if act.person != by.id:
        return "Everybody says for themselves when they can be met."
    if any(half_of(key) is None for key in act.halves):
        return "Choose mornings and afternoons from those shown."
    return None


def after(state: Available | None, act: Act, by: Person, at: datetime) -> Available:
    assert isinstance(act, GiveTimes)
    status = lifecycle.next_status(MOVES, state, act)
    return Available(person=act.person, halves=halves_of(act.halves), status=status)
