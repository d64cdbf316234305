"""Process-control (XmR) charts: what is usual variation in a series, and what is a signal.

Source of the rules: users-and-screens 8, as NHSRplotthedots codes them. Limits are the mean plus
and minus 2.66 times the average moving range; moving ranges of 3.267 times their average or more
are left out of it first. Limits are fixed on the first 12 points; with fewer they are trial limits.
Signals: a point outside the limits; 7 points on one side of the mean; 7 points rising or falling;
2 of 3 beyond two thirds of the way to a limit, on the same side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

WIDTH, SCREEN, NEAR = 2.66, 3.267, 2 / 3
BASE, RUN = 12, 7


class Signal(StrEnum):
    """What a point shows; `better` decides which side is improvement."""

    COMMON = "usual variation"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"  # of a measure that is neither better high nor better low


@dataclass(frozen=True, kw_only=True)
class Control:
    """The lines of a chart and what each point shows. `why`: the rules that a point meets."""

    values: tuple[float, ...]
    centre: float
    lower: float
    upper: float
    trial: bool
    signals: tuple[Signal, ...]
    why: tuple[tuple[str, ...], ...]

    @property
    def signalled(self) -> bool:
        return any(s is not Signal.COMMON for s in self.signals)


def control(
    values: Sequence[float],
    *,
    better: str = "",
    lowest: float | None = None,
    highest: float | None = None,
) -> Control | None:
    """The chart of a series, oldest first; None without two points. `better`: "high", "low", "".

    `lowest` and `highest` are what the measure can be (a share is 0 to 100): limits stop there.
    """
    if len(values) < 2:
        return None
    series = np.array(values, dtype=float)
    base = series[:BASE]
    centre = float(base.mean())
    spread = WIDTH * _average_range(base)
    lower, upper = centre - spread, centre + spread
    high, low = _sides(series, centre, spread)
    return Control(
        values=tuple(float(v) for v in series),
        centre=centre,
        lower=lower if lowest is None else max(lower, lowest),
        upper=upper if highest is None else min(upper, highest),
        trial=len(series) < BASE,
        signals=tuple(_signal(a, b, better) for a, b in zip(high, low, strict=True)),
        why=tuple((*a, *b) for a, b in zip(high, low, strict=True)),
    )


def _average_range(base: NDArray[np.float64]) -> float:
    ranges = np.abs(np.diff(base))
    kept = ranges[ranges < SCREEN * ranges.mean()] if ranges.any() else ranges
    return float(kept.mean()) if len(kept) else 0.0


def _sides(
    series: NDArray[np.float64], centre: float, spread: float
) -> tuple[list[list[str]], list[list[str]]]:
    """By point the rules it meets upwards, and those it meets downwards."""
    return _rules(series - centre, spread), _rules(centre - series, spread)


def _rules(above: NDArray[np.float64], spread: float) -> list[list[str]]:
    """`above`: how far each point lies beyond the mean, on the side that is asked about."""
    found: list[list[str]] = [[] for _ in above]
    for at in np.flatnonzero(above > spread + 1e-9).tolist():
        found[at].append("outside the limits")
    for at in _in_runs(above > 0, RUN):
        found[at].append(f"{RUN} points on one side of the mean")
    rising = np.append(False, np.diff(above) > 0)
    for at in _in_runs(rising, RUN - 1):
        found[at].append(f"{RUN} points in one direction")
        if not rising[at - 1]:  # the point that the run starts from is its first
            found[at - 1].append(f"{RUN} points in one direction")
    for at in _two_of_three(above > NEAR * spread + 1e-9):
        found[at].append("2 of 3 near the limit")
    return found


def _in_runs(which: NDArray[np.bool_], length: int) -> list[int]:
    """Points that belong to a run of at least so many."""
    found: list[int] = []
    start = 0
    for at in range(len(which) + 1):
        if at == len(which) or not which[at]:
            if at - start >= length:
                found += range(start, at)
            start = at + 1
    return found


def _two_of_three(near: NDArray[np.bool_]) -> list[int]:
    found = {
        at
        for first in range(len(near) - 2)
        if near[first : first + 3].sum() >= 2
        for at in range(first, first + 3)
        if near[at]
    }
    return sorted(found)


def _signal(high: Sequence[str], low: Sequence[str], better: str) -> Signal:
    if not high and not low:
        return Signal.COMMON
    if better not in ("high", "low") or (high and low):
        return Signal.CHANGE
    return Signal.IMPROVEMENT if bool(high) == (better == "high") else Signal.CONCERN


def assurance(found: Control, target: float, *, better: str) -> str:
    """Whether the process as it runs would meet a target: always, never, or now and then."""
    worst, best = (found.lower, found.upper) if better == "high" else (-found.upper, -found.lower)
    wanted = target if better == "high" else -target
    if worst >= wanted:
        return "meets the target as it runs"
    return "misses the target as it runs" if best < wanted else "meets the target now and then"
