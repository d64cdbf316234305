"""Whether two or more reviewers would judge the same case alike: agreement, item by item.

Four figures, because each alone misleads. Percent agreement says how often raters gave the same
level. Cohen's weighted kappa (two raters) takes away what chance would give and counts near
misses on an ordered scale, but falls when almost every case is good. Gwet's AC1 and AC2 do not
fall so; AC1 counts exact agreement and AC2 near misses too.

Sources: Cohen, Psychological Bulletin 70 (1968) 213; variance of kappa from Fleiss, Cohen and
Everitt, Psychological Bulletin 72 (1969) 323; Gwet, British Journal of Mathematical and
Statistical Psychology 61 (2008) 29, and Handbook of Inter-Rater Reliability, 4th edition (2014),
chapter 5, for weights, missing ratings and variance; Wilson, JASA 22 (1927) 209.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Weights = Literal["identity", "linear", "quadratic"]
Array = npt.NDArray[np.float64]
FEW = 30  # below this many cases the intervals are too wide to compare anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its interval. `value` None: it cannot be given, and `why` says so."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement of raters on one item, over the cases that at least two of them rated."""

    cases: int
    raters: int
    percent: Estimate  # from 0 to 1
    kappa: Estimate
    ac1: Estimate
    ac2: Estimate
    caution: str


def agreement(
    ratings: Sequence[Sequence[str | None]],
    *,
    levels: Sequence[str],
    weights: Weights = "quadratic",
    confidence: float = 0.95,
) -> Agreement:
    """Agreement over `ratings`: one row a case, one column a rater, None where not rated.

    `levels` is the item's whole scale in order, used or not; `weights` shape kappa and AC2 (give
    "identity" for levels without an order). Raises ValueError for a level not in the scale.
    """
    coded = _coded(ratings, levels)
    paired = (coded >= 0).sum(axis=1) >= 2 if coded.size else np.zeros(0, dtype=bool)
    counts = _counts(coded, len(levels))
    cases = int(paired.sum())
    return Agreement(
        cases=cases,
        raters=coded.shape[1],
        percent=_percent(counts[paired], confidence),
        kappa=_kappa(coded, len(levels), weights, confidence),
        ac1=_gwet(counts, np.eye(len(levels)), confidence),
        ac2=_gwet(counts, matrix_of(weights, len(levels)), confidence),
        caution=_caution(cases),
    )


def matrix_of(weights: Weights, size: int) -> Array:
    """How much each pair of levels counts as agreement: 1 alike, 0 at the ends of the scale."""
    if weights == "identity" or size < 2:
        return np.eye(size)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    return np.asarray(1 - apart ** (1 if weights == "linear" else 2), dtype=np.float64)


def _coded(ratings: Sequence[Sequence[str | None]], levels: Sequence[str]) -> npt.NDArray[Any]:
    if len(set(levels)) != len(levels):
        raise ValueError("A level stands twice in the scale.")
    place: dict[str | None, int] = {level: i for i, level in enumerate(levels)}
    place[None] = -1
    unknown = {one for row in ratings for one in row} - set(place)
    if unknown:
        raise ValueError(f"Not on the scale: {', '.join(sorted(str(u) for u in unknown))}.")
    rows = [[place[one] for one in row] for row in ratings]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("Every case needs a place for every rater; use None where one is missing.")
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(rows[0]) if rows else 0)


def _counts(coded: npt.NDArray[Any], size: int) -> Array:
    """Cases by levels: how many raters gave each level."""
    return np.stack([(coded == k).sum(axis=1) for k in range(size)], axis=1).astype(float)


def _shares(counts: Array, weight: Array) -> Array:
    """For each case the share of its pairs of raters that agree, near misses as weighed."""
    raters = counts.sum(axis=1)
    alike: Array = (counts * (counts @ weight.T - 1)).sum(axis=1)
    return np.asarray(alike / (raters * (raters - 1)), dtype=np.float64)


def _percent(counts: Array, confidence: float) -> Estimate:
    """Wilson's interval; with more than two raters it is on the wide side, never too narrow."""
    n = len(counts)
    if not n:
        return _NOTHING
    p = float(_shares(counts, np.eye(counts.shape[1])).mean())
    from scipy.special import ndtri  # slow to load, and only these figures need it

    z = float(ndtri((1 + confidence) / 2))
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)
    return Estimate(value=p, low=max(0.0, middle - half), high=min(1.0, middle + half))


def _kappa(coded: npt.NDArray[Any], size: int, weights: Weights, confidence: float) -> Estimate:
    if coded.shape[1] != 2 and coded.size:
        return Estimate(value=None, why="Kappa compares two raters.")
    both = coded[(coded >= 0).all(axis=1)] if coded.size else coded
    n = len(both)
    if not n:
        return _NOTHING
    table = np.zeros((size, size))
    np.add.at(table, (both[:, 0], both[:, 1]), 1 / n)
    weight = matrix_of(weights, size)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    seen, chance = float((weight * table).sum()), float(rows @ weight @ columns)
    if np.isclose(chance, 1):
        return _ONE_LEVEL
    kappa = (seen - chance) / (1 - chance)
    leaning = np.add.outer(weight @ columns, weight.T @ rows)
    spread = float((table * (weight - (1 - kappa) * leaning) ** 2).sum())
    variance = (spread - (seen - 2 * (1 - kappa) * chance) ** 2) / (n * (1 - chance) ** 2)
    return _within(kappa, variance, n, confidence)


def _gwet(counts: Array, weight: Array, confidence: float) -> Estimate:
    """AC1 with the identity matrix, AC2 with any other; cases rated once still inform chance."""
    counts = counts[counts.sum(axis=1) > 0]
    raters = counts.sum(axis=1)
    paired = raters >= 2
    n, size = len(counts), counts.shape[1]
    if not paired.any():
        return _NOTHING
    if size < 2:
        return _ONE_LEVEL
    shares = np.zeros(n)
    shares[paired] = _shares(counts[paired], weight)
    seen = float(shares[paired].mean())
    common = (counts / raters[:, None]).mean(axis=0)
    per = float(weight.sum()) / (size * (size - 1))
    chance = per * float((common * (1 - common)).sum())
    value = (seen - chance) / (1 - chance)
    scale = n / paired.sum()
    each = scale * (shares - chance * paired) / (1 - chance)
    each -= 2 * (1 - value) * (per * (counts @ (1 - common)) / raters - chance) / (1 - chance)
    variance = float(((each - value) ** 2).sum()) / (n * (n - 1)) if n > 1 else 0.0
    return _within(value, variance, n, confidence)


def _within(value: float, variance: float, n: int, confidence: float) -> Estimate:
    """The interval by Student's t; none where the formula's variance vanishes."""
    if n < 2 or variance < 1e-12:
        why = "The cases show no variation from which an interval could be drawn."
        return Estimate(value=value, why=why)
    from scipy.special import stdtrit

    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * variance**0.5
    return Estimate(value=value, low=max(-1.0, value - half), high=min(1.0, value + half))


def _caution(cases: int) -> str:
    if cases >= FEW:
        return ""
    said = "one case was" if cases == 1 else f"{cases or 'no'} cases were"
    return f"Only {said} rated twice. With so few, chance alone moves these figures a long way."


_NOTHING = Estimate(value=None, why="No case was rated by two people.")
_ONE_LEVEL = Estimate(value=None, why="Every rating is the same level, so chance explains it all.")
