"""The reference for timeliness: one child, one clock at a time, with plain dates and loops.

Written from the words of the rules and slow on purpose; the kernel must agree with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stocktake.core.periods import Window, add_months, add_working_days
from stocktake.indicators.domain.rules import Pace, Rule, Version
from stocktake.indicators.domain.spans import Span, Unit

IN, OUT, UNSURE = "in timescale", "out of timescale", "cannot tell"
NOT_DUE, NONE = "not due", "not applicable or declined"
ORDER = (NOT_DUE, NONE, IN, UNSURE, OUT)


@dataclass(frozen=True)
class Event:
    day: date
    sure: bool = True
    declined: bool = False


@dataclass(frozen=True)
class Spell:
    """A time in which the duty stands; `start` None where it is not recorded."""

    start: date | None
    end: date | None = None
    regime: str = ""
    stricter: str = ""
    first_review: date | None = None
    fifth_birthday: date | None = None
    none: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class Clock:
    start: date | None
    due: date | None
    met: date | None
    stop: date
    verdict: str
    gap: int = 0

    @property
    def over(self) -> int:
        late = self.verdict == OUT and self.due is not None
        return (self.stop - self.due).days if late and self.due else 0


def later(day: date, span: Span) -> date:
    """The last day on time, counted the plain way."""
    n = span.count
    if span.unit is Unit.WORKING_DAYS:
        return add_working_days(day, n)
    if span.unit is Unit.MONTHS:
        return add_months(day, n)
    if span.unit is Unit.CALENDAR_MONTHS:
        return add_months(day.replace(day=1), n) - timedelta(days=1)
    if span.unit is Unit.TERMS:
        return _end_of_next_term(day)
    return day + timedelta(days={Unit.HOURS: n // 24, Unit.WEEKS: 7 * n}.get(span.unit, n))


def _end_of_next_term(day: date) -> date:
    """Terms end on 31 March, 31 August and 31 December."""
    ends = [date(y, m, 31) for y in (day.year, day.year + 1) for m in (3, 8, 12)]
    return [e for e in ends if e >= day][1]


def text_on(rule: Rule, day: date) -> Version | None:
    for version in rule.versions:
        if version.valid_from <= day and (version.valid_to is None or day <= version.valid_to):
            return version
    return None


def due(pace: Pace, spell: Spell, start: date, nth: int) -> date:
    """When the clock that starts on `start` runs out; `nth` is 0 from the trigger, then 1, 2 …"""
    span = pace.then_every or pace.due
    if nth > 0:
        if pace.after_one_year and spell.start and start >= add_months(spell.start, 12):
            span = pace.after_one_year
        if pace.after_one_year and spell.start is None:
            span = pace.after_one_year
        if pace.under_five and spell.fifth_birthday and start < spell.fifth_birthday:
            span = pace.under_five
    if nth == 1 and pace.second:
        span = pace.second
    if pace.until_first_review and (spell.first_review is None or start < spell.first_review):
        span = pace.until_first_review
    if nth == 0:
        span = pace.due
    assert span is not None
    return later(start, span)


def repeated(
    rule: Rule,
    spells: Sequence[Spell],
    events: Sequence[Event],
    window: Window,
    since: date | None = None,
) -> list[Clock]:
    events = [e for e in events if since is None or e.day >= since]
    found: list[Clock] = []
    for spell in sorted(spells, key=lambda s: s.start or date.min):
        if (spell.end and spell.end < window.start) or (spell.start and spell.start > window.end):
            continue
        if spell.none:
            found.append(Clock(spell.start, None, None, window.end, NONE))
            continue
        sure = _chain(rule, spell, [e for e in events if e.sure], window, since)
        every = _chain(rule, spell, events, window, since)
        found += [_doubted(c, every) for c in sure if c.stop >= window.start]
    return found


def _doubted(clock: Clock, every: Sequence[Clock]) -> Clock:
    """Late without what may not count, and in time with it: nobody can tell."""
    inner = [c for c in every if c.start and clock.start and clock.start <= c.start < clock.stop]
    surely = any(c.verdict == OUT for c in inner)
    return replace(clock, verdict=UNSURE) if clock.verdict == OUT and not surely else clock


def _chain(
    rule: Rule, spell: Spell, events: Sequence[Event], window: Window, since: date | None
) -> list[Clock]:
    as_of = window.end
    last = min(spell.end or as_of, as_of)
    inside = sorted(
        (e for e in events if (spell.start is None or spell.start <= e.day) and e.day <= last),
        key=lambda e: e.day,
    )
    older = since is not None and (spell.start is None or spell.start < since)
    found = []
    for nth in range(len(inside) + 1):
        start = inside[nth - 1].day if nth else spell.start
        event = inside[nth] if nth < len(inside) else None
        clock = _clock(rule, spell, start, event, nth, nth + 2 * older, window, since)
        if clock is not None:
            found.append(clock)
    return found


def _clock(
    rule: Rule,
    spell: Spell,
    start: date | None,
    event: Event | None,
    nth: int,
    ordinal: int,
    window: Window,
    since: date | None,
) -> Clock | None:
    met = event.day if event else None
    stop = met or min(spell.end or window.end, window.end)
    if start is None:
        return None if event else Clock(None, None, None, stop, UNSURE)
    before = nth == 0 and since is not None and start < since
    if before:
        assert since is not None
        start = since
    gap = max((stop - start).days, 0)
    first = rule.versions[0].valid_from
    counted = first if start < first <= stop else start
    text = text_on(rule, counted)
    if text is None:  # of what ended before the rule and began before the extract nothing is known
        return None if before and event else Clock(start, None, met, stop, NONE, gap)
    on = due(text.regimes.get(spell.regime, text.pace), spell, counted, ordinal)
    verdict = OUT if stop > on else (IN if event else NOT_DUE)
    if verdict == IN and event and event.declined:
        verdict = NONE
    if verdict == OUT and (spell.unsure or text.relaxed):
        verdict = UNSURE
    if spell.stricter and verdict in (IN, NOT_DUE, NONE):
        strict = due(text.regimes.get(spell.stricter, text.pace), spell, counted, ordinal)
        verdict = UNSURE if stop > strict else verdict
    if before and verdict == IN:
        return None
    if before and verdict == NOT_DUE:
        verdict = UNSURE
    return Clock(start, on, met, stop, verdict, gap)


@dataclass(frozen=True)
class Trigger:
    start: date | None
    met: date | None
    none: bool = False
    declined: bool = False
    unsure: bool = False


def once(rule: Rule, triggers: Sequence[Trigger], window: Window) -> list[Clock]:
    found = [c for t in triggers if (c := _once(rule, t, window)) is not None]
    return found


def _once(rule: Rule, trigger: Trigger, window: Window) -> Clock | None:
    if trigger.start is None:
        return Clock(date.max, None, None, window.end, NOT_DUE)
    if trigger.start > window.end:
        return None
    met = trigger.met if trigger.met and trigger.met <= window.end else None
    stop = met or window.end
    text = text_on(rule, trigger.start)
    if text is None:
        return (
            Clock(trigger.start, None, met, stop, NONE) if trigger.start >= window.start else None
        )
    assert text.pace.due is not None
    on = later(trigger.start, text.pace.due)
    verdict = OUT if stop > on else (IN if met else NOT_DUE)
    if trigger.declined and (met is None or verdict != OUT):
        verdict = NONE
    if verdict == OUT and (text.relaxed or trigger.unsure):
        verdict = UNSURE
    verdict = NONE if trigger.none else verdict
    counted = on if verdict == NONE else stop
    return Clock(trigger.start, on, met, stop, verdict) if counted >= window.start else None


def summed(clocks: Sequence[Clock], *, repeats: bool) -> dict[str, object] | None:
    """The verdict of one child and rule from its clocks."""
    if not clocks:
        return None
    ordered = sorted(clocks, key=lambda c: c.start or date.min)
    at: Callable[[Clock], tuple[int, int, int]] = lambda c: (  # noqa: E731
        ORDER.index(c.verdict), c.over, ordered.index(c),
    )  # fmt: skip
    worst = max(ordered, key=at)
    return {
        "verdict": worst.verdict,
        "now": ordered[-1].verdict,
        "days_over": worst.over,
        "due_on": worst.due,
        "judged_on": worst.met,
        "on_time": sum(c.verdict == IN for c in clocks),
        "late": sum(c.verdict == OUT for c in clocks),
        "unsure": sum(c.verdict == UNSURE for c in clocks),
        "longest_gap": max(c.gap for c in clocks) if repeats else 0,
    }
