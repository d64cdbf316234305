"""Seats of one case that must go to different people: which of them can be filled at all.

A double review has two such seats, and a case that strands share has one in each strand. Where two
organisations for a double review would leave a strand's seat empty, two people are enough.
"""

from collections.abc import Sequence
from dataclasses import replace

from stocktake.rounds.domain.allocation.model import NOBODY, Model


def fillable(m: Model) -> Model:
    """The same, without the seats that cannot be filled beside the others of their case."""
    may, strand = [*m.may], [*m.strand]
    for seats in _cases(m):
        while seats and not _can_fill(replace(m, may=may, strand=strand), seats):
            alone = [f"{strand[s]} {s}" for s in seats]
            loose = [*strand]
            for seat, name in zip(seats, alone, strict=True):
                loose[seat] = name
            if _can_fill(replace(m, may=may, strand=loose), seats):
                strand = loose
            else:
                may[seats.pop()] = frozenset()
    return replace(m, may=may, strand=strand)


def _cases(m: Model) -> list[list[int]]:
    """Seats that belong together, of which somebody may take each."""
    found: dict[int, list[int]] = {}
    for a, b in m.apart:
        first = min(a, b)
        own = next((key for key, seats in found.items() if first in seats), first)
        found.setdefault(own, [first])
        found[own] += [s for s in (a, b) if s not in found[own]]
    return [[s for s in sorted(seats) if m.may[s]] for seats in found.values()]


def _can_fill(m: Model, seats: Sequence[int]) -> bool:
    taken = [NOBODY] * len(m.hours)

    def rest(left: Sequence[int]) -> bool:
        if not left:
            return True
        for reader in sorted(m.may[left[0]] - m.taken_from(taken, left[0])):
            taken[left[0]] = reader
            if rest(left[1:]):
                return True
        taken[left[0]] = NOBODY
        return False

    return rest(seats)
