"""Duties that come back: from one visit to the next, from the trigger to the first, from the last to now.

A spell is a time in which the duty stands (a plan, a placement); its clock starts with the spell
and again with every event. The gap that is open on the as-of day and the gap that was open when
the window began count like any other, and a spell without an event is one gap.
"""

from dataclasses import dataclass, field

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
from stocktake.indicators.domain.spans import FAR, Days, Flags, Span, Unit, due
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
    """Gaps before they are judged: `spell` and `event` are indexes, `last` marks the open ones."""

    spell: Index
    position: Index
    event: Index
    last: Flags
    ordinal: Index = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def walk(rule: Rule, spells: Spells, events: Events, told: Told, window: Over) -> Clocks:
    """Every clock of a rule that was running in the window."""
    spells = spells.take((spells.end >= window.start) & (spells.start <= window.as_of))
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
        parts.append(_walked(rule, rest, events, told, window))
    else:
        sure = _walked(rule, rest, events.take(events.unsure == 0), told, window)
        every = _walked(rule, rest, events, told, window)
        parts.append(_doubtful(sure, every, events))
    return joined(parts)


def _walked(rule: Rule, spells: Spells, events: Events, told: Told, window: Over) -> Clocks:
    gaps = _gaps(spells, events, told, window)
    of = gaps.spell
    begun = events.day[gaps.event - 1] if len(events.day) else np.zeros(len(of), dtype=np.int32)
    start = np.where(gaps.position == 0, spells.start[of], begun)
    met = np.full(len(of), FAR, dtype=np.int32)
    met[~gaps.last] = events.day[gaps.event[~gaps.last]]
    floor = np.zeros(len(of), dtype=bool)
    if told.since is not None:
        floor = (gaps.position == 0) & (start < told.since) & (start != UNKNOWN)
        start = np.where(floor, np.int32(told.since), start)
    version, in_force = versions(rule, start)
    due_on = _due(rule, spells, gaps, start, version, None)
    end = spells.end[of]
    stop = np.where(gaps.last, np.minimum(end, window.as_of), met).astype(np.int32)
    clocks = Clocks(
        child=spells.child[of], start=start, due=due_on, met=met, stop=stop,
        over=np.maximum(stop - due_on, 0), gap=stop - start,
        state=np.zeros(len(of), dtype=np.int8), reason=np.zeros(len(of), dtype=np.int8),
        version=version, row=of.astype(np.int32),
    )  # fmt: skip
    _judge(clocks, gaps, spells, events, window)
    if spells.strict is not None:
        _doubt(clocks, _due(rule, spells, gaps, start, version, spells.strict))
    _cannot_tell(clocks, relaxed(rule, version), Reason.RELAXED)
    keep = _start_unknown(clocks, gaps, floor)
    _outside(clocks, ~in_force & (start != UNKNOWN))
    return clocks.take(keep & (clocks.stop >= window.start))


def _gaps(spells: Spells, events: Events, told: Told, window: Over) -> _Gaps:
    """The gaps of every spell, those that ended before the window left out where that is safe."""
    keys = _key(events.child, events.day)
    first = np.searchsorted(keys, _key(spells.child, spells.start), side="left")
    until = np.minimum(spells.end, window.as_of)
    after = np.maximum(np.searchsorted(keys, _key(spells.child, until), side="right"), first)
    count = after - first
    skip = np.zeros(len(spells), dtype=np.int64)
    if told.held is Held.LATEST:
        skip = count
    else:
        began = np.full(len(spells), window.start, dtype=np.int32)
        skip = np.clip(np.searchsorted(keys, _key(spells.child, began)) - first, 0, count)
    each = count - skip + 1
    spell = np.repeat(np.arange(len(spells)), each)
    position = np.arange(len(spell)) - np.repeat(np.cumsum(each) - each - skip, each)
    ordinal = position
    before_the_extract = told.since is not None or told.held is Held.LATEST
    if before_the_extract:
        since = told.since if told.since is not None else FAR
        older = (spells.start < since) & ((count > 0) | (told.held is not Held.LATEST))
        ordinal = position + 2 * older[spell]
    return _Gaps(spell, position, first[spell] + position, position == count[spell], ordinal)


def _key(child: Days, day: Days) -> Index:
    return (child.astype(np.int64) << 22) + day + (1 << 21)


def _due(
    rule: Rule, spells: Spells, gaps: _Gaps, start: Days, version: Small, regime: Small | None
) -> Days:
    """Due days; `regime` in place of the spells' own."""
    codes = spells.regime if regime is None else regime

    def of_pace(pace: Pace, which: "NDArray[np.intp] | slice") -> Days:
        return _of_pace(pace, spells, gaps.spell[which], gaps.ordinal[which], start[which])

    by_gap = None if codes is None else codes[gaps.spell]
    return due_days(rule, version, by_gap, spells.regimes, of_pace)


def _of_pace(pace: Pace, spells: Spells, spell: Index, ordinal: Index, start: Days) -> Days:
    usual = pace.then_every or pace.due
    assert usual is not None
    found = due(start, usual)

    def instead(span: SpanText, where: Flags) -> None:
        if span is not None and span != usual and where.any():
            found[where] = due(start[where], span)

    later = ordinal > 0
    if pace.after_one_year is not None:
        instead(pace.after_one_year, later & (start >= due(spells.start, YEAR)[spell]))
    if pace.under_five is not None and spells.fifth_birthday is not None:
        instead(pace.under_five, later & (start < spells.fifth_birthday[spell]))
    instead(pace.second, ordinal == 1)
    if pace.until_first_review is not None and spells.first_review is not None:
        instead(pace.until_first_review, start < spells.first_review[spell])
    instead(pace.due, ordinal == 0)
    return found


def _judge(clocks: Clocks, gaps: _Gaps, spells: Spells, events: Events, window: Over) -> None:
    late, ended = clocks.over > 0, spells.end[gaps.spell] <= window.as_of
    clocks.state[:] = np.where(late, State.OUT, np.where(gaps.last, State.NOT_DUE, State.IN))
    if spells.note is not None:
        clocks.reason[:] = spells.note[gaps.spell]
    clocks.reason[gaps.last & ended & ~late] = Reason.ENDED
    if events.declined is not None:
        answered = np.flatnonzero(~gaps.last & ~late)
        why = events.declined[gaps.event[answered]]
        clocks.state[answered[why > 0]] = State.NONE
        clocks.reason[answered[why > 0]] = why[why > 0]
    if spells.unsure is not None:
        why = spells.unsure[gaps.spell]
        which = (why > 0) & (clocks.state == State.OUT)
        clocks.state[which], clocks.reason[which] = State.UNSURE, why[which]


def _doubt(clocks: Clocks, strict: Days) -> None:
    """Late under one regime that may apply and not under the other."""
    _set(clocks, (clocks.state < State.UNSURE) & (clocks.stop > strict), Reason.REGIME_UNKNOWN)


def _cannot_tell(clocks: Clocks, where: Flags, reason: Reason) -> None:
    _set(clocks, where & (clocks.state == State.OUT), reason)


def _set(clocks: Clocks, which: Flags, reason: Reason) -> None:
    clocks.state[which], clocks.reason[which] = State.UNSURE, reason


def _outside(clocks: Clocks, which: Flags) -> None:
    clocks.state[which], clocks.reason[which] = State.NONE, Reason.NO_VERSION
    clocks.due[which], clocks.over[which] = FAR, 0


def _start_unknown(clocks: Clocks, gaps: _Gaps, floor: Flags) -> Flags:
    """Which clocks can be judged. From a start before the extract only lateness is certain."""
    keep = np.ones(len(clocks), dtype=bool)
    if floor.any():
        keep &= ~(floor & (clocks.state == State.IN))
        waiting = floor & (clocks.state == State.NOT_DUE)
        _set(clocks, waiting, Reason.EARLIER_UNKNOWN)
    lost = clocks.start == UNKNOWN
    if lost.any():
        keep &= ~(lost & ~gaps.last)
        _set(clocks, lost, Reason.NO_START)
        clocks.due[lost], clocks.over[lost], clocks.gap[lost] = FAR, 0, 0
    return keep


def _doubtful(sure: Clocks, every: Clocks, events: Events) -> Clocks:
    """Clocks stopped by certain events alone, where an uncertain one may have stopped them before.

    Late even if all of them counted: out of timescale. Late only without them: nobody can tell.
    """
    assert events.unsure is not None
    late = np.concatenate([[0], np.cumsum(every.state == State.OUT)])
    keys = _key(every.row, every.start)
    first = np.searchsorted(keys, _key(sure.row, sure.start), side="left")
    after = np.searchsorted(keys, _key(sure.row, sure.stop), side="left")
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
