"""Duties that are due once after each trigger: an assessment, a conference, an interview."""

from dataclasses import dataclass

import numpy as np

from stocktake.indicators.domain.clocks import Clocks, Small, due_days, lengths, relaxed, versions
from stocktake.indicators.domain.rules import Rule
from stocktake.indicators.domain.spans import FAR, Days, Flags
from stocktake.indicators.domain.vocabulary import Reason, State
from stocktake.indicators.domain.walking import Over


@dataclass(frozen=True, kw_only=True)
class Triggers:
    """One row for each trigger, by child. `met` FAR: not done; `start` FAR: not begun yet.

    `none`: the duty fell away. `answered`: why `met` answers it without meeting it. `unsure`: why
    lateness cannot be told. `late`: the reason beside a late one. `note`: beside any verdict.
    `row`: where its own words stand.
    """

    child: Days
    start: Days
    met: Days
    none: Small | None = None
    answered: Small | None = None
    unsure: Small | None = None
    late: Small | None = None
    note: Small | None = None
    row: Days | None = None


def once(rule: Rule, triggers: Triggers, window: Over) -> Clocks:
    """Every clock of a rule that was running in the window."""
    start, size = triggers.start, len(triggers.child)
    begun = start < FAR
    done = begun & (triggers.met <= window.as_of)
    met = np.where(done, triggers.met, np.int32(FAR))
    stop = np.where(done, met, np.int32(window.as_of)).astype(np.int32)
    version, in_force = versions(rule, start)
    due_on = due_days(
        rule, version, None, ("",),
        lambda pace, which: lengths(pace, np.where(begun, start, 0)[which].astype(np.int32)),
    )  # fmt: skip
    due_on = np.where(begun & in_force, due_on, np.int32(FAR)).astype(np.int32)
    late = stop > due_on
    state = np.where(late, State.OUT, np.where(done, State.IN, State.NOT_DUE)).astype(np.int8)
    reason = np.zeros(size, dtype=np.int8) if triggers.note is None else triggers.note.copy()
    _answer(state, reason, triggers, done)
    _unsure(state, reason, np.where(relaxed(rule, version), np.int8(Reason.RELAXED), 0))
    if triggers.unsure is not None:
        _unsure(state, reason, triggers.unsure)
    state[~begun] = State.NOT_DUE
    _none(state, reason, ~in_force & begun, np.full(size, Reason.NO_VERSION, dtype=np.int8))
    clocks = Clocks(
        child=triggers.child, start=start, due=due_on, stop=stop, done=done, state=state,
        reason=reason, version=version, row=triggers.row,
    )  # fmt: skip
    running = np.where(state == State.NONE, np.where(due_on < FAR, due_on, start), stop)
    return clocks.take((running >= window.start) & ((start <= window.as_of) | ~begun))


def _answer(state: Small, reason: Small, triggers: Triggers, done: Flags) -> None:
    """Duties that fell away, that were answered without being met, and late ones with a reason."""
    late = state == State.OUT
    if triggers.late is not None:
        which = late & (triggers.late > 0)
        reason[which] = triggers.late[which]
    if triggers.answered is not None:
        which = (triggers.answered > 0) & (~done | ~late)
        _none(state, reason, which, triggers.answered)
    if triggers.none is not None:
        _none(state, reason, triggers.none > 0, triggers.none)


def _none(state: Small, reason: Small, which: Flags, why: Small) -> None:
    state[which], reason[which] = State.NONE, why[which]


def _unsure(state: Small, reason: Small, why: Small) -> None:
    which = (why > 0) & (state == State.OUT)
    state[which], reason[which] = State.UNSURE, why[which].astype(np.int8)
