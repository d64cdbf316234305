"""Rendering what people of the demonstration say, from hand-made frames: the same words each time."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Any

import yaml

from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.grammar import sentence

STRONG = ("outstanding", "good")


@lru_cache(maxsize=8)
def read(name: str) -> Mapping[str, Any]:
    """One file of frames."""
    file = resources.files("stocktake.demo.practice").joinpath(f"{name}.yaml")
    found: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def judging(item: str) -> Mapping[str, list[str]]:
    """The frames for one item of the form."""
    found: Mapping[str, list[str]] = (read("judging-one") | read("judging-two"))[item]  # type: ignore[operator]
    return found


def words_for(age: int) -> Mapping[str, str]:
    return {"child": "young person" if age >= 12 else "child"}


def one_of(frames: list[str], slots: Mapping[str, str], rng: Random) -> str:
    return sentence(rng.choice(frames), slots, rng)


def stream_for(*keys: object) -> Random:
    return stream("practice", *keys)
