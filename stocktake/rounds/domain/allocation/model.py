"""An allocation in numbers: seats and readers are indices. What is counted of it stands here, too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Seats (hours, group of the worker, who may take each) and readers (days, hours they have).

    `apart` holds pairs of seats that two people must take: of different organisations where both
    seats are of one `strand` (empty: all are) and there are two organisations; `known` the pairs of group and reader that meet already.
    """

    hours: Sequence[int]
    group: Sequence[int]
    may: Sequence[frozenset[int]]
    days: Sequence[float]
    organisation: Sequence[str]
    had: Sequence[float]
    apart: Sequence[tuple[int, int]] = ()
    known: frozenset[tuple[int, int]] = frozenset()
    strand: Sequence[str] = ()

    @property
    def unit(self) -> int:
        """The largest seat: how far above the bound somebody may be."""
        return max(self.hours, default=0)

    @property
    def seats(self) -> range:
        return range(len(self.hours))

    def twins(self, seat: int) -> Iterator[int]:
        """The seats that must go to somebody else than this one."""
        for a, b in self.apart:
            if seat in (a, b):
                yield b if seat == a else a

    def taken_from(self, taken: Sequence[int], seat: int) -> frozenset[int]:
        """Readers who cannot take the seat because of who has its twins."""
        others = [t for t in self.twins(seat) if taken[t] != NOBODY]
        return frozenset(
            r for r in self.may[seat] for t in others if self.clash(r, taken[t], (seat, t))
        )

    def clash(self, reader: int, other: int, seats: tuple[int, int]) -> bool:
        """Whether these two may not take two seats that are to be apart."""
        if reader == other or (self.strand and self.strand[seats[0]] != self.strand[seats[1]]):
            return reader == other
        house = self.organisation[reader]
        same = bool(house) and house == self.organisation[other]
        able = self.may[seats[0]] | self.may[seats[1]]
        houses = {self.organisation[r] or f"reader {r}" for r in able}
        return same and len(houses) > 1


def visits(m: Model, taken: Sequence[int]) -> int:
    """How many pairs of worker and reader meet because of these seats."""
    return len({(m.group[s], r) for s, r in enumerate(taken) if r != NOBODY} - m.known)


def hours_of(m: Model, taken: Sequence[int]) -> list[float]:
    """Hours of each reader, with those they had."""
    hours = [float(h) for h in m.had]
    for seat, reader in enumerate(taken):
        if reader != NOBODY:
            hours[reader] += m.hours[seat]
    return hours


def groups(m: Model) -> dict[int, list[int]]:
    """Seats that somebody may take, by group."""
    found: dict[int, list[int]] = {}
    for seat in m.seats:
        if m.may[seat]:
            found.setdefault(m.group[seat], []).append(seat)
    return found
