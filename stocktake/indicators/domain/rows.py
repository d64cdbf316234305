"""What the kernel judged, as tables: a verdict for each child and rule, and every single clock."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.indicators.domain.clocks import Clocks, joined
from stocktake.indicators.domain.kernel import Judged
from stocktake.indicators.domain.partition import UNKNOWN, Index
from stocktake.indicators.domain.spans import FAR, Days, Flags
from stocktake.indicators.domain.vocabulary import REASONS, VERDICTS, Reason, State

STATES = pl.Series([VERDICTS[s].value for s in State])
WORDS = pl.Series([REASONS[r] for r in Reason])
COUNTED = {"on_time": State.IN, "late": State.OUT, "unsure": State.UNSURE, "longest_gap": None}


def verdicts(judged: Judged) -> pl.DataFrame:
    """One row for each child and rule, in the order of the rules and then of the children.

    Of several clocks in the window the worst decides, then the most days over, then the latest.
    Columns: child_id, rule, verdict, due_on, judged_on, days_over, reason, version, authority; now
    and now_due_on of the latest clock; on_time, late, unsure (clocks that ended so in the window);
    longest_gap in days, of rules that repeat.
    """
    found = [_summed(judged.clocks[r.id], repeats=r.repeats) for r in judged.rules.rules]
    rule = np.repeat(np.arange(len(found), dtype=np.int16), [len(f.some) for f in found])
    now = joined([f.now for f in found])
    counts = np.concatenate([f.counts for f in found], axis=1)
    return _facts(judged, rule, joined([f.some for f in found])).with_columns(
        now=STATES.gather(now.state),
        now_due_on=_days(now.due),
        **{name: pl.Series(counts[n]) for n, name in enumerate(COUNTED)},
    )


@dataclass(frozen=True)
class _Summed:
    """A rule's clocks by child: the one that decides, the latest, and what is counted."""

    some: Clocks
    now: Clocks
    counts: NDArray[np.int32]


def _summed(clocks: Clocks, *, repeats: bool) -> _Summed:
    first = np.flatnonzero(np.diff(clocks.child, prepend=-1))
    if not len(first):
        return _Summed(clocks, clocks, np.zeros((len(COUNTED), 0), dtype=np.int32))
    last = np.append(first[1:], len(clocks)) - 1
    counts = [_counted(clocks.state == state, first, last) for state in COUNTED.values() if state]
    longest = np.maximum.reduceat(clocks.gap, first) if repeats else np.zeros_like(first)
    return _Summed(
        clocks.take(_deciding(clocks, first)),
        clocks.take(last),
        np.array([*counts, longest], dtype=np.int32),
    )


def _counted(which: Flags, first: Index, last: Index) -> Index:
    total = np.cumsum(which, dtype=np.int64)
    return total[last] - total[first] + which[first]


def occasions(judged: Judged) -> pl.DataFrame:
    """One row for each clock, as in `verdicts`, with the days on which it started and stopped."""
    parts = [judged.clocks[r.id] for r in judged.rules.rules]
    rule = np.repeat(np.arange(len(parts), dtype=np.int16), [len(p) for p in parts])
    clocks = joined(parts)
    return _facts(judged, rule, clocks).with_columns(
        started_on=_days(clocks.start), stopped_on=_days(clocks.stop)
    )


def _deciding(clocks: Clocks, first: Index) -> Index:
    """By child the index of the clock that decides."""
    score = (clocks.state.astype(np.int64) << 52) | np.arange(len(clocks))
    late = np.flatnonzero(clocks.state == State.OUT)
    over = np.minimum(clocks.stop[late] - clocks.due[late], (1 << 20) - 1)
    score[late] |= over.astype(np.int64) << 31
    decides: Index = np.maximum.reduceat(score, first) & ((1 << 31) - 1)
    return decides


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
            "judged_on": _days(np.where(clocks.done, clocks.stop, FAR).astype(np.int32)),
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
    if clocks.row is None:
        return words
    own = np.flatnonzero((clocks.reason == Reason.EXTENDED) & (clocks.row >= 0))
    texts = judged.part.rows("assessments").text("extension_reason").gather(clocks.row[own])
    return words.scatter(own, "extended: " + texts.str.strip_chars().str.slice(0, 200))


def _days(days: Days) -> pl.Series:
    """Dates; empty where a day is not known or never comes."""
    known = (days < FAR) & (days > UNKNOWN)
    if known.all():
        return pl.Series(days).cast(pl.Date)
    values = np.where(known, days, 0).astype(np.int32)
    return pl.Series(values).set(pl.Series(~known), None).cast(pl.Date)
