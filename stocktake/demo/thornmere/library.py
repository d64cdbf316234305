"""The stories as read from their files: planted cases, and archetypes for everybody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from stocktake.core.strata import Depth, Stratum
from stocktake.demo.thornmere.grammar import names_in, read

PLAIN = (
    "need_words", "worry_words", "household", "ref", "strand", "worker", "age", "style",
    "placement", "labels", "grades", "odd", "discussion",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened in the story, on a day of the window or between two of them."""

    kind: str
    says: str
    first_day: int
    last_day: int
    title: str = ""
    caller: str = ""
    type: str = ""
    lag: int | None = None
    length: int | None = None
    until: int | None = None


@dataclass(frozen=True, kw_only=True)
class Archetype:
    """A story before it has a child. A planted one has a reference, an age, a worker and truths."""

    key: str
    stratum: Stratum
    need_words: str
    worry_words: str
    household: Mapping[str, str]
    threads: tuple[str, ...]
    facts: tuple[Fact, ...]
    ref: str = ""
    depth: Depth = Depth.IN_DEPTH
    strand: str = ""
    worker: str = ""
    youngest: int = 0
    oldest: int = 25
    age: int = 0
    ethnicities: tuple[str, ...] = ()
    style: Mapping[str, Any] = field(default_factory=dict)
    placement: Mapping[str, Any] = field(default_factory=dict)
    supervision_days: tuple[int, ...] = ()
    labels: Mapping[str, Any] = field(default_factory=dict)
    expect: tuple[Mapping[str, str], ...] = ()
    grades: Mapping[str, str] = field(default_factory=dict)
    odd: bool = False
    discussion: str = ""

    @property
    def is_planted(self) -> bool:
        return bool(self.ref)

    def is_for(self, ethnicity: str) -> bool:
        return not self.ethnicities or ethnicity in self.ethnicities


@lru_cache(maxsize=1)
def planted() -> tuple[Archetype, ...]:
    """The planted cases, by reference (walkthrough 2)."""
    return tuple(_archetype(read("stories", n), key=n) for n in names_in("stories"))


@lru_cache(maxsize=1)
def archetypes() -> tuple[Archetype, ...]:
    return tuple(_archetype(row) for n in names_in("archetypes") for row in read("archetypes", n))


def _archetype(row: dict[str, Any], key: str = "") -> Archetype:
    ages = row.get("ages", [0, 25])
    return Archetype(
        key=key or row["key"],
        stratum=Stratum(row["stratum"]),
        threads=tuple(row["threads"]),
        facts=tuple(_fact(f) for f in row["facts"]),
        depth=Depth(row.get("depth", Depth.IN_DEPTH)),
        youngest=ages[0],
        oldest=ages[1],
        ethnicities=tuple(row.get("ethnicities", ())),
        supervision_days=tuple(row.get("supervision_days", ())),
        expect=tuple(row.get("expect", ())),
        **{name: row[name] for name in PLAIN if name in row},
    )


def _fact(row: dict[str, Any]) -> Fact:
    day = row["day"]
    first, last = (day, day) if isinstance(day, int) else (day[0], day[1])
    plain = {k: v for k, v in row.items() if k != "day"}
    return Fact(first_day=first, last_day=last, **plain)
