"""Fixed chance: each use has a stream of its own, so a change in one place disturbs no other."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
SEED = "thornmere 2026"


def stream(*keys: object) -> random.Random:
    """The stream of random numbers for this use: the same on any machine and in any order."""
    return random.Random("\x1f".join((SEED, *map(str, keys))))  # noqa: S311 repeatable, no secret


def weighted(rng: random.Random, choices: Sequence[tuple[T, float]]) -> T:
    """One of the choices, by weight."""
    values, weights = zip(*choices, strict=True)
    chosen: T = rng.choices(values, weights=weights)[0]
    return chosen
