"""Chances estimated by replaying a selection under other seeds: for designs with hard limits.

The seeds of the replays follow from the seed of the selection, so anyone repeats the same ones.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping

from stocktake.rounds.domain.selection.drawing import Prepared, selected

RUNS = 1_000
REPLAY_RULE = "SHA-256 of the seed and the number of the replay"


def replay_seed(seed: str, number: int) -> str:
    """The seed of one replay, counted from 1."""
    return hashlib.sha256(f"stocktake replay 1\n{seed}\n{number}".encode()).hexdigest()


def replayed(ready: Prepared, seed: str, *, first: int = 1, runs: int = RUNS) -> Mapping[str, int]:
    """How often each pseudonym is selected in replays `first` to `first + runs - 1`."""
    counts: Counter[str] = Counter()
    for number in range(first, first + runs):
        counts.update(selected(ready, replay_seed(seed, number)))
    return counts
