"""The children open on the day of each extract, before any story is bound to one of them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from stocktake.core.strata import HELD, Stratum
from stocktake.demo.thornmere.chance import stream, weighted
from stocktake.demo.thornmere.seasons import APRIL, OCTOBER, Season
from stocktake.demo.thornmere.town import ethnicity, teams_for, workers_of

# Open children by stratum; the October row is the fixture contract (walkthrough 2).
OPEN = {
    APRIL.key: {"EH": 38, "CIN": 31, "CP": 11, "CLA": 20, "CL": 14},
    OCTOBER.key: {"EH": 41, "CIN": 29, "CP": 12, "CLA": 21, "CL": 15},
}
# How many of October's children were already open, in the same stratum, in April.
STAYED = {"EH": 27, "CIN": 22, "CP": 8, "CLA": 19, "CL": 13}
NEEDS = {
    "N1": "N1 - Abuse or neglect", "N2": "N2 - Child’s disability",
    "N3": "N3 - Parental disability or illness", "N4": "N4 - Family in acute stress",
    "N5": "N5 - Family dysfunction", "N6": "N6 - Socially unacceptable behaviour",
    "N8": "N8 - Absent parenting",
}  # fmt: skip
NEEDS_BY_STRATUM = {
    "EH": (("N2", 20), ("N3", 20), ("N4", 25), ("N5", 35)),
    "CIN": (("N1", 25), ("N2", 10), ("N3", 15), ("N4", 20), ("N5", 30)),
    "CP": (("N1", 85), ("N3", 10), ("N6", 5)),
    "CLA": (("N1", 65), ("N3", 10), ("N5", 20), ("N8", 5)),
    "CL": (("N1", 60), ("N5", 30), ("N8", 10)),
}
SEXES = {"M": "male", "F": "female"}
AGES = {"EH": (2, 15), "CIN": (1, 15), "CP": (1, 14), "CLA": (4, 16), "CL": (18, 22)}


@dataclass(frozen=True, kw_only=True)
class Child:
    """One row of the frame. Binding a story may set `ref`, `born`, `worker` and nothing else."""

    child_id: str
    stratum: Stratum
    sex: str
    ethnicity: str
    disability: str
    need: str
    household: str
    born: date
    opened: date
    team: str
    worker: str
    ref: str = ""
    restricted: bool = False
    in_complaint: bool = False

    def age_on(self, day: date) -> int:
        """Age at the last birthday."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def frame(season: Season) -> tuple[Child, ...]:
    """The open children of an extract, in order of their id."""
    found: list[Child] = []
    for stratum in HELD:
        stayed = [_child(stratum, n, APRIL, "both") for n in range(STAYED[stratum])]
        rest = OPEN[season.key][stratum] - STAYED[stratum]
        found += stayed + [_child(stratum, n, season, season.key) for n in range(rest)]
    return _with_exceptions(tuple(sorted(found, key=lambda c: c.child_id)))


def _child(stratum: Stratum, number: int, season: Season, group: str) -> Child:
    rng = stream("child", stratum, group, number)
    team = rng.choice(teams_for(stratum))
    worker = rng.choice(workers_of(team.name))
    opened = season.window.start - timedelta(days=rng.randint(12, 500))
    if group == OCTOBER.key:
        opened = OCTOBER.day(-rng.randint(1, 20) + 10)
    child_id = f"{_block(stratum, group, number):06d}"
    return Child(
        child_id=child_id,
        stratum=stratum,
        sex=rng.choice("MF"),
        ethnicity=ethnicity(stream("household e", stratum, group, _eldest(stratum, group, number))),
        disability=weighted(rng, [("no", 86), ("yes", 14)]),
        need=weighted(rng, [(n, float(w)) for n, w in NEEDS_BY_STRATUM[stratum]]),
        household=f"H{_block(stratum, group, _eldest(stratum, group, number)):06d}",
        born=_born(stratum, rng),
        opened=opened,
        team=team.name,
        worker=worker.id,
    )


def _eldest(stratum: Stratum, group: str, number: int) -> int:
    """Every sixth child who stayed shares a household with the one before: brothers and sisters."""
    shares = group == "both" and stratum in ("EH", "CIN", "CP") and number % 6 == 1
    return number - 1 if shares else number


def _born(stratum: Stratum, rng: Random) -> date:
    """A birthday that keeps the child within the stratum's ages on both extract days."""
    low, high = AGES[stratum]
    years = rng.randint(low, high)
    return APRIL.as_of - timedelta(days=int(years * 365.25) + rng.randint(1, 364))


def _block(stratum: Stratum, group: str, number: int) -> int:
    """A six-figure id that says nothing: spread over the range, never used twice."""
    step = list(Stratum).index(stratum) * 180 + {"both": 0, "april": 60, "october": 120}[group]
    return 200_000 + (step + number) * 7919 % 700_001


def _with_exceptions(children: tuple[Child, ...]) -> tuple[Child, ...]:
    """One restricted record and two in complaint, the same children in either season."""
    in_need = [c.child_id for c in children if c.stratum == "CIN" and c.child_id in _stayed("CIN")]
    in_care = [c.child_id for c in children if c.stratum == "CLA" and c.child_id in _stayed("CLA")]
    complained = (in_need[7], in_care[5])
    return tuple(
        replace(c, restricted=c.child_id == in_need[3], in_complaint=c.child_id in complained)
        for c in children
    )


def _stayed(stratum: str) -> frozenset[str]:
    numbers = range(STAYED[stratum])
    return frozenset(f"{_block(Stratum(stratum), 'both', n):06d}" for n in numbers)
