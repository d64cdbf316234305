"""Erasing what entries said by a lawful act, and the legal hold that stops it."""

from collections.abc import Sequence
from datetime import datetime

from stocktake.core.thread import Person, Refused
from stocktake.keeping import queries
from stocktake.record.door import perform
from stocktake.record.erasure import erasure_moves, hold_moves, release_moves


def erase(
    *,
    entries: Sequence[int] = (),
    child: str = "",
    rule: str,
    reference: str,
    by: Person,
    at: datetime,
) -> int:
    """Empty the bodies of these entries, or of all that concern a child; return how many.

    `rule`: "retention", "rectification" or "court order". All or none: one legal hold among them
    stops the whole erasure.
    """
    numbers = _numbers(entries, child)
    perform(erasure_moves(entries=numbers, rule=rule, reference=reference), by=by, at=at)
    return len(numbers)


def hold(
    *, entries: Sequence[int] = (), child: str = "", reference: str, by: Person, at: datetime
) -> int:
    """Put a legal hold on what these entries said, those already held aside; return how many."""
    numbers = [n for n in _numbers(entries, child) if n not in queries.held([n])]
    if not numbers:
        raise Refused("All of these are under a legal hold already.")
    perform(hold_moves(entries=numbers, reference=reference), by=by, at=at)
    return len(numbers)


def release(
    *, entries: Sequence[int] = (), child: str = "", reference: str, by: Person, at: datetime
) -> int:
    """Lift the legal hold from those of these entries that are under one; return how many."""
    numbers = queries.held(_numbers(entries, child))
    if not numbers:
        raise Refused("None of these is under a legal hold.")
    perform(release_moves(entries=numbers, reference=reference), by=by, at=at)
    return len(numbers)


def _numbers(entries: Sequence[int], child: str) -> list[int]:
    found = sorted({*entries, *(queries.concerning(child) if child else ())})
    if not found:
        raise Refused(
            "No entry of the record is meant by this. Check the child's id or the numbers."
        )
    if missing := queries.unknown(found):
        raise Refused(f"There is no entry {missing[0]} in the record.")
    return found
