"""Does what is selected fit its printed chances, and is a sample spread? For small tests and proofs."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats

from stocktake.rounds.domain.selection.drawing import Prepared, selected
from tests.selection_frames import seed_number

Selector = Callable[[Prepared, str], Sequence[str]]


def counts(ready: Prepared, runs: int, select: Selector = selected, first: int = 1) -> np.ndarray:
    """How often each child is selected in `runs` selections."""
    place = {child.key: i for i, child in enumerate(ready.children)}
    found = np.zeros(len(place), dtype=int)
    for number in range(first, first + runs):
        for key in select(ready, seed_number(number)):
            found[place[key]] += 1
    return found


def fits(ready: Prepared, found: np.ndarray, runs: int, level: float = 0.001) -> bool:
    """Every unit within its exact binomial bound at `level` for the whole family (Bonferroni)."""
    chances = np.array([chance / ready.whole for chance in ready.chances])
    tail = level / len(chances) / 2
    low, high = stats.binom.ppf(tail, runs, chances), stats.binom.isf(tail, runs, chances)
    return bool(((low <= found) & (found <= high)).all())


def agree(one: np.ndarray, other: np.ndarray, runs: int, level: float = 0.001) -> bool:
    """Two independent runs of replays differ by chance alone, for the whole family of units."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if 0 < a + b < 2 * runs]
    tail = level / max(len(pairs), 1)
    return all(stats.fisher_exact([[a, runs - a], [b, runs - b]]).pvalue >= tail for a, b in pairs)


def uneven(ready: Prepared, keys: Sequence[str]) -> float:
    """How unevenly a sample lies among the traits: the mean square of the sums of chances that are
    nearer to one sampled child than to another, less 1 (Voronoi cells; Stevens and Olsen 2004)."""
    chances = np.array([chance / ready.whole for chance in ready.chances])
    total, cells = 0.0, 0
    for number in range(len(ready.stakes)):
        own = [*ready.own(number)]
        inside = [i for i in own if ready.children[i].key in set(keys)]
        if len(inside) < 2:
            continue
        apart = ready.traits.distances(own).astype(float)
        np.fill_diagonal(apart, 0)
        to_sample = apart[:, [own.index(i) for i in inside]]
        nearest = to_sample == to_sample.min(axis=1, keepdims=True)
        share = nearest / nearest.sum(axis=1, keepdims=True)
        sums = (share * chances[own][:, None]).sum(axis=0)
        total += float(((sums - 1) ** 2).sum())
        cells += len(inside)
    return total / cells


def simple(ready: Prepared, seed: str) -> list[str]:
    """Simple random sampling within strata: the negative control of spread."""
    rng = np.random.default_rng(int(seed, 16))
    found: list[str] = []
    for number, stake in enumerate(ready.stakes):
        own = [*ready.own(number)]
        some = rng.choice(len(own), stake.plan.wanted, replace=False) if own else ()
        found += [ready.children[own[i]].key for i in some]
    return found


def biased(ready: Prepared, seed: str) -> list[str]:
    """One child is put in the place of another in every other selection: the control of the fit."""
    keys = list(selected(ready, seed))
    if int(seed, 16) % 2 == 0 and ready.children[0].key not in keys:
        own = [i for i, k in enumerate(keys) if k.startswith(ready.children[0].stratum)]
        keys[own[0]] = ready.children[0].key
    return keys
