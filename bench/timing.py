"""Fair comparison of two ways to do one thing: same input, interleaved, median of the runs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One line of the bench: ours against a peer, and what the peer was spared."""

    work: str
    peer: str
    spared: str
    budget: float  # ours may take at most this many times the peer's time
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    equal: Callable[[Any, Any], bool] = lambda a, b: bool(a == b)
    runs: int = 7
    seconds: Callable[[Any], float] | None = None  # what an answer says it took, if not the whole


def compare(c: Comparison) -> tuple[str, bool]:
    """Check for equal answers, then time both by turns; a line to print, and whether in budget."""
    if not c.equal(c.ours(), c.theirs()):
        return f"{c.work}: DIFFERENT ANSWERS from {c.peer}; not timed", False
    ours, theirs = [], []
    for _ in range(max(c.runs, 7)):
        ours.append(_seconds(c.ours, c.seconds))
        theirs.append(_seconds(c.theirs, c.seconds))
    ratio = statistics.median(ours) / statistics.median(theirs)
    verdict = "in budget" if ratio <= c.budget else "OVER BUDGET"
    return (
        f"{c.work}: {ratio:.2f} times {c.peer} (budget {c.budget:g}; {verdict})"
        f"\n    medians {statistics.median(ours) * 1000:.1f} and "
        f"{statistics.median(theirs) * 1000:.1f} ms; the peer was spared {c.spared}"
    ), ratio <= c.budget


def _seconds(work: Callable[[], Any], told: Callable[[Any], float] | None) -> float:
    start = time.perf_counter()
    answer = work()
    return told(answer) if told else time.perf_counter() - start
