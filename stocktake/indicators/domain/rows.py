"""What the kernel judged, as tables: a verdict for each child and rule, and every single clock."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.indicators.domain.clocks import Clocks, stacked
from stocktake.indicators.domain.kernel import Judged
from stocktake.indicators.domain.partition import UNKNOWN, Index
from stocktake.indicators.domain.spans import FAR, Days
from stocktake.indicators.domain.vocabulary import REASONS, VERDICTS, Reason, State

STATES = pl.Series([VERDICTS[s].value for s in State])
WORDS = pl.Series([REASONS[r] for r in Reason])
COUNTED = (("on_time", State.IN), ("late", State.OUT), ("unsure", State.UNSURE))


def verdicts(judged: Judged) -> pl.DataFrame:
    """One row for each child and rule, in the order of the rules and then of the children.

    Of several clocks in the window the worst decides, then the most days over, then the latest.
    Columns: child_id, rule, verdict, due_on, judged_on, days_over, reason, version, authority; now
    and now_due_on of the latest clock; on_time, late, unsure (clocks that ended so in the window);
    longest_gap in days, of rules that repeat.
    """
    rule, clocks = stacked([judged.clocks[r.id] for r in judged.rules.rules])
    key = rule.astype(np.int64) * (len(judged.part.ids) + 1) + clocks.child
    first = np.flatnonzero(np.diff(key, prepend=-1))
    last = (np.append(first[1:], len(key)) - 1)[: len(first)]
    chosen = _deciding(clocks, first)
    now = clocks.take(last)
    repeats = np.array([r.repeats for r in judged.rules.rules], dtype=bool)[rule[first]]
    return _facts(judged, rule[chosen], clocks.take(chosen)).with_columns(
        now=STATES.gather(now.state),
        now_due_on=_days(now.due),
        **{name: _count(clocks.state == state, first) for name, state in COUNTED},
        longest_gap=pl.Series(np.where(repeats, _most(clocks.gap, first), 0).astype(np.int32)),
    )


def occasions(judged: Judged) -> pl.DataFrame:
    """One row for each clock, as in `verdicts`, with the days on which it started and stopped."""
    rule, clocks = stacked([judged.clocks[r.id] for r in judged.rules.rules])
    return _facts(judged, rule, clocks).with_columns(
        started_on=_days(clocks.start), stopped_on=_days(clocks.stop)
    )


def _deciding(clocks: Clocks, first: NDArray[np.intp]) -> Index:
    """By child and rule the index of the clock that decides."""
    over = np.where(clocks.state == State.OUT, np.clip(clocks.over, 0, (1 << 20) - 1), 0)
    over = over.astype(np.int64)
    score = (clocks.state.astype(np.int64) << 52) | (over << 31) | np.arange(len(clocks))
    return _most(score, first) & ((1 << 31) - 1)


def _most(values: NDArray[Any], first: NDArray[np.intp]) -> Index:
    return np.maximum.reduceat(values, first) if len(first) else np.zeros(0, dtype=np.int64)


def _count(which: NDArray[np.bool_], first: NDArray[np.intp]) -> pl.Series:
    counts = np.add.reduceat(which.astype(np.int32), first) if len(first) else np.zeros(0)
    return pl.Series(counts.astype(np.int32))


def _facts(judged: Judged, rule: NDArray[np.int16], clocks: Clocks) -> pl.DataFrame:
    rules = judged.rules.rules
    names = pl.Series([r.id for r in rules])
    out = clocks.state == State.OUT
    name, authority = _texts(judged, rule, clocks)
    return pl.DataFrame(
        {
            "child_id": judged.part.ids.gather(clocks.child),
            "rule": names.gather(rule),
            "verdict": STATES.gather(clocks.state),
            "due_on": _days(clocks.due),
            "judged_on": _days(clocks.met),
            "days_over": pl.Series(np.where(out, clocks.over, 0).astype(np.int32)),
            "reason": _reasons(judged, clocks),
            "version": name,
            "authority": authority,
        }
    )


def _texts(judged: Judged, rule: NDArray[np.int16], clocks: Clocks) -> tuple[pl.Series, pl.Series]:
    """By clock its version and authority; where none was judged, the text in force now."""
    texts = [(r, v) for r in judged.rules.rules for v in r.versions]
    sizes = np.array([len(r.versions) for r in judged.rules.rules])
    offset = np.cumsum(sizes) - sizes
    version = np.where(clocks.version < 0, sizes[rule] - 1, clocks.version)
    which = np.where(clocks.reason == Reason.NO_VERSION, len(texts), offset[rule] + version)
    names = pl.Series([*(r.name_of(v) for r, v in texts), ""])
    authorities = pl.Series([*(v.authority for _, v in texts), ""])
    return names.gather(which), authorities.gather(which)


def _reasons(judged: Judged, clocks: Clocks) -> pl.Series:
    """The words of the reason; an extension's own words where the extract gives them."""
    words = WORDS.gather(clocks.reason)
    own = np.flatnonzero((clocks.reason == Reason.EXTENDED) & (clocks.row >= 0))
    if not len(own):
        return words
    texts = judged.part.rows("assessments").text("extension_reason").gather(clocks.row[own])
    return words.scatter(own, "extended: " + texts.str.strip_chars().str.slice(0, 200))


def _days(days: Days) -> pl.Series:
    """Dates; empty where a day is not known or never comes."""
    known = (days < FAR) & (days > UNKNOWN)
    if known.all():
        return pl.Series(days).cast(pl.Date)
    values = np.where(known, days, 0).astype(np.int32)
    return pl.Series(values).set(pl.Series(~known), None).cast(pl.Date)
