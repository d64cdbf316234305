"""Putting spells and events in order, and the days of a child's life that rules ask for."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stocktake.indicators.domain.clocks import Small
from stocktake.indicators.domain.partition import UNKNOWN, Partition, Rows
from stocktake.indicators.domain.spans import FAR, Days, Flags, Span, Unit, due
from stocktake.indicators.domain.vocabulary import Reason
from stocktake.indicators.domain.walking import Events, Spells


def birthday(part: Partition, years: int) -> Days:
    """By child; UNKNOWN where no date of birth is recorded."""
    days = due(np.where(part.born == UNKNOWN, 0, part.born), Span(12 * years, Unit.MONTHS))
    return np.where(part.born == UNKNOWN, np.int32(UNKNOWN), days).astype(np.int32)


def born_by(part: Partition, spells: Spells) -> Spells:
    """The clock of a plan made before birth starts at birth; of a child not yet born, not at all."""
    born = part.born[spells.child]
    if not (born > np.maximum(spells.start, UNKNOWN + 1)).any():
        return spells
    unborn = np.where(born > part.as_of, np.int8(Reason.UNBORN), 0).astype(np.int8)
    start = np.where(born > part.as_of, np.minimum(spells.start, part.as_of), spells.start)
    start = np.where(born <= part.as_of, np.maximum(start, born), start)
    start = np.where((spells.start == UNKNOWN) & (unborn == 0), np.int32(UNKNOWN), start)
    return changed(spells, start=start.astype(np.int32), none=most(spells.none, unborn))


def most(known: Small | None, more: Small) -> Small:
    """One reason for each row: the one already known, else the new one."""
    return more if known is None else np.where(known > 0, known, more).astype(np.int8)


def changed(spells: Spells, **facts: object) -> Spells:
    """The same spells with other columns."""
    return replace(spells, **facts)  # type: ignore[arg-type]


def in_order(child: Days, day: Days) -> "np.ndarray[tuple[int], np.dtype[np.intp]] | None":
    """The order by child and day, or None when it stands already."""
    later = (child[1:] > child[:-1]) | ((child[1:] == child[:-1]) & (day[1:] >= day[:-1]))
    return None if later.all() else np.lexsort((day, child))


def sorted_spells(spells: Spells) -> Spells:
    order = in_order(spells.child, spells.start)
    return spells if order is None else spells.take(order)


def events_of(rows: Rows, column: str, as_of: int, keep: Flags | None = None) -> Events:
    """The rows with a day in this column that is not ahead, by child and day."""
    day = rows.day(column)
    here = day <= as_of
    if keep is not None:
        here &= keep
    child, day = (rows.child, day) if here.all() else (rows.child[here], day[here])
    order = in_order(child, day)
    return Events(child=child, day=day) if order is None else Events(
        child=child[order], day=day[order]
    )  # fmt: skip


def together(parts: Sequence[Events]) -> Events:
    """Events of several tables as one."""
    child = np.concatenate([p.child for p in parts])
    day = np.concatenate([p.day for p in parts])
    order = np.lexsort((day, child))
    return Events(child=child[order], day=day[order])


def one_each(part: Partition, rows: Rows, *, start: str, end: str) -> Spells:
    """One spell for each child that has rows: from the first start to the last end."""
    first, last = rows.day(start, empty=UNKNOWN), rows.day(end)
    children, at = np.unique(rows.child, return_index=True)
    if not len(children):
        return Spells(child=children.astype(np.int32), start=first, end=last)
    known = np.where(first == UNKNOWN, np.int32(FAR), first)
    begun = np.minimum.reduceat(known, at)
    return Spells(
        child=children.astype(np.int32),
        start=np.where(begun == FAR, np.int32(UNKNOWN), begun),
        end=np.minimum(np.maximum.reduceat(last, at), part.closed[children]),
    )


def of_stratum(part: Partition, stratum: str, known: Days) -> Spells:
    """A spell of unknown start for each child of the stratum that is not among the `known`."""
    here = part.in_stratum(stratum)
    here[known] = False
    child = np.flatnonzero(here).astype(np.int32)
    return Spells(
        child=child,
        start=np.full(len(child), UNKNOWN, dtype=np.int32),
        end=part.closed[child],
    )


def both(one: Spells, other: Spells) -> Spells:
    """Spells of two sources that share no child, by child and start."""
    if not len(other):
        return one
    if not len(one):
        return other

    whole = Spells(
        child=np.concatenate([one.child, other.child]),
        start=np.concatenate([one.start, other.start]),
        end=np.concatenate([one.end, other.end]),
        regimes=one.regimes,
        regime=_column(one, other, one.regime, other.regime),
        strict=_column(one, other, one.strict, other.strict),
        none=_column(one, other, one.none, other.none),
        unsure=_column(one, other, one.unsure, other.unsure),
        note=_column(one, other, one.note, other.note),
    )
    return whole.take(np.lexsort((whole.start, whole.child)))


def _column(one: Spells, other: Spells, a: Small | None, b: Small | None) -> Small | None:
    if a is None and b is None:
        return None
    codes = [np.zeros(len(s), dtype=np.int8) if c is None else c for s, c in ((one, a), (other, b))]
    return np.concatenate(codes)
