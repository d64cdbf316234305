"""Thornmere's people and places: teams, managers, workers with their voices, and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from stocktake.demo.thornmere.chance import weighted
from stocktake.demo.thornmere.grammar import read


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    strata: tuple[str, ...]
    manager: str


@dataclass(frozen=True)
class Worker:
    """One worker: `style` is their voice, `length` a factor, `late` adds to late uploads."""

    id: str
    name: str
    team: str
    role: str = "Social worker"
    style: str = "narrative"
    length: float = 1.0
    habit: str = "none"
    late: float = 0.0
    newly_qualified: bool = False
    manager: str = ""

    @property
    def first(self) -> str:
        return self.name.split()[0]


@lru_cache(maxsize=1)
def teams() -> tuple[Team, ...]:
    rows = read("grammar", "workers")["teams"]
    return tuple(Team(t["id"], t["name"], tuple(t["strata"]), t["manager"]) for t in rows)


@lru_cache(maxsize=1)
def workers() -> Mapping[str, Worker]:
    """Everybody with a worker id: heads, managers, then the fourteen workers."""
    data = read("grammar", "workers")
    names = {t["id"]: t["name"] for t in data["teams"]}
    managers = {t["id"]: t["manager"] for t in data["teams"]}
    head = data["heads"][0]
    found = [Worker(head["id"], head["name"], "", role=head["role"])]
    found += [
        Worker(m["id"], m["name"], names[m["team"]], role="Team manager", manager=head["id"])
        for m in data["managers"]
    ]
    found += [_worker(w, names, managers) for w in data["workers"]]
    return {w.id: w for w in found}


def workers_of(team: str) -> tuple[Worker, ...]:
    """The workers of a team, by its name, without the manager."""
    return tuple(w for w in workers().values() if w.team == team and w.id >= "W3")


def teams_for(stratum: str) -> tuple[Team, ...]:
    return tuple(t for t in teams() if stratum in t.strata)


@lru_cache(maxsize=1)
def places() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("grammar", "town")
    return found


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("grammar", "names")
    return found


def ethnicity(rng: Random) -> str:
    """An Annex A code, by the invented population's shares."""
    return weighted(rng, [(code, float(row["weight"])) for code, row in _names().items()])


def first_name(ethnicity: str, sex: str, rng: Random) -> str:
    name: str = rng.choice(_names()[ethnicity][sex])
    return name


def school_for(age: int, rng: Random) -> str:
    kind = "early" if age < 4 else "primary" if age < 11 else "secondary" if age < 16 else "older"
    found: str = rng.choice(places()["schools"][kind])
    return found


def _worker(row: Mapping[str, Any], names: dict[str, str], managers: dict[str, str]) -> Worker:
    role = {"EHT": "Family support worker", "LCT": "Personal adviser"}.get(row["team"])
    return Worker(
        id=row["id"],
        name=row["name"],
        team=names[row["team"]],
        role=role or "Social worker",
        style=row["style"],
        length=row["length"],
        habit=row["habit"],
        late=row["late"],
        newly_qualified=bool(row.get("newly_qualified")),
        manager=managers[row["team"]],
    )
