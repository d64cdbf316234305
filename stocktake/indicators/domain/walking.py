"""Duties that come back: from one visit to the next, from the trigger to the first, from the last to now.

A spell is a time in which the duty stands (a plan, a placement); its clock starts with the spell
and again with every event. The gap that is open on the as-of day and the gap that was open when
the window began count like any other, and a spell without an event is one gap.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stocktake.indicators.domain.clocks import (
    Clocks,
    Small,
    due_days,
    joined,
    relaxed,
    versions,
    without_a_clock,
)
from stocktake.indicators.domain.coverage import Held, Told
from stocktake.indicators.domain.partition import UNKNOWN, Index
from stocktake.indicators.domain.rules import Pace, Rule, SpanText
from stocktake.indicators.domain.spans import FAR, Days, Flags, Span, Unit, due, number
from stocktake.indicators.domain.vocabulary import Reason, State

PLAIN = ("",)
YEAR = Span(12, Unit.MONTHS)


def _zeros() -> Small:
    return np.zeros(0, dtype=np.int8)


@dataclass(frozen=True, kw_only=True)
class Spells:
    """Arrangements, by child and start. Optional columns left out mean none of it anywhere.

    `none`: the reason why the duty does not apply. `unsure`: the reason why lateness cannot be
    told. `note`: said beside the verdict. `strict`: the regime that may apply instead.
    """

    child: Days
    start: Days  # UNKNOWN where it is not recorded
    end: Days  # FAR while it goes on
    regimes: tuple[str, ...] = PLAIN
    regime: Small | None = None
    strict: Small | None = None
    first_review: Days | None = None
    fifth_birthday: Days | None = None
    none: Small | None = None
    unsure: Small | None = None
    note: Small | None = None

    def __len__(self) -> int:
        return len(self.child)

    def take(self, which: "Flags | NDArray[np.intp]") -> "Spells":
        columns = (
            "child", "start", "end", "regime", "strict", "first_review", "fifth_birthday", "none",
            "unsure", "note",
        )  # fmt: skip
        facts = {c: getattr(self, c) for c in columns}
        part = {c: v[which] for c, v in facts.items() if v is not None}
        return Spells(regimes=self.regimes, **part)


@dataclass(frozen=True, kw_only=True)
class Events:
    """What stops a clock, by child and day. `unsure`: why it may not count; `declined`: why it
    answers the duty without meeting it."""

    child: Days
    day: Days
    unsure: Small | None = None
    declined: Small | None = None

    def take(self, which: Flags) -> "Events":
        unsure = None if self.unsure is None else self.unsure[which]
        declined = None if self.declined is None else self.declined[which]
        return Events(
            child=self.child[which], day=self.day[which], unsure=unsure, declined=declined
        )


@dataclass(frozen=True, kw_only=True)
class Over:
    """The time over which clocks are judged: those that ended before `start` are left out."""

    start: int
    as_of: int


@dataclass(frozen=True)
class _Gaps:
    """Gaps before they are judged, spell after spell: the first and the last of each are edges.

    `spell`: by gap. `head`, `tail`: by spell the index of its first and its last gap; the last has
    no event. `event`: by spell the event that ends its first gap. `skipped`: gaps of the spell left
    out before that. `older`: clocks of the spell may have run before the extract begins.
    """

    spell: Index
    head: Index
    tail: Index
    event: Index
    skipped: Index
    older: Flags

    @property
    def triggers(self) -> Index:
        """Gaps that begin with the spell itself."""
        found: Index = self.head[self.skipped == 0]
        return found

    def nth(self, n: int) -> Flags:
        """Gaps that are the n-th of their spell, as far as it is known how many there were."""
        found = np.zeros(len(self.spell), dtype=bool)
        at = self.head + n - self.skipped
        found[at[(at >= self.head) & (at <= self.tail) & ~self.older]] = True
        return found


def walk(rule: Rule, spells: Spells, events: Events, told: Told, window: Over) -> Clocks:
    """Every clock of a rule that was running in the window."""
    if told.since is not None and (events.day < told.since).any():
        events = events.take(events.day >= told.since)  # strays from before the extract begins
    running = (spells.end >= window.start) & (spells.start <= window.as_of)
    spells = spells if running.all() else spells.take(running)
    parts = []
    applies = np.ones(len(spells), dtype=bool)
    if spells.none is not None:
        applies = spells.none == 0
        out = spells.take(~applies)
        assert out.none is not None
        parts.append(without_a_clock(out.child, State.NONE, out.none, out.start))
    rest = spells if applies.all() else spells.take(applies)
    if told.held is Held.NONE:
        parts.append(without_a_clock(rest.child, State.UNSURE, Reason.NOT_TOLD, rest.start))
    elif events.unsure is None or not (events.unsure > 0).any():
        parts.append(_walked(rule, rest, events, told, window)[0])
    else:
        sure = _walked(rule, rest, events.take(events.unsure == 0), told, window)
        # from the beginning: what was late before the window decides about a clock still running
        always = Over(start=UNKNOWN, as_of=window.as_of)
        every = _walked(rule, rest, events, told, always)
        latest = told.held is Held.LATEST
        parts.append(
            _since_latest(sure[0], every[0], events) if latest else _doubtful(*sure, *every, events)
        )
    return joined(parts)


def _walked(
    rule: Rule, spells: Spells, events: Events, told: Told, window: Over
) -> tuple[Clocks, Index]:
    """The clocks, and by clock the number of its spell."""
    gaps = _gaps(spells, events, told, window)
    start, stop = _edges(spells, gaps, events, window)
    floor = _floor(start, gaps, told)
    counted = _since_the_rule(rule, start, stop)
    version, in_force = versions(rule, counted)
    done = np.ones(len(stop), dtype=bool)
    done[gaps.tail] = False
    clocks = Clocks(
        child=spells.child[gaps.spell], start=start, stop=stop, done=done,
        due=_due(rule, spells, gaps, counted, version, None),
        state=np.full(len(stop), State.IN, dtype=np.int8),
        reason=np.zeros(len(stop), dtype=np.int8), version=version,
    )  # fmt: skip
    _judge(clocks, gaps, spells, events, window)
    if spells.strict is not None:
        _doubt(clocks, _due(rule, spells, gaps, counted, version, spells.strict))
    eased = relaxed(rule, version)
    _set(clocks, eased & (clocks.state == State.OUT), Reason.RELAXED)
    keep = _start_unknown(clocks, gaps, floor)
    if not in_force.all():
        _outside(clocks, ~in_force & (start != UNKNOWN))
    return (clocks, gaps.spell) if keep is None else (clocks.take(keep), gaps.spell[keep])


def _since_the_rule(rule: Rule, start: Days, stop: Days) -> Days:
    """The day that a gap counts from: one older than the rule, and open then, from its first day.

    Nobody visited since before there was a duty is not outside it.
    """
    begins = number(rule.versions[0].valid_from)
    older = (start < begins) & (start != UNKNOWN) & (stop >= begins)
    return np.where(older, np.int32(begins), start) if older.any() else start


def _gaps(spells: Spells, events: Events, told: Told, window: Over) -> _Gaps:
    """The gaps of every spell, those that ended before the window left out."""
    low = np.searchsorted(events.child, spells.child, side="left")
    high = np.searchsorted(events.child, spells.child, side="right")
    first = _bound(events.day, low, high, spells.start)
    until = np.minimum(spells.end, np.int32(window.as_of))
    after = np.maximum(_bound(events.day, low, high, until + np.int32(1)), first)
    count = after - first
    if told.held is Held.LATEST:
        skipped = count
    else:
        began = np.full(len(spells), window.start, dtype=np.int32)
        skipped = np.clip(_bound(events.day, low, high, began) - first, 0, count)
    each = count - skipped + 1
    tail = np.cumsum(each) - 1
    older = np.zeros(len(spells), dtype=bool)
    if told.held is Held.LATEST:
        older = count > 0
    elif told.since is not None:
        older = spells.start < told.since
    spell = np.repeat(np.arange(len(spells)), each)
    return _Gaps(spell, tail - each + 1, tail, first + skipped, skipped, older)


def _bound(days: Days, low: Index, high: Index, wanted: Days) -> Index:
    """By spell the first event between `low` and `high` that is not before the day wanted."""
    low, high = low.copy(), high.copy()
    if not len(days):
        return low
    while (open_ := low < high).any():
        middle = (low + high) >> 1
        before = open_ & (days[np.minimum(middle, len(days) - 1)] < wanted)
        low = np.where(before, middle + 1, low)
        high = np.where(open_ & ~before, middle, high)
    return low


def _edges(spells: Spells, gaps: _Gaps, events: Events, window: Over) -> tuple[Days, Days]:
    """By gap the day it began and the day it stopped: a gap begins where the one before stopped."""
    number = np.arange(len(gaps.spell)) + np.repeat(
        gaps.event - gaps.head, gaps.tail - gaps.head + 1
    )
    if len(events.day):
        stop = events.day[np.minimum(number, len(events.day) - 1)]
    else:
        stop = np.zeros(len(number), dtype=np.int32)
    stop[gaps.tail] = np.minimum(spells.end, np.int32(window.as_of))
    start = np.empty_like(stop)
    start[1:] = stop[:-1]
    before = events.day[gaps.event - 1] if len(events.day) else spells.start
    start[gaps.head] = np.where(gaps.skipped == 0, spells.start, before)
    return start, stop


def _floor(start: Days, gaps: _Gaps, told: Told) -> Flags | None:
    """Gaps that began before the extract does: from its first day on they can be seen."""
    if told.since is None:
        return None
    floor = np.zeros(len(start), dtype=bool)
    floor[gaps.triggers] = True
    floor &= (start < told.since) & (start != UNKNOWN)
    start[floor] = told.since
    return floor


def _due(
    rule: Rule, spells: Spells, gaps: _Gaps, start: Days, version: Small, regime: Small | None
) -> Days:
    """Due days; `regime` in place of the spells' own."""
    codes = spells.regime if regime is None else regime

    def of_pace(pace: Pace, which: "NDArray[np.intp] | slice") -> Days:
        return _of_pace(pace, spells, gaps, start, which)

    by_gap = None if codes is None else codes[gaps.spell]
    return due_days(rule, version, by_gap, spells.regimes, of_pace)


def _of_pace(
    pace: Pace, spells: Spells, gaps: _Gaps, start: Days, which: "NDArray[np.intp] | slice"
) -> Days:
    usual = pace.then_every or pace.due
    assert usual is not None
    start, spell = start[which], gaps.spell[which]
    found = due(start, usual)

    def instead(span: SpanText, where: Flags) -> None:
        if span is not None and span != usual and where.any():
            found[where] = due(start[where], span)

    first = gaps.nth(0)[which] if _more_than_one(pace) else np.zeros(0, dtype=bool)
    if pace.after_one_year is not None:
        instead(pace.after_one_year, ~first & (start >= due(spells.start, YEAR)[spell]))
    if pace.under_five is not None and spells.fifth_birthday is not None:
        instead(pace.under_five, ~first & (start < spells.fifth_birthday[spell]))
    if pace.second is not None:
        instead(pace.second, gaps.nth(1)[which])
    if pace.until_first_review is not None and spells.first_review is not None:
        instead(pace.until_first_review, start < spells.first_review[spell])
    if len(first):
        instead(pace.due, first)
    return found


def _more_than_one(pace: Pace) -> bool:
    spans = (pace.due, pace.second, pace.then_every, pace.until_first_review, pace.after_one_year,
             pace.under_five)  # fmt: skip
    return len({s for s in spans if s is not None}) > 1


def _judge(clocks: Clocks, gaps: _Gaps, spells: Spells, events: Events, window: Over) -> None:
    late = clocks.stop > clocks.due
    clocks.state[gaps.tail] = State.NOT_DUE
    clocks.state[late] = State.OUT
    if spells.note is not None:
        clocks.reason[:] = spells.note[gaps.spell]
    ended = gaps.tail[(spells.end <= window.as_of) & ~late[gaps.tail]]
    clocks.reason[ended] = Reason.ENDED
    if events.declined is not None and events.declined.any():
        answered = np.flatnonzero(clocks.done & ~late)
        shift = (gaps.event - gaps.head)[gaps.spell[answered]]
        why = events.declined[answered + shift]
        clocks.state[answered[why > 0]] = State.NONE
        clocks.reason[answered[why > 0]] = why[why > 0]
    if spells.unsure is not None:
        why = spells.unsure[gaps.spell]
        which = (why > 0) & (clocks.state == State.OUT)
        clocks.state[which], clocks.reason[which] = State.UNSURE, why[which]


def _doubt(clocks: Clocks, strict: Days) -> None:
    """Late under one regime that may apply and not under the other."""
    _set(clocks, (clocks.state < State.UNSURE) & (clocks.stop > strict), Reason.REGIME_UNKNOWN)


def _set(clocks: Clocks, which: Flags, reason: Reason) -> None:
    clocks.state[which], clocks.reason[which] = State.UNSURE, reason


def _outside(clocks: Clocks, which: Flags) -> None:
    clocks.state[which], clocks.reason[which] = State.NONE, Reason.NO_VERSION
    clocks.due[which] = FAR


def _start_unknown(clocks: Clocks, gaps: _Gaps, floor: Flags | None) -> Flags | None:
    """Which clocks can be judged (None: all). From before the extract only lateness is certain."""
    lost = np.zeros(len(clocks), dtype=bool)
    lost[gaps.triggers] = clocks.start[gaps.triggers] == UNKNOWN
    drop = lost & clocks.done
    _set(clocks, lost, Reason.NO_START)
    clocks.due[lost] = FAR
    if floor is not None:
        drop |= floor & (clocks.state == State.IN)
        _set(clocks, floor & (clocks.state == State.NOT_DUE), Reason.EARLIER_UNKNOWN)
    return ~drop if drop.any() else None


def _since_latest(sure: Clocks, every: Clocks, events: Events) -> Clocks:
    """Where only the latest event is known each spell has one clock: it runs from that event.

    Late from there is out of timescale; late only if that event did not count, nobody can tell.
    """
    assert events.unsure is not None
    which = np.flatnonzero((sure.state == State.OUT) & (every.state < State.UNSURE))
    at = np.searchsorted(events.child, every.child[which], side="right") - 1
    every.state[which], every.reason[which] = State.UNSURE, events.unsure[at]
    return every


def _doubtful(sure: Clocks, of: Index, every: Clocks, of_every: Index, events: Events) -> Clocks:
    """Clocks stopped by certain events alone, where an uncertain one may have stopped them before.

    Late even if all of them counted: out of timescale. Late only without them: nobody can tell.
    """
    assert events.unsure is not None
    late = np.concatenate([[0], np.cumsum(every.state == State.OUT)])
    keys = _key(of_every, every.start)
    first = np.searchsorted(keys, _key(of, sure.start), side="left")
    after = np.searchsorted(keys, _key(of, sure.stop), side="left")
    surely = late[np.maximum(after, first)] - late[first] > 0
    which = np.flatnonzero((sure.state == State.OUT) & ~surely)
    doubtful = events.unsure > 0
    after_start = np.searchsorted(
        _key(events.child[doubtful], events.day[doubtful]),
        _key(sure.child[which], sure.start[which]),
        side="left",
    )
    sure.state[which] = State.UNSURE
    sure.reason[which] = np.append(events.unsure[doubtful], 0)[after_start]
    return sure


def _key(child: "Days | Index", day: Days) -> Index:
    return (child.astype(np.int64) << 22) + day + (1 << 21)
