"""What an extract tells beside the notes: the reviews before the window, health and dental checks.

A recording system exports the last review though it lies before the six months; without it nobody
could say whether the first one inside came in time.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.extract import Case
from stocktake.demo.thornmere.keeping_time import is_late
from stocktake.demo.thornmere.seasons import working_day_on_or_before

Row = Mapping[str, object]
BEFORE = {  # what came before the first in the window: days between two, and from the opening on
    ("meeting", "CIN"): ("CIN review", (60, 82), 40),
    ("core", "CP"): ("Core group", (30, 41), 14),
    ("conference", "CP"): ("Review child protection conference", (160, 181), 60),
    ("review", "CLA"): ("Looked-after review", (150, 179), 130),
    ("review", "CL"): ("Pathway plan review", (150, 179), 60),
    ("pep", "CLA"): ("PEP review", (84, 92), 30),
}
FIRST_IN_CARE = (24, 110)  # days from coming into care: within 20 working days, then 3 months
LATE_BY = (6, 40)
YEAR = 365


def earlier_reviews(case: Case) -> Iterator[Row]:
    """The reviews before the first of each kind in the window, and those of EHC plans."""
    stratum = case.story.child.stratum.value
    for (kind, held_in), (name, (low, high), begin) in BEFORE.items():
        day = min((h.day for h in case.happenings if h.kind == kind), default=None)
        if held_in != stratum or day is None:
            continue
        rng = stream("before", case.story.child.child_id, kind, day)
        late = rng.randint(*LATE_BY) if is_late(case.story, kind) else 0
        while True:
            day = working_day_on_or_before(day - timedelta(days=rng.randint(low, high) + late))
            late = 0
            if day < case.story.child.opened + timedelta(days=begin):
                break
            yield _held(case, name, day)
    yield from _first_in_care(case)
    yield from _of_ehc_plan(case)


def _first_in_care(case: Case) -> Iterator[Row]:
    child = case.story.child
    if child.stratum == "CLA":
        for days in FIRST_IN_CARE:
            yield _held(case, "Looked-after review", child.opened + timedelta(days=days))


def times_in_care(case: Case) -> Iterator[Row]:
    """When a looked-after child came into care, which may be long before this placement."""
    child = case.story.child
    if child.stratum == "CLA":
        yield {"child_id": child.child_id, "kind": "CLA", "started_on": child.opened}


def ehc_issued(case: Case) -> date | None:
    """The day the child's EHC plan was issued, where there is one."""
    child = case.story.child
    has = child.disability == "yes" and 4 <= case.story.age <= 18
    return child.opened - timedelta(days=200) if has else None


def _of_ehc_plan(case: Case) -> Iterator[Row]:
    issued = ehc_issued(case)
    if issued is None:
        return
    rng = stream("annual", case.story.child.child_id)
    held = issued
    while True:
        late = rng.randint(*LATE_BY) if is_late(case.story, "annual") else 0
        held = working_day_on_or_before(held + timedelta(days=rng.randint(330, 362) + late))
        if held > case.story.season.as_of:
            return
        yield _held(case, "EHC annual review", held)


def _held(case: Case, name: str, day: date) -> Row:
    return {
        "child_id": case.story.child.child_id,
        "review_type": name,
        "held_on": day,
        "due_on": None,
    }


def health(case: Case) -> Iterator[Row]:
    """Looked-after children: the assessment that the notes tell of, the one before, the dentist."""
    if case.story.child.stratum != "CLA":
        return
    child = case.story.child
    rng = stream("health", child.child_id)
    told = [h.day for h in case.happenings if h.kind == "health"]
    every = 180 if case.story.age < 5 else 362
    for day in told[:1]:
        before = day - timedelta(days=every - rng.randint(0, 25))
        first = "Initial health assessment"
        yield _check(case, first, child.opened + timedelta(days=rng.randint(12, 25)))
        if before > child.opened + timedelta(days=60):
            yield _check(case, "Review health assessment", before)
    for day in told:
        yield _check(case, "Review health assessment", day)
    yield from _dental(case, rng)


def _dental(case: Case, rng: Random) -> Iterator[Row]:
    """About once a year; some are refused, and a few are overdue."""
    day = case.story.season.as_of - timedelta(days=rng.randint(20, 330))
    if is_late(case.story, "dental"):
        day -= timedelta(days=YEAR // 2)
    refused = rng.random() < 0.1
    while day > case.story.child.opened - timedelta(days=YEAR):
        yield _check(case, "Dental check", day, "refused" if refused else "held")
        day, refused = day - timedelta(days=rng.randint(330, 362)), False


def _check(case: Case, kind: str, day: date, outcome: str = "held") -> Row:
    held = working_day_on_or_before(day)
    return {
        "child_id": case.story.child.child_id,
        "kind": kind,
        "held_on": held,
        "outcome": outcome,
    }
